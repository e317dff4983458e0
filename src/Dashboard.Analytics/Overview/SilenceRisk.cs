using System.Numerics.Tensors;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Overview;

/// <summary>
/// Customers whose silence exceeds their own rhythm, and the revenue they stand for.
/// With n gaps between the days on which a customer ordered, S days from first to last of them, and g the shop's typical gap (the median of the
/// customers' mean gaps S / n), the customer's typical gap is (S + 2 g) / (n + 2): own experience, pulled towards the shop's as if by two more gaps.
/// At risk is who has ordered on at least two days, has been silent for more than 1.5 typical gaps, and brought revenue in the last 365 days; that revenue is at risk.
/// </summary>
public static class SilenceRisk
{
    /// <summary>How many gaps the shop's typical gap counts for.</summary>
    public const double PriorGaps = 2;

    /// <summary>How many typical gaps of silence are too many.</summary>
    public const double Patience = 1.5;

    /// <summary>Days over which revenue is called at risk.</summary>
    public const int RevenueDays = 365;

    /// <summary>The shop's typical gap in days: the median over customers of their mean gap between order days; null when nobody ordered on two days.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="asOfDay">Day number; later orders are not seen.</param>
    public static double? ShopGap(Snapshot snapshot, int asOfDay) => snapshot.MemoOfData((nameof(SilenceRisk), asOfDay), () => Gap(snapshot, asOfDay)).Days;

    /// <summary>A customer's typical gap in days.</summary>
    /// <param name="gaps">Number of gaps between order days, at least 0.</param>
    /// <param name="spanDays">Days from the first to the last order day.</param>
    /// <param name="shopGap">The shop's typical gap.</param>
    public static double TypicalGap(int gaps, int spanDays, double shopGap) => (spanDays + (PriorGaps * shopGap)) / (gaps + PriorGaps);

    /// <summary>Whether a silence is longer than the rhythm allows.</summary>
    /// <param name="silentDays">Days since the last order.</param>
    /// <param name="gaps">Number of gaps between order days.</param>
    /// <param name="spanDays">Days from the first to the last order day.</param>
    /// <param name="shopGap">The shop's typical gap.</param>
    public static bool IsTooSilent(int silentDays, int gaps, int spanDays, double shopGap) =>
        gaps > 0 && silentDays > LateAfter(gaps, spanDays, shopGap);

    /// <summary>Revenue at risk on some days; the shop's typical gap is that of the last day throughout, so that the points compare.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="population">Whom to look at, one flag a customer.</param>
    /// <param name="days">Day numbers, ascending.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static RiskPoint[] At(Snapshot snapshot, Bitmap population, int[] days, CancellationToken cancellationToken)
    {
        var points = Array.ConvertAll(days, day => new RiskPoint(day, 0, 0, 0));
        if (days.Length == 0 || ShopGap(snapshot, days[^1]) is not { } shopGap)
            return points;
        if (days.Length >= byte.MaxValue)
            return At(snapshot.Orders, population, points, shopGap, null, cancellationToken);

        // Documents are read again only of those who are late on one of the days, and of nobody when all of them are looked at.
        var known = snapshot.MemoOfData((nameof(SilenceRisk), string.Join(',', days)), () =>
        {
            var rhythms = new Rhythms(new byte[snapshot.Customers.Count], new Bitmap(snapshot.Customers.Count));
            Array.Fill(rhythms.Since, (byte)days.Length);
            return rhythms with { All = At(snapshot.Orders, Bitmap.All(snapshot.Customers.Count), [.. points], shopGap, rhythms, CancellationToken.None) };
        });
        var late = known.Late & population;
        var risks = late.Count() == known.Late.Count() ? known.All : At(snapshot.Orders, late, points, shopGap, null, cancellationToken);
        var since = new int[days.Length + 1];
        foreach (var customer in population)
            since[known.Since[customer]]++;
        var withRhythm = 0;
        for (var i = 0; i < points.Length; i++)
        {
            withRhythm += since[i];
            points[i] = risks[i] with { CustomersWithRhythm = withRhythm };
        }

        return points;
    }

    private static RiskPoint[] At(OrderColumns orders, Bitmap population, RiskPoint[] points, double shopGap, Rhythms? noted, CancellationToken cancellationToken)
    {
        var days = Array.ConvertAll(points, point => point.Day);
        var sums = (RiskPoint[])points.Clone();
        foreach (var part in Partitions.Compute(population.Length, (from, to) => At(orders, population.Between(from, to), days, shopGap, noted), cancellationToken))
        {
            for (var i = 0; i < sums.Length; i++)
                sums[i] = sums[i].With(part[i]);
        }

        return sums;
    }

    private static RiskPoint[] At(OrderColumns orders, Bitmap.Rows customers, int[] days, double shopGap, Rhythms? noted)
    {
        var (rhythms, late, revenueAtRisk) = (new int[days.Length], new int[days.Length], new long[days.Length]);
        var begins = orders.FirstOfCustomer.Span;
        var dayOf = orders.Day.Span;
        var kinds = orders.Kind.Span;
        var amounts = orders.AmountE4.Span;
        var floor = days[0] - RevenueDays;
        foreach (var customer in customers)
        {
            var (next, end) = (begins[customer], begins[customer + 1]);
            if (end - next < 2)
                continue;
            // Documents too old for the revenue of the first day matter for the rhythm only.
            var (oldest, first, last, gaps, patience, revenue, firstWithGaps) = (next, -1, -1, 0, 0.0, 0L, 0);
            for (var i = 0; i < days.Length; i++)
            {
                var gapsBefore = gaps;
                for (; next < end && dayOf[next] <= days[i]; next++)
                {
                    var day = dayOf[next];
                    if (day > floor)
                        revenue += amounts[next];
                    else
                        oldest = next + 1;
                    if (kinds[next] != DocumentKind.Order || day == last)
                        continue;
                    if (last < 0)
                        first = day;
                    else
                        gaps++;
                    last = day;
                }

                for (; oldest < next && dayOf[oldest] <= days[i] - RevenueDays; oldest++)
                    revenue -= amounts[oldest];
                if (gaps == 0)
                {
                    firstWithGaps = i + 1;
                    continue;
                }

                if (gaps != gapsBefore)
                    patience = LateAfter(gaps, last - first, shopGap);
                rhythms[i]++;
                if (revenue <= 0 || days[i] - last <= patience)
                    continue;
                late[i]++;
                revenueAtRisk[i] += revenue;
                noted?.Late.Add(customer);
            }

            if (noted is not null && gaps > 0)
                noted.Since[customer] = (byte)firstWithGaps;
        }

        return [.. days.Select((day, i) => new RiskPoint(day, rhythms[i], late[i], revenueAtRisk[i]))];
    }

    private static double LateAfter(int gaps, int spanDays, double shopGap) => Patience * TypicalGap(gaps, spanDays, shopGap);

    private static ShopRhythm Gap(Snapshot snapshot, int asOfDay)
    {
        var parts = Partitions.Compute(snapshot.Customers.Count, (from, to) => MeanGaps(snapshot.Orders, from, to, asOfDay), CancellationToken.None);
        var count = parts.Sum(p => p.Length);
        return new ShopRhythm(count == 0 ? null : (Ranked(parts, (count - 1) / 2) + Ranked(parts, count / 2)) / 2);
    }

    private static Growing<double> MeanGaps(OrderColumns orders, int from, int to, int asOfDay)
    {
        var means = new Growing<double>();
        var begins = orders.FirstOfCustomer.Span;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        for (var customer = from; customer < to; customer++)
        {
            var (first, last, gaps) = (-1, -1, 0);
            var end = begins[customer + 1];
            for (var order = begins[customer]; order < end && days[order] <= asOfDay; order++)
            {
                var day = days[order];
                if (kinds[order] != DocumentKind.Order || day == last)
                    continue;
                if (last < 0)
                    first = day;
                else
                    gaps++;
                last = day;
            }

            if (gaps > 0)
                means.Add((double)(last - first) / gaps);
        }

        return means;
    }

    // The mean gap of a rank: the whole days of it by counting, and only those of as many whole days are sorted.
    private static double Ranked(Growing<double>[] parts, int rank)
    {
        var longest = parts.Where(p => p.Length > 0).Max(p => TensorPrimitives.Max<double>(p.Span));
        var counts = new int[(int)longest + 1];
        foreach (var part in parts)
        {
            foreach (var mean in part.Span)
                counts[(int)mean]++;
        }

        var days = 0;
        while (rank >= counts[days])
            rank -= counts[days++];
        var near = new List<double>(counts[days]);
        foreach (var part in parts)
        {
            foreach (var mean in part.Span)
            {
                if ((int)mean == days)
                    near.Add(mean);
            }
        }

        near.Sort();
        return near[rank];
    }

    // The first of some days on which each customer has a rhythm, and who is late with revenue at risk on any of them; with what everybody comes to.
    private sealed record Rhythms(byte[] Since, Bitmap Late)
    {
        public RiskPoint[] All { get; init; } = [];
    }

    private sealed record ShopRhythm(double? Days);
}

/// <summary>Revenue at risk on a day.</summary>
/// <param name="Day">Day number.</param>
/// <param name="CustomersWithRhythm">Customers with orders on at least two days until then.</param>
/// <param name="Customers">Those of them at risk.</param>
/// <param name="RevenueE4">Their revenue of the last 365 days, in ten-thousandths.</param>
public readonly record struct RiskPoint(int Day, int CustomersWithRhythm, int Customers, long RevenueE4)
{
    /// <summary>The same day with the customers of another point as well.</summary>
    internal RiskPoint With(RiskPoint others) =>
        new(Day, CustomersWithRhythm + others.CustomersWithRhythm, Customers + others.Customers, RevenueE4 + others.RevenueE4);
}
