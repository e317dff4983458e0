namespace Dashboard.Analytics.Segments;

/// <summary>The four edges of a measure and where each would lie if it were moved; values are told apart by the places between them all.</summary>
internal sealed class MovedEdges
{
    private readonly long[] edges;
    private readonly long[] marks;
    private readonly bool isLessBetter;

    public MovedEdges(ReadOnlySpan<long> edges, bool isLessBetter)
    {
        this.edges = edges.ToArray();
        this.isLessBetter = isLessBetter;
        marks = [.. this.edges.Concat(RfmStability.Percents.SelectMany(p => this.edges.Select(e => Moved(e, p)))).Distinct().Order()];
    }

    /// <summary>Number of places: one more than distinct edges.</summary>
    public int Places => marks.Length + 1;

    /// <summary>An edge of the measure, 0 to 3.</summary>
    public long this[int edge] => edges[edge];

    /// <summary>An edge moved by per cent of itself, rounded to a whole number away from 0.</summary>
    public static long Moved(long edge, int percent) => (long)Math.Round(edge * (100m + percent) / 100m, MidpointRounding.AwayFromZero);

    /// <summary>How many of all edges are below a value.</summary>
    public int PlaceOf(long value)
    {
        var (low, high) = (0, marks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (value > marks[middle])
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The score of every place when one edge, or each of them (null), is moved.</summary>
    /// <param name="edge">0 to 3, or null for all four.</param>
    /// <param name="percent">By how many per cent.</param>
    public int[] Scores(int? edge, int percent)
    {
        var scores = new int[Places];
        for (var place = 0; place < Places; place++)
        {
            var below = 0;
            for (var e = 0; e < edges.Length; e++)
                below += place > Array.BinarySearch(marks, edge is null || edge == e ? Moved(edges[e], percent) : edges[e]) ? 1 : 0;
            scores[place] = isLessBetter ? 5 - below : 1 + below;
        }

        return scores;
    }
}
