using Dashboard.Analytics.Customers;
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
    public static Figures Of(CustomerMembers now, CustomerActivity activity, CustomerMembers? before, CustomerActivity? activityBefore) =>
        Sum([new Figures()], _ => 0, now, activity, before, activityBefore)[0];

    /// <summary>Sums by code; the last is for unknown.</summary>
    public static Figures[] ByCode(DimensionColumn column, CustomerMembers now, CustomerActivity activity, CustomerMembers? before, CustomerActivity? activityBefore)
    {
        var unknown = column.Values.Length;
        var groups = new Figures[unknown + 1];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = new Figures();
        return Sum(groups, c => column.Codes[c] < 0 ? unknown : column.Codes[c], now, activity, before, activityBefore);
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

    private static Figures[] Sum(Figures[] groups, Func<int, int> groupOf, CustomerMembers now, CustomerActivity activity, CustomerMembers? before, CustomerActivity? activityBefore)
    {
        foreach (var group in groups)
            group.isCompared = before is not null;
        for (var customer = 0; customer < now.Flags.Length; customer++)
        {
            var group = groups[groupOf(customer)];
            if (now.Flags[customer])
            {
                group.Customers++;
                group.Orders += activity.Orders[customer];
                group.RevenueE4 += activity.RevenueE4[customer];
            }

            if (before is not null && before.Flags[customer])
            {
                group.CustomersBefore++;
                group.RevenueBeforeE4 += activityBefore!.RevenueE4[customer];
            }
        }

        return groups;
    }
}
