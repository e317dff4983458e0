using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Data;

/// <summary>
/// Finds what is wrong with e-mail addresses. Addresses of ASCII alone, nearly all, are checked and compared as the bytes that they are stored in;
/// the others become strings, for which white space and upper case are what Unicode says.
/// </summary>
internal sealed class AddressFaults
{
    private const int MostAddress = 254;
    private const int Buckets = 16;

    private readonly Utf8Column addresses;
    private readonly Bitmap missing;
    private readonly Bitmap malformed;
    private readonly uint[] hashes;

    private AddressFaults(Utf8Column addresses)
    {
        this.addresses = addresses;
        (missing, malformed, hashes) = (new Bitmap(addresses.Length), new Bitmap(addresses.Length), new uint[addresses.Length]);
    }

    public static FieldFaults Of(Utf8Column addresses)
    {
        var faults = new AddressFaults(addresses);
        Partitions.Run(addresses.Length, faults.Check, CancellationToken.None);
        return new FieldFaults(null, (QualityFault.Missing, faults.missing), (QualityFault.Malformed, faults.malformed), (QualityFault.Duplicate, faults.Duplicates()));
    }

    // The shape that mail can be sent to, not the whole of RFC 5322: one @, a name before it, a host with a dot and no empty label after it.
    internal static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at != text.LastIndexOf('@') || text.Length > MostAddress || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>'))
            return false;
        var labels = text[(at + 1)..].Split('.');
        return labels.Length >= 2 && Array.TrueForAll(labels, label => label.Length > 0 && label[0] != '-' && label[^1] != '-');
    }

    /// <summary>The same for a text of ASCII alone.</summary>
    internal static bool IsAddress(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        if (at <= 0 || text.Length > MostAddress)
            return false;
        foreach (var value in text)
        {
            if (value is <= (byte)' ' or 0x7F or (byte)',' or (byte)';' or (byte)'<' or (byte)'>')
                return false;
        }

        var host = text[(at + 1)..];
        if (host.IndexOf((byte)'.') < 0 || host.IndexOf((byte)'@') >= 0)
            return false;
        while (true)
        {
            var dot = host.IndexOf((byte)'.');
            var label = dot < 0 ? host : host[..dot];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-')
                return false;
            if (dot < 0)
                return true;
            host = host[(dot + 1)..];
        }
    }

    private static string Plain(string address) => address.Trim().ToUpperInvariant();

    private void Check(int from, int to)
    {
        Span<byte> upper = stackalloc byte[MostAddress];
        for (var row = from; row < to; row++)
        {
            var text = addresses.Utf8(row);
            if (Ascii.IsValid(text))
            {
                text = text[Ascii.Trim(text)];
                if (text.IsEmpty)
                {
                    missing.Add(row);
                }
                else if (!IsAddress(text))
                {
                    malformed.Add(row);
                }
                else
                {
                    _ = Ascii.ToUpper(text, upper, out var length);
                    hashes[row] = Hash(upper[..length]);
                }
            }
            else
            {
                CheckUnicode(row, Encoding.UTF8.GetString(text));
            }
        }
    }

    private void CheckUnicode(int row, string address)
    {
        if (string.IsNullOrWhiteSpace(address))
            missing.Add(row);
        else if (!IsAddress(address.Trim()))
            malformed.Add(row);
        else
            hashes[row] = Hash(Encoding.UTF8.GetBytes(Plain(address)));
    }

    /// <summary>Well-formed addresses that another row has too. The rows are split by hash, so that the table of a part stays small and parts can be worked on at once.</summary>
    private Bitmap Duplicates()
    {
        var wellFormed = ~(missing | malformed);
        var sizes = new int[Buckets];
        foreach (var row in wellFormed)
            sizes[hashes[row] % Buckets]++;
        var sets = new Bitmap[Buckets];
        Parallel.For(0, Buckets, bucket => sets[bucket] = Duplicates(wellFormed, (uint)bucket, sizes[bucket]));
        return sets.Aggregate((all, more) => all | more);
    }

    private Bitmap Duplicates(Bitmap rows, uint bucket, int size)
    {
        var duplicates = new Bitmap(rows.Length);
        // A slot holds a row + 1, 0 when it is free; half of them stay free.
        var slots = new int[(int)BitOperations.RoundUpToPowerOf2((2 * (uint)size) + 1)];
        var mask = (uint)(slots.Length - 1);
        foreach (var row in rows)
        {
            if (hashes[row] % Buckets != bucket)
                continue;
            var slot = (hashes[row] / Buckets) & mask;
            while (slots[slot] != 0 && (hashes[slots[slot] - 1] != hashes[row] || !AreSame(slots[slot] - 1, row)))
                slot = (slot + 1) & mask;
            if (slots[slot] == 0)
            {
                slots[slot] = row + 1;
                continue;
            }

            duplicates.Add(row);
            duplicates.Add(slots[slot] - 1);
        }

        return duplicates;
    }

    private bool AreSame(int a, int b)
    {
        var left = addresses.Utf8(a);
        var right = addresses.Utf8(b);
        return Ascii.IsValid(left) && Ascii.IsValid(right)
            ? Ascii.EqualsIgnoreCase(left[Ascii.Trim(left)], right[Ascii.Trim(right)])
            : string.Equals(Plain(addresses.Text(a)), Plain(addresses.Text(b)), StringComparison.Ordinal);
    }

    private static uint Hash(ReadOnlySpan<byte> text)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;
        var hash = (ulong)text.Length;
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
            hash = Mixed(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
        foreach (var value in text)
            hash = BitOperations.RotateLeft(hash, 8) ^ value;
        return (uint)(Mixed(Mixed(hash)) >> 32);

        static ulong Mixed(ulong value) => (value ^ (value >> 29)) * Multiplier;
    }
}
