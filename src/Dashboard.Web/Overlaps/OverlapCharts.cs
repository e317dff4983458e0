using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Overlaps;

/// <summary>The charts and tables of an overlap.</summary>
public static class OverlapCharts
{
    /// <summary>Every intersection as a bar over the dots of its sets, the sizes of the sets at the left.</summary>
    public static UpsetSpec Upset(OverlapResult result)
    {
        var names = OverlapText.Names(result);
        return new UpsetSpec
        {
            Label = $"Intersections of {Formats.Integer(result.Sets.Count)} sets of customers",
            ValueName = "Customers",
            AddsUp = result.Mode == OverlapMode.Exclusive,
            Sets = [.. result.Sets.Select((s, i) => new UpsetSet(names[i].Name, s.Customers, names[i].Color, Reached(result, s.Contactable)))],
            Bars =
            [
                .. result.Intersections.Select(i => new UpsetBar(
                    OverlapText.Name(i, names, result.Mode), i.Sets, i.Customers, $"{Formats.Percent(i.Customers / (double)result.Everybody)} of everybody{Reached(result, i.Contactable) switch { null => "", var text => $"; {text}" }}",
                    i.SetCount > 1 ? "series-1" : ChartColors.Muted)),
            ],
        };
    }

    /// <summary>Every intersection with all counts, and where each leads: its list, a segment, an export.</summary>
    public static TableModel Intersections(OverlapResult result, Scope scope)
    {
        var names = OverlapText.Names(result);
        var none = result.RuleOf(0);
        return new TableModel(
            "Intersections",
            [
                new("Sets"), new("Customers", true), new("Share of everybody", true), new(result.Mode == OverlapMode.Exclusive ? "In all of these" : "In exactly these", true),
                .. result.Channels.Select(c => new TableColumn($"Contactable by {c}", true)), new("Save"), new("Export"),
            ],
            [
                .. result.Intersections.Select(i => Row(OverlapText.Name(i, names, result.Mode), i.Customers, result.Mode == OverlapMode.Exclusive ? i.Inclusive : i.Exclusive, i.Contactable, result.RuleOf(i.Pattern))),
                .. result.InNone > 0 ? [Row("None of the sets", result.InNone, null, null, none)] : Array.Empty<IReadOnlyList<TableCell>>(),
            ]);

        IReadOnlyList<TableCell> Row(string name, int customers, int? other, IReadOnlyList<int>? contactable, Rule rule) =>
        [
            new(name, Href: OverlapQuery.List(scope, rule)),
            Count(customers),
            new(Formats.Percent(customers / (double)result.Everybody), customers),
            other is { } count ? Count(count) : new(""),
            .. result.Channels.Select((_, c) => contactable is null ? new TableCell("") : Count(contactable[c])),
            new("Save as segment", Href: OverlapQuery.Save(rule)),
            new("Export", Href: OverlapQuery.Export(scope, rule)),
        ];
    }

    /// <summary>Jaccard's coefficient of each pair.</summary>
    public static HeatmapSpec Jaccard(OverlapResult result) => Matrix(result, "Jaccard", ValueFormat.Percent, p => p.Jaccard) with { Label = "Share of those in either set who are in both" };

    /// <summary>Lift of each pair.</summary>
    public static HeatmapSpec Lift(OverlapResult result) => Matrix(result, "Lift", ValueFormat.Number(2), p => p.Lift?.Value) with
    {
        Label = "Customers in both sets by those expected by chance",
        Scale = HeatScale.Diverging,
        Center = 1,
    };

    /// <summary>Every pair with all that is measured of it.</summary>
    public static TableModel Pairs(OverlapResult result, Scope scope)
    {
        var names = OverlapText.Names(result);
        return new TableModel(
            "Pairs of sets",
            [
                new("Set"), new("And"), new("In both", true), new("Of the first", true), new("Of the second", true), new("Jaccard", true), new("Overlap coefficient", true), new("Lift", true), new("95% interval", true),
                new("Expected by chance", true),
            ],
            [.. result.Pairs.Select(p => (IReadOnlyList<TableCell>)[
                new(names[p.First].Name, Color: names[p.First].Color),
                new(names[p.Second].Name, Color: names[p.Second].Color),
                new(Formats.Integer(p.Both), p.Both, OverlapQuery.List(scope, Both(result, p.First, p.Second))),
                Share(p.ShareOfFirst), Share(p.ShareOfSecond), Share(p.Jaccard), Share(p.Coefficient),
                p.Lift is { } lift ? new(Formats.Number(lift.Value, 2), lift.Value) : new(Formats.Missing),
                new(OverlapText.Range(p), p.Lift?.Interval.Low),
                result.Everybody > 0 && p.SizeFirst * (double)p.SizeSecond / result.Everybody is var chance ? new(Formats.Number(chance), chance) : new(Formats.Missing)])]);
    }

    /// <summary>The sets with their sizes.</summary>
    public static TableModel Sets(OverlapResult result, Scope scope)
    {
        var names = OverlapText.Names(result);
        return new TableModel(
            "Sizes of the sets",
            [new("Set"), new("Customers", true), new("Share of everybody", true), .. result.Channels.Select(c => new TableColumn($"Contactable by {c}", true)), new("In no other set", true), new("Rule")],
            [.. result.Sets.Select((s, i) => (IReadOnlyList<TableCell>)[
                new(names[i].Name, Href: OverlapQuery.List(scope, s.Rule), Color: names[i].Color),
                Count(s.Customers),
                result.Everybody > 0 ? Share(s.Customers / (double)result.Everybody) : new(Formats.Missing),
                .. s.Contactable.Select(c => Count(c)),
                Count(result.Intersections.FirstOrDefault(x => x.Pattern == 1 << i)?.Exclusive ?? 0),
                new(RuleText.Format(s.Rule))])]);
    }

    /// <summary>The rule of those in two sets.</summary>
    public static Rule Both(OverlapResult result, int first, int second) => Rule.All(result.Sets[first].Rule, result.Sets[second].Rule);

    private static HeatmapSpec Matrix(OverlapResult result, string value, ValueFormat format, Func<SetPair, double?> of)
    {
        var names = OverlapText.Names(result);
        var sets = Enumerable.Range(0, result.Sets.Count).ToList();
        return new HeatmapSpec
        {
            Label = value,
            ValueName = value,
            AxisName = "Set",
            Format = format,
            Rows = [.. names.Select(n => n.Name)],
            Columns = [.. names.Select(n => n.Name)],
            Values = [.. sets.Select(row => (IReadOnlyList<double?>)[.. sets.Select(column => row == column ? null : of(result.Pair(row, column)))])],
            Notes = [.. sets.Select(row => (IReadOnlyList<string>)[.. sets.Select(column => row == column ? "" : OverlapText.Pair(result.Pair(row, column), names))])],
        };
    }

    private static string? Reached(OverlapResult result, IReadOnlyList<int> contactable) =>
        result.Channels.Count == 0 ? null : $"contactable: {string.Join(", ", result.Channels.Select((c, i) => $"{Formats.Integer(contactable[i])} by {c}"))}";

    private static TableCell Count(int count) => new(Formats.Integer(count), count);

    private static TableCell Share(double? share) => share is { } value ? new(Formats.Percent(value), value) : new(Formats.Missing);
}
