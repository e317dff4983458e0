using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Dashboard.Services.Excel;

/// <summary>Bytes on their way to a file: text and numbers are encoded once, straight into UTF-8, without strings in between.</summary>
internal sealed class Utf8Buffer
{
    /// <summary>Beyond this many bytes a writer should send the buffer on.</summary>
    public const int FullAt = 256 * 1024;

    /// <summary>Room at first: a full buffer, and usual rows over it.</summary>
    public const int Capacity = FullAt + (32 * 1024);

    private const int LongestNumber = 32;

    // A double tells decimals of up to 15 digits apart, so the shortest number that reads back is at most the one found with four decimals.
    private const double MostE4 = 1e15;

    private byte[] bytes = new byte[Capacity];
    private int length;

    public bool IsFull => length >= FullAt;

    public bool IsEmpty => length == 0;

    public void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        length += utf8.Length;
    }

    public void Append(byte ascii)
    {
        Reserve(1)[0] = ascii;
        length++;
    }

    /// <summary>Appends text as it is. Half a surrogate pair becomes U+FFFD.</summary>
    public void Append(ReadOnlySpan<char> text) =>
        length += Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));

    public void Append(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(LongestNumber), out var written);
        length += written;
    }

    /// <summary>Appends the shortest number that reads back as the same double.</summary>
    public void Append(double value)
    {
        // Most numbers have few decimals, and an integer is formatted in a tenth of the time.
        var e4 = Math.Round(value * 10_000);
        if (Math.Abs(e4) < MostE4 && e4 / 10_000 == value)
        {
            AppendE4((long)e4, leastDecimals: 0);
            return;
        }

        value.TryFormat(Reserve(LongestNumber), out var written, provider: CultureInfo.InvariantCulture);
        length += written;
    }

    /// <summary>Appends an amount in ten-thousandths exactly, with the decimals that it has and no fewer than asked for.</summary>
    public void AppendE4(long value, int leastDecimals)
    {
        var target = Reserve(LongestNumber);
        var at = 0;
        if (value < 0)
            target[at++] = (byte)'-';
        var (whole, fraction) = Math.DivRem(value < 0 ? (ulong)-(value + 1) + 1 : (ulong)value, 10_000UL);
        Utf8Formatter.TryFormat(whole, target[at..], out var written);
        at += written;
        if (fraction != 0 || leastDecimals > 0)
        {
            target[at] = (byte)'.';
            PutDigits(target[(at + 1)..], (int)fraction, 4);
            var decimals = 4;
            while (decimals > leastDecimals && target[at + decimals] == '0')
                decimals--;
            for (at += decimals + 1; decimals < leastDecimals; decimals++)
                target[at++] = (byte)'0';
        }

        length += at;
    }

    /// <summary>Appends 2026-11-22.</summary>
    public void AppendDate(DateOnly day)
    {
        var (year, month, dayOfMonth) = day;
        var target = Reserve(10);
        PutDigits(target, year, 4);
        target[4] = (byte)'-';
        PutDigits(target[5..], month, 2);
        target[7] = (byte)'-';
        PutDigits(target[8..], dayOfMonth, 2);
        length += 10;
    }

    /// <summary>Appends 14:05:00.</summary>
    public void AppendTime(TimeSpan timeOfDay)
    {
        var target = Reserve(8);
        PutDigits(target, timeOfDay.Hours, 2);
        target[2] = (byte)':';
        PutDigits(target[3..], timeOfDay.Minutes, 2);
        target[5] = (byte)':';
        PutDigits(target[6..], timeOfDay.Seconds, 2);
        length += 8;
    }

    /// <summary>Writes what there is to a stream that may have to wait, and begins anew.</summary>
    public async ValueTask SendToAsync(Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(bytes.AsMemory(0, length), cancellationToken);
        length = 0;
    }

    /// <summary>Gives away its bytes, returns them with their number, and begins anew in the ones given.</summary>
    public (byte[] Bytes, int Length) Exchange(byte[] empty)
    {
        var full = (bytes, length);
        (bytes, length) = (empty, 0);
        return full;
    }

    private static void PutDigits(Span<byte> target, int value, int digits)
    {
        for (var at = digits - 1; at >= 0; at--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            target[at] = (byte)('0' + digit);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (bytes.Length - length < count)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + count));
        return bytes.AsSpan(length);
    }
}
