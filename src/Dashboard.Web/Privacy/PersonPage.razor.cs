using Dashboard.Services.Privacy;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Privacy;

/// <summary>One person: what is kept, from where, what the person wishes, and files of everything.</summary>
public sealed partial class PersonPage
{
    private string entry = "";
    private IReadOnlyList<string>? found;
    private PersonSummary? person;
    private bool hides;
    private string? problem;
    private string? said;

    /// <summary>Key or e-mail address.</summary>
    [SupplyParameterFromQuery(Name = "who")]
    public string? Who { get; set; }

    [Inject]
    private PersonService People { get; set; } = null!;

    [Inject]
    private PersonEdits Edits { get; set; } = null!;

    [Inject]
    private ShopSettingsService Shop { get; set; } = null!;

    [Inject]
    private NavigationManager Nav { get; set; } = null!;

    [Inject]
    private PrivacyActor Actor { get; set; } = null!;

    private PageState State => Who is { Length: > 0 } && found is null ? PageState.Loading : PageState.Result;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        (entry, found, person, problem, said) = (Who ?? "", null, null, null, null);
        hides = Shop.Current().HidesPeople;
        if (Who is not { Length: > 0 } who)
            return;
        found = await People.KeysAsync(who, CancellationToken.None);
        if (found is [var key])
            person = await People.SummaryAsync(key, CancellationToken.None);
    }

    private Task RecordAsync(ConsentWish wish) => ActAsync(
        () => Edits.RecordConsentAsync(person!.Key, wish, Actor.Name, CancellationToken.None), wish.Granted ? "The consent is recorded. Audiences follow." : "The withdrawal is recorded. Audiences follow.");

    private Task CorrectAsync(Correction correction) => ActAsync(
        () => Edits.CorrectAsync(person!.Key, correction, Actor.Name, CancellationToken.None), "Corrected. It holds until a file says something else than the files said before.");

    private Task TakeBackAsync(long edit) => ActAsync(() => Edits.TakeBackAsync(edit, Actor.Name, CancellationToken.None), "Taken back.");

    private async Task ActAsync(Func<Task> act, string done)
    {
        (problem, said) = (null, null);
        try
        {
            await act();
            said = done;
        }
        catch (Exception e) when (e is ArgumentException or StoreException)
        {
            problem = e.Message.Split(" (Parameter", 2)[0];
        }

        person = await People.SummaryAsync(person!.Key, CancellationToken.None);
    }
}
