using System.Globalization;
using Dashboard.Analytics.Scopes;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Scopes;

/// <summary>
/// The bar on top of every page. It shows a scope and raises the changed one; the page turns that into an address:
/// <c>&lt;ScopeBar Scope="scope" Range="result.Range" Dimensions="..." Values="LoadAsync" OnChange="s =&gt; Nav.NavigateTo(Urls.Segments(s))" /&gt;</c>.
/// </summary>
public sealed partial class ScopeBar
{
    private const string Custom = "custom";
    private const int FewValues = 8;
    private const int MostValues = 100;
    private static int made;

    private readonly string menu = $"filter-{Interlocked.Increment(ref made)}";
    private RangeChoice? shown;
    private bool customOpen;
    private DateOnly? from;
    private DateOnly? to;
    private string? problem;
    private Dimension? chosen;
    private IReadOnlyList<FilterValue>? values;
    private string find = "";

    /// <summary>The scope on the screen.</summary>
    [Parameter, EditorRequired]
    public required Scope Scope { get; set; }

    /// <summary>A person chose another one.</summary>
    [Parameter]
    public EventCallback<Scope> OnChange { get; set; }

    /// <summary>The days that the scope means, once known.</summary>
    [Parameter]
    public DateRange? Range { get; set; }

    /// <summary>What can be filtered by, in the order of the menu; none leaves the menu out.</summary>
    [Parameter]
    public IReadOnlyList<Dimension> Dimensions { get; set; } = [];

    /// <summary>The values of a dimension with their counts, most first.</summary>
    [Parameter]
    public Func<Dimension, Task<IReadOnlyList<FilterValue>>>? Values { get; set; }

    /// <summary>How a chip writes a value whose filter has a key, such as a product; null leaves it as it is.</summary>
    [Parameter]
    public Func<Condition, string?>? LabelOf { get; set; }

    private string RangeKey => customOpen ? Custom : Scope.Range.Preset ?? Custom;

    private List<FilterValue> Found => [.. (values ?? []).Where(v => v.Label.Contains(find.Trim(), StringComparison.CurrentCultureIgnoreCase))];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var days = Scope.Range.Preset is null ? (Scope.Range.From, Scope.Range.To) : (Range?.From, Range?.To);
        if (Scope.Range != shown)
        {
            (shown, customOpen, problem) = (Scope.Range, false, null);
            (from, to) = days;
        }
        else if (!customOpen)
        {
            (from, to) = days;
        }
    }

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(object? value) =>
        DateOnly.TryParseExact(value as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private string Label(Condition condition) => LabelOf?.Invoke(condition) ?? ScopeText.Value(condition.Value);

    private Task ChooseRangeAsync(ChangeEventArgs e)
    {
        problem = null;
        customOpen = e.Value as string == Custom;
        return customOpen ? Task.CompletedTask : OnChange.InvokeAsync(Scope with { Range = new RangeChoice((string?)e.Value) });
    }

    private Task ApplyDatesAsync()
    {
        problem = (from, to) switch
        {
            (null, _) or (_, null) => "Give a first day and a last day, then apply.",
            var (first, last) when first > last => "The last day is before the first day. Change one of them.",
            _ => null,
        };
        return problem is null ? OnChange.InvokeAsync(Scope with { Range = new RangeChoice(null, from, to) }) : Task.CompletedTask;
    }

    private Task ChooseComparisonAsync(ChangeEventArgs e) =>
        Enum.TryParse<Comparison>(e.Value as string, out var comparison) ? OnChange.InvokeAsync(Scope with { Comparison = comparison }) : Task.CompletedTask;

    private void BackToDimensions() => (chosen, values, find) = (null, null, "");

    private async Task OpenAsync(Dimension dimension)
    {
        (chosen, values, find) = (dimension, null, "");
        var loaded = await Values!(dimension);
        if (chosen == dimension)
            values = loaded;
    }
}
