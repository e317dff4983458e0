using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Lifetimes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Predictions;

/// <summary>A shop whose customers come from a count model and a Gamma-Gamma model, won evenly over time.</summary>
internal static class PlantedCustomers
{
    public static readonly DateOnly Start = new(2023, 1, 1);

    public static readonly BetaGeometric Model = new(0.8, 5, 0.7, 3, modified: true);

    public static readonly GammaGamma Spend = new(4, 5, 100);

    /// <summary>Builds the shop.</summary>
    /// <param name="customers">Customers with an order.</param>
    /// <param name="days">Days from the first to the last.</param>
    /// <param name="cost">Cost of a piece as a share of its price; null for not known.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="upTo">Orders after this day are left out.</param>
    /// <param name="demand">Factor on everybody's rate of orders on a day; null for none.</param>
    /// <param name="prices">Factor on what orders come to on a day; null for none.</param>
    public static Snapshot Build(int customers, int days, double? cost = null, int seed = 1, int upTo = int.MaxValue, Func<DateOnly, double>? demand = null, Func<DateOnly, double>? prices = null)
    {
        var builder = new SnapshotBuilder(new ShopSettings { Currency = "EUR", SmallestGroup = 1 }, 1);
        var product = builder.Add(new ProductFacts("T", "Tea", "Drinks") { CostE4 = cost is { } share ? (long)(share * 10_000) : -1 });
        builder.Add(new CustomerFacts("never") { SignUpDay = Start.DayNumber });
        var number = 0;
        for (var i = 0; i < customers; i++)
        {
            var random = new SeededRandom(seed, i);
            var customer = builder.Add(new CustomerFacts(FormattableString.Invariant($"C{i:00000}")) { Country = i % 3 == 0 ? "France" : "Germany", Acquisition = i % 2 == 0 ? "search" : null });
            var first = i == 0 ? 0 : (int)(random.Uniform() * days);
            var scale = RandomVariates.Gamma(Spend.Q, ref random) / Spend.Gamma;
            var rate = RandomVariates.Gamma(Model.R, ref random) / Model.Alpha / 7;
            var chance = RandomVariates.Beta(Model.A, Model.B, ref random);
            for (double day = first; day < days; day = After(day, -Math.Log(random.Uniform()) / rate, days, demand))
            {
                var amount = Math.Max(1, (long)(RandomVariates.Gamma(Spend.P, ref random) / scale * (prices?.Invoke(Start.AddDays((int)day)) ?? 1) * 10_000));
                if ((int)day <= upTo)
                {
                    builder.Add(new DocumentFacts(FormattableString.Invariant($"{number++}"), customer, Start.DayNumber + (int)day, 600, DocumentKind.Order, "web"));
                    builder.Add(new LineFacts(product, amount, 10_000, 0, amount));
                }

                if (random.Uniform() < chance)
                    break;
            }
        }

        return builder.Build();
    }

    // The day on which so many days of ordinary demand have passed.
    private static double After(double day, double wait, int days, Func<DateOnly, double>? demand)
    {
        if (demand is null)
            return day + wait;
        while (day < days)
        {
            var (factor, rest) = (demand(Start.AddDays((int)day)), Math.Floor(day) + 1 - day);
            if (wait < rest * factor)
                return day + (wait / factor);
            wait -= rest * factor;
            day = Math.Floor(day) + 1;
        }

        return day;
    }
}
