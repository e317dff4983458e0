using System.Globalization;
using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Predictions;

/// <summary>Contracts that began in the same cohort, are as old, and left or stay alike.</summary>
/// <param name="Cohort">Index of the cohort.</param>
/// <param name="Age">Periods that are over, 0 or more.</param>
/// <param name="LeftAt">The period at whose end they were not renewed, 1 to <paramref name="Age"/>; 0 for those still there.</param>
/// <param name="Count">How many.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ContractUnit(int Cohort, int Age, int LeftAt, double Count)
{
    /// <summary>The same contracts as they were known some periods ago; null for those that had not begun.</summary>
    /// <param name="periods">How long ago.</param>
    public ContractUnit? Ago(int periods) => Age < periods ? null : this with { Age = Age - periods, LeftAt = LeftAt <= Age - periods ? LeftAt : 0 };
}

/// <summary>Contracts by cohort.</summary>
/// <param name="Names">Name of each cohort, oldest first.</param>
/// <param name="Units">The contracts.</param>
public sealed record ContractBook(IReadOnlyList<string> Names, IReadOnlyList<ContractUnit> Units)
{
    /// <summary>Most rows and columns of a pasted table.</summary>
    public const int MostPasted = 60;

    /// <summary>The oldest age.</summary>
    public int Oldest => Units.Select(u => u.Age).DefaultIfEmpty(0).Max();

    /// <summary>Contracts in all.</summary>
    public double Contracts => Units.Sum(u => u.Count);

    /// <summary>Contracts that ended.</summary>
    public double Ended => Units.Where(u => u.LeftAt > 0).Sum(u => u.Count);

    /// <summary>Contracts still there, by age.</summary>
    public double[] ActiveByAge
    {
        get
        {
            var active = new double[Oldest + 1];
            foreach (var unit in Units)
                active[unit.Age] += unit.LeftAt == 0 ? unit.Count : 0;
            return active;
        }
    }

    /// <summary>The contracts as they were known some periods ago.</summary>
    /// <param name="periods">How long ago.</param>
    public ContractBook Ago(int periods) => this with { Units = [.. Units.Select(u => u.Ago(periods)).OfType<ContractUnit>()] };

    /// <summary>Of each period, how many reached its end under contract, and how many of those were not renewed.</summary>
    /// <param name="cohort">Of one cohort; null for all.</param>
    public (double[] AtRisk, double[] Lost) Renewals(int? cohort = null)
    {
        var (atRisk, lost) = (new double[Oldest], new double[Oldest]);
        foreach (var unit in Units)
        {
            if (cohort is { } only && unit.Cohort != only)
                continue;
            var last = unit.LeftAt > 0 ? unit.LeftAt : unit.Age;
            for (var period = 1; period <= last; period++)
                atRisk[period - 1] += unit.Count;
            if (unit.LeftAt > 0)
                lost[unit.LeftAt - 1] += unit.Count;
        }

        return (atRisk, lost);
    }

    /// <summary>
    /// Reads a table that somebody pasted: a line a cohort, customers at the start and then still there after each period, as in "2024: 1000, 869, 743". A name with a colon may come first.
    /// </summary>
    /// <param name="text">The table.</param>
    /// <exception cref="ArgumentException">A line has no numbers, or they rise; the message names the line.</exception>
    public static ContractBook Parse(string text)
    {
        var (names, units) = (new List<string>(), new List<ContractUnit>());
        foreach (var line in text.Split(['\n', '\r', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cohort = names.Count;
            if (cohort == MostPasted)
                throw new ArgumentException($"A table has at most {MostPasted} lines. Leave out the oldest cohorts.", nameof(text));
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            names.Add(colon > 0 ? line[..colon].Trim() : string.Create(CultureInfo.InvariantCulture, $"Cohort {cohort + 1}"));
            string[] parts = line[(colon + 1)..].Split([',', ';', '\t', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            double[] there = [.. parts.Select(p => double.TryParse(p, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)];
            if (there.Length is 0 or > MostPasted || there.Any(double.IsNaN))
                throw new ArgumentException($"Line {cohort + 1} is no row of numbers. Write customers at the start and then still there after each period, as in \"2024: 1000, 869, 743\".", nameof(text));
            for (var period = 1; period < there.Length; period++)
            {
                if (there[period] > there[period - 1])
                    throw new ArgumentException($"Line {cohort + 1} rises from {there[period - 1]} to {there[period]}: customers who are still there never grow in number.", nameof(text));
                if (there[period] < there[period - 1])
                    units.Add(new(cohort, there.Length - 1, period, there[period - 1] - there[period]));
            }

            if (there[^1] > 0)
                units.Add(new(cohort, there.Length - 1, 0, there[^1]));
        }

        return new ContractBook(names, units);
    }
}
