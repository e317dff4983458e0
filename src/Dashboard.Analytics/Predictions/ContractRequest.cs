using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// How long contracts last, how many of now will still be there and what they will bring: a shifted beta-geometric model of renewals. Contracts come from two attributes of the customers that hold the days of start and
/// end, or from a pasted table of cohorts.
/// </summary>
/// <param name="Scope">Whose contracts and until when; the comparison does not matter.</param>
public sealed record ContractRequest(Scope Scope) : IAnalysis<ContractResult>, IScoped
{
    /// <summary>Lifetimes are counted within so many years: what a mean over all time says rests on a tail that nobody has seen.</summary>
    public const int LifetimeYears = 5;

    /// <summary>Most characters of a pasted table.</summary>
    public const int LongestTable = 4_000;

    private const int LeastAhead = 6;
    private const int MostAhead = 24;

    /// <summary>Attribute of the start, or <see cref="ContractSource.SignUp"/>; null for the one that looks like it.</summary>
    public string? Start { get; init; }

    /// <summary>Attribute of the end; null for the one that looks like it.</summary>
    public string? End { get; init; }

    /// <summary>How often contracts are renewed.</summary>
    public ContractPeriod Period { get; init; }

    /// <summary>A pasted table, read by <see cref="ContractBook.Parse"/>; null for the attributes.</summary>
    public string? Table { get; init; }

    /// <summary>Discount for a year of what contracts still bring, 0.01 to 1.</summary>
    public double Discount { get; init; } = 0.1;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The table can't be read, or the discount is out of its range.</exception>
    public ContractResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Discount is not (>= 0.01 and <= 1))
            throw new ArgumentException("Give the yearly discount as a share from 1 % to 100 %.");
        if (Table is { Length: > LongestTable })
            throw new ArgumentException($"The table has {Table.Length} characters; {LongestTable} fit. Leave out the oldest cohorts.");
        var asOf = snapshot.Resolve(Scope.Range).To;
        var (guessedStart, guessedEnd) = ContractSource.Guess(snapshot);
        var (start, end) = (Start ?? guessedStart, End ?? guessedEnd);
        var isPasted = !string.IsNullOrWhiteSpace(Table);
        (int Customer, int Start, int End)[] spans = [];
        var book = isPasted ? ContractBook.Parse(Table!)
            : start is null || end is null ? new ContractBook([], [])
            : ContractSource.Read(snapshot, Selection.Of(snapshot, Scope.Filter, asOf.DayNumber).Customers, start, end, Period, asOf.DayNumber, out spans);
        var begin = new ContractResult
        {
            AsOf = isPasted ? null : asOf,
            Period = Period,
            DayAttributes = ContractSource.DayAttributes(snapshot),
            Start = isPasted ? null : start,
            End = isPasted ? null : end,
            IsPasted = isPasted,
            Contracts = book.Contracts,
            Ended = book.Ended,
            Cohorts = [.. book.Names.Select((name, cohort) => CohortOf(book, name, cohort))],
            Missing = ContractModel.MissingOf(book),
            Receipt = Explained(snapshot, book, isPasted, start, end),
        };
        return begin.Missing is null ? Modelled(begin, snapshot, book, spans, asOf.DayNumber, cancellationToken) : begin;
    }

    private ContractResult Modelled(ContractResult begin, Snapshot snapshot, ContractBook book, (int, int, int)[] spans, int asOfDay, CancellationToken cancellationToken)
    {
        var model = ContractModel.Of(book, cancellationToken);
        var drawn = model.Drawn();
        cancellationToken.ThrowIfCancellationRequested();
        var active = book.ActiveByAge;
        var ahead = Math.Clamp(book.Oldest, LeastAhead, MostAhead);
        var within = (int)Math.Round(LifetimeYears * 365.25 / Period.Days());
        var discount = Math.Pow(1 + Discount, Period.Days() / 365.25) - 1;
        var money = begin.IsPasted ? null : ContractSource.RevenueOfPeriod(snapshot, spans, Period, asOfDay);
        var lives = model.Range(drawn, m => Mean(active, age => Lifetime(m, age, within, 0)));
        return begin with
        {
            Renewals = RenewalsOf(book, model, drawn, book.Oldest + ahead),
            Remaining = [.. Enumerable.Range(1, ahead).Select(k => model.Remaining(active, drawn, k))],
            Parameters = [.. model.Fit.Parameters.Select(p => new ModelParameter(p.Name, p.Value, double.IsFinite(p.StandardError) ? p.StandardError : null, p.Name == "alpha" ? "alpha / (alpha + beta) is the share that leaves at the first renewal" : "With alpha: how alike contracts are in ending"))],
            NewLifetime = model.Range(drawn, m => Lifetime(m, 0, within, 0) + 1),
            ResidualLifetime = active.Sum() > 0 ? lives : null,
            RevenueOfPeriod = money,
            ResidualValue = money is { } each && active.Sum() > 0 ? model.Range(drawn, m => active.Sum() * Mean(active, age => Lifetime(m, age, within, discount)) * each) : null,
            Backtests = [.. new[] { book.Oldest / 4, book.Oldest / 2 }.Where(p => p > 0).Distinct().Select(p => ContractBacktest.Of(book, p, cancellationToken)).OfType<ContractBacktest>()],
        };
    }

    // Further renewals expected of a contract of an age within some periods, each discounted to now.
    private static double Lifetime(Lifetimes.ShiftedBetaGeometric model, int age, int within, double discount)
    {
        var (sum, stays) = (0.0, 1.0);
        for (var period = 1; period <= within; period++)
        {
            stays *= model.Retention(age + period) / (1 + discount);
            sum += stays;
        }

        return sum;
    }

    private static double Mean(double[] active, Func<int, double> of)
    {
        var (sum, all) = (0.0, 0.0);
        for (var age = 0; age < active.Length; age++)
        {
            if (active[age] > 0)
                (sum, all) = (sum + (active[age] * of(age)), all + active[age]);
        }

        return all > 0 ? sum / all : 0;
    }

    private static List<ContractRenewal> RenewalsOf(ContractBook book, ContractModel model, Lifetimes.ShiftedBetaGeometric[] drawn, int periods)
    {
        var (atRisk, lost) = book.Renewals();
        var (rows, survival) = (new List<ContractRenewal>(), 1.0);
        for (var period = 1; period <= periods; period++)
        {
            var due = period <= atRisk.Length ? atRisk[period - 1] : 0;
            var renewed = due > 0 ? due - lost[period - 1] : 0;
            survival *= due > 0 ? renewed / due : double.NaN;
            var at = period;
            rows.Add(new ContractRenewal(
                period,
                due,
                renewed,
                due > 0 ? Proportions.Wilson((long)Math.Round(renewed), Math.Max(1, (long)Math.Round(due))) : null,
                model.Model.Retention(period),
                double.IsNaN(survival) ? null : survival,
                model.Range(drawn, m => m.Survival(at))));
        }

        return rows;
    }

    private static ContractCohort CohortOf(ContractBook book, string name, int cohort)
    {
        var (atRisk, lost) = book.Renewals(cohort);
        var (survival, share) = (new List<double> { 1 }, 1.0);
        for (var period = 0; period < atRisk.Length && atRisk[period] > 0; period++)
            survival.Add(share *= 1 - (lost[period] / atRisk[period]));
        var own = book.Units.Where(u => u.Cohort == cohort).ToArray();
        return new ContractCohort(name, own.Sum(u => u.Count), own.Where(u => u.LeftAt == 0).Sum(u => u.Count), survival);
    }

    private Receipt Explained(Snapshot snapshot, ContractBook book, bool isPasted, string? start, string? end) => Receipt.For(
        snapshot,
        Scope with { Comparison = Comparison.None },
        "Renewals of contracts by age. A contract that ends within a period runs to its end; only periods that are over count. Observed survival: Kaplan and Meier. Model: shifted beta-geometric (Fader and Hardie 2007), maximum "
        + "likelihood over all cohorts; ranges by draws from the covariance of its parameters, those of counts with the luck of each contract too.",
        (long)Math.Round(book.Contracts),
        "contracts") with
    {
        Details =
        [
            new("Contracts from", isPasted ? "a pasted table" : $"start: {start ?? "not known"}, end: {end ?? "not known"}"),
            new("Renewed every", Period.ToString().ToLowerInvariant()),
            new("Yearly discount", Discount.ToString("P0", CultureInfo.InvariantCulture)),
            new("Lifetimes are counted within", $"{LifetimeYears} years"),
            new("Draws", ContractModel.Draws.ToString(CultureInfo.InvariantCulture)),
        ],
    };
}
