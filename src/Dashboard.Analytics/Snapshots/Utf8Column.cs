using System.Collections;
using System.Text;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// An immutable column of texts that are mostly different from each other (keys, names, addresses), as UTF-8 in one block. A text that is not known is null;
/// an empty text is kept as unknown.
/// </summary>
public sealed class Utf8Column : IReadOnlyList<string?>
{
    /// <summary>Makes a column.</summary>
    /// <param name="bytes">The texts one after the other.</param>
    /// <param name="starts">Where each begins; one more entry than rows.</param>
    /// <exception cref="ArgumentException">The last entry is not the length of the bytes.</exception>
    public Utf8Column(Column<byte> bytes, Column<int> starts)
    {
        if (starts.Length == 0 || starts[^1] != bytes.Length)
            throw new ArgumentException("The last start of a text column is the length of its bytes.", nameof(starts));
        (Bytes, Starts) = (bytes, starts);
    }

    /// <summary>The texts one after the other.</summary>
    public Column<byte> Bytes { get; }

    /// <summary>Where each text begins; one more entry than rows.</summary>
    public Column<int> Starts { get; }

    /// <summary>Number of rows.</summary>
    public int Length => Starts.Length - 1;

    int IReadOnlyCollection<string?>.Count => Length;

    /// <summary>The text of a row, null for unknown: a new string each time.</summary>
    public string? this[int row] => Starts[row] == Starts[row + 1] ? null : Encoding.UTF8.GetString(Utf8(row));

    /// <summary>The text of a row in a column that has one for each (keys, numbers); empty for unknown.</summary>
    public string Text(int row) => Encoding.UTF8.GetString(Utf8(row));

    /// <summary>Whether the text of a row is known.</summary>
    public bool IsKnown(int row) => Starts[row] != Starts[row + 1];

    /// <summary>The bytes of a row's text, empty for unknown.</summary>
    public ReadOnlySpan<byte> Utf8(int row) => Bytes.Span[Starts[row]..Starts[row + 1]];

    /// <summary>The first row with a text, or −1.</summary>
    public int IndexOf(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        var bytes = Bytes.Span;
        var starts = Starts.Span;
        for (var row = 0; row < starts.Length - 1; row++)
        {
            if (starts[row + 1] - starts[row] == wanted.Length && bytes.Slice(starts[row], wanted.Length).SequenceEqual(wanted))
                return row;
        }

        return -1;
    }

    /// <summary>A column of texts; null and empty are unknown.</summary>
    public static Utf8Column From(IEnumerable<string?> texts)
    {
        var builder = new Utf8Builder();
        foreach (var text in texts)
            builder.Add(text);
        return builder.Build();
    }

    /// <inheritdoc/>
    public IEnumerator<string?> GetEnumerator()
    {
        for (var row = 0; row < Length; row++)
            yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Collects texts row by row for a <see cref="Utf8Column"/>.</summary>
public sealed class Utf8Builder
{
    private Growing<byte> bytes = new();
    private Growing<int> starts = new();

    /// <summary>Makes an empty one.</summary>
    public Utf8Builder() => starts.Add(0);

    /// <summary>Number of rows.</summary>
    public int Length => starts.Length - 1;

    internal int ByteCount => bytes.Length;

    /// <summary>Adds a row; null and empty are unknown.</summary>
    public void Add(string? text)
    {
        if (text is { Length: > 0 })
            bytes.Take(Encoding.UTF8.GetBytes(text, bytes.Room(Encoding.UTF8.GetMaxByteCount(text.Length))));
        starts.Add(bytes.Length);
    }

    /// <summary>Adds a row of UTF-8; empty is unknown.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        bytes.Add(text);
        starts.Add(bytes.Length);
    }

    internal void Release()
    {
        bytes.Release();
        starts.Release();
    }

    internal void Reorder(int[] order)
    {
        var (movedBytes, movedStarts) = (new Growing<byte>(), new Growing<int>());
        movedStarts.Add(0);
        foreach (var row in order)
        {
            movedBytes.Add(Utf8(row));
            movedStarts.Add(movedBytes.Length);
        }

        Release();
        (bytes, starts) = (movedBytes, movedStarts);
    }

    /// <summary>The bytes of a row that was added.</summary>
    public ReadOnlySpan<byte> Utf8(int row) => bytes.Span[starts.Span[row]..starts.Span[row + 1]];

    /// <summary>The column so far.</summary>
    public Utf8Column Build() => new(Column<byte>.Of(bytes.Span), Column<int>.Of(starts.Span));
}
