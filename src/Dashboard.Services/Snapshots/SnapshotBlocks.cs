using System.Runtime.InteropServices;
using System.Text.Json;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Services.Snapshots;

/// <summary>Where the columns of a snapshot go to, or come from: the same walk over them writes a file and reads it, so that the two can't differ.</summary>
internal abstract class SnapshotBlocks
{
    /// <summary>Writes a column and returns it, or returns the column of that name.</summary>
    public abstract Column<T> Column<T>(string name, Column<T>? column)
        where T : unmanaged;

    /// <summary>Whether there is a column of that name: when reading, in the file; when writing, given.</summary>
    public abstract bool Has(string name, object? column);

    public T[] Array<T>(string name, T[]? values)
        where T : unmanaged => [.. Column(name, values is null ? null : Analytics.Snapshots.Column<T>.Of(values))];

    public string?[] Texts(string name, string?[]? values) =>
        JsonSerializer.Deserialize<string?[]>(Column(name, values is null ? null : Analytics.Snapshots.Column<byte>.Of(JsonSerializer.SerializeToUtf8Bytes(values))).Span)!;

    public Utf8Column Utf8(string name, Utf8Column? column) => new(Column(name + ".bytes", column?.Bytes), Column(name + ".starts", column?.Starts));

    public NumberColumn Numbers(string name, NumberColumn? column)
    {
        var factor = Array<long>(name + ".factor", column is null ? null : [column.Factor])[0];
        return new NumberColumn(
            factor,
            Optional(name + ".8", column?.Bytes),
            Optional(name + ".16", column?.Shorts),
            Optional(name + ".32", column?.Ints),
            Optional(name + ".64", column?.Longs));
    }

    public TextColumn Codes(string name, TextColumn? column) => new(
        new Codes(Optional(name + ".8", column?.Codes.Bytes), Optional(name + ".16", column?.Codes.Shorts), Optional(name + ".32", column?.Codes.Ints)),
        Texts(name + ".values", column?.Values)!);

    private Column<T>? Optional<T>(string name, Column<T>? column)
        where T : unmanaged => Has(name, column) ? Column(name, column) : null;
}

/// <summary>Where a column lies in a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Checksum">XXH3 of its bytes, 64 bits.</param>
internal sealed record SnapshotBlock(string Name, long Offset, long Bytes, ulong Checksum);

/// <summary>Writes columns one after the other, each on a boundary of 64 bytes.</summary>
internal sealed class SnapshotBlockWriter(Stream stream) : SnapshotBlocks
{
    private const int PieceBytes = 16 << 20;

    public List<SnapshotBlock> Written { get; } = [];

    public override bool Has(string name, object? column) => column is not null;

    public override Column<T> Column<T>(string name, Column<T>? column)
    {
        var bytes = MemoryMarshal.AsBytes(column!.Span);
        stream.Write(new byte[(64 - (int)(stream.Position % 64)) % 64]);
        var hash = new System.IO.Hashing.XxHash3();
        var start = stream.Position;
        for (var rest = bytes; rest.Length > 0; rest = rest[Math.Min(PieceBytes, rest.Length)..])
        {
            var piece = rest[..Math.Min(PieceBytes, rest.Length)];
            hash.Append(piece);
            stream.Write(piece);
        }

        Written.Add(new SnapshotBlock(name, start, bytes.Length, hash.GetCurrentHashAsUInt64()));
        return column;
    }
}

/// <summary>Reads columns where they lie in a mapped file.</summary>
internal sealed unsafe class SnapshotBlockReader(MappedFile file, IReadOnlyDictionary<string, SnapshotBlock> blocks) : SnapshotBlocks
{
    public override bool Has(string name, object? column) => blocks.ContainsKey(name);

    public override Column<T> Column<T>(string name, Column<T>? column)
    {
        var block = blocks.TryGetValue(name, out var found) ? found : throw new InvalidDataException($"The column '{name}' is missing.");
        return block.Bytes % sizeof(T) == 0
            ? Analytics.Snapshots.Column<T>.Over((T*)(file.Start + block.Offset), checked((int)(block.Bytes / sizeof(T))), file)
            : throw new InvalidDataException($"The column '{name}' has no whole number of rows.");
    }
}
