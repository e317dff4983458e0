using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Demographics;

/// <summary>Sums over some of the customers, now and in the days compared with.</summary>
internal sealed class Figures
{
    private bool isCompared;

    public int Customers { get; private set; }

    public int CustomersBefore { get; private set; }

    public int Orders { get; private set; }

    public long RevenueE4 { get; private set; }

    public long RevenueBeforeE4 { get; private set; }

    public bool IsEmpty => Customers == 0 && CustomersBefore == 0 && Orders == 0 && RevenueE4 == 0 && RevenueBeforeE4 == 0;

    /// <summary>Sums over all members.</summary>
    public static Figures Of(CustomerMembers now, CustomerActivity activity, CustomerMembers? before, CustomerActivity? activityBefore)
    {
        var sums = new Figures { isCompared = before is not null, Customers = now.Count, CustomersBefore = before?.Count ?? 0 };
        foreach (var customer in now.Flags & activity.Active)
        {
            sums.Orders += activity.Orders(customer);
            sums.RevenueE4 += activity.RevenueE4(customer);
        }

        if (before is not null)
        {
            foreach (var customer in before.Flags & activityBefore!.Active)
                sums.RevenueBeforeE4 += activityBefore.RevenueE4(customer);
        }

        return sums;
    }

    /// <summary>Sums by code; the last is for unknown.</summary>
    public static Figures[] ByCode(DimensionColumn column, CustomerMembers now, CustomerActivity activity, CustomerMembers? before, CustomerActivity? activityBefore)
    {
        var unknown = column.Values.Length;
        var counts = CodeCounts.Of(column.Codes, unknown, now.Flags);
        var countsBefore = before is null ? null : CodeCounts.Of(column.Codes, unknown, before.Flags);
        var groups = new Figures[unknown + 1];
        for (var code = 0; code < groups.Length; code++)
            groups[code] = new Figures { isCompared = before is not null, Customers = counts[code], CustomersBefore = countsBefore?[code] ?? 0 };
        foreach (var customer in now.Flags & activity.Active)
        {
            var group = groups[column.Codes[customer] is var code and >= 0 ? code : unknown];
            group.Orders += activity.Orders(customer);
            group.RevenueE4 += activity.RevenueE4(customer);
        }

        if (before is not null)
        {
            foreach (var customer in before.Flags & activityBefore!.Active)
                groups[column.Codes[customer] is var code and >= 0 ? code : unknown].RevenueBeforeE4 += activityBefore.RevenueE4(customer);
        }

        return groups;
    }

    /// <summary>These sums as a row.</summary>
    public DemographicsRow Row(string value, string label, bool isUnknown, Figures total) => new(
        value,
        label,
        isUnknown,
        Customers,
        total.Customers == 0 ? 0 : (double)Customers / total.Customers,
        isCompared ? CustomersBefore : null,
        Orders,
        RevenueE4,
        total.RevenueE4 > 0 ? (double)RevenueE4 / total.RevenueE4 : null,
        isCompared ? RevenueBeforeE4 : null);
}
