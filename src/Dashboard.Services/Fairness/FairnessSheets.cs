using Dashboard.Analytics.Fairness;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Fairness;

/// <summary>Selection by sensitive attributes as sheets: the groups, and what stands in for the attributes.</summary>
public static class FairnessSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["groups", "proxies"];

    /// <summary>All sheets.</summary>
    public static IReadOnlyList<Sheet> All(FairnessResult result) => [.. Parts.Select(part => Part(result, part)!)];

    /// <summary>One sheet by its name in <see cref="Parts"/>, or null.</summary>
    public static Sheet? Part(FairnessResult result, string part) => part switch
    {
        "groups" => Groups(result),
        "proxies" => Proxies(result),
        _ => null,
    };

    private static Sheet Groups(FairnessResult result) => Sheet.Of(
        "Groups",
        [
            new("Attribute", CellKind.Text), new("Group", CellKind.Text), new("People", CellKind.Integer), new("Selected", CellKind.Integer), new("Rate", CellKind.Percent),
            new("Rate, 95% from", CellKind.Percent), new("Rate, 95% to", CellKind.Percent), Number("Ratio"), Number("Ratio, 95% from"), Number("Ratio, 95% to"), Number("p"), Number("p, adjusted"),
            new("Against the line of 0.8", CellKind.Text),
        ],
        result.Attributes.SelectMany(a => Rows(a).Select(group => (Attribute: a, Group: group))),
        (row, item) =>
        {
            row.Text(item.Attribute.Label);
            row.Text(item.Group.Group);
            row.Integer(item.Group.People);
            row.Integer(item.Group.Selected);
            row.Percent(item.Group.Rate);
            row.Percent(item.Group.RateInterval.Low);
            row.Percent(item.Group.RateInterval.High);
            row.Number(item.Group.Ratio);
            row.Number(item.Group.RatioInterval?.Low);
            row.Number(item.Group.RatioInterval?.High);
            row.Number(item.Group.P);
            row.Number(item.Group.Adjusted);
            row.Text(item.Group.Verdict switch
            {
                FairnessVerdict.Reference => "reference",
                FairnessVerdict.Under => "under",
                FairnessVerdict.Within => "at or over",
                FairnessVerdict.Unclear => "not to be told",
                _ => "not compared",
            });
        });

    private static Sheet Proxies(FairnessResult result) => Sheet.Of(
        "Proxies",
        [new("Used", CellKind.Text), new("Read by", CellKind.Text), new("Sensitive attribute", CellKind.Text), new("Measured by", CellKind.Text), Number("Strength"), new("Customers", CellKind.Integer), new("Over 0.5, or the attribute itself", CellKind.Boolean)],
        result.Proxies,
        (row, proxy) =>
        {
            row.Text(proxy.Used);
            row.Text(proxy.OfModel ?? "the rule");
            row.Text(SensitiveAttributes.LabelOf(proxy.Attribute));
            row.Text(proxy.Measure == ProxyMeasure.CramersV ? "Cramér's V" : "correlation ratio");
            row.Number(proxy.Strength);
            row.Integer(proxy.People);
            row.Boolean(proxy.IsFlagged);
        });

    private static IEnumerable<GroupRate> Rows(AttributeFairness attribute) => [.. attribute.Groups, .. new[] { attribute.Hidden, attribute.Unknown }.OfType<GroupRate>()];

    private static SheetColumn Number(string title) => new(title, CellKind.Number) { Decimals = 4 };
}
