using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Queries;

/// <summary>
/// Any measures by any groups over any set of rows, in one pass on both cores: rows are customers or documents, the set a segment, a range of days, or what conditions leave.
/// Parts are computed apart and merged in their order, so the result is the same on one core and on many; whole numbers are exact.
/// </summary>
public sealed class GroupBy
{
    // Groups that all parts together may hold; beyond it there are fewer parts, at least one for each of two cores.
    private const int MostGroupsOfParts = 1 << 20;

    private readonly Grouping[] by;
    private readonly Measure[] measures;

    /// <summary>Makes a query.</summary>
    /// <param name="by">What tells groups apart; none puts all rows in one group.</param>
    /// <param name="measures">What is computed besides the number of rows.</param>
    /// <exception cref="ArgumentException">There are more groups than an array can hold.</exception>
    public GroupBy(IEnumerable<Grouping> by, params IEnumerable<Measure> measures)
    {
        (this.by, this.measures) = ([.. by], [.. measures]);
        var groups = this.by.Aggregate(1L, (product, grouping) => Math.Min(product * grouping.Count, int.MaxValue));
        if (groups > Array.MaxLength)
            throw new ArgumentException("These dimensions have too many combinations of values: leave one out.", nameof(by));
        Groups = (int)groups;
    }

    /// <summary>Number of groups: the product of those of each grouping.</summary>
    public int Groups { get; }

    /// <summary>The group of one group each of the groupings, in their order.</summary>
    public int GroupOf(params ReadOnlySpan<int> each)
    {
        var group = 0;
        for (var i = 0; i < by.Length; i++)
            group = (group * by[i].Count) + each[i];
        return group;
    }

    /// <summary>Computes the measures of the rows of a set.</summary>
    /// <param name="rows">The set.</param>
    /// <param name="cancellationToken">Looked at before each part.</param>
    public GroupTotals Compute(Bitmap rows, CancellationToken cancellationToken)
    {
        var parts = Partitions.Compute(rows.Length, Math.Max(2, MostGroupsOfParts / Groups), (from, to) => Part(rows, from, to), cancellationToken);
        for (var part = 1; part < parts.Length; part++)
            parts[0].Add(parts[part]);
        return parts[0];
    }

    /// <summary>Computes the measures of one part, to be merged with those of later parts: <see cref="GroupTotals.Add"/>.</summary>
    /// <param name="rows">The set.</param>
    /// <param name="from">First row of the part.</param>
    /// <param name="to">The row behind the part.</param>
    [SkipLocalsInit]
    public GroupTotals Part(Bitmap rows, int from, int to)
    {
        var totals = new GroupTotals(Groups, measures);
        Span<int> buffer = stackalloc int[RowBlocks.Size];
        Span<int> groups = stackalloc int[RowBlocks.Size];
        Span<int> finer = stackalloc int[RowBlocks.Size];
        var blocks = new RowBlocks(rows, from, to, buffer);
        while (blocks.MoveNext())
        {
            var block = blocks.Current;
            if (by.Length == 0)
                groups[..block.Length].Clear();
            else
                by[0].Read(block, groups);
            for (var i = 1; i < by.Length; i++)
            {
                by[i].Read(block, finer);
                var count = by[i].Count;
                for (var j = 0; j < block.Length; j++)
                    groups[j] = (groups[j] * count) + finer[j];
            }

            totals.Take(block, groups[..block.Length]);
        }

        return totals;
    }
}

/// <summary>Measures by group.</summary>
public sealed class GroupTotals
{
    private readonly long[] rows;
    private readonly Measure[] measures;
    private readonly Accumulator[] accumulators;

    internal GroupTotals(int groups, Measure[] measures)
    {
        rows = new long[groups];
        this.measures = measures;
        accumulators = Array.ConvertAll(measures, m => m.Start(groups));
    }

    /// <summary>Number of rows of each group.</summary>
    public ReadOnlySpan<long> Rows => rows;

    /// <summary>A measure, one result a group.</summary>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public ReadOnlySpan<T> Of<T>(Measure<T> measure) => Array.IndexOf(measures, measure) is >= 0 and var at
        ? ((Accumulator<T>)accumulators[at]).Values
        : throw new ArgumentException("This measure was not asked for.", nameof(measure));

    /// <summary>Takes in the measures of later rows by the same query.</summary>
    /// <exception cref="ArgumentException">They are of another query.</exception>
    public void Add(GroupTotals later)
    {
        if (later.rows.Length != rows.Length || !ReferenceEquals(later.measures, measures))
            throw new ArgumentException("Only measures of the same query add up.", nameof(later));
        System.Numerics.Tensors.TensorPrimitives.Add(rows, later.rows, rows);
        for (var i = 0; i < accumulators.Length; i++)
            accumulators[i].Add(later.accumulators[i]);
    }

    internal void Take(ReadOnlySpan<int> block, ReadOnlySpan<int> groups)
    {
        foreach (var group in groups)
            rows[group]++;
        foreach (var accumulator in accumulators)
            accumulator.Take(block, groups);
    }
}
