using System.Globalization;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Comparisons;

/// <summary>Bins for a number in two sets: of equal, round widths where most values lie, open at both ends; bins with too few people are joined with their neighbour.</summary>
internal static class NumberBins
{
    private const int Wanted = 8;

    /// <summary>The bins with the people of both sets.</summary>
    /// <param name="fact">The number.</param>
    /// <param name="both">Its values in both sets.</param>
    /// <param name="smallestGroup">A bin with 1 or more people but fewer than this in one of the sets is joined with a neighbour.</param>
    public static IReadOnlyList<FactShare> Of(NumberFact fact, RankedPair both, int smallestGroup)
    {
        // Money is counted in ten-thousandths and labelled in units of the currency.
        var scale = fact.Unit == FactUnit.Money ? 10_000 : fact.Scale;
        var (low, high) = (both.At((long)(0.01 * (both.Count - 1))) / scale, both.At((long)(0.95 * (both.Count - 1))) / scale);
        var isWhole = fact.Scale == 1 && fact.Unit != FactUnit.Money;
        var width = Width((high - low) / Wanted, isWhole);
        var first = Math.Floor(low / width) * width;
        var edges = new List<double>();
        for (var i = 1; i <= Wanted + 2 && first + ((i - 1) * width) < high; i++)
            edges.Add(first + (i * width));
        var keys = edges.ConvertAll(edge => RankedValues.KeyOf((long)Math.Round(edge * scale)));
        var bins = Enumerable.Range(0, edges.Count + 1).Select(i => new Bin(i == 0 ? null : edges[i - 1], i == edges.Count ? null : edges[i], 0, 0)).ToList();
        var bin = 0;
        foreach (var (key, a, b) in both.Entries)
        {
            while (bin < keys.Count && key >= keys[bin])
                bin++;
            bins[bin] = bins[bin] with { A = bins[bin].A + a, B = bins[bin].B + b };
        }

        if (both.At(0) / scale >= first && bins.Count > 0)
            bins[0] = bins[0] with { From = first };
        Join(bins, smallestGroup);
        return [.. bins.Select(b => new FactShare(null, Label(b, fact.Unit, isWhole), b.A, b.B, Share(b.A, fact.A.Count), Share(b.B, fact.B.Count)))];
    }

    private static double Width(double wanted, bool isWhole)
    {
        if (!(wanted > 0))
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        var width = (wanted / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
        return isWhole ? Math.Max(1, width) : width;
    }

    private static void Join(List<Bin> bins, int smallestGroup)
    {
        for (var i = bins.Count - 1; i >= 0 && bins.Count > 1; i--)
        {
            if (bins[i].A + bins[i].B > 0 && !SmallGroups.IsSmall(bins[i].A, smallestGroup) && !SmallGroups.IsSmall(bins[i].B, smallestGroup))
                continue;
            var (left, right) = i > 0 ? (i - 1, i) : (0, 1);
            bins[left] = new Bin(bins[left].From, bins[right].To, bins[left].A + bins[right].A, bins[left].B + bins[right].B);
            bins.RemoveAt(right);
        }
    }

    private static string Label(Bin bin, FactUnit unit, bool isWhole)
    {
        var (from, to) = (bin.From is { } f ? Text(f) : null, bin.To is { } t ? Text(isWhole ? t - 1 : t) : null);
        return from is null ? (to is null ? "All" : $"up to {to}") : to is null ? $"{from}+" : from == to ? from : $"{from}–{to}";

        string Text(double value) => unit == FactUnit.Fraction
            ? (100 * value).ToString("0.##", CultureInfo.InvariantCulture) + "%"
            : value.ToString("#,0.##", CultureInfo.InvariantCulture);
    }

    private static double Share(int count, int known) => known == 0 ? 0 : (double)count / known;

    private sealed record Bin(double? From, double? To, int A, int B);
}
