namespace Dashboard.Analytics.Snapshots;

/// <summary>Collects campaigns and their contacts, and sorts the contacts by campaign and customer.</summary>
internal sealed class ContactColumnsBuilder
{
    private readonly List<CampaignFacts> campaigns = [];
    private readonly Growing<ContactFacts> contacts = new();
    private int[]? order;
    private int[] first = [];

    public int Add(CampaignFacts campaign)
    {
        campaigns.Add(campaign);
        return campaigns.Count - 1;
    }

    public void Add(in ContactFacts contact) => contacts.Add(contact);

    public CampaignColumns Campaigns()
    {
        Sort();
        var (start, end) = (campaigns.Select(c => c.StartDay).ToArray(), campaigns.Select(c => c.EndDay).ToArray());
        foreach (ref readonly var contact in contacts.Span)
        {
            if (contact.Day <= 0)
                continue;
            if (campaigns[contact.Campaign].StartDay == 0 && (start[contact.Campaign] == 0 || contact.Day < start[contact.Campaign]))
                start[contact.Campaign] = contact.Day;
            if (campaigns[contact.Campaign].EndDay == 0)
                end[contact.Campaign] = Math.Max(end[contact.Campaign], contact.Day);
        }

        return new CampaignColumns
        {
            Keys = [.. campaigns.Select(c => c.Key)],
            Names = [.. campaigns.Select(c => c.Name ?? c.Key)],
            Channel = [.. campaigns.Select(c => c.Channel)],
            Goal = [.. campaigns.Select(c => c.Goal)],
            Offer = [.. campaigns.Select(c => c.Offer)],
            StartDay = start,
            EndDay = end,
            CostE4 = [.. campaigns.Select(c => c.CostE4)],
            FirstContact = first,
        };
    }

    public ContactColumns Contacts()
    {
        Sort();
        return new ContactColumns
        {
            Campaign = Gathered(static (in c) => c.Campaign),
            Customer = Gathered(static (in c) => c.Customer),
            Day = Gathered(static (in c) => c.Day),
            Minute = Gathered(static (in c) => c.Minute),
            Flags = Gathered(static (in c) => c.Flags),
            Known = Gathered(static (in c) => c.Known),
            RevenueE4 = NumberColumn.Of(Gathered(static (in c) => c.RevenueE4).Span),
        };
    }

    private void Sort()
    {
        if (order is not null)
            return;
        first = new int[campaigns.Count + 1];
        foreach (ref readonly var contact in contacts.Span)
            first[contact.Campaign + 1]++;
        for (var i = 1; i < first.Length; i++)
            first[i] += first[i - 1];
        order = new int[contacts.Length];
        var next = first.AsSpan(0, campaigns.Count).ToArray();
        for (var i = 0; i < order.Length; i++)
            order[next[contacts.Span[i].Campaign]++] = i;
        Parallel.For(0, campaigns.Count, campaign =>
        {
            var mine = order.AsSpan(first[campaign]..first[campaign + 1]);
            var keys = new long[mine.Length];
            for (var i = 0; i < keys.Length; i++)
                keys[i] = ((long)contacts.Span[mine[i]].Customer << 32) | (uint)mine[i];
            keys.AsSpan().Sort();
            for (var i = 0; i < keys.Length; i++)
                mine[i] = (int)keys[i];
        });
    }

    private Column<T> Gathered<T>(Field<T> field)
        where T : unmanaged => Column<T>.Filled(contacts.Length, values =>
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = field(in contacts.Span[order![i]]);
        });

    private delegate T Field<T>(in ContactFacts contact);
}
