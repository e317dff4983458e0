using Dashboard.Analytics.Comparisons;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Comparisons;

/// <summary>The charts and tables of two sets of customers beside each other.</summary>
public static class ComparisonCharts
{
    /// <summary>The most differences that the chart shows; the table has all.</summary>
    public const int MostRows = 20;

    /// <summary>The most values that the small chart of a fact shows.</summary>
    public const int MostBars = 10;

    /// <summary>The significant differences that the chart shows the largest of: without what a rule itself asks for, unless there is nothing else.</summary>
    public static IReadOnlyList<Difference> Findings(ComparisonResult result)
    {
        var news = result.Differences.Significant.Where(d => !result.Asked.Contains(d.Subject)).ToList();
        return news.Count > 0 ? news : [.. result.Differences.Significant];
    }

    /// <summary>The largest of <see cref="Findings"/> on the scale of Cohen's d, each with its interval.</summary>
    public static IntervalSpec Ranked(ComparisonResult result)
    {
        var (a, b) = SetName.Of(result);
        var currency = result.Receipt.Currency;
        return new IntervalSpec
        {
            Label = $"Largest differences between {a.Name} and {ComparisonText.Inner(b.Name)}",
            ValueName = "Effect size",
            AxisName = "Difference",
            Format = ValueFormat.Number(2),
            Rows =
            [
                .. Findings(result).Take(MostRows).Select(d => new IntervalRow(
                    ComparisonText.Name(d),
                    d.Effect.Value,
                    d.Effect.Interval.Low,
                    d.Effect.Interval.High,
                    $"{ComparisonText.Value(d.Unit, d.A, currency)} against {ComparisonText.Value(d.Unit, d.B, currency)}: {ComparisonText.Gap(d.Unit, d.Gap.Value, currency)}, {ComparisonText.Range(d, currency)}; n {Formats.Integer(d.KnownA)} and {Formats.Integer(d.KnownB)}",
                    d.Effect.Value > 0 ? "series-1" : "series-2")),
            ],
        };
    }

    /// <summary>Every difference that was tested, with all that there is to judge it by.</summary>
    /// <param name="result">The comparison.</param>
    /// <param name="open">Where a difference leads; null for those that lead nowhere.</param>
    public static TableModel All(ComparisonResult result, Func<Difference, string?>? open = null)
    {
        var (a, b) = SetName.Of(result);
        var currency = result.Receipt.Currency;
        return new TableModel(
            "Every difference tested",
            [
                new("Difference"), new(a.Name, true), new(b.Name, true), new("Difference", true), new("95% interval", true), new("Ratio", true), new("Effect size", true), new("95% interval", true), new("Size"), new("Measured by"),
                new("Superiority", true), new($"n, {a.Name}", true), new($"n, {b.Name}", true), new("Adjusted p", true), new("Significant"), new("In the rule"),
            ],
            [.. result.Differences.Tested.Select(d => (IReadOnlyList<TableCell>)[
                new(ComparisonText.Name(d), Href: open?.Invoke(d)),
                new(Shown(d, d.A, d.Medians?.A), d.A),
                new(Shown(d, d.B, d.Medians?.B), d.B),
                new(ComparisonText.Gap(d.Unit, d.Gap.Value, currency), d.Gap.Value),
                new(ComparisonText.Range(d, currency), d.Gap.Interval.Low),
                d.Ratio is { } ratio ? new($"{Formats.Number(ratio.Value, 2)} ({Formats.Number(ratio.Interval.Low, 2)} to {Formats.Number(ratio.Interval.High, 2)})", ratio.Value) : new(""),
                new(Formats.Number(d.Effect.Value, 2), Math.Abs(d.Effect.Value)),
                new($"{Formats.Number(d.Effect.Interval.Low, 2)} to {Formats.Number(d.Effect.Interval.High, 2)}", d.Effect.Interval.Low),
                new(ComparisonText.Size(d.Effect)),
                new(d.Measure switch { EffectMeasure.CohenH => "Cohen's h", EffectMeasure.HedgesG => "Hedges' g", _ => "superiority" }),
                d.Superiority is { } s ? new(Formats.Percent(s.Value), s.Value) : new(""),
                new(ComparisonText.Sample(d.CountA, d.KnownA, d.Unit == FactUnit.Share), d.KnownA),
                new(ComparisonText.Sample(d.CountB, d.KnownB, d.Unit == FactUnit.Share), d.KnownB),
                new(d.Adjusted < 0.001 ? "under 0.001" : Formats.Number(d.Adjusted, 3), d.Adjusted),
                new(d.IsSignificant ? "yes" : "no"),
                new(result.Asked.Contains(d.Subject) ? "yes" : "")])])
        {
            More = result.Differences.NotTested.Count == 0 ? null
                : "Not tested: " + string.Join("; ", result.Differences.NotTested.Select(n => n.Values == 0 ? $"{n.Fact} ({n.Reason})" : $"{Formats.Count(n.Values, "value")} of {n.Fact} ({n.Reason})")) + ".",
        };

        string Shown(Difference d, double value, double? median) =>
            ComparisonText.Value(d.Unit, value, currency) + (median is { } m ? $" (median {ComparisonText.Value(d.Unit, m, currency)})" : "");
    }

    /// <summary>The traits of the first set, each with what it rests on.</summary>
    public static PersonaSpec Persona(ComparisonResult result)
    {
        var (a, b) = SetName.Of(result);
        var currency = result.Receipt.Currency;
        var whole = result.B.Rule is null ? "Everybody" : "Both together";
        return new PersonaSpec
        {
            Label = $"What defines {a.Name}, {Formats.Count(result.Differences.SizeA, "customer")}",
            Name = a.Name == SetName.Unnamed ? "They" : a.Name,
            OtherName = whole,
            Color = a.Color,
            Traits =
            [
                .. result.Traits.Select(t =>
                {
                    var (own, both, what) = ComparisonText.Shown(t);
                    var longest = Math.Max(Math.Abs(own), Math.Abs(both)) is > 0 and var most ? (t.Unit is FactUnit.Share or FactUnit.Fraction ? Math.Max(1, most) : most) : 1;
                    return new PersonaTrait(
                        ComparisonText.Name(t),
                        ComparisonText.Value(t.Unit, own, currency),
                        ComparisonText.Value(t.Unit, both, currency),
                        Math.Max(0, own / longest),
                        Math.Max(0, both / longest),
                        what,
                        ComparisonText.Evidence(t, ComparisonText.Inner(b.Name), currency));
                }),
            ],
        };
    }

    /// <summary>A fact in both sets.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="a">The first set.</param>
    /// <param name="b">The second set.</param>
    public static BarSpec Fact(FactComparison fact, SetName a, SetName b)
    {
        // The largest of many; what is left is said below the chart. Hours are a day whole.
        var shown = fact.Levels.Count <= MostBars + 1 || fact.Subject == FactSubject.TimeOfDay ? fact.Levels : [.. fact.Levels.Take(MostBars)];
        return new BarSpec
        {
            Label = fact.Fact,
            ValueName = "Share",
            AxisName = fact.Fact,
            Format = ValueFormat.Percent,
            Labels = [.. shown.Select(l => l.Label)],
            Series = [new(a.Name, [.. shown.Select(l => (double?)l.ShareA)], a.Color), new(b.Name, [.. shown.Select(l => (double?)l.ShareB)], b.Color)],
            Notes = [.. shown.Select(l => $"{Formats.Integer(l.A)} and {Formats.Integer(l.B)} customers")],
            Height = 220,
        };
    }

    /// <summary>The facts that are a yes or no, together; null without any.</summary>
    public static BarSpec? YesNo(IReadOnlyList<FactComparison> facts, SetName a, SetName b) => facts.Count == 0 ? null : new BarSpec
    {
        Label = "Facts that are a yes or no",
        ValueName = "Share",
        AxisName = "Fact",
        Format = ValueFormat.Percent,
        Labels = [.. facts.Select(f => f.Fact)],
        Series = [new(a.Name, [.. facts.Select(f => (double?)f.Levels[0].ShareA)], a.Color), new(b.Name, [.. facts.Select(f => (double?)f.Levels[0].ShareB)], b.Color)],
        Notes = [.. facts.Select(f => $"of {Formats.Integer(f.KnownA)} and {Formats.Integer(f.KnownB)} customers")],
        Horizontal = true,
        Height = 80 + (40 * facts.Count),
    };

    /// <summary>The rows of <see cref="YesNo"/> with counts.</summary>
    public static TableModel YesNoTable(IReadOnlyList<FactComparison> facts, SetName a, SetName b) => new(
        "Facts that are a yes or no",
        [new("Fact"), new($"{a.Name}, yes", true), new("Of", true), new("Share", true), new($"{b.Name}, yes", true), new("Of", true), new("Share", true)],
        [.. facts.Select(f => (IReadOnlyList<TableCell>)[new(f.Fact), Count(f.Levels[0].A), Count(f.KnownA), Share(f.Levels[0].ShareA), Count(f.Levels[0].B), Count(f.KnownB), Share(f.Levels[0].ShareB)])]);

    /// <summary>All values of a fact with their counts.</summary>
    public static TableModel FactTable(FactComparison fact, SetName a, SetName b) => new(
        fact.Fact,
        [new(fact.Fact), new(a.Name, true), new("Share", true), new(b.Name, true), new("Share", true)],
        [
            .. fact.Levels.Select(l => (IReadOnlyList<TableCell>)[new(l.Label), Count(l.A), Share(l.ShareA), Count(l.B), Share(l.ShareB)]),
            .. fact.UnknownA + fact.UnknownB > 0 ? (IReadOnlyList<TableCell>[])[[new("Not known, or does not apply"), Count(fact.UnknownA), new(""), Count(fact.UnknownB), new("")]] : [],
        ]);

    /// <summary>Both sets month by month.</summary>
    public static LineSpec Trend(ComparisonResult result, TrendFigure figure)
    {
        var (a, b) = SetName.Of(result);
        return new LineSpec
        {
            Label = $"{figure.Name} by month",
            ValueName = figure.Name,
            AxisName = "Month",
            Format = figure.Format(result.Receipt.Currency),
            Labels = [.. result.Trend.Months.Select(Formats.Month)],
            Series = [new(a.Name, [.. result.Trend.A.Select(figure.Of)], Color: a.Color), new(b.Name, [.. result.Trend.B.Select(figure.Of)], Color: b.Color)],
            Height = 260,
        };
    }

    /// <summary>Sizes and figures of both sets.</summary>
    public static TableModel Sets(ComparisonResult result)
    {
        var (a, b) = SetName.Of(result);
        var currency = result.Receipt.Currency;
        return new TableModel(
            "The sets",
            [new("Set"), new("Customers", true), new("In both, not compared", true), new("Compared", true), new("Ordered in the range", true), new("Orders", true), new("Revenue", true), new("Average order", true), new("Revenue a customer", true)],
            [Row(a, result.A), Row(b, result.B)]);

        IReadOnlyList<TableCell> Row(SetName name, ComparedSet set) =>
        [
            new(name.Name, Color: name.Color), Count(set.Customers), Count(result.Differences.Shared), Count(set.Figures.Customers), Count(set.Figures.Active), Count(set.Figures.Orders),
            new(Formats.Money(set.Figures.RevenueE4, currency), set.Figures.RevenueE4),
            set.Figures.AverageOrderValueE4 is { } value ? new(Formats.Money(value / 10_000, currency), value) : new(Formats.Missing),
            set.Figures.Customers > 0 ? new(Formats.Money(set.Figures.RevenueE4 / 10_000.0 / set.Figures.Customers, currency), set.Figures.RevenueE4 / (double)set.Figures.Customers) : new(Formats.Missing),
        ];
    }

    private static TableCell Count(long count) => new(Formats.Integer(count), count);

    private static TableCell Share(double share) => new(Formats.Percent(share), share);
}

/// <summary>A figure of the months.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">Its value in a month.</param>
/// <param name="Format">How it is written, by currency.</param>
public sealed record TrendFigure(string Name, Func<SetMonth, double?> Of, Func<string, ValueFormat> Format)
{
    /// <summary>The figures shown.</summary>
    public static IReadOnlyList<TrendFigure> All { get; } =
    [
        new("Orders per customer", m => m.OrdersEach, _ => ValueFormat.Number(3)),
        new("Revenue per customer", m => m.RevenueEachE4 / 10_000, ValueFormat.Money),
        new("Share of customers who ordered", m => m.ActiveShare, _ => ValueFormat.Percent),
    ];
}
