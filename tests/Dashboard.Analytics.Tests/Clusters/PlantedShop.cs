using System.Globalization;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Clusters;

/// <summary>A shop of three planted kinds of customers, in turn: frequent and lately, rare and long ago with large orders, a few orders in between.</summary>
internal static class PlantedShop
{
    public const int Kinds = 3;

    public static Snapshot Build(int seed, int customers)
    {
        var random = new Random(seed);
        var shop = new TestShop();
        var end = TestShop.Day("2025-12-31");
        for (var c = 0; c < customers; c++)
        {
            var (orders, silence, gap, amount) = (c % Kinds) switch
            {
                0 => (20 + random.Next(10), random.Next(6), 8 + random.Next(4), 20.0),
                1 => (2 + random.Next(2), 320 + random.Next(60), 60 + random.Next(30), 400.0),
                _ => (6 + random.Next(3), 80 + random.Next(40), 25 + random.Next(10), 80.0),
            };
            shop.Customer($"C{c:00000}");
            for (var o = orders - 1; o >= 0; o--)
            {
                var day = DateOnly.FromDayNumber(end - silence - (o * gap)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                shop.Order($"C{c:00000}", day, Math.Round((decimal)(amount * (0.8 + (0.4 * random.NextDouble()))), 2));
            }
        }

        return shop.Build();
    }
}
