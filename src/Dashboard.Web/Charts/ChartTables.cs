using Dashboard.Web.Tables;

namespace Dashboard.Web.Charts;

/// <summary>The table twin of a chart, and the sentence that stands for it: the same numbers from the same spec.</summary>
public static class ChartTables
{
    /// <summary>The numbers of a chart as a table.</summary>
    public static TableModel Of(ChartSpec spec) => spec switch
    {
        LineSpec line => Table(
            spec,
            line.AxisName,
            [.. line.Series.Select(s => s.Name), .. line.Bands.SelectMany(b => new[] { $"{b.Name}, from", $"{b.Name}, to" })],
            line.Labels,
            (row, column) => column < line.Series.Count
                ? line.Series[column].Values[row]
                : Band(line.Bands[(column - line.Series.Count) / 2], (column - line.Series.Count) % 2 == 0)[row],
            line.Annotations),
        BarSpec bar => Table(spec, bar.AxisName, [.. bar.Series.Select(s => s.Name)], bar.Labels, (row, column) => bar.Series[column].Values[row], colors: bar.PointColors),
        HeatmapSpec heat => Table(spec, heat.AxisName, heat.Columns, heat.Rows, (row, column) => heat.Values[row][column]),
        PyramidSpec pyramid => Table(spec, pyramid.AxisName, [.. Sides(pyramid).Select(s => s.Name)], pyramid.Bands, (row, column) => Sides(pyramid)[column].Values[row]),
        TreemapSpec tree => Shares(spec, "Group", [.. tree.Tiles.Select(t => (t.Name, t.Value, (string?)t.Color))], "Share", tree.Tiles.Sum(t => t.Value)),
        FunnelSpec funnel => Shares(spec, "Step", [.. funnel.Steps.Select(s => (s.Name, s.Value, (string?)null))], "Share of the first step", funnel.Steps.Count == 0 ? 0 : funnel.Steps[0].Value),
        IntervalSpec intervals => Table(
            spec,
            intervals.AxisName,
            [spec.ValueName, "95% interval, from", "95% interval, to", .. intervals.OtherName is { } other ? [other] : Array.Empty<string>()],
            [.. intervals.Rows.Select(r => r.Name)],
            (row, column) => column switch { 0 => intervals.Rows[row].Value, 1 => intervals.Rows[row].Low, 2 => intervals.Rows[row].High, _ => intervals.Rows[row].Other }),
        SankeySpec sankey => Streams(sankey),
        UpsetSpec upset => Table(spec, "Sets", [spec.ValueName], [.. upset.Bars.Select(b => b.Name)], (row, _) => upset.Bars[row].Value),
        PersonaSpec persona => new TableModel(
            spec.Label,
            [new("Trait"), new(persona.Name), new(persona.OtherName), new("What the values are"), new("Evidence")],
            [.. persona.Traits.Select(t => (IReadOnlyList<TableCell>)[new(t.Name), new(t.Value), new(t.Other), new(t.What), new(t.Evidence)])]),
        ScatterSpec scatter => new TableModel(
            spec.Label,
            [new(scatter.AxisName), new("Group"), new(scatter.X.Name, IsNumber: true), new(scatter.Y.Name, IsNumber: true)],
            [.. scatter.Points.Select(p => (IReadOnlyList<TableCell>)[
                new(p.Name), new(scatter.Groups[p.Group].Name, Color: scatter.Groups[p.Group].Color), new(scatter.X.Format.Text(p.X), p.X), new(scatter.Y.Format.Text(p.Y), p.Y)])]),
        MapSpec map => Table(spec, "Country", [spec.ValueName], [.. map.Places.Select(p => p.Name), .. map.Unplaced.Select(p => p.Name)], (row, _) => row < map.Places.Count ? map.Places[row].Value : map.Unplaced[row - map.Places.Count].Value),
        _ => throw new ArgumentException($"There is no table for the chart kind '{spec.Kind}'. Add one here.", nameof(spec)),
    };

    /// <summary>What a chart shows, in a sentence or two: how many values, the largest and the smallest.</summary>
    public static string Describe(ChartSpec spec)
    {
        if (spec is PersonaSpec persona)
            return $"{spec.Label}. {string.Join(" ", persona.Traits.Select(t => $"{t.Name}: {t.Value}, {persona.OtherName.ToLowerInvariant()} {t.Other} ({t.What}). {t.Evidence}"))}";
        var table = Of(spec);
        var values = table.Rows.SelectMany(row => row.Skip(1).Select((cell, i) => (cell, name: row[0].Text, column: table.Columns[i + 1].Title)))
            .Where(c => c.cell.Number is not null && c.column is not ("Share" or "Share of the first step")).ToList();
        if (values.Count == 0)
            return $"{spec.Label}. There are no values.";
        var (most, least) = (values.MaxBy(v => v.cell.Number), values.MinBy(v => v.cell.Number));
        if (spec is SankeySpec)
            return DescribeStreams(spec, table);
        var many = table.Columns.Count > 2 && spec is not (TreemapSpec or FunnelSpec);
        return values.Count == 1
            ? $"{spec.Label}. {Where(most.name, most.column)}: {most.cell.Text}."
            : $"{spec.Label}. {Formats.Integer(table.Rows.Count)} rows. Highest: {Where(most.name, most.column)}, {most.cell.Text}. Lowest: {Where(least.name, least.column)}, {least.cell.Text}.";

        string Where(string name, string column) => many ? $"{name}, {column}" : name;
    }

    private static IReadOnlyList<double?> Band(LineBand band, bool low) => low ? band.Low : band.High;

    private static PyramidSide[] Sides(PyramidSpec spec) => spec.Other is null ? [spec.Left, spec.Right] : [spec.Left, spec.Right, spec.Other];

    private static TableModel Table(
        ChartSpec spec, string axis, IReadOnlyList<string> columns, IReadOnlyList<string> rows, Func<int, int, double?> value, IReadOnlyList<ChartAnnotation>? notes = null, IReadOnlyList<string>? colors = null)
    {
        var withNotes = notes is { Count: > 0 };
        return new TableModel(
            spec.Label,
            [new TableColumn(axis), .. columns.Select(c => new TableColumn(c, IsNumber: true)), .. withNotes ? [new TableColumn("Note")] : Array.Empty<TableColumn>()],
            [.. rows.Select((name, row) => (IReadOnlyList<TableCell>)[
                // Rows keep the order of the axis when they are sorted by it: months are not in the order of the alphabet.
                new TableCell(name, spec is LineSpec or PyramidSpec ? row : null, Color: colors?[row]),
                .. columns.Select((_, column) => new TableCell(spec.Format.Text(value(row, column)), value(row, column))),
                .. withNotes ? [new TableCell(string.Join(" · ", notes!.Where(n => n.At == row).Select(n => n.Text)))] : Array.Empty<TableCell>()])]);
    }

    private static TableModel Shares(ChartSpec spec, string axis, IReadOnlyList<(string Name, double Value, string? Color)> rows, string share, double whole) => new(
        spec.Label,
        [new TableColumn(axis), new TableColumn(spec.ValueName, IsNumber: true), new TableColumn(share, IsNumber: true)],
        [.. rows.Select(r => (IReadOnlyList<TableCell>)[new TableCell(r.Name, Color: r.Color), new TableCell(spec.Format.Text(r.Value), r.Value), Part(r.Value, whole)])]);

    private static TableModel Streams(SankeySpec spec)
    {
        var leaving = spec.Links.GroupBy(l => l.From).ToDictionary(g => g.Key, g => g.Sum(l => l.Value));
        return new TableModel(
            spec.Label,
            [new TableColumn("From"), new TableColumn("To"), new TableColumn(spec.ValueName, IsNumber: true), new TableColumn("Share of where from", IsNumber: true)],
            [.. spec.Links.Select(l => (IReadOnlyList<TableCell>)[
                new TableCell(spec.Nodes[l.From].Name, Color: spec.Nodes[l.From].Color), new TableCell(spec.Nodes[l.To].Name, Color: spec.Nodes[l.To].Color),
                new TableCell(spec.Format.Text(l.Value), l.Value), Part(l.Value, leaving[l.From])])]);
    }

    private static string DescribeStreams(ChartSpec spec, TableModel table)
    {
        var most = table.Rows.MaxBy(row => row[2].Number)!;
        return $"{spec.Label}. {Formats.Count(table.Rows.Count, "stream")}. Largest: {most[0].Text} to {most[1].Text}, {most[2].Text}.";
    }

    private static TableCell Part(double value, double whole) => whole > 0 ? new TableCell(Formats.Percent(value / whole), value / whole) : new TableCell(Formats.Missing);
}
