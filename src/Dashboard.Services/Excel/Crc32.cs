namespace Dashboard.Services.Excel;

/// <summary>Joins the CRC-32 checks of two stretches of bytes that were computed apart (the polynomial of ISO 3309, which zip archives use).</summary>
/// <remarks>
/// A check is a polynomial over GF(2), kept with the lowest power in the highest bit. Bytes that follow shift what came before them, so
/// the check of both stretches is first · x^(8 · length of the second) + second, modulo the polynomial.
/// </remarks>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const uint One = 1u << 31; // x^0
    private const uint OneByte = 1u << 23; // x^8

    /// <summary>The check of a stretch of bytes followed by another.</summary>
    public static uint Combine(uint first, uint second, long secondLength) => Multiply(first, Shift(secondLength)) ^ second;

    /// <summary>x^(8 · bytes), by repeated squaring.</summary>
    private static uint Shift(long bytes)
    {
        var shift = One;
        for (var power = OneByte; bytes > 0; bytes >>= 1)
        {
            if ((bytes & 1) != 0)
                shift = Multiply(shift, power);
            power = Multiply(power, power);
        }

        return shift;
    }

    private static uint Multiply(uint a, uint b)
    {
        var product = 0u;
        for (; a != 0; a <<= 1)
        {
            if ((a & One) != 0)
                product ^= b;
            b = (b >> 1) ^ ((b & 1) * Polynomial);
        }

        return product;
    }
}
