namespace Dashboard.Analytics.Queries;

/// <summary>Sorts many whole numbers digit by digit, the lowest first: a few passes over them instead of comparisons.</summary>
internal static class RadixSort
{
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    /// <summary>Sorts ascending by low bits; numbers that are equal in these stay in their order.</summary>
    /// <param name="values">The numbers; they may be moved about.</param>
    /// <param name="bits">How many low bits count, 0 to 64; higher ones are carried along.</param>
    /// <returns>The numbers in order, in <paramref name="values"/> or in an array of the same length.</returns>
    public static ulong[] Sort(ulong[] values, int bits)
    {
        var other = bits > 0 && values.Length > 1 ? new ulong[values.Length] : [];
        var starts = new int[Digits];
        for (var shift = 0; shift < bits && values.Length > 1; shift += DigitBits)
        {
            Array.Clear(starts);
            var mask = (1 << Math.Min(DigitBits, bits - shift)) - 1;
            foreach (var value in values)
                starts[(int)(value >> shift) & mask]++;
            for (var (digit, next) = (0, 0); digit < Digits; digit++)
                (starts[digit], next) = (next, next + starts[digit]);
            foreach (var value in values)
                other[starts[(int)(value >> shift) & mask]++] = value;
            (values, other) = (other, values);
        }

        return values;
    }
}
