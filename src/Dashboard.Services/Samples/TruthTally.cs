using Dashboard.Services.Imports;

namespace Dashboard.Services.Samples;

/// <summary>Counts what is made; tallies of parts add up to the tally of the whole in any order, for they are whole numbers.</summary>
internal sealed class TruthTally(int campaigns)
{
    private readonly CampaignTally[] byCampaign = new CampaignTally[campaigns];
    private SampleTotals totals = new() { FirstOrderSeconds = long.MaxValue, LastOrderSeconds = long.MinValue };

    public ref CampaignTally Campaign(int index) => ref byCampaign[index];

    public void Customer(int orders, int contacts) => totals = totals with
    {
        Customers = totals.Customers + 1,
        Buyers = totals.Buyers + (orders > 0 ? 1 : 0),
        OneTimeBuyers = totals.OneTimeBuyers + (orders == 1 ? 1 : 0),
        Contacts = totals.Contacts + contacts,
    };

    /// <summary>Counts the lines of one document.</summary>
    public void Document(ReadOnlySpan<OrderLineRow> lines)
    {
        var amount = 0L;
        foreach (var line in lines)
            amount += line.AmountE4;
        var (kind, at, anonymous) = (lines[0].Kind, lines[0].AtSeconds, lines[0].CustomerKey is null);
        totals = totals with
        {
            Orders = totals.Orders + (kind == LineKind.Sale ? 1 : 0),
            Returns = totals.Returns + (kind == LineKind.Return ? 1 : 0),
            Adjustments = totals.Adjustments + (kind == LineKind.Adjustment ? 1 : 0),
            Lines = totals.Lines + lines.Length,
            RevenueE4 = totals.RevenueE4 + amount,
            AnonymousLines = totals.AnonymousLines + (anonymous ? lines.Length : 0),
            AnonymousRevenueE4 = totals.AnonymousRevenueE4 + (anonymous ? amount : 0),
            FirstOrderSeconds = kind == LineKind.Sale ? Math.Min(totals.FirstOrderSeconds, at) : totals.FirstOrderSeconds,
            LastOrderSeconds = kind == LineKind.Sale ? Math.Max(totals.LastOrderSeconds, at) : totals.LastOrderSeconds,
        };
    }

    public void Add(TruthTally other)
    {
        var more = other.totals;
        totals = new SampleTotals
        {
            Customers = totals.Customers + more.Customers,
            Buyers = totals.Buyers + more.Buyers,
            OneTimeBuyers = totals.OneTimeBuyers + more.OneTimeBuyers,
            Contacts = totals.Contacts + more.Contacts,
            Orders = totals.Orders + more.Orders,
            Returns = totals.Returns + more.Returns,
            Adjustments = totals.Adjustments + more.Adjustments,
            Lines = totals.Lines + more.Lines,
            AnonymousLines = totals.AnonymousLines + more.AnonymousLines,
            RevenueE4 = totals.RevenueE4 + more.RevenueE4,
            AnonymousRevenueE4 = totals.AnonymousRevenueE4 + more.AnonymousRevenueE4,
            FirstOrderSeconds = Math.Min(totals.FirstOrderSeconds, more.FirstOrderSeconds),
            LastOrderSeconds = Math.Max(totals.LastOrderSeconds, more.LastOrderSeconds),
        };
        for (var c = 0; c < byCampaign.Length; c++)
            byCampaign[c].Add(other.byCampaign[c]);
    }

    public SampleTruth Truth(SampleWorld world, IReadOnlyList<TruthCustomer> customers) => new()
    {
        Options = world.Options,
        FirstDay = world.Calendar.First,
        Totals = totals with { Products = world.Catalogue.Rows().Count(), Campaigns = byCampaign.Length },
        Personas =
        [
            .. Persona.All.Select(p => new TruthPersona(
                p.Name, p.Share, p.RateShape, p.OrdersPerYear, p.DropoutA, p.DropoutB, p.Response,
                world.Catalogue.Categories.Zip(p.Affinity).ToDictionary(a => a.First.Name, a => a.Second, StringComparer.Ordinal))),
        ],
        Acquisitions = [.. Acquisition.All.Select(a => new TruthAcquisition(a.Name, a.ShareBefore, a.ShareAfter, a.RateFactor, a.DropoutFactor))],
        Categories = [.. world.Catalogue.Categories.Select(c => new TruthCategory(c.Name, c.Code, c.Elasticity, c.ReturnRate, c.PeakDayOfYear))],
        Campaigns = [.. world.Campaigns.Select((c, i) => byCampaign[i].Truth(c, world.Calendar))],
        Anomalies = world.Events.Anomalies(world),
        ChangePoints = world.Events.ChangePoints(world.Calendar),
        Customers = customers,
    };
}

/// <summary>What a campaign really did.</summary>
internal struct CampaignTally
{
    public long Treated;
    public long Control;
    public long ExtraOrders;
    public long LostOrders;
    public long IncrementalConversions;
    public long IncrementalRevenueE4;

    public void Add(CampaignTally other)
    {
        Treated += other.Treated;
        Control += other.Control;
        ExtraOrders += other.ExtraOrders;
        LostOrders += other.LostOrders;
        IncrementalConversions += other.IncrementalConversions;
        IncrementalRevenueE4 += other.IncrementalRevenueE4;
    }

    public readonly TruthCampaign Truth(Campaign campaign, Calendar calendar) => new()
    {
        Key = campaign.Key,
        Name = campaign.Name,
        StartDay = calendar.DateOf(campaign.StartDay),
        Lift = campaign.Lift,
        Loss = campaign.Loss,
        Treated = Treated,
        Control = Control,
        ExtraOrders = ExtraOrders,
        LostOrders = LostOrders,
        IncrementalConversions = IncrementalConversions,
        IncrementalRevenueE4 = IncrementalRevenueE4,
    };
}
