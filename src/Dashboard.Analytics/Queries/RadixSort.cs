namespace Dashboard.Analytics.Queries;

/// <summary>Sorts many whole numbers digit by digit, the lowest first: a few passes over them instead of comparisons.</summary>
internal static class RadixSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    /// <summary>Sorts ascending.</summary>
    /// <param name="values">The numbers; they may be moved about.</param>
    /// <param name="bits">How many low bits the numbers have, 0 to 64; higher ones are 0.</param>
    /// <returns>The numbers in order, in <paramref name="values"/> or in an array of the same length.</returns>
    public static ulong[] Sort(ulong[] values, int bits)
    {
        var other = bits > 0 && values.Length > 1 ? new ulong[values.Length] : [];
        var starts = new int[Digits];
        for (var shift = 0; shift < bits && values.Length > 1; shift += DigitBits)
        {
            Array.Clear(starts);
            foreach (var value in values)
                starts[(int)(value >> shift) & (Digits - 1)]++;
            for (var (digit, next) = (0, 0); digit < Digits; digit++)
                (starts[digit], next) = (next, next + starts[digit]);
            foreach (var value in values)
                other[starts[(int)(value >> shift) & (Digits - 1)]++] = value;
            (values, other) = (other, values);
        }

        return values;
    }
}
