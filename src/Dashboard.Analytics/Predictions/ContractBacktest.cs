namespace Dashboard.Analytics.Predictions;

/// <summary>Contracts as they were known some periods ago, what the model and a naive baseline said of them then, and what came.</summary>
/// <param name="Periods">How long ago, and how far ahead was said.</param>
/// <param name="Active">Contracts there then.</param>
/// <param name="Said">How many of them would still be there now, with ranges.</param>
/// <param name="Naive">What one rate of renewal for all ages said: that of all renewals until then.</param>
/// <param name="Actual">How many are.</param>
/// <param name="Error">Root mean square error of the share that stayed over the cohorts, each by its contracts.</param>
/// <param name="NaiveError">The same of the baseline.</param>
/// <param name="Held80">Cohorts whose 80 % range held what came.</param>
/// <param name="Cohorts">Cohorts compared.</param>
public sealed record ContractBacktest(int Periods, double Active, ForecastRange Said, double Naive, double Actual, double Error, double NaiveError, int Held80, int Cohorts)
{
    /// <summary>Whether the model did no worse than the baseline.</summary>
    public bool BeatsBaseline => Error <= NaiveError;

    // Fewer contracts tell of luck alone.
    private const double LeastOfCohort = 10;

    /// <summary>Looks back some periods; null where too little was known then.</summary>
    internal static ContractBacktest? Of(ContractBook book, int periods, CancellationToken cancellationToken)
    {
        var then = book.Ago(periods);
        if (periods < 1 || ContractModel.MissingOf(then) is not null)
            return null;
        var model = ContractModel.Of(then, cancellationToken);
        var drawn = model.Drawn();
        var (atRisk, lost) = then.Renewals();
        var stay = Math.Pow(1 - (lost.Sum() / Math.Max(1, atRisk.Sum())), periods);
        var (errors, naiveErrors, weights, held, cohorts) = (0.0, 0.0, 0.0, 0, 0);
        for (var cohort = 0; cohort < book.Names.Count; cohort++)
        {
            var (active, still) = Known(book, periods, cohort);
            if (active.Sum() is var n && n < LeastOfCohort)
                continue;
            var said = model.Remaining(active, drawn, periods);
            errors += n * Square((said.Expected - still) / n);
            naiveErrors += n * Square(stay - (still / n));
            (weights, held, cohorts) = (weights + n, held + (said.Range80.Contains(still) ? 1 : 0), cohorts + 1);
        }

        var (all, remaining) = Known(book, periods, null);
        return weights > 0
            ? new ContractBacktest(periods, all.Sum(), model.Remaining(all, drawn, periods), all.Sum() * stay, remaining, Math.Sqrt(errors / weights), Math.Sqrt(naiveErrors / weights), held, cohorts)
            : null;
    }

    // Who was there some periods ago, by age then, and how many of them are there now.
    private static (double[] Active, double Still) Known(ContractBook book, int periods, int? cohort)
    {
        var active = new double[Math.Max(1, book.Oldest - periods + 1)];
        var still = 0.0;
        foreach (var unit in book.Units)
        {
            if ((cohort is { } only && unit.Cohort != only) || unit.Ago(periods) is not { LeftAt: 0 } then)
                continue;
            active[then.Age] += unit.Count;
            still += unit.LeftAt == 0 ? unit.Count : 0;
        }

        return (active, still);
    }

    private static double Square(double value) => value * value;
}
