namespace Dashboard.Services.Samples;

/// <summary>An order before it is filled.</summary>
/// <param name="Day">Day.</param>
/// <param name="Campaign">Index of the campaign that made it, or −1.</param>
/// <param name="NotBefore">Earliest second of the day, so that it follows the contact that made it.</param>
internal readonly record struct PlannedOrder(int Day, int Campaign = -1, int NotBefore = 0);

/// <summary>A contact before its outcome is known.</summary>
/// <param name="Campaign">Index of the campaign.</param>
/// <param name="Day">Day.</param>
/// <param name="Second">Second of the day.</param>
/// <param name="IsControl">Whether the customer was held out.</param>
/// <param name="Delivered">Whether it arrived.</param>
/// <param name="Opened">Whether it was opened.</param>
/// <param name="Clicked">Whether it was clicked.</param>
internal readonly record struct PlannedContact(int Campaign, int Day, int Second, bool IsControl, bool Delivered, bool Opened, bool Clicked);

/// <summary>What one customer does in the three years: when orders happen, what campaigns change about them. Filled for one customer after another.</summary>
internal sealed class CustomerHistory(SampleWorld world)
{
    private readonly List<PlannedOrder> orders = [];
    private readonly List<PlannedContact> contacts = [];
    private readonly List<(int Day, int Campaign)> lost = [];

    /// <summary>Orders that happen, by day.</summary>
    public List<PlannedOrder> Orders => orders;

    /// <summary>Contacts, by day.</summary>
    public List<PlannedContact> Contacts => contacts;

    /// <summary>Orders that a campaign kept away.</summary>
    public List<(int Day, int Campaign)> Lost => lost;

    public Traits Traits { get; private set; } = null!;

    public Consents Consents { get; private set; } = null!;

    /// <summary>Day after which the customer is no longer one, or null while still one at the end.</summary>
    public int? DeathDay { get; private set; }

    /// <summary>Number of orders before a day, and the day of the last of them.</summary>
    public (int Count, int LastDay) OrdersBefore(int day)
    {
        var count = 0;
        while (count < orders.Count && orders[count].Day < day)
            count++;
        return (count, count == 0 ? -1 : orders[count - 1].Day);
    }

    public void Fill(int customer)
    {
        orders.Clear();
        contacts.Clear();
        lost.Clear();
        Traits = Traits.Of(world, customer);
        Consents = Consents.Of(world, customer, Traits);
        OrderOfOwnAccord(customer);
        for (var campaign = 0; campaign < world.Campaigns.Length; campaign++)
            Approach(customer, campaign);
    }

    /// <summary>Gamma-distributed rates and a beta-distributed chance to leave after each order (Fader, Hardie and Lee 2005), on a clock that follows the seasons.</summary>
    private void OrderOfOwnAccord(int customer)
    {
        var random = new RandomStream(world.Options.Seed, StreamPurpose.Purchases, customer);
        var demand = world.Demand[Traits.Persona];
        DeathDay = null;
        for (var day = Traits.FirstOrderDay; day < world.Calendar.Days; day = demand.DayAfter(day, random.Exponential() / Traits.RatePerDay))
        {
            if (day != world.Events.OutageDay || random.Chance(Events.OutageFactor))
                orders.Add(new PlannedOrder(day));
            if (random.Chance(Traits.Dropout))
            {
                DeathDay = day;
                break;
            }
        }
    }

    private void Approach(int customer, int index)
    {
        var campaign = world.Campaigns[index];
        if (Traits.SignUpDay >= campaign.StartDay)
            return;
        var random = new RandomStream(world.Options.Seed, StreamPurpose.Campaign, ((long)customer * 64) + index);
        var day = campaign.StartDay + random.Below(campaign.LengthDays);
        var second = (9 * 3600) + random.Below(2 * 3600);
        if (!random.Chance(campaign.ReachShare) || !Consents.Allows(campaign.Channel, campaign.StartDay) || !campaign.IsFor(this, campaign.StartDay))
            return;
        if (random.Chance(campaign.ControlShare))
        {
            contacts.Add(new PlannedContact(index, day, second, IsControl: true, false, false, false));
            return;
        }

        var delivered = random.Chance(campaign.Channel switch { "email" => 0.97, "sms" => 0.95, "ads" => 0.86, _ => 0.98 });
        var opened = delivered && random.Chance(0.14 + (0.6 * Traits.Engagement));
        var about = orders.Exists(o => o.Day >= day && o.Day < day + 5);
        var clicked = opened && random.Chance((0.05 + (0.35 * Traits.Engagement)) * (about ? 2.2 : 1));
        if (delivered && (DeathDay is null || DeathDay >= day))
            Change(campaign, index, day, second, ref opened, ref clicked, ref random);
        contacts.Add(new PlannedContact(index, day, second, IsControl: false, delivered, opened, clicked));
        if (delivered && campaign.Channel is "email" or "sms" && random.Chance(campaign.Loss > 0 ? 0.02 : 0.004))
            Consents.Withdraw(campaign.Channel, day + 1, "unsubscribe link");
    }

    private void Change(Campaign campaign, int index, int day, int second, ref bool opened, ref bool clicked, ref RandomStream random)
    {
        if (random.Chance(campaign.Lift * Persona.All[Traits.Persona].Response))
        {
            opened = true;
            clicked |= random.Chance(0.85);
            var at = Math.Min(day + random.Pick([0.42, 0.26, 0.15, 0.1, 0.07]), world.Calendar.Days - 1);
            var place = orders.FindIndex(o => o.Day > at);
            orders.Insert(place < 0 ? orders.Count : place, new PlannedOrder(at, index, at == day ? second + 300 : 0));
        }

        if (campaign.Loss <= 0)
            return;
        for (var i = orders.Count - 1; i >= 0; i--)
        {
            if (orders[i].Campaign >= 0 || orders[i].Day <= day || orders[i].Day >= day + Campaign.OutcomeDays || !random.Chance(campaign.Loss))
                continue;
            lost.Add((orders[i].Day, index));
            orders.RemoveAt(i);
        }
    }
}
