namespace Dashboard.Analytics.Statistics;

/// <summary>How strongly one value tells another, 0 not at all to 1 fully, without the share that chance alone brings.</summary>
public static class Associations
{
    /// <summary>Cramér's V of two groupings, corrected for its bias (Bergsma 2013, J. Korean Statistical Society 42:323): of groupings that have nothing to do with each other it is about 0, however many values they have.</summary>
    /// <param name="counts">Rows by columns, none below 0; rows and columns that sum to 0 are left out.</param>
    /// <returns>0 to 1; 0 with fewer than two rows or columns left.</returns>
    public static double CramersV(long[,] counts)
    {
        var (rows, columns) = (Alive(counts, 0), Alive(counts, 1));
        var table = ContingencyTable.Independence(counts);
        if (rows < 2 || columns < 2 || table.Count < 2)
            return 0;
        var more = table.Count - 1.0;
        var phi2 = Math.Max(0, (table.Test.Statistic / table.Count) - ((rows - 1.0) * (columns - 1.0) / more));
        var least = Math.Min(rows - ((rows - 1.0) * (rows - 1.0) / more), columns - ((columns - 1.0) * (columns - 1.0) / more)) - 1;
        return least <= 0 ? 0 : Math.Min(1, Math.Sqrt(phi2 / least));
    }

    /// <summary>
    /// The correlation ratio η of a number with a grouping: the root of the share of its variance that lies between the groups (Fisher 1925, section 45). With two groups it is the absolute
    /// point-biserial correlation.
    /// </summary>
    /// <param name="groups">Number, mean and sum of squared deviations from it of each group.</param>
    /// <param name="corrected">Whether the share that chance brings is taken off: Kelley's ε (1935, PNAS 21:554), 0 where it would be imaginary.</param>
    /// <returns>0 to 1; 0 with fewer than two groups, or when the number does not vary.</returns>
    public static double CorrelationRatio(ReadOnlySpan<Moments> groups, bool corrected)
    {
        var (all, alive, within) = (default(Moments), 0, 0.0);
        foreach (var group in groups)
        {
            if (group.Count == 0)
                continue;
            alive++;
            within += group.Squares;
            all = all.With(group);
        }

        if (alive < 2 || !(all.Squares > 0))
            return 0;
        var eta2 = 1 - (within / all.Squares);
        if (corrected)
            eta2 = all.Count <= alive ? 0 : 1 - ((1 - eta2) * (all.Count - 1.0) / (all.Count - alive));
        return Math.Sqrt(Math.Clamp(eta2, 0, 1));
    }

    private static int Alive(long[,] counts, int dimension)
    {
        var alive = 0;
        for (var i = 0; i < counts.GetLength(dimension); i++)
        {
            var any = false;
            for (var j = 0; j < counts.GetLength(1 - dimension) && !any; j++)
                any = (dimension == 0 ? counts[i, j] : counts[j, i]) > 0;
            alive += any ? 1 : 0;
        }

        return alive;
    }
}

/// <summary>Number, mean and sum of squared deviations of some numbers; those of parts add up (Chan, Golub and LeVeque 1983).</summary>
/// <param name="Count">How many numbers.</param>
/// <param name="Mean">Their mean; 0 for none.</param>
/// <param name="Squares">Sum of the squared deviations from the mean.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct Moments(long Count, double Mean, double Squares)
{
    /// <summary>With one more number.</summary>
    public Moments With(double value) => With(new Moments(1, value, 0));

    /// <summary>With the numbers of another part.</summary>
    public Moments With(Moments other)
    {
        if (other.Count == 0)
            return this;
        if (Count == 0)
            return other;
        var (count, gap) = (Count + other.Count, other.Mean - Mean);
        return new(count, Mean + (gap * other.Count / count), Squares + other.Squares + (gap * gap * ((double)Count * other.Count / count)));
    }
}
