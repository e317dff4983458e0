using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>
/// What became of campaigns' contacts, by customer. Customers held out as control have the response <see cref="ResponseStep.Control"/> and no other.
/// A contact counts on its day, else on the first day of its campaign; without either it counts only in the window "ever".
/// </summary>
internal static class ContactResponses
{
    /// <summary>The campaigns that a name means: the one with this key, else all with this name.</summary>
    public static IEnumerable<int> Campaigns(Snapshot snapshot, string name)
    {
        var campaigns = snapshot.Campaigns;
        var key = Array.IndexOf(campaigns.Keys, name);
        return key >= 0 ? [key] : Enumerable.Range(0, campaigns.Count).Where(c => string.Equals(campaigns.Names[c], name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The customers with a response to a campaign until a day.</summary>
    public static Bitmap Members(Snapshot snapshot, CampaignRule rule, int asOfDay)
    {
        var found = new Bitmap(snapshot.Customers.Count);
        var customers = snapshot.Contacts.Customer.Span;
        foreach (var campaign in Campaigns(snapshot, rule.Campaign))
        {
            for (var contact = snapshot.Campaigns.FirstContact[campaign]; contact < snapshot.Campaigns.FirstContact[campaign + 1]; contact++)
            {
                if (Has(snapshot.Contacts.Flags[contact], rule.Step) && DayOf(snapshot, contact) <= asOfDay)
                    found.Add(customers[contact]);
            }
        }

        return found;
    }

    /// <summary>The number of responses of each customer, computed once for a range of days.</summary>
    public static NumbersColumn Counts(Snapshot snapshot, Responses responses, int asOfDay)
    {
        var isEver = responses.Window is EverWindow;
        var range = responses.Window.Range(asOfDay);
        return snapshot.MemoOfData((nameof(ContactResponses), responses.Step, responses.Filters, range, isEver), () => NumbersColumn.Whole(Column<int>.Filled(
            snapshot.Customers.Count,
            counts =>
            {
                if (range is { } days)
                    Count(snapshot, responses, isEver ? new DateRange(DateOnly.MinValue, days.To) : days, counts, isEver);
            })));
    }

    /// <summary>Day number of a contact, else of its campaign's begin, else 0.</summary>
    public static int DayOf(Snapshot snapshot, int contact) =>
        snapshot.Contacts.Day[contact] is > 0 and var day ? day : snapshot.Campaigns.StartDay[snapshot.Contacts.Campaign[contact]];

    /// <summary>Whether the flags of a contact say that a response took place.</summary>
    public static bool Has(ContactFlags flags, ResponseStep step) => (flags & ContactFlags.Control) != ContactFlags.None
        ? step == ResponseStep.Control
        : step == ResponseStep.Received || (flags & FlagOf(step)) != ContactFlags.None;

    /// <summary>The flag of a response; none for having received.</summary>
    public static ContactFlags FlagOf(ResponseStep step) => step switch
    {
        ResponseStep.Delivered => ContactFlags.Delivered,
        ResponseStep.Opened => ContactFlags.Opened,
        ResponseStep.Clicked => ContactFlags.Clicked,
        ResponseStep.Converted => ContactFlags.Converted,
        ResponseStep.Control => ContactFlags.Control,
        _ => ContactFlags.None,
    };

    private static void Count(Snapshot snapshot, Responses responses, DateRange days, int[] counts, bool withoutDay)
    {
        var tests = responses.Filters.Select(f => (f.Field, Matcher: new TextMatcher(f.Test))).ToList();
        var customers = snapshot.Contacts.Customer.Span;
        var flags = snapshot.Contacts.Flags.Span;
        for (var campaign = 0; campaign < snapshot.Campaigns.Count; campaign++)
        {
            if (!tests.TrueForAll(t => Text(snapshot.Campaigns, campaign, t.Field) is { Length: > 0 } text ? t.Matcher.Matches(text) : t.Matcher.MatchesUnknown))
                continue;
            for (var contact = snapshot.Campaigns.FirstContact[campaign]; contact < snapshot.Campaigns.FirstContact[campaign + 1]; contact++)
            {
                if (Has(flags[contact], responses.Step) && DayOf(snapshot, contact) is var day && (day == 0 ? withoutDay : days.Contains(day)))
                    counts[customers[contact]]++;
            }
        }
    }

    internal static string? Text(CampaignColumns campaigns, int campaign, string field) => field switch
    {
        "channel" => campaigns.Channel[campaign],
        "campaign" => campaigns.Keys[campaign],
        "campaign_name" => campaigns.Names[campaign],
        "goal" => campaigns.Goal[campaign],
        _ => campaigns.Offer[campaign],
    };
}
