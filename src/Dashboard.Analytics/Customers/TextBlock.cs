using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>Texts of rows in one block of bytes, written on both cores.</summary>
internal sealed class TextBlock
{
    private readonly byte[] bytes;
    private readonly int[] starts;

    private TextBlock(byte[] bytes, int[] starts) => (this.bytes, this.starts) = (bytes, starts);

    /// <summary>Number of rows.</summary>
    public int Length => starts.Length - 1;

    /// <summary>All texts, one after the other.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Where each text begins; one more entry than rows.</summary>
    public ReadOnlySpan<int> Starts => starts;

    /// <summary>The text of a row.</summary>
    public ReadOnlySpan<byte> this[int row] => bytes.AsSpan(starts[row]..starts[row + 1]);

    /// <summary>Writes a block.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="size">About how many bytes the texts take from one row up to, and without, another.</param>
    /// <param name="write">Writes the text of a row behind what is there.</param>
    public static TextBlock Of(int rows, Func<int, int, int> size, Action<int, Growing<byte>> write)
    {
        var begins = new int[rows + 1];
        var parts = Partitions.Compute(
            rows,
            (from, to) =>
            {
                var text = new Growing<byte>();
                _ = text.Room(size(from, to));
                for (var row = from; row < to; row++)
                {
                    begins[row] = text.Length;
                    write(row, text);
                }

                return (From: from, To: to, Text: text);
            },
            CancellationToken.None);
        var before = new int[parts.Length + 1];
        for (var part = 0; part < parts.Length; part++)
            before[part + 1] = checked(before[part] + parts[part].Text.Length);
        var all = GC.AllocateUninitializedArray<byte>(before[^1]);
        Parallel.For(0, parts.Length, part =>
        {
            parts[part].Text.Span.CopyTo(all.AsSpan(before[part]));
            for (var row = parts[part].From; row < parts[part].To; row++)
                begins[row] += before[part];
        });
        begins[rows] = all.Length;
        return new TextBlock(all, begins);
    }
}
