using System.Globalization;
using System.Text;

namespace Dashboard.Services.Excel;

/// <summary>Bytes on their way to a file: text and numbers are encoded once, straight into UTF-8, without strings in between.</summary>
internal sealed class Utf8Buffer
{
    /// <summary>Beyond this many bytes a writer should send the buffer on.</summary>
    public const int FullAt = 64 * 1024;

    private const int LongestNumber = 32;
    private byte[] _bytes = new byte[FullAt * 2];
    private int _length;

    public bool IsFull => _length >= FullAt;

    public void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _length += utf8.Length;
    }

    public void Append(byte ascii)
    {
        Reserve(1)[0] = ascii;
        _length++;
    }

    /// <summary>Appends text as it is. Half a surrogate pair becomes U+FFFD.</summary>
    public void Append(ReadOnlySpan<char> text) =>
        _length += Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));

    public void Append(long value)
    {
        value.TryFormat(Reserve(LongestNumber), out var written, provider: CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Appends the shortest number that reads back as the same double.</summary>
    public void Append(double value)
    {
        value.TryFormat(Reserve(LongestNumber), out var written, provider: CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Appends an amount in ten-thousandths exactly, with the decimals that it has and no fewer than asked for.</summary>
    public void AppendE4(long value, int leastDecimals)
    {
        var magnitude = value < 0 ? (ulong)-(value + 1) + 1 : (ulong)value;
        var (whole, fraction) = Math.DivRem(magnitude, 10_000);
        var target = Reserve(LongestNumber);
        var at = 0;
        if (value < 0)
            target[at++] = (byte)'-';
        whole.TryFormat(target[at..], out var written, provider: CultureInfo.InvariantCulture);
        at += written;
        if (fraction != 0 || leastDecimals > 0)
        {
            target[at++] = (byte)'.';
            for (var (place, unit) = (0, 1_000UL); place < leastDecimals || fraction != 0; place++, unit /= 10)
            {
                var digit = unit == 0 ? 0 : fraction / unit;
                target[at++] = (byte)('0' + digit);
                fraction -= digit * unit;
            }
        }

        _length += at;
    }

    public void AppendDate(DateOnly day)
    {
        day.TryFormat(Reserve(LongestNumber), out var written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>Writes what there is to a stream in memory, and begins anew.</summary>
    public void MoveTo(Stream stream)
    {
        stream.Write(_bytes, 0, _length);
        _length = 0;
    }

    /// <summary>Writes what there is to a stream that may have to wait, and begins anew.</summary>
    public async ValueTask SendToAsync(Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(_bytes.AsMemory(0, _length), cancellationToken);
        _length = 0;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        return _bytes.AsSpan(_length);
    }
}
