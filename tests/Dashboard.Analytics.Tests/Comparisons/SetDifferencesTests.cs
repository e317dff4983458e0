using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Comparisons;

public sealed class SetDifferencesTests
{
    [Fact]
    public void Of_SharesOfTheAccuracySheet_GiveItsTestAndInterval()
    {
        // A11: 200 of 2,000 against 250 of 2,000: pooled z 2.501955417, p .012350948, Newcombe [.005410, .044624].
        var shop = new TestShop();
        for (var i = 0; i < 4_000; i++)
            shop.Customer($"K{i}", new CustomerFacts($"K{i}") { Gender = i < 2_000 ? (i < 250 ? "female" : "male") : i < 2_200 ? "female" : "male" });

        var result = Compare(shop.Build(), i => i < 2_000, i => i >= 2_000);

        var women = Assert.Single(result.Tested, d => d.Fact == "Gender");
        Assert.Equal(("female", 250, 2_000, 200, 2_000), (women.Level, women.CountA, women.KnownA, women.CountB, women.KnownB));
        Assert.Equal(2.501955417, women.Test.Statistic, 8);
        Assert.Equal(.012350948, women.Test.PValue, 8);
        Assert.Equal(.025, women.Gap.Value, 12);
        Assert.Equal(.005410, women.Gap.Interval.Low, 6);
        Assert.Equal(.044624, women.Gap.Interval.High, 6);
        Assert.Equal(1.25, women.Ratio!.Value, 12);
        Assert.Equal(.1125, women.Both, 12);
        Assert.Equal(new Condition(Dimension.Gender, "female"), women.Condition);
        // Nothing else is known of anybody but that nobody ordered: one test, so that p needs no adjustment.
        Assert.Single(result.Tested);
        Assert.Equal(women.Test.PValue, women.Adjusted);
        Assert.True(women.IsSignificant);
        // Significant, and yet too small to be a trait: h is 0.08.
        Assert.Empty(result.Traits(5));
    }

    [Fact]
    public void Of_OverlappingSets_LeavesTheSharedOut()
    {
        var shop = SmallShop.Random(3, 100);

        var result = Compare(shop, i => i < 60, i => i >= 40);

        Assert.Equal((40, 40, 20), (result.SizeA, result.SizeB, result.Shared));
        Assert.All(result.Facts, f => Assert.Equal((40, 40), (f.KnownA + f.UnknownA, f.KnownB + f.UnknownB)));
    }

    [Fact]
    public void Of_FewerThanAskedFor_ComparesNothing()
    {
        var result = Compare(SmallShop.Random(3, 100), i => i < 9, i => i >= 9);

        Assert.Empty(result.Tested);
        Assert.Empty(result.Facts);
        Assert.Equal((9, 91), (result.SizeA, result.SizeB));
    }

    [Fact]
    public void Of_ValuesOfFewPeople_AreTakenTogetherAndSaidSo()
    {
        var shop = new TestShop();
        for (var i = 0; i < 100; i++)
            shop.Customer($"K{i}", new CustomerFacts($"K{i}") { Country = i % 2 == 0 ? "Germany" : i % 4 == 1 ? "France" : i < 36 ? "Spain" : $"Country {i}" });

        var result = Compare(shop.Build(), i => i < 50, i => i >= 50);

        var countries = Assert.Single(result.Facts, f => f.Fact == "Country");
        // Spain has 9 people (3, 7 … 35), sixteen others one each.
        Assert.Equal(["Germany", "France", "Other (17 values)"], countries.Levels.Select(l => l.Label));
        Assert.Equal(25, countries.Levels[^1].A + countries.Levels[^1].B);
        Assert.Equal(17, countries.Joined);
        Assert.Equal((1, 1), (countries.Levels.Sum(l => l.ShareA), countries.Levels.Sum(l => l.ShareB)), Comparer);
        Assert.Contains(result.NotTested, n => n.Fact == "Country" && n.Values == 17);
        Assert.DoesNotContain(result.Tested, d => d.Level == "Spain");
    }

    [Fact]
    public void Of_PlantedDifferences_RanksThemFirstAndTakesOneOfASubject()
    {
        var random = new Random(5);
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        var products = Enumerable.Range(0, 6).Select(i => builder.Add(new ProductFacts($"P{i}", null, $"Category {i}"))).ToArray();
        for (var i = 0; i < 2_000; i++)
        {
            var isFirst = i < 700;
            var customer = builder.Add(new CustomerFacts($"K{i:0000}")
            {
                Gender = random.Next(2) == 0 ? "female" : "male",
                Country = random.Next(10) < (isFirst ? 8 : 3) ? "Germany" : $"Country {random.Next(3)}",
                Language = random.Next(2) == 0 ? "de" : "en",
            });
            for (var orders = random.Next(1, 4); orders > 0; orders--)
            {
                var amount = (long)(Math.Exp(random.NextDouble() * 3) * (isFirst ? 2.5 : 1) * 10_000);
                builder.Add(new DocumentFacts($"D{i}-{orders}", customer, SmallShop.Day(random.Next(300)), (short)random.Next(1_440), DocumentKind.Order, "web"));
                builder.Add(new LineFacts(products[random.Next(2) == 0 && isFirst ? 5 : random.Next(6)], 10_000, amount, 0, amount));
            }
        }

        var result = Compare(builder.Build(), i => i < 700, i => i >= 700);

        var first = result.Traits(5);
        Assert.Equal(first.Count, first.Select(t => t.Topic).Distinct().Count());
        Assert.Contains(first.Take(4), t => t is { Fact: "Country", Level: "Germany", Effect.Value: > 0.8 });
        Assert.Contains(first.Take(4), t => t.Subject == FactSubject.Goods && t.Level is "Category 5" or "P5");
        Assert.Equal(EffectMeasure.Superiority, result.Tested.Single(d => d.Fact == "Revenue in the range").Measure);
        Assert.DoesNotContain(result.Significant, d => d.Subject is FactSubject.Gender or FactSubject.Language);
    }

    [Fact]
    public void Of_RandomHalves_FindsSomethingAboutAsOftenAsItMay()
    {
        // Where nothing differs, any find is false, and Benjamini's and Hochberg's share of false finds is the share of runs with a find: 5 % at most; 120 runs scatter.
        var shop = SmallShop.Random(8, 400);
        var random = new Random(2);
        var found = 0;
        for (var run = 0; run < 120; run++)
        {
            var half = new bool[400];
            for (var i = 0; i < half.Length; i++)
                half[i] = random.Next(2) == 0;
            var result = Compare(shop, i => half[i], i => !half[i]);
            Assert.InRange(result.Tested.Count, 25, 100);
            found += result.Significant.Any() ? 1 : 0;
        }

        Assert.InRange(found, 0, 13);
    }

    [Fact]
    public void Of_TheSameTwice_IsTheSameToTheBit()
    {
        var shop = SmallShop.Random(6, 20_000);

        var (first, second) = (Compare(shop, i => i % 3 == 0, i => i % 3 != 0), Compare(shop, i => i % 3 == 0, i => i % 3 != 0));

        Assert.Equal(first.Tested, second.Tested);
        Assert.Equal(first.NotTested, second.NotTested);
    }

    [Fact]
    public void Of_SidesSwapped_TurnsEverySign()
    {
        var shop = SmallShop.Random(9, 300);

        var there = Compare(shop, i => i < 100, i => i >= 100).Tested.Where(d => d.Level is null).ToDictionary(d => d.Fact);
        var back = Compare(shop, i => i >= 100, i => i < 100).Tested.Where(d => d.Level is null).ToDictionary(d => d.Fact);

        Assert.Equal(there.Keys.Order(), back.Keys.Order());
        Assert.All(there, d =>
        {
            Assert.Equal(-d.Value.Effect.Value, back[d.Key].Effect.Value, 9);
            Assert.Equal(d.Value.Test.PValue, back[d.Key].Test.PValue, 9);
            Assert.Equal(d.Value.A, back[d.Key].B);
        });
    }

    internal static SetDifferences Compare(Snapshot shop, Func<int, bool> first, Func<int, bool> second, DateRange? range = null, int smallestGroup = 10)
    {
        var days = range ?? new DateRange(shop.FirstDay, shop.LastDay);
        return SetDifferences.Of(
            shop, Set(shop, first), Set(shop, second), Selection.Of(shop, Filter.Everything, days.To.DayNumber), days, smallestGroup, TestContext.Current.CancellationToken);
    }

    internal static Bitmap Set(Snapshot shop, Func<int, bool> isIn) => Bitmap.Of([.. Enumerable.Range(0, shop.Customers.Count).Select(isIn)]);

    private static readonly IEqualityComparer<(double, double)> Comparer = EqualityComparer<(double, double)>.Create((x, y) => Math.Abs(x.Item1 - y.Item1) < 1e-9 && Math.Abs(x.Item2 - y.Item2) < 1e-9);
}
