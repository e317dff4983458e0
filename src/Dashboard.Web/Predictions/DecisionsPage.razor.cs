using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Predictions;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Access;
using Dashboard.Web.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Predictions;

/// <summary>The ledger of decisions: note one, see what became of all.</summary>
public sealed partial class DecisionsPage : IDisposable
{
    private IReadOnlyList<(Decision Decision, DecisionOutcome Outcome)>? rows;
    private IReadOnlyList<Decision> deleted = [];
    private NamedSets? sets;
    private DateOnly? lastDay;
    private string currency = "";
    private string? shownRule;
    private string? whom;
    private int matching;
    private string offer = "";
    private string owner = "";
    private string note = "";
    private DateOnly due;
    private double control = 10;
    private double? share;
    private double? least;
    private double? money;
    private string? problem;
    private string? said;
    private long? undo;

    /// <summary>Text of the rule of whom a new decision is about.</summary>
    [SupplyParameterFromQuery(Name = "rule")]
    public string? RuleText { get; set; }

    /// <summary>What they are offered.</summary>
    [SupplyParameterFromQuery(Name = "offer")]
    public string? Offer { get; set; }

    /// <summary>Money expected, in currency units.</summary>
    [SupplyParameterFromQuery(Name = "effect")]
    public string? Effect { get; set; }

    /// <summary>Share expected to order, 0 to 1.</summary>
    [SupplyParameterFromQuery(Name = "rate")]
    public string? Rate { get; set; }

    /// <summary>The smallest effect of interest on the share that orders, 0 to 1.</summary>
    [SupplyParameterFromQuery(Name = "least")]
    public string? Least { get; set; }

    /// <summary>Share of the control, 0 to 0.5.</summary>
    [SupplyParameterFromQuery(Name = "control")]
    public string? Control { get; set; }

    /// <summary>Days until it is due.</summary>
    [SupplyParameterFromQuery(Name = "days")]
    public string? Days { get; set; }

    /// <summary>Run of the model that it rests on.</summary>
    [SupplyParameterFromQuery(Name = "run")]
    public string? Run { get; set; }

    [Inject]
    private Acts Acts { get; set; } = null!;

    [Inject]
    private DecisionService Decisions { get; set; } = null!;

    [Inject]
    private AnalysisService Analyses { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Rule => string.IsNullOrWhiteSpace(RuleText) ? "everyone" : RuleText;

    private PageState State => rows is null ? PageState.Loading : PageState.Result;

    /// <inheritdoc/>
    public void Dispose() => Analyses.DataChanged -= OnDataChanged;

    /// <inheritdoc/>
    protected override void OnInitialized() => Analyses.DataChanged += OnDataChanged;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (rows is null)
            await LoadAsync();
        if (lastDay is not { } last || shownRule == Rule)
            return;
        shownRule = Rule;
        (offer, share, money) = (Offer ?? offer, Points(Rate) ?? share, DecisionText.Number(Effect) ?? money);
        least = Points(Least) ?? least;
        control = Points(Control) is >= 0 and <= DecisionService.LargestControl * 100 and var proposed ? Math.Round(proposed) : control;
        due = last.AddDays(DecisionText.Number(Days) is { } days and >= 1 and <= DecisionService.MostDays ? (int)days : 30);
        if (!Analytics.Rules.RuleText.TryParse(Rule, out var rule, out var wrong))
        {
            (whom, problem) = (null, wrong!.Message);
            return;
        }

        var count = (await Analyses.RunAsync(new RuleCountsRequest([rule!]), CancellationToken.None)).Counts[0];
        (whom, matching, problem) = (count.Problem is null ? RuleSentence.Of(rule!) : null, count.Customers, count.Problem);
    }

    private static double? Points(string? text) => DecisionText.Number(text) is { } part ? Math.Round(part * 100, 1) : null;

    private async Task LoadAsync()
    {
        var all = await Analyses.RunAsync(new ScopeRequest(new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything)), CancellationToken.None);
        (lastDay, currency) = (all.IsEmpty ? null : all.Range.To, all.Currency);
        sets = all.IsEmpty ? null : await Analyses.RunAsync(new NamedSetsRequest(), CancellationToken.None);
        deleted = await Decisions.ListDeletedAsync(CancellationToken.None);
        List<(Decision, DecisionOutcome)> loaded = [];
        foreach (var decision in await Decisions.ListAsync(CancellationToken.None))
        {
            if (await Decisions.FindAsync(decision.Id, CancellationToken.None) is { } found)
                loaded.Add((found.Decision, await Analyses.RunAsync(found.Request, CancellationToken.None)));
        }

        rows = loaded;
    }

    private async Task SaveAsync()
    {
        (problem, said, undo) = (null, null, null);
        try
        {
            var made = await Acts.DoAsync(Permission.Edit, new AuditEntry("decision.save", offer), () => Decisions.AddAsync(
                new DecisionDraft
                {
                    Rule = Rule,
                    Offer = offer,
                    Due = due,
                    Owner = owner,
                    Note = note,
                    ControlShare = control / 100,
                    ExpectedShare = share / 100,
                    ExpectedValueE4 = money is { } m ? (long)Math.Round(m * 10_000) : null,
                    ModelRun = DecisionText.Number(Run) is { } run ? (long)run : null,
                },
                CancellationToken.None));
            said = $"Noted: {Formats.Count(made.Customers, "customer")}{(made.InControl > 0 ? $" and {Formats.Integer(made.InControl)} in the control" : "")}, due {Formats.Date(made.Due)}.";
            (offer, note, share, money) = ("", "", null, null);
            await LoadAsync();
        }
        catch (ArgumentException e)
        {
            problem = e.Message.Split(" (Parameter '", 2)[0];
        }
    }

    private async Task DeleteAsync(Decision decision)
    {
        await Acts.DoAsync(Permission.Edit, new AuditEntry("decision.delete", decision.Offer), () => Decisions.DeleteAsync(decision.Id, CancellationToken.None));
        (said, undo) = ($"“{decision.Offer}” is deleted; it can be restored for 30 days.", decision.Id);
        await LoadAsync();
    }

    private async Task RestoreAsync(long id)
    {
        (said, undo) = (await Acts.DoAsync(Permission.Edit, new AuditEntry("decision.restore", Formats.Integer(id)), () => Decisions.RestoreAsync(id, CancellationToken.None)) ? "The decision is back." : "It can't be restored any more.", null);
        await LoadAsync();
    }

    private void OnDataChanged(object? sender, EventArgs e) => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
