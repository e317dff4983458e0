using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Campaigns;

/// <summary>
/// Which campaign's click earned each order: the latest click of a treated contact, of any campaign, at most a window of days before the order.
/// Opens and held-out contacts earn nothing. A click has no time of its own, so the time of its contact (else the start of its campaign) stands for it;
/// of clicks at the same minute the one of the campaign listed later wins.
/// </summary>
/// <remarks>Last-touch attribution; see docs/methods/campaigns.md.</remarks>
public sealed class ClickCredits
{
    private readonly int[] firstOfCampaign;
    private readonly int[] credited;

    private ClickCredits(int[] firstOfCampaign, int[] credited)
    {
        this.firstOfCampaign = firstOfCampaign;
        this.credited = credited;
    }

    /// <summary>Documents (of kind order) that a campaign's clicks earned, ascending.</summary>
    /// <param name="campaign">Campaign index.</param>
    public ReadOnlySpan<int> OrdersOf(int campaign) => credited.AsSpan(firstOfCampaign[campaign]..firstOfCampaign[campaign + 1]);

    /// <summary>The credits of a snapshot, computed once for each window.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="windowDays">Days of 24 hours between click and order, the end included; at least 1.</param>
    public static ClickCredits Of(Snapshot snapshot, int windowDays) =>
        snapshot.MemoOfData((nameof(ClickCredits), windowDays), () => Compute(snapshot, windowDays));

    /// <summary>Minutes since day 0 of a contact: its own time, else the start of its campaign; −1 when neither is known.</summary>
    internal static long MinuteOf(Snapshot snapshot, int contact)
    {
        var contacts = snapshot.Contacts;
        if (contacts.Day[contact] > 0)
            return (contacts.Day[contact] * 1440L) + contacts.Minute[contact];
        var start = snapshot.Campaigns.StartDay[contacts.Campaign[contact]];
        return start > 0 ? start * 1440L : -1;
    }

    private static ClickCredits Compute(Snapshot snapshot, int windowDays)
    {
        var (firstOfCustomer, clicks) = ClicksByCustomer(snapshot);
        var parts = Partitions.Compute(
            snapshot.Customers.Count, (from, to) => Credits(snapshot, firstOfCustomer, clicks, windowDays * 1440L, from, to), CancellationToken.None);
        var first = new int[snapshot.Campaigns.Count + 1];
        foreach (var part in parts)
        {
            foreach (var (_, campaign) in part.Span)
                first[campaign + 1]++;
        }

        for (var campaign = 1; campaign < first.Length; campaign++)
            first[campaign] += first[campaign - 1];
        var next = first[..^1];
        var orders = new int[first[^1]];
        foreach (var part in parts)
        {
            foreach (var (order, campaign) in part.Span)
                orders[next[campaign]++] = order;
        }

        return new ClickCredits(first, orders);
    }

    // The orders that clicks earned, ascending, and whose clicks.
    private static Growing<(int Order, int Campaign)> Credits(Snapshot snapshot, int[] firstOfCustomer, Click[] clicks, long windowMinutes, int from, int to)
    {
        var credits = new Growing<(int, int)>();
        var orders = snapshot.Orders;
        for (var customer = from; customer < to; customer++)
        {
            var mine = clicks.AsSpan(firstOfCustomer[customer]..firstOfCustomer[customer + 1]);
            if (mine.IsEmpty)
                continue;
            mine.Sort();
            var latest = -1;
            for (var order = orders.FirstOfCustomer[customer]; order < orders.FirstOfCustomer[customer + 1]; order++)
            {
                var minute = (orders.Day[order] * 1440L) + orders.Minute[order];
                while (latest + 1 < mine.Length && mine[latest + 1].Minute <= minute)
                    latest++;
                if (latest >= 0 && orders.Kind[order] == DocumentKind.Order && minute - mine[latest].Minute <= windowMinutes)
                    credits.Add((order, mine[latest].Campaign));
            }
        }

        return credits;
    }

    private static (int[] First, Click[] Clicks) ClicksByCustomer(Snapshot snapshot)
    {
        var contacts = snapshot.Contacts;
        var parts = Partitions.Compute(
            contacts.Count,
            (from, to) =>
            {
                var found = new Growing<int>();
                var flags = contacts.Flags.Span;
                var known = contacts.Known.Span;
                for (var contact = from; contact < to; contact++)
                {
                    if ((flags[contact] & known[contact] & ContactFlags.Clicked) != ContactFlags.None
                        && (flags[contact] & ContactFlags.Control) == ContactFlags.None
                        && MinuteOf(snapshot, contact) >= 0)
                        found.Add(contact);
                }

                return found;
            },
            CancellationToken.None);
        var first = new int[snapshot.Customers.Count + 1];
        foreach (var part in parts)
        {
            foreach (var contact in part.Span)
                first[contacts.Customer[contact] + 1]++;
        }

        for (var customer = 1; customer < first.Length; customer++)
            first[customer] += first[customer - 1];
        var next = first[..^1];
        var clicks = new Click[first[^1]];
        foreach (var part in parts)
        {
            foreach (var contact in part.Span)
                clicks[next[contacts.Customer[contact]]++] = new Click(MinuteOf(snapshot, contact), contacts.Campaign[contact]);
        }

        return (first, clicks);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Click(long Minute, int Campaign) : IComparable<Click>
    {
        public int CompareTo(Click other) => Minute != other.Minute ? Minute.CompareTo(other.Minute) : Campaign.CompareTo(other.Campaign);
    }
}
