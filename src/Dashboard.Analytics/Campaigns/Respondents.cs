using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Campaigns;

/// <summary>
/// The customers of one campaign, one entry each however often they were contacted, with what each did afterwards. Held-out customers have the time at which
/// they would have been contacted; a customer without a time takes the start of the campaign.
/// </summary>
internal sealed class Respondents
{
    /// <summary>Campaign index.</summary>
    public required int Campaign { get; init; }

    /// <summary>Where <see cref="ContactFlags.Converted"/> and <see cref="RevenueE4"/> come from.</summary>
    public required OutcomeSource Source { get; init; }

    /// <summary>Whether orders exist in the days that follow the contacts, so that clicks can be matched with them.</summary>
    public required bool OrdersCover { get; init; }

    /// <summary>Customer indices, ascending.</summary>
    public required int[] Customer { get; init; }

    /// <summary>What happened: <see cref="ContactFlags.Control"/>, and the steps that are <see cref="Known"/> and happened at least once.</summary>
    public required ContactFlags[] Flags { get; init; }

    /// <summary>Which steps are known; converted and revenue are those of <see cref="Source"/>.</summary>
    public required ContactFlags[] Known { get; init; }

    /// <summary>Revenue of the outcome in ten-thousandths; 0 when unknown.</summary>
    public required long[] RevenueE4 { get; init; }

    /// <summary>Minutes since day 0 of the first contact, −1 when unknown.</summary>
    public required long[] Minute { get; init; }

    /// <summary>Number of contacts.</summary>
    public required int[] Contacts { get; init; }

    /// <summary>Full days from the contact to the first order within the outcome window, −1 without one.</summary>
    public required short[] DaysToOrder { get; init; }

    /// <summary>Treated customers of the campaign, whether the filter wants them or not.</summary>
    public required long TreatedInAll { get; init; }

    /// <summary>Customers left out because the file has them both as treated and as held out.</summary>
    public required long InBothArms { get; init; }

    /// <summary>Customers whose outcome window reaches beyond the last day of data; 0 for recorded outcomes.</summary>
    public required long OpenWindows { get; init; }

    /// <summary>Customers for whom the start of the campaign stands in for a time of their own.</summary>
    public required long WithoutTime { get; init; }

    /// <summary>Number of customers.</summary>
    public int Count => Customer.Length;

    public bool IsControl(int i) => (Flags[i] & ContactFlags.Control) != ContactFlags.None;

    public bool Knows(int i, ContactFlags step) => (Known[i] & step) == step;

    /// <summary>How many customers there are of each combination of what is known and what happened; there are far fewer combinations than customers.</summary>
    public IReadOnlyList<(ContactFlags Known, ContactFlags Flags, int Count)> Patterns()
    {
        const int Bits = 6;
        var counts = new int[1 << (2 * Bits)];
        for (var i = 0; i < Flags.Length; i++)
            counts[((int)Known[i] << Bits) | (int)Flags[i]]++;
        return [.. Enumerable.Range(0, counts.Length).Where(p => counts[p] > 0).Select(p => ((ContactFlags)(p >> Bits), (ContactFlags)(p & ((1 << Bits) - 1)), counts[p]))];
    }

    /// <summary>Reads the contacts of a campaign, and the orders that follow them.</summary>
    public static Respondents Of(Snapshot snapshot, int campaign, CampaignRules rules, Selection selection)
    {
        var (first, end) = (snapshot.Campaigns.FirstContact[campaign], snapshot.Campaigns.FirstContact[campaign + 1]);
        var (source, ordersCover) = SourceOf(snapshot, campaign, rules);
        var outcome = new OutcomeReader(snapshot, selection, rules.OutcomeDays);
        var parts = Partitions.Compute(
            end - first,
            (from, to) => new Part(snapshot, selection, outcome, source, ordersCover, FirstOfSameCustomer(first + from), FirstOfSameCustomer(first + to)),
            CancellationToken.None);
        var count = parts.Sum(p => p.People.Count);
        var people = new Respondents
        {
            Campaign = campaign,
            Source = source,
            OrdersCover = ordersCover,
            Customer = new int[count],
            Flags = new ContactFlags[count],
            Known = new ContactFlags[count],
            RevenueE4 = new long[count],
            Minute = new long[count],
            Contacts = new int[count],
            DaysToOrder = new short[count],
            TreatedInAll = parts.Sum(p => p.TreatedInAll),
            InBothArms = parts.Sum(p => p.InBothArms),
            OpenWindows = parts.Sum(p => p.OpenWindows),
            WithoutTime = parts.Sum(p => p.WithoutTime),
        };
        var next = 0;
        foreach (var part in parts)
        {
            foreach (ref readonly var person in CollectionsMarshal.AsSpan(part.People))
                people.Set(next++, person);
        }

        return people;

        // A customer's contacts belong to one part.
        int FirstOfSameCustomer(int contact)
        {
            while (contact > first && contact < end && snapshot.Contacts.Customer[contact] == snapshot.Contacts.Customer[contact - 1])
                contact--;
            return contact;
        }
    }

    private void Set(int i, in Person person)
    {
        Customer[i] = person.Customer;
        Flags[i] = person.Flags & (person.Known | ContactFlags.Control);
        Known[i] = person.Known;
        RevenueE4[i] = (person.Known & ContactFlags.Revenue) == ContactFlags.None ? 0 : person.RevenueE4;
        Minute[i] = person.Minute;
        Contacts[i] = person.Contacts;
        DaysToOrder[i] = person.DaysToOrder;
    }

    private static (OutcomeSource Source, bool OrdersCover) SourceOf(Snapshot snapshot, int campaign, CampaignRules rules)
    {
        const ContactFlags Outcome = ContactFlags.Converted | ContactFlags.Revenue;
        var contacts = snapshot.Contacts;
        var (treatedKnown, controlKnown, hasControl) = (false, false, false);
        var (firstMinute, lastMinute) = (long.MaxValue, -1L);
        for (var contact = snapshot.Campaigns.FirstContact[campaign]; contact < snapshot.Campaigns.FirstContact[campaign + 1]; contact++)
        {
            var isControl = (contacts.Flags[contact] & ContactFlags.Control) != ContactFlags.None;
            var isKnown = (contacts.Known[contact] & Outcome) != ContactFlags.None;
            hasControl |= isControl;
            controlKnown |= isControl && isKnown;
            treatedKnown |= !isControl && isKnown;
            var minute = ClickCredits.MinuteOf(snapshot, contact);
            if (minute < 0)
                continue;
            firstMinute = Math.Min(firstMinute, minute);
            lastMinute = Math.Max(lastMinute, minute);
        }

        var reach = Math.Max(rules.OutcomeDays, rules.AttributionDays);
        var cover = snapshot.Orders.Count > 0 && lastMinute >= 0
            && firstMinute / 1440 <= snapshot.LastDay.DayNumber && (lastMinute / 1440) + reach >= snapshot.FirstDay.DayNumber;
        var recorded = treatedKnown || controlKnown;
        var source = rules.Outcome switch
        {
            OutcomeChoice.Recorded => recorded ? OutcomeSource.Recorded : OutcomeSource.NotKnown,
            OutcomeChoice.Orders => cover ? OutcomeSource.Orders : OutcomeSource.NotKnown,
            _ when treatedKnown && (controlKnown || !hasControl) => OutcomeSource.Recorded,
            _ when cover => OutcomeSource.Orders,
            _ => recorded ? OutcomeSource.Recorded : OutcomeSource.NotKnown,
        };
        return (source, cover);
    }

    /// <summary>The customers of some of the contacts.</summary>
    private sealed class Part
    {
        public Part(Snapshot snapshot, Selection selection, OutcomeReader outcome, OutcomeSource source, bool ordersCover, int from, int to)
        {
            var contacts = snapshot.Contacts;
            People = new List<Person>(to - from);
            for (var contact = from; contact < to;)
            {
                var person = new Person(contacts.Customer[contact]);
                do
                    person.Add(contacts, contact, ClickCredits.MinuteOf(snapshot, contact));
                while (++contact < to && contacts.Customer[contact] == person.Customer);
                if (person is { IsTreated: true, IsControl: false })
                    TreatedInAll++;
                if (!selection.Customers[person.Customer])
                    continue;
                if (person.IsTreated && person.IsControl)
                {
                    InBothArms++;
                    continue;
                }

                if (ordersCover)
                    outcome.Read(ref person, source == OutcomeSource.Orders);
                else if (source != OutcomeSource.Recorded)
                    person.Known &= ~(ContactFlags.Converted | ContactFlags.Revenue);
                if (source == OutcomeSource.Orders && person.Minute >= 0 && outcome.ReachesBeyondData(person.Minute))
                    OpenWindows++;
                if (!person.HasOwnTime)
                    WithoutTime++;
                People.Add(person);
            }
        }

        public List<Person> People { get; }

        public long TreatedInAll { get; }

        public long InBothArms { get; }

        public long OpenWindows { get; }

        public long WithoutTime { get; }
    }
}
