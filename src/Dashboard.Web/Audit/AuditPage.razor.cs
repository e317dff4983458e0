using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Audit;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Audit;

/// <summary>The audit with its filter; the address is the state.</summary>
public sealed partial class AuditPage
{
    private const int PageSize = 100;
    private IReadOnlyList<AuditRecord> entries = [];
    private long count;
    private AuditVerdict? verdict;
    private bool verifying;

    [SupplyParameterFromQuery(Name = "who")]
    private string? WhoName { get; set; }

    [SupplyParameterFromQuery(Name = "action")]
    private string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "since")]
    private string? Since { get; set; }

    [SupplyParameterFromQuery(Name = "until")]
    private string? Until { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? Page { get; set; }

    [Inject]
    private AuditLog Log { get; set; } = null!;

    [Inject]
    private Acts Acts { get; set; } = null!;

    private int PageNow => Math.Clamp(Page ?? 0, 0, int.MaxValue / PageSize - 1);

    /// <summary>The filter that a query string means; what is no day counts for nothing.</summary>
    internal static AuditFilter Filter(string? who, string? action, string? text, string? since, string? until) => new(
        Clean(who), Clean(action), Clean(text), Day(since, 0), Day(until, 1));

    /// <inheritdoc/>
    protected override void OnParametersSet() => (entries, count) = Log.List(Filter(WhoName, Action, Text, Since, Until), (long)PageNow * PageSize, PageSize);

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Day(string? text, int more) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? new DateTimeOffset(day.AddDays(more), TimeOnly.MinValue, TimeSpan.Zero) : null;

    private string PageUrl(int page) => Urls.Audit([.. Conditions(), new("page", page.ToString(CultureInfo.InvariantCulture))]);

    private string ExportUrl(string extension) => Urls.Export("audit", extension, Scope.Default, Conditions());

    private KeyValuePair<string, string?>[] Conditions() => [new("who", WhoName), new("action", Action), new("q", Text), new("since", Since), new("until", Until)];

    private async Task VerifyAsync()
    {
        verifying = true;
        StateHasChanged();
        verdict = await Task.Run(() => Log.Verify(CancellationToken.None));
        verifying = false;
        await Acts.NoteAsync(new AuditEntry("audit.verify", verdict.Fault is null ? "sound" : "tampered", verdict.Entries));
        OnParametersSet();
    }
}
