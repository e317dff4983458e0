using Dashboard.Analytics.Fairness;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Fairness;

/// <summary>The charts and tables of a check for fairness.</summary>
public static class FairnessCharts
{
    /// <summary>The most groups that a chart shows; the table has all.</summary>
    public const int MostRows = 20;

    /// <summary>The ratios of an attribute's groups with the line of four fifths; null when there is none.</summary>
    public static IntervalSpec? Ratios(AttributeFairness attribute)
    {
        var compared = attribute.Groups.Where(g => g.Ratio is not null).ToList();
        if (compared.Count < 2)
            return null;
        var shown = compared.Count <= MostRows ? compared : [.. compared.OrderBy(g => g.Verdict == FairnessVerdict.Under ? 0 : g.IsReference ? 1 : 2).ThenByDescending(g => g.People).Take(MostRows)];
        return new IntervalSpec
        {
            Label = $"Ratio of the share selected by {attribute.Label.ToLowerInvariant()}, with the line of four fifths",
            ValueName = "Ratio",
            AxisName = attribute.Label,
            Format = ValueFormat.Number(2),
            Reference = SelectionRates.Line,
            Rows =
            [
                .. shown.Select(g => new IntervalRow(
                    g.Group,
                    g.Ratio,
                    // What the others are compared with has no interval of its own.
                    g.RatioInterval?.Low ?? g.Ratio,
                    g.RatioInterval?.High ?? g.Ratio,
                    $"{Formats.Integer(g.Selected)} of {Formats.Integer(g.People)} selected ({Formats.Percent(g.Rate)}); {FairnessText.Verdict(g).ToLowerInvariant()}",
                    FairnessText.Color(g.Verdict))),
            ],
        };
    }

    /// <summary>Every group with its counts, rate, ratio and test.</summary>
    public static TableModel Groups(AttributeFairness attribute) => new(
        $"Share selected by {attribute.Label.ToLowerInvariant()}",
        [
            new(attribute.Label), new("People", true), new("Selected", true), new("Share selected", true), new("95% interval", true), new("Ratio", true), new("95% interval", true), new("Adjusted p", true), new("Finding"),
        ],
        [
            .. attribute.Groups.Select(Row),
            .. attribute.Hidden is { } hidden ? [Row(hidden with { Group = $"Small groups, {Formats.Integer(attribute.HiddenGroups)}{(attribute.HidesUnknown ? ", and unknown" : "")}" })] : (IReadOnlyList<TableCell>[])[],
            .. attribute.Unknown is { } unknown ? [Row(unknown)] : (IReadOnlyList<TableCell>[])[],
        ]);

    /// <summary>What the rule uses, against each attribute.</summary>
    public static TableModel Proxies(FairnessResult result) => new(
        "What the rule uses, and how strongly it tells sensitive attributes",
        [new("Used"), new("Read by"), new("Sensitive attribute"), new("Strength", true), new("Measured by"), new("Customers", true), new("Finding")],
        [.. result.Proxies.Select(p => (IReadOnlyList<TableCell>)[
            new(p.Used),
            new(p.OfModel is { } score ? $"the model of {score}" : "the rule"),
            new(SensitiveAttributes.LabelOf(p.Attribute)),
            new(Formats.Number(p.Strength, 2), p.Strength),
            new(p.Measure == ProxyMeasure.CramersV ? "Cramér’s V" : "correlation ratio"),
            new(Formats.Integer(p.People), p.People),
            new(p.IsItself ? "The attribute itself" : p.IsFlagged ? "Stands in for it" : "")])]);

    private static IReadOnlyList<TableCell> Row(GroupRate group) =>
    [
        new(group.Group, Color: group.Verdict == FairnessVerdict.Under ? FairnessText.Color(group.Verdict) : null),
        new(Formats.Integer(group.People), group.People),
        new(Formats.Integer(group.Selected), group.Selected),
        new(Formats.Percent(group.Rate), group.Rate),
        new($"{Formats.Percent(group.RateInterval.Low)} to {Formats.Percent(group.RateInterval.High)}", group.RateInterval.Low),
        group.Ratio is { } ratio ? new(Formats.Number(ratio, 2), ratio) : new(""),
        group.RatioInterval is { } interval ? new($"{Formats.Number(interval.Low, 2)} to {Formats.Number(interval.High, 2)}", interval.Low) : new(""),
        group.Adjusted is { } p ? new(FairnessText.P(p), p) : new(""),
        new(FairnessText.Verdict(group)),
    ];
}
