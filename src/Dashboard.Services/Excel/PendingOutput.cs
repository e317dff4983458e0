namespace Dashboard.Services.Excel;

/// <summary>
/// Stands between a zip archive and the stream that a workbook goes to. The archive writes here, synchronously also when it closes an
/// entry, which the answer to a browser forbids; the bytes are then sent on asynchronously. What is not sent when something fails is dropped,
/// among it the archive's directory, without which nobody takes half a file for a whole one.
/// </summary>
internal sealed class PendingOutput(Stream output) : Stream
{
    private byte[] _bytes = new byte[Utf8Buffer.FullAt];
    private int _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Sends what has been written so far.</summary>
    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        if (_length == 0)
            return;
        await output.WriteAsync(_bytes.AsMemory(0, _length), cancellationToken);
        _length = 0;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_bytes.Length - _length < buffer.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + buffer.Length));
        buffer.CopyTo(_bytes.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Sending is asynchronous: SendAsync.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
