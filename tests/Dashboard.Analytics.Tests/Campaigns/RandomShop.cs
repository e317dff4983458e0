using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Campaigns;

/// <summary>A small shop of 60 customers and four campaigns, one for each seed.</summary>
internal static class RandomShop
{
    private static readonly string[] Countries = ["Germany", "France", "Spain"];

    public static Snapshot Build(int seed)
    {
        var random = new Random(seed);
        var shop = new CampaignShop();
        for (var i = 0; i < 4; i++)
            shop.Campaign("c" + i, start: i * 8, end: (i * 8) + 6, cost: 100 * i);
        for (var i = 0; i < 60; i++)
        {
            var customer = shop.Customer("k" + i, Countries[random.Next(3)], random.Next(3) switch { 0 => "female", 1 => "male", _ => null }, 1950 + random.Next(50));
            for (var campaign = 0; campaign < 4; campaign++)
            {
                for (var contacts = random.Next(3); contacts > 0; contacts--)
                {
                    var happened = (ContactFlags)(random.Next(8) * 2);
                    var control = customer % 4 == campaign ? ContactFlags.Control : ContactFlags.None;
                    shop.Contact(campaign, customer, (campaign * 8) + random.Next(6), happened | control, CampaignShop.Steps, random.Next(24));
                }
            }

            for (var orders = random.Next(6); orders > 0; orders--)
                shop.Order(customer, random.Next(40), 1 + random.Next(90), random.Next(24));
            if (random.Next(5) == 0)
                shop.Order(customer, random.Next(40), -5, random.Next(24), DocumentKind.Return);
        }

        return shop.Build();
    }
}
