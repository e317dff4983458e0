using static System.FormattableString;

namespace Dashboard.Services.Imports.Reading;

/// <summary>
/// Watches a stream that unpacks: stops a bomb while it is being read, and turns the exceptions of damaged archives
/// into messages. <c>packedRead</c> says how many packed bytes were used so far; <c>isComplete</c> is asked at the end, with the
/// unpacked length, since the platform's streams take a file that was cut for one that ended.
/// </summary>
internal sealed class UnpackingStream(Stream inner, Func<long> packedRead, ReadLimits limits, Func<long, bool>? isComplete = null) : Stream
{
    private long _unpacked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _unpacked;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        int read;
        try
        {
            read = inner.Read(buffer);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(error);
        }

        _unpacked += read;
        if (_unpacked > limits.UnpackedBytes)
        {
            throw new ImportException(ImportProblem.Bomb, Invariant($"The unpacked content is larger than {limits.UnpackedBytes >> 20:N0} MB. Split the file and import the parts."));
        }

        if (_unpacked > limits.RatioFromBytes && _unpacked / limits.UnpackedRatio > Math.Max(1, packedRead()))
        {
            throw new ImportException(
                ImportProblem.Bomb,
                Invariant($"The file unpacks to more than {limits.UnpackedRatio} times its size, as no table of orders or customers does. If it is right, unpack it yourself and import the result."));
        }

        if (read == 0 && isComplete?.Invoke(_unpacked) == false) throw Truncated(null);

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private static ImportException Truncated(Exception? error) =>
        new(ImportProblem.Truncated, "The packed file ends before its content does: it was probably not copied or downloaded completely. Get it again.", null, error);

    private static ImportException Damaged(Exception error) =>
        error is EndOfStreamException || error.Message.Contains("truncated", StringComparison.OrdinalIgnoreCase)
            ? Truncated(error)
            : new ImportException(ImportProblem.Damaged, "The packed file is damaged and cannot be unpacked. Get it again from where it was made.", null, error);
}
