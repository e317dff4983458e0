using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Statistics;

/// <summary>Whether two groupings go together.</summary>
/// <param name="Test">Pearson's chi-square.</param>
/// <param name="CramersV">Strength of the association, 0 none to 1 full.</param>
/// <param name="SmallestExpected">The smallest expected count; below 5 the p value is rough.</param>
/// <param name="Count">Sum of all counts.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Association(TestResult Test, double CramersV, double SmallestExpected, long Count);

/// <summary>A table of counts: rows of one grouping by columns of another.</summary>
public static class ContingencyTable
{
    /// <summary>Pearson's chi-square test of independence without continuity correction, and Cramér's V. Rows and columns that sum to 0 are left out.</summary>
    /// <param name="counts">Rows by columns, none below 0.</param>
    /// <returns>The association; with fewer than two rows or columns left, chi-square 0, p 1, V 0.</returns>
    public static Association Independence(long[,] counts)
    {
        int rows = counts.GetLength(0), columns = counts.GetLength(1);
        var rowSums = new long[rows];
        var columnSums = new long[columns];
        long total = 0;
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(counts[r, c], nameof(counts));
                rowSums[r] += counts[r, c];
                columnSums[c] += counts[r, c];
                total += counts[r, c];
            }
        }

        int liveRows = rowSums.Count(s => s > 0), liveColumns = columnSums.Count(s => s > 0);
        if (liveRows < 2 || liveColumns < 2)
            return new(new(0, 1, 0), 0, 0, total);
        double chi = 0, smallest = double.PositiveInfinity;
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var expected = (double)rowSums[r] * columnSums[c] / total;
                if (expected == 0)
                    continue;
                var d = counts[r, c] - expected;
                chi += d * d / expected;
                smallest = Math.Min(smallest, expected);
            }
        }

        var degrees = (liveRows - 1) * (liveColumns - 1);
        var p = chi <= 0 ? 1 : MathNet.Numerics.SpecialFunctions.GammaUpperRegularized(degrees / 2.0, chi / 2);
        return new(new(chi, p, degrees), Math.Sqrt(chi / total / Math.Min(liveRows - 1, liveColumns - 1)), smallest, total);
    }
}
