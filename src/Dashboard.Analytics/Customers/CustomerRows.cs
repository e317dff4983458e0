using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>Makes the row of any customer from the columns.</summary>
internal sealed class CustomerRows
{
    private readonly Snapshot snapshot;
    private readonly CustomerTotals totals;
    private readonly CustomerActivity activity;
    private readonly Column<sbyte>[] consents;
    private readonly TextColumn[] attributes;

    private CustomerRows(Snapshot snapshot, CustomerTotals totals, CustomerActivity activity)
    {
        this.snapshot = snapshot;
        this.totals = totals;
        this.activity = activity;
        ConsentChannels = [.. snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal)];
        AttributeNames = [.. snapshot.Customers.Attributes.Keys.Order(StringComparer.Ordinal)];
        consents = Array.ConvertAll(ConsentChannels, c => snapshot.Customers.Consent[c]);
        attributes = Array.ConvertAll(AttributeNames, a => snapshot.Customers.Attributes[a]);
    }

    /// <summary>Channels of the rows' consents.</summary>
    public string[] ConsentChannels { get; }

    /// <summary>Names of the rows' attributes.</summary>
    public string[] AttributeNames { get; }

    public static CustomerRows Of(Snapshot snapshot, CustomerTotals totals, CustomerActivity activity) => new(snapshot, totals, activity);

    /// <summary>The row of a customer by index.</summary>
    public CustomerListRow Row(int customer)
    {
        var columns = snapshot.Customers;
        var rfm = totals.Rfm;
        var age = AgeBands.AgeAt(columns.BirthDay[customer], rfm.AsOfDay);
        var silent = rfm.DaysSinceLastOrder[customer];
        var names = snapshot.Settings.Rfm.Names;
        var group = rfm.Groups[customer] == RfmGroups.NotYet ? (RfmGroup?)null : (RfmGroup)rfm.Groups[customer];
        var spell = RfmHistory.Of(snapshot, rfm, customer);
        return new CustomerListRow
        {
            Index = customer,
            Key = columns.Keys.Text(customer),
            Name = columns.Names[customer],
            Email = columns.Emails[customer],
            Phone = columns.Phones[customer],
            Country = columns.Country[customer],
            Region = columns.Region[customer],
            City = columns.City[customer],
            Postcode = columns.Postcodes[customer],
            Age = age < 0 ? null : age,
            Gender = columns.Gender[customer],
            Language = columns.Language[customer],
            Acquisition = columns.Acquisition[customer],
            SignUp = Day(columns.SignUpDay[customer]),
            FirstOrder = Day(totals.FirstOrder(customer)),
            LastOrder = silent < 0 ? null : DateOnly.FromDayNumber(rfm.AsOfDay - silent),
            DaysSinceLastOrder = silent < 0 ? null : silent,
            Orders = rfm.Orders[customer],
            Returns = totals.Returns(customer),
            RevenueE4 = rfm.MoneyE4[customer],
            RevenueInRangeE4 = activity.RevenueE4(customer),
            OrdersInRange = activity.Orders(customer),
            RecencyScore = rfm.Recency[customer],
            FrequencyScore = rfm.Frequency[customer],
            MoneyScore = rfm.Money[customer],
            ScoredOrders = rfm.WindowOrders[customer],
            ScoredRevenueE4 = rfm.WindowMoneyE4[customer],
            Segment = group,
            SegmentName = group is { } g ? names.Name(g) : null,
            SegmentSince = spell.Since,
            PreviousSegment = spell.Previous,
            PreviousSegmentName = spell.Previous is { } before ? names.Name(before) : null,
            Consents = Array.ConvertAll(consents, c => (ConsentState)c[customer]),
            Attributes = Array.ConvertAll(attributes, a => a[customer]),
        };
    }

    private static DateOnly? Day(int day) => day <= 0 ? null : DateOnly.FromDayNumber(day);
}
