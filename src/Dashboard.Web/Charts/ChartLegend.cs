namespace Dashboard.Web.Charts;

/// <summary>The legend of a chart: only where colours or line styles need words. Names at the ends of lines replace it where there is room.</summary>
public static class ChartLegend
{
    /// <summary>One entry.</summary>
    /// <param name="Name">The words.</param>
    /// <param name="Color">Token of the colour.</param>
    /// <param name="Style">Class of the swatch: "", "dashed", "area", "hatched", "diamond".</param>
    public sealed record Entry(string Name, string Color, string Style);

    /// <summary>The entries; empty when one colour says it all.</summary>
    public static IReadOnlyList<Entry> Of(ChartSpec spec) => spec switch
    {
        LineSpec { Series.Count: > 1 } or LineSpec { Bands.Count: > 0 } => [.. Lines((LineSpec)spec)],
        BarSpec { Series.Count: > 1 } bar => [.. bar.Series.Select(s => new Entry(s.Name, s.Color, s.Predicted ? "hatched" : "area"))],
        PyramidSpec pyramid when pyramid.Other is not null => [new(pyramid.Left.Name, pyramid.Left.Color, "area"), new(pyramid.Right.Name, pyramid.Right.Color, "area"), new(pyramid.Other.Name, pyramid.Other.Color, "area")],
        IntervalSpec { OtherName: { } other } intervals => [new($"{intervals.ValueName}, with 95% interval", "series-1", ""), new(other, "series-2", "diamond")],
        HeatmapSpec { Scale: HeatScale.Diverging } heat => Diverging(heat.Center, heat.Format),
        HeatmapSpec { Scale: HeatScale.Deviations } => [new("Less than everybody", "div-m3", "area"), new("Like everybody", "div-0", "area"), new("More", "div-p3", "area")],
        MapSpec { Scale: HeatScale.Diverging } map => Diverging(map.Center, map.Format),
        MapSpec => [new("Least", "seq-1", "area"), new("Middle", "seq-4", "area"), new("Most", "seq-7", "area")],
        _ => [],
    };

    private static IEnumerable<Entry> Lines(LineSpec line) => line.Series
        .Select(s => new Entry(s.Name, s.Color, line.Stacked ? "area" : s.Role is LineRole.Comparison or LineRole.Forecast ? "dashed" : ""))
        .Concat(line.Bands.Select(b => new Entry(b.Name, b.Color, b.Level > 90 ? "band-95" : "band-80")));

    private static IReadOnlyList<Entry> Diverging(double center, ValueFormat format) =>
        [new($"Below {format.Text(center)}", "div-m3", "area"), new(format.Text(center), "div-0", "area"), new($"Above {format.Text(center)}", "div-p3", "area")];
}
