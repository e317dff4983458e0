using Dashboard.Analytics.Overview;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>How a customer orders in time. A gap is the number of days between two order days that follow each other; orders of one day are one.</summary>
public sealed record OrderRhythm
{
    /// <summary>Gaps in days, in the order in which they came; empty below two order days.</summary>
    public required IReadOnlyList<int> Gaps { get; init; }

    /// <summary>Median of the gaps in days, or null without one.</summary>
    public double? TypicalGap { get; init; }

    /// <summary>Days from the last order to the end of the range, or null without an order.</summary>
    public int? DaysSinceLastOrder { get; init; }

    /// <summary>Days since the last order as a multiple of the typical gap: 2 means silent for twice as long as usual; null without a gap.</summary>
    public double? SilenceInGaps => TypicalGap > 0 ? DaysSinceLastOrder / TypicalGap : null;

    /// <summary>How many of the customer's own gaps were shorter than the silence now.</summary>
    public int GapsShorterThanSilence => DaysSinceLastOrder is { } silent ? Gaps.Count(g => g < silent) : 0;

    /// <summary>Days of silence from which the customer counts as silent for too long, by the rule of <see cref="SilenceRisk"/>; null without a gap of the customer's own.</summary>
    public double? LateAfterDays { get; init; }

    /// <summary>Whether the silence exceeds the customer's own rhythm.</summary>
    public bool IsLate => DaysSinceLastOrder > LateAfterDays;

    internal static OrderRhythm Of(Snapshot snapshot, int customer, int asOfDay)
    {
        var orders = snapshot.Orders;
        var gaps = new List<int>();
        var last = -1;
        for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1] && orders.Day[order] <= asOfDay; order++)
        {
            if (orders.Kind[order] != DocumentKind.Order)
                continue;
            if (last >= 0 && orders.Day[order] > last)
                gaps.Add(orders.Day[order] - last);
            last = orders.Day[order];
        }

        return new OrderRhythm
        {
            Gaps = gaps,
            TypicalGap = Median(gaps),
            DaysSinceLastOrder = last < 0 ? null : asOfDay - last,
            LateAfterDays = gaps.Count > 0 && SilenceRisk.ShopGap(snapshot, asOfDay) is { } shopGap
                ? SilenceRisk.Patience * SilenceRisk.TypicalGap(gaps.Count, gaps.Sum(), shopGap)
                : null,
        };
    }

    private static double? Median(List<int> gaps)
    {
        if (gaps.Count == 0)
            return null;
        int[] sorted = [.. gaps.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
    }
}

/// <summary>
/// The rhythm of a whole shop: the logarithms of the gaps vary by <see cref="Within"/> around each customer's own mean, and those means by <see cref="Between"/> around <see cref="Mean"/>.
/// </summary>
/// <remarks>One-way random effects by analysis of variance, with unequal numbers of gaps: Searle, Casella and McCulloch, Variance Components (1992), section 3.6.</remarks>
/// <param name="Mean">Mean logarithm of a customer's gaps in days.</param>
/// <param name="Within">Variance of a customer's own gaps (logarithms).</param>
/// <param name="Between">Variance of the customers' means (logarithms), 0 when the data shows no difference.</param>
/// <param name="Customers">Customers with at least one gap.</param>
/// <param name="Gaps">Gaps of all of them.</param>
public sealed record ShopRhythm(double Mean, double Within, double Between, int Customers, int Gaps)
{
    /// <summary>Least number of customers with gaps, and of gaps beyond one each, from which a rhythm is estimated.</summary>
    public const int Least = 20;

    /// <summary>Whether there is enough to estimate from.</summary>
    public bool IsEnough => Customers >= Least && Gaps - Customers >= Least && Within > 0;

    /// <summary>The rhythm of a snapshot's customers until a day, computed once.</summary>
    public static ShopRhythm Of(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData((nameof(ShopRhythm), asOfDay), () =>
    {
        var logs = LogDays(snapshot, asOfDay);
        var parts = Partitions.Compute(
            snapshot.Customers.Count,
            (from, to) =>
            {
                var firstOfCustomer = snapshot.Orders.FirstOfCustomer.Span;
                var days = snapshot.Orders.Day.Span;
                var kinds = snapshot.Orders.Kind.Span;
                var customers = new List<(int Gaps, double Sum, double Squares)>();
                for (var customer = from; customer < to; customer++)
                {
                    var (n, sum, squares, last) = (0, 0.0, 0.0, -1);
                    for (var order = firstOfCustomer[customer]; order < firstOfCustomer[customer + 1] && days[order] <= asOfDay; order++)
                    {
                        if (kinds[order] != DocumentKind.Order)
                            continue;
                        if (last >= 0 && days[order] > last)
                        {
                            var gap = days[order] - last;
                            var log = gap < logs.Length ? logs[gap] : Math.Log(gap);
                            (n, sum, squares) = (n + 1, sum + log, squares + (log * log));
                        }

                        last = days[order];
                    }

                    if (n > 0)
                        customers.Add((n, sum, squares));
                }

                return customers;
            },
            CancellationToken.None);
        return Fit([.. parts.SelectMany(part => part)]);
    });

    // Gaps are whole days and mostly short, so the logarithm of each length is taken once.
    internal static double[] LogDays(Snapshot snapshot, int asOfDay)
    {
        var logs = new double[Math.Clamp(asOfDay - snapshot.FirstDay.DayNumber + 1, 0, 1 << 14)];
        for (var day = 1; day < logs.Length; day++)
            logs[day] = Math.Log(day);
        return logs;
    }

    /// <summary>Estimates from the number, sum and sum of squares of each customer's log gaps.</summary>
    internal static ShopRhythm Fit(IReadOnlyList<(int Gaps, double Sum, double Squares)> customers)
    {
        (int Gaps, double Sum, double Squares)[] all = [.. customers];
        var (k, n, total, squares, residual) = (all.Length, 0, 0.0, 0.0, 0.0);
        foreach (var (gaps, sum, own) in all)
        {
            n = checked(n + gaps);
            total += sum;
            residual += own - (sum * sum / gaps);
            squares += (double)gaps * gaps;
        }

        if (n - k < 1 || k < 2)
            return new ShopRhythm(0, 0, 0, k, n);
        var mean = total / n;
        var within = Math.Max(0, residual) / (n - k);
        var among = 0.0;
        foreach (var (gaps, sum, _) in all)
            among += gaps * Math.Pow((sum / gaps) - mean, 2);
        var between = Math.Max(0, (among - ((k - 1) * within)) / (n - (squares / n)));
        if (within + between == 0)
            return new ShopRhythm(mean, within, between, k, n);

        // Each customer's mean is weighed by how well it is known, so that a few with very many gaps do not speak for all.
        var (weighted, weights) = (0.0, 0.0);
        foreach (var (gaps, sum, _) in all)
        {
            var weight = 1 / Math.Max(between + (within / gaps), double.Epsilon);
            weighted += weight * sum / gaps;
            weights += weight;
        }

        return new ShopRhythm(weighted / weights, within, between, k, n);
    }
}
