using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Analytics.Demographics;

/// <summary>Sums over some of the customers, now and in the days compared with.</summary>
internal sealed class Figures
{
    public int Customers { get; private init; }

    public int CustomersBefore { get; private init; }

    public int Orders { get; private init; }

    public long RevenueE4 { get; private init; }

    public long RevenueBeforeE4 { get; private init; }

    private bool IsCompared { get; init; }

    public bool IsEmpty => Customers == 0 && CustomersBefore == 0 && Orders == 0 && RevenueE4 == 0 && RevenueBeforeE4 == 0;

    /// <summary>Sums by code; the last is for unknown.</summary>
    public static Figures[] ByCode(DimensionColumn column, CustomerMembers now, CustomerActivity activity, CustomerMembers? before, CustomerActivity? activityBefore)
    {
        var (codes, values) = (column.Codes, column.Values.Length);
        var customers = CodeCounts.Of(codes, values, now.Flags);
        var (orders, revenue) = activity.ByCode(now.Flags, codes, values);
        var customersBefore = before is null ? null : CodeCounts.Of(codes, values, before.Flags);
        var revenueBefore = before is null ? null : activityBefore!.ByCode(before.Flags, codes, values).RevenueE4;
        var groups = new Figures[values + 1];
        for (var code = 0; code < groups.Length; code++)
        {
            groups[code] = new Figures
            {
                IsCompared = before is not null,
                Customers = customers[code],
                CustomersBefore = customersBefore?[code] ?? 0,
                Orders = orders[code],
                RevenueE4 = revenue[code],
                RevenueBeforeE4 = revenueBefore?[code] ?? 0,
            };
        }

        return groups;
    }

    /// <summary>Sums over all groups, of which every customer is in one.</summary>
    public static Figures Of(Figures[] groups) => new()
    {
        IsCompared = groups[0].IsCompared,
        Customers = groups.Sum(g => g.Customers),
        CustomersBefore = groups.Sum(g => g.CustomersBefore),
        Orders = groups.Sum(g => g.Orders),
        RevenueE4 = groups.Sum(g => g.RevenueE4),
        RevenueBeforeE4 = groups.Sum(g => g.RevenueBeforeE4),
    };

    /// <summary>These sums as a row.</summary>
    public DemographicsRow Row(string? value, string label, bool isUnknown, Figures total) => new(
        value,
        label,
        isUnknown,
        Customers,
        total.Customers == 0 ? 0 : (double)Customers / total.Customers,
        IsCompared ? CustomersBefore : null,
        Orders,
        RevenueE4,
        total.RevenueE4 > 0 ? (double)RevenueE4 / total.RevenueE4 : null,
        IsCompared ? RevenueBeforeE4 : null);
}
