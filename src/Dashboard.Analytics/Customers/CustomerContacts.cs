using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>One campaign that a customer was treated or held out in. Null means that the file does not say.</summary>
/// <param name="CampaignKey">Key of the campaign.</param>
/// <param name="CampaignName">Its name.</param>
/// <param name="Channel">Its channel, or null.</param>
/// <param name="Day">Day of the contact, or null.</param>
/// <param name="IsControl">Whether the customer was held out as control.</param>
/// <param name="Delivered">Whether the message arrived.</param>
/// <param name="Opened">Whether it was opened.</param>
/// <param name="Clicked">Whether the customer clicked, or visited.</param>
/// <param name="Converted">Whether the customer bought, as the file says.</param>
/// <param name="RevenueE4">Revenue of the outcome window as the file says, in ten-thousandths.</param>
public sealed record CustomerContact(
    string CampaignKey,
    string CampaignName,
    string? Channel,
    DateOnly? Day,
    bool IsControl,
    bool? Delivered,
    bool? Opened,
    bool? Clicked,
    bool? Converted,
    long? RevenueE4);

internal static class CustomerContacts
{
    /// <summary>The contacts of a customer until a day; those without a day are taken in.</summary>
    public static (IReadOnlyList<CustomerContact> Rows, int Later) Of(Snapshot snapshot, int customer, int asOfDay)
    {
        var (campaigns, contacts) = (snapshot.Campaigns, snapshot.Contacts);
        var rows = new List<CustomerContact>();
        var later = 0;
        for (var campaign = 0; campaign < campaigns.Count; campaign++)
        {
            var end = campaigns.FirstContact[campaign + 1];
            for (var contact = FirstOf(contacts.Customer, campaigns.FirstContact[campaign], end, customer); contact < end && contacts.Customer[contact] == customer; contact++)
            {
                if (contacts.Day[contact] > asOfDay)
                {
                    later++;
                    continue;
                }

                rows.Add(new CustomerContact(
                    campaigns.Keys[campaign],
                    campaigns.Names[campaign],
                    campaigns.Channel[campaign],
                    contacts.Day[contact] == 0 ? null : DateOnly.FromDayNumber(contacts.Day[contact]),
                    contacts.Flags[contact].HasFlag(ContactFlags.Control),
                    Fact(contact, ContactFlags.Delivered),
                    Fact(contact, ContactFlags.Opened),
                    Fact(contact, ContactFlags.Clicked),
                    Fact(contact, ContactFlags.Converted),
                    Fact(contact, ContactFlags.Revenue) == true ? contacts.RevenueE4[contact] : null));
            }
        }

        return ([.. rows.OrderByDescending(r => r.Day ?? DateOnly.MinValue).ThenBy(r => r.CampaignKey, StringComparer.Ordinal)], later);

        bool? Fact(int contact, ContactFlags flag) => (contacts.Known[contact] | contacts.Flags[contact]).HasFlag(flag) ? contacts.Flags[contact].HasFlag(flag) : null;
    }

    private static int FirstOf(Column<int> sorted, int low, int high, int value)
    {
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
