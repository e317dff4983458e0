using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Privacy;

/// <summary>Columns of some rows of other columns.</summary>
/// <param name="rows">The rows, ascending.</param>
/// <param name="cancellationToken">Looked at between parts.</param>
internal sealed class Gather(int[] rows, CancellationToken cancellationToken)
{
    /// <summary>Plain values.</summary>
    public Column<T> Of<T>(Column<T> column)
        where T : unmanaged
    {
        var gathered = Column<T>.Zeros(rows.Length, out var values);
        ForEach((from, to) =>
        {
            var all = column.Span;
            for (var i = from; i < to; i++)
                values[i] = all[rows[i]];
        });
        return gathered;
    }

    /// <summary>Indices into other rows, which have new indices.</summary>
    /// <param name="column">The indices, −1 for none.</param>
    /// <param name="indexOf">New index of each old one.</param>
    public Column<int> Of(Column<int> column, int[] indexOf)
    {
        var gathered = Column<int>.Zeros(rows.Length, out var values);
        ForEach((from, to) =>
        {
            var all = column.Span;
            for (var i = from; i < to; i++)
                values[i] = all[rows[i]] is var index and >= 0 ? indexOf[index] : -1;
        });
        return gathered;
    }

    /// <summary>Texts in dictionary form, without the values that none of the rows has.</summary>
    public TextColumn Of(TextColumn column)
    {
        var codes = new int[rows.Length];
        ForEach((from, to) =>
        {
            for (var i = from; i < to; i++)
                codes[i] = column.Codes[rows[i]];
        });
        return TextColumn.ByFirstAppearance(codes, column.Values);
    }

    /// <summary>Texts.</summary>
    public Utf8Column Of(Utf8Column column)
    {
        var firsts = Column<int>.Zeros(rows.Length + 1, out var starts);
        for (var i = 0; i < rows.Length; i++)
            starts[i + 1] = starts[i] + column.Starts[rows[i] + 1] - column.Starts[rows[i]];
        var texts = Column<byte>.Zeros(starts[^1], out var bytes);
        ForEach((from, to) =>
        {
            for (var i = from; i < to; i++)
                column.Utf8(rows[i]).CopyTo(bytes.AsSpan(starts[i]));
        });
        return new Utf8Column(texts, firsts);
    }

    /// <summary>Whole numbers.</summary>
    public NumberColumn Of(NumberColumn column)
    {
        var shape = new NumberShape();
        var shapes = Partitions.Compute(
            rows.Length,
            (from, to) =>
            {
                var part = new NumberShape();
                for (var i = from; i < to; i++)
                    part.Add(column[rows[i]]);
                return part;
            },
            cancellationToken);
        foreach (var part in shapes)
            shape.Add(part);
        var filler = new NumberFiller(shape, rows.Length);
        ForEach((from, to) =>
        {
            for (var i = from; i < to; i++)
                filler.Set(i, column[rows[i]]);
        });
        return filler.Build();
    }

    /// <summary>An array of values.</summary>
    public T[] Of<T>(T[] values) => Array.ConvertAll(rows, row => values[row]);

    /// <summary>The new index of each old row, −1 for those that are not kept.</summary>
    /// <param name="count">Number of old rows.</param>
    public int[] Indices(int count)
    {
        var indices = new int[count];
        Array.Fill(indices, -1);
        for (var i = 0; i < rows.Length; i++)
            indices[rows[i]] = i;
        return indices;
    }

    private void ForEach(Action<int, int> work) => Partitions.Run(rows.Length, work, cancellationToken);
}
