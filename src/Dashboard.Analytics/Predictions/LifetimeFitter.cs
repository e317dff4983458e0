using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>What a shop's customers did until a day, and the models fitted to it.</summary>
internal sealed class LifetimeFitter
{
    private readonly Snapshot snapshot;
    private readonly int seed;
    private readonly CancellationToken cancellationToken;
    private readonly Lazy<Demand> demand;
    private readonly Lazy<double?> valueLevel;

    /// <summary>Gathers what was done.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number of the last day that counts.</param>
    /// <param name="every">Every how manieth customer is used: 1 for all.</param>
    /// <param name="seed">Seed of the draws of the models.</param>
    /// <param name="cancellationToken">Polled.</param>
    public LifetimeFitter(Snapshot snapshot, int asOfDay, int every, int seed, CancellationToken cancellationToken)
    {
        (this.snapshot, this.seed, this.cancellationToken) = (snapshot, seed, cancellationToken);
        Histories = OrderHistories.Of(snapshot, asOfDay, cancellationToken);
        var buyers = new List<int>();
        var (gross, net, seen) = (0L, 0L, 0);
        for (var customer = 0; customer < Histories.OrderDays.Length; customer++)
        {
            if (Histories.OrderDays[customer] == 0)
                continue;
            (gross, net) = (gross + Histories.GrossE4[customer], net + Histories.NetE4[customer]);
            if (seen++ % every == 0)
                buyers.Add(customer);
        }

        Buyers = [.. buyers];
        ReturnShare = gross > 0 ? Math.Clamp(1 - ((double)net / gross), 0, 0.95) : 0;
        int[] valued = [.. buyers.Where(customer => Histories.GrossE4[customer] > 0)];
        Spend = GammaGamma.Fit(
            Array.ConvertAll(valued, customer => Histories.OrderDays[customer]),
            Array.ConvertAll(valued, customer => Histories.GrossE4[customer] / 10_000.0 / Histories.OrderDays[customer]),
            cancellationToken);
        var days = valued.Sum(customer => (long)Histories.OrderDays[customer]);
        MeanOrderValue = days > 0 ? valued.Sum(customer => Histories.GrossE4[customer]) / 10_000.0 / days : 0;
        NoValue = buyers.Count - valued.Length;
        demand = new(FindDemand);
        valueLevel = new(() => Predictions.ValueLevel.Of(snapshot, asOfDay, Math.Max(every, seen / LifetimeBacktest.MostCustomers), seed, cancellationToken));
    }

    public OrderHistories Histories { get; }

    /// <summary>The customers used, all of whom have ordered.</summary>
    public int[] Buyers { get; }

    public double ReturnShare { get; }

    public GammaGammaFit Spend { get; }

    public double MeanOrderValue { get; }

    /// <summary>Customers whose orders came to nothing or less.</summary>
    public int NoValue { get; }

    /// <summary>Factor on what orders are worth, as <see cref="Predictions.ValueLevel"/> finds it; null where nothing can be said.</summary>
    public double? ValueLevel => valueLevel.Value;

    /// <summary>Whether the demand was found to follow something.</summary>
    public bool Knows(DemandShape shape) => shape switch
    {
        DemandShape.Season => demand.Value.Season.Count > 0,
        DemandShape.SeasonAndLevel => demand.Value.Level is not null,
        _ => true,
    };

    /// <summary>Fits a count model on the clock of a demand.</summary>
    public CountModelFit CountFit(CountModelKind kind, DemandShape shape)
    {
        var (season, level) = DemandOf(shape);
        var clock = new DemandClock(season, level, snapshot.FirstDay.DayNumber, Histories.AsOfDay);
        var (repeats, last, age) = (new int[Buyers.Length], new double[Buyers.Length], new double[Buyers.Length]);
        for (var i = 0; i < Buyers.Length; i++)
        {
            var customer = Buyers[i];
            repeats[i] = Histories.OrderDays[customer] - 1;
            age[i] = clock.Between(Histories.FirstDay[customer], Histories.AsOfDay);
            last[i] = Math.Min(age[i], clock.Between(Histories.FirstDay[customer], Histories.LastDay[customer]));
        }

        return CountModel.Fit(kind, PurchaseRows.Of(repeats, last, age), cancellationToken);
    }

    /// <summary>The model of a count fit.</summary>
    public LifetimeModel Model(CountModelKind kind, CountModelFit fit, DemandShape shape) => Common() with
    {
        Count = kind,
        CountValues = fit.Model!.Values,
        CountCovariance = fit.Fit!.LogCovariance,
        Season = DemandOf(shape).Season,
        Level = DemandOf(shape).Level,
    };

    /// <summary>The season and the level of a demand; empty and null for what it has not, or was not found.</summary>
    public (IReadOnlyList<double> Season, DemandLevel? Level) DemandOf(DemandShape shape) => shape switch
    {
        DemandShape.Season => (demand.Value.Season, null),
        DemandShape.SeasonAndLevel => (demand.Value.SeasonBesideLevel, demand.Value.Level),
        _ => ([], null),
    };

    private Demand FindDemand()
    {
        if (Histories.AsOfDay - snapshot.FirstDay.DayNumber < DemandSeason.LeastDays || CountFit(CountModelKind.MbgNbd, DemandShape.Even).Model is not { } plain)
            return new([], [], null);
        var months = DemandMonths.Of(snapshot, Histories, plain, cancellationToken);
        var (beside, level) = DemandLevel.Find(months);
        return new(DemandSeason.Find(months), beside, level);
    }

    private sealed record Demand(IReadOnlyList<double> Season, IReadOnlyList<double> SeasonBesideLevel, DemandLevel? Level);

    /// <summary>
    /// Rates of the RFM groups: what the customers of each group did in the days before, from the group they were in at the start of these. Small groups are drawn towards the shop by <see cref="PriorCustomers"/>
    /// customers of its mean.
    /// </summary>
    public LifetimeModel Rates()
    {
        var days = RateDays(snapshot, Histories.AsOfDay);
        var origin = Histories.AsOfDay - days;
        var before = OrderHistories.Of(snapshot, origin, cancellationToken);
        var after = OrderHistories.Between(snapshot, origin, Histories.AsOfDay, cancellationToken);
        var groups = RfmScores.Of(snapshot, origin).Groups;
        var sums = new SortedDictionary<int, (double Customers, double Orders)>();
        var (n, total, squares) = (0.0, 0.0, 0.0);
        for (var customer = 0; customer < groups.Length; customer++)
        {
            if (before.OrderDays[customer] == 0)
                continue;
            double orders = after.OrderDays[customer];
            (n, total, squares) = (n + 1, total + orders, squares + (orders * orders));
            var sum = sums.GetValueOrDefault(groups[customer]);
            sums[groups[customer]] = (sum.Customers + 1, sum.Orders + orders);
        }

        var mean = n > 0 ? total / n : 0;
        var variance = n > 1 ? (squares / n) - (mean * mean) : mean;
        var shape = variance > mean * 1.01 ? Math.Clamp(mean * mean / (variance - mean), 0.05, 50) : 50;
        GroupRate Rate(int group)
        {
            var (customers, orders) = sums.GetValueOrDefault(group);
            return new GroupRate(group, shape, (orders + (PriorCustomers * mean)) / (customers + PriorCustomers) / days);
        }

        return Common() with { Rung = LadderRung.Rates, Rates = [.. RfmGroups.All.Select(group => Rate((int)group))] };
    }

    /// <summary>So many customers of the shop's mean count beside a group's own.</summary>
    public const double PriorCustomers = 20;

    /// <summary>Over how many days the rates are read.</summary>
    public static int RateDays(Snapshot snapshot, int asOfDay) => Math.Clamp((asOfDay - snapshot.FirstDay.DayNumber) / 2, 7, 90);

    private LifetimeModel Common()
    {
        var margins = CustomerMargins.Of(snapshot, Histories.AsOfDay);
        var coverage = margins.TotalE4 > 0 ? Math.Clamp((double)margins.TotalCoveredE4 / margins.TotalE4, 0, 1) : 0;
        var useSpend = Spend.Model is { } spend && double.IsFinite(spend.PopulationMean);
        return new LifetimeModel
        {
            TrainedAsOf = DateOnly.FromDayNumber(Histories.AsOfDay),
            SpendValues = useSpend ? [Spend.Model!.P, Spend.Model.Q, Spend.Model.Gamma] : [],
            SpendCovariance = useSpend ? Spend.Fit!.LogCovariance : [],
            MeanOrderValue = MeanOrderValue,
            ReturnShare = ReturnShare,
            MarginShare = coverage >= LeastMarginCoverage && margins.TotalCoveredE4 > 0 ? Math.Clamp((double)margins.TotalMarginE4 / margins.TotalCoveredE4, -1, 1) : null,
            MarginCoverage = coverage,
            Seed = seed,
        };
    }

    /// <summary>Where the cost of less of the revenue than this is known, no margin is stated.</summary>
    public const double LeastMarginCoverage = 0.5;
}
