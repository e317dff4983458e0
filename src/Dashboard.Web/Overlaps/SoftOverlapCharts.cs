using Dashboard.Analytics.Overlaps;
using Dashboard.Web.Charts;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Overlaps;

/// <summary>Two clusterings laid over each other as a chart, a table and words.</summary>
public static class SoftOverlapCharts
{
    /// <summary>Share of a cluster of the first clustering (a row) that is expected in each cluster of the second.</summary>
    public static HeatmapSpec Shares(SoftOverlapResult result) => new()
    {
        Label = $"Where the clusters of {result.First} are in {result.Second}",
        ValueName = "Share of the row",
        AxisName = result.First ?? "Cluster",
        Format = ValueFormat.Percent,
        Rows = result.Rows,
        Columns = result.Columns,
        Values = [.. result.Cells.Select(row => (IReadOnlyList<double?>)[.. row.Select(Share)])],
        Notes = [.. result.Cells.Select((row, r) => (IReadOnlyList<string>)[.. row.Select((cell, c) => Note(result, cell, r, c))])],
    };

    /// <summary>Every pair with all that is expected of it.</summary>
    public static TableModel Pairs(SoftOverlapResult result) => new(
        "Pairs of clusters",
        [
            new(result.First ?? "Cluster"), new(result.Second ?? "And"), new("Expected customers", true), new("Expected of the other", true), new("Expected in both", true), new("95% interval", true),
            new("Share of the first", true), new("Jaccard", true), new("Lift", true),
        ],
        [.. result.Cells.SelectMany((row, r) => row.Select((cell, c) => (IReadOnlyList<TableCell>)[
            new(result.Rows[r]), new(result.Columns[c]), Number(cell.First), Number(cell.Second), Number(cell.Both.Value),
            new(Formats.Range(Formats.Number(cell.Both.Interval.Low), Formats.Number(cell.Both.Interval.High)), cell.Both.Interval.Low),
            Percent(Share(cell)), Percent(cell.Jaccard),
            cell.Lift is { } lift ? new(Formats.Number(lift, 2), lift) : new(Formats.Missing)]))]);

    /// <summary>What was found: how far the two clusterings say the same.</summary>
    public static string Finding(SoftOverlapResult result)
    {
        if (result.Cells.Count == 0)
            return "Clusterings laid over each other";
        if (result.First == result.Second)
        {
            var sum = result.Cells.Sum(row => row.Sum(c => c.Both.Value));
            var own = sum > 0 ? result.Cells.Select((row, r) => row[r].Both.Value).Sum() / sum : 0;
            return own > 0.9995 ? $"Everybody is in one cluster of {result.First} for certain" : $"Two draws from a customer's probabilities agree in {Formats.Percent(own)} of {result.First}";
        }

        var (best, row0, column0) = (result.Cells[0][0], 0, 0);
        for (var r = 0; r < result.Cells.Count; r++)
        {
            for (var c = 0; c < result.Cells[r].Count; c++)
            {
                if ((result.Cells[r][c].Jaccard ?? 0) > (best.Jaccard ?? 0))
                    (best, row0, column0) = (result.Cells[r][c], r, c);
            }
        }

        return $"{result.Rows[row0]} and {result.Columns[column0]} are closest: {Formats.Percent(best.Jaccard ?? 0)} of either are expected in both";
    }

    private static double? Share(SoftOverlap cell) => cell.First > 0 ? cell.Both.Value / cell.First : null;

    private static string Note(SoftOverlapResult result, SoftOverlap cell, int row, int column) =>
        $"{Formats.Number(cell.Both.Value, 0)} customers expected in both {result.Rows[row]} and {result.Columns[column]} ({Formats.Range(Formats.Number(cell.Both.Interval.Low, 0), Formats.Number(cell.Both.Interval.High, 0))})"
        + (cell.Lift is { } lift ? $", lift {Formats.Number(lift, 2)}" : "");

    private static TableCell Number(double value) => new(Formats.Number(value), value);

    private static TableCell Percent(double? share) => share is { } value ? new(Formats.Percent(value), value) : new(Formats.Missing);
}
