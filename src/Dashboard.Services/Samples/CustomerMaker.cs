using Dashboard.Services.Imports;

namespace Dashboard.Services.Samples;

/// <summary>A row on the way out, before it has a number.</summary>
internal readonly record struct SamplePart(CustomerRow? Customer, IReadOnlyList<ContactRow> Contacts, OrderLineRow? Line);

/// <summary>Makes customers one after another: history, filled orders, returns, contacts with outcomes, and the tally of it all. One a thread.</summary>
internal sealed class CustomerMaker(SampleWorld world)
{
    private const double OfferUse = 0.8;
    private readonly CustomerHistory history = new(world);
    private readonly Baskets baskets = new(world);
    private readonly List<FilledOrder> filled = [];
    private readonly List<OrderLineRow> lines = [];

    /// <summary>Appends a customer's rows: the customer with the contacts first, then the documents by order.</summary>
    public TruthCustomer Make(int customer, List<SamplePart> parts, TruthTally tally)
    {
        history.Fill(customer);
        var random = new RandomStream(world.Options.Seed, StreamPurpose.Baskets, customer);
        var country = People.CountryOf(world, customer);
        var key = People.Key(customer);
        var traits = history.Traits;
        var buyer = new Buyer(key, Dirt.HasNoCountry(customer) ? null : country.Name, country.HasStores, traits.Persona, traits.ExtraLines, traits.Tier, traits.Acquisition.Channels);
        FillOrders(buyer, key, tally, ref random);
        CountLost(buyer, tally, ref random);
        var signUpSecond = filled.Count > 0 && filled[0].Plan.Day == traits.SignUpDay ? Math.Max(0, filled[0].SecondOfDay - 60 - random.Below(900)) : (8 * 3600) + random.Below(14 * 3600);
        var contacts = Contacts(key, tally);
        parts.Add(new SamplePart(People.Row(world, customer, history, signUpSecond), contacts, null));
        foreach (var line in lines)
            parts.Add(new SamplePart(null, [], line));
        tally.Customer(filled.Count, contacts.Length);
        return new TruthCustomer(
            key, Persona.All[traits.Persona].Name, traits.RatePerDay * 365, traits.Dropout, history.DeathDay is { } death ? world.Calendar.DateOf(death) : null,
            traits.Engagement, traits.Tier, filled.Count, filled.Count(o => o.Plan.Campaign >= 0));
    }

    private void FillOrders(Buyer buyer, string key, TruthTally tally, ref RandomStream random)
    {
        filled.Clear();
        lines.Clear();
        for (var i = 0; i < history.Orders.Count; i++)
        {
            var plan = history.Orders[i];
            var order = baskets.Fill(buyer, plan, Baskets.Number(key, i + 1), OfferOf(plan, tally, ref random, out var freeRider), ref random);
            filled.Add(order);
            Keep(baskets.Lines, tally);
            if (freeRider >= 0)
                tally.Campaign(freeRider).IncrementalRevenueE4 -= order.DiscountE4;
            if (plan.Campaign >= 0)
            {
                tally.Campaign(plan.Campaign).ExtraOrders++;
                tally.Campaign(plan.Campaign).IncrementalRevenueE4 += order.AmountE4;
            }

            var back = baskets.Return(order, ref random);
            if (back.Count > 0)
                Keep(back, tally);
        }
    }

    /// <summary>The discount of an offer that is used: by those whom the campaign brought, and by those who clicked and would have come anyway.</summary>
    private int OfferOf(PlannedOrder plan, TruthTally tally, ref RandomStream random, out int freeRider)
    {
        freeRider = -1;
        if (plan.Campaign >= 0)
            return world.Campaigns[plan.Campaign].DiscountPermille;
        foreach (var contact in history.Contacts)
        {
            var campaign = world.Campaigns[contact.Campaign];
            if (!contact.Clicked || campaign.DiscountPermille == 0 || plan.Day <= contact.Day || plan.Day >= contact.Day + Campaign.OutcomeDays || !random.Chance(OfferUse))
                continue;
            freeRider = contact.Campaign;
            return campaign.DiscountPermille;
        }

        return 0;
    }

    private void CountLost(Buyer buyer, TruthTally tally, ref RandomStream random)
    {
        foreach (var (day, campaign) in history.Lost)
        {
            var order = baskets.Fill(buyer, new PlannedOrder(day), "", 0, ref random);
            tally.Campaign(campaign).LostOrders++;
            tally.Campaign(campaign).IncrementalRevenueE4 -= order.AmountE4;
        }
    }

    private void Keep(List<OrderLineRow> document, TruthTally tally)
    {
        lines.AddRange(document);
        tally.Document(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(document));
    }

    private ContactRow[] Contacts(string key, TruthTally tally)
    {
        if (history.Contacts.Count == 0)
            return [];
        var rows = new ContactRow[history.Contacts.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var contact = history.Contacts[i];
            var campaign = world.Campaigns[contact.Campaign];
            var at = world.Calendar.Instant(contact.Day, contact.Second);
            var (orders, withoutIt, revenue) = Outcome(contact.Campaign, at);
            ref var counts = ref tally.Campaign(contact.Campaign);
            counts.Treated += contact.IsControl ? 0 : 1;
            counts.Control += contact.IsControl ? 1 : 0;
            counts.IncrementalConversions += (orders > 0 ? 1 : 0) - (withoutIt > 0 ? 1 : 0);
            rows[i] = new ContactRow
            {
                CampaignKey = campaign.Key,
                CustomerKey = key,
                AtSeconds = at,
                IsControl = contact.IsControl,
                Delivered = contact.IsControl ? null : contact.Delivered,
                Opened = contact.IsControl || campaign.Channel != "email" ? null : contact.Opened,
                Clicked = contact.IsControl || campaign.Channel == "post" ? null : contact.Clicked,
                Converted = orders > 0,
                RevenueE4 = revenue,
            };
        }

        return rows;
    }

    /// <summary>Orders within the window with the campaign, and how many there would have been without it.</summary>
    private (int Orders, int WithoutIt, long RevenueE4) Outcome(int campaign, long at)
    {
        var until = at + (Campaign.OutcomeDays * 86_400L);
        var (orders, withoutIt, revenue) = (0, 0, 0L);
        foreach (var order in filled)
        {
            if (order.AtSeconds < at || order.AtSeconds >= until)
                continue;
            orders++;
            withoutIt += order.Plan.Campaign == campaign ? 0 : 1;
            revenue += order.AmountE4;
        }

        foreach (var (_, kept) in history.Lost)
            withoutIt += kept == campaign ? 1 : 0;
        return (orders, withoutIt, revenue);
    }
}
