using System.Runtime.InteropServices;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Campaigns;

/// <summary>A customer of a campaign while the contacts are read.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Person(int customer)
{
    public int Customer { get; } = customer;

    public ContactFlags Flags { get; set; }

    public ContactFlags Known { get; set; }

    public long RevenueE4 { get; set; }

    public long Minute { get; set; } = -1;

    public int Contacts { get; private set; }

    public short DaysToOrder { get; set; } = -1;

    public bool IsTreated { get; private set; }

    public bool HasOwnTime { get; private set; }

    public readonly bool IsControl => (Flags & ContactFlags.Control) != ContactFlags.None;

    /// <summary>Adds a contact: a step happened if it happened at least once, and the first contact has the time.</summary>
    public void Add(ContactColumns columns, int contact, long minute)
    {
        var known = columns.Known[contact];
        var flags = columns.Flags[contact] & (known | ContactFlags.Control);
        if ((known & ContactFlags.Revenue) != ContactFlags.None)
        {
            RevenueE4 += columns.RevenueE4[contact];
            if ((known & ContactFlags.Converted) == ContactFlags.None)
            {
                // A file with a revenue column and none for conversions: who spent has converted.
                known |= ContactFlags.Converted;
                flags |= columns.RevenueE4[contact] > 0 ? ContactFlags.Converted : ContactFlags.None;
            }
        }

        Flags |= flags;
        Known |= known;
        Contacts++;
        IsTreated |= (flags & ContactFlags.Control) == ContactFlags.None;
        HasOwnTime |= columns.Day[contact] > 0;
        if (minute >= 0 && (Minute < 0 || minute < Minute))
            Minute = minute;
    }
}

/// <summary>Reads what customers ordered within a number of days of a contact.</summary>
internal sealed class OutcomeReader(Snapshot snapshot, Selection selection, int days)
{
    private readonly long windowMinutes = days * 1440L;
    private readonly long lastMinute = (snapshot.LastDay.DayNumber * 1440L) + 1439;

    /// <summary>Whether the window of a contact ends after the last day of data.</summary>
    public bool ReachesBeyondData(long minute) => minute + windowMinutes > lastMinute;

    /// <summary>Notes the days to the first order and, where orders are the outcome, whether and for how much the customer bought.</summary>
    public void Read(ref Person person, bool isOutcome)
    {
        if (isOutcome)
        {
            person.Flags &= ~ContactFlags.Converted;
            person.Known &= ~(ContactFlags.Converted | ContactFlags.Revenue);
            person.RevenueE4 = 0;
        }

        if (person.Minute < 0)
            return;
        if (isOutcome)
            person.Known |= ContactFlags.Converted | ContactFlags.Revenue;
        var orders = snapshot.Orders;
        var end = orders.FirstOfCustomer[person.Customer + 1];
        for (var order = FirstSince(person.Customer, (int)(person.Minute / 1440)); order < end; order++)
        {
            var elapsed = (orders.Day[order] * 1440L) + orders.Minute[order] - person.Minute;
            if (elapsed > windowMinutes)
                break;
            if (elapsed < 0 || !selection.Orders[order])
                continue;
            if (isOutcome)
                person.RevenueE4 += selection.AmountE4[order];
            if (orders.Kind[order] != DocumentKind.Order || person.DaysToOrder >= 0)
                continue;
            person.DaysToOrder = (short)(elapsed / 1440);
            if (isOutcome)
                person.Flags |= ContactFlags.Converted;
        }
    }

    private int FirstSince(int customer, int day)
    {
        var (low, high) = (snapshot.Orders.FirstOfCustomer[customer], snapshot.Orders.FirstOfCustomer[customer + 1]);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (snapshot.Orders.Day[middle] < day)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
