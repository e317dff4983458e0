using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Rules;

namespace Dashboard.Analytics.Tests.Overlaps;

public sealed class OverlapRequestTests
{
    private static readonly string[] Texts =
    [
        "country = \"Germany\"", "gender = \"female\"", "orders(ever) >= 2", "consent(\"email\") = granted", "age > 40", "language = \"de\"", "city is known", "returns(ever) >= 1",
        "orders(last 90 days) >= 1", "country = \"Spain\" or gender = \"male\"", "has_email", "revenue(ever) > 200",
    ];

    [Fact]
    public void Run_SmallShop_CountsByHand()
    {
        // Until day 90 all six are known. Germany: Anna, Óscar, 9. Female: Anna, Zoë, Pia. E-mail with address: Anna; Zoë agreed and has none.
        var result = Run(SmallShop.Build(), Request(SmallShop.Between(0, 90), OverlapMode.Exclusive, "country = \"Germany\"", "gender = \"female\"", "orders(ever) >= 2"));

        Assert.Equal(6, result.Everybody);
        Assert.Equal([3, 3, 1], result.Sets.Select(s => s.Customers));
        Assert.Equal(["email", "sms"], result.Channels);
        Assert.Equal([1, 0], result.Sets[1].Contactable);
        Assert.Equal([(0b001, 2), (0b010, 2), (0b111, 1)], result.Intersections.Select(i => (i.Pattern, i.Customers)));
        Assert.Equal([1, 0], result.Intersections[2].Contactable);
        Assert.Equal((1, 5, 1), (result.InNone, result.InAny, result.InSeveral));
        var pair = result.Pair(1, 0);
        Assert.Equal((3, 3, 1, 5), (pair.SizeFirst, pair.SizeSecond, pair.Both, pair.Either));
        Assert.Equal(0.2, pair.Jaccard!.Value, 12);
        Assert.Equal(1 / 3.0, pair.Coefficient!.Value, 12);
        Assert.Equal(1 / 1.5, pair.Lift!.Value, 12);
    }

    [Fact]
    public void Run_SmallShopInclusive_CountsByHand()
    {
        var result = Run(SmallShop.Build(), Request(SmallShop.Between(0, 90), OverlapMode.Inclusive, "country = \"Germany\"", "gender = \"female\"", "orders(ever) >= 2"));

        Assert.Equal([(0b001, 3), (0b010, 3), (0b100, 1), (0b011, 1), (0b101, 1), (0b110, 1), (0b111, 1)], result.Intersections.Select(i => (i.Pattern, i.Customers)));
        Assert.Equal([2, 2, 0, 0, 0, 0, 1], result.Intersections.Select(i => i.Exclusive));
        Assert.Equal(1, result.InNone);
    }

    [Fact]
    public void RuleOf_Patterns_AreTexts()
    {
        var request = Request(SmallShop.Between(0, 90), OverlapMode.Exclusive, "country = \"Germany\"", "gender = \"female\" or age > 30", "has_email");
        var exclusive = Run(SmallShop.Build(), request);
        var inclusive = Run(SmallShop.Build(), request with { Mode = OverlapMode.Inclusive });

        Assert.Equal("country = \"Germany\" and not ((gender = \"female\" or age > 30) or has_email)", exclusive.RuleOf(0b001).ToString());
        Assert.Equal("country = \"Germany\" and (gender = \"female\" or age > 30) and not has_email", exclusive.RuleOf(0b011).ToString());
        Assert.Equal("country = \"Germany\" and (gender = \"female\" or age > 30) and has_email", exclusive.RuleOf(0b111).ToString());
        Assert.Equal("not (country = \"Germany\" or (gender = \"female\" or age > 30) or has_email)", exclusive.RuleOf(0).ToString());
        Assert.Equal("country = \"Germany\"", inclusive.RuleOf(0b001).ToString());
        Assert.Equal(exclusive.RuleOf(0), inclusive.RuleOf(0));
    }

    [Fact]
    public void Run_RandomShops_EqualsANaiveCount()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var shop = SmallShop.Random(seed, 40 + (seed * 37));
            var sets = 2 + (seed % 11);
            Condition[] conditions = seed % 3 == 0 ? [new(Dimension.Country, "Germany"), new(Dimension.Country, "Spain")] : [];
            foreach (var mode in Enum.GetValues<OverlapMode>())
            {
                var request = Request(SmallShop.Between(0, 200, conditions), mode, Texts[..sets]);
                var result = Run(shop, request);

                var day = SmallShop.Day(200);
                var members = request.Rules.Select(r => RuleMembers.Of(shop, r, day, TestContext.Current.CancellationToken)).ToArray();
                var email = Contactable.Of(shop, "email")!;
                int[] people = [.. Enumerable.Range(0, shop.Customers.Count).Where(c =>
                    CustomerMembers.KnownSince(shop, c) <= day && (conditions.Length == 0 || shop.Customers.Country[c] is "Germany" or "Spain"))];
                var expected = Enumerable.Range(1, (1 << sets) - 1)
                    .Select(pattern => (Pattern: pattern, Who: people.Where(c => Enumerable.Range(0, sets).All(s => mode == OverlapMode.Inclusive && (pattern >> s & 1) == 0 || members[s][c] == ((pattern >> s & 1) != 0))).ToList()))
                    .Where(i => i.Who.Count > 0)
                    .ToDictionary(i => i.Pattern, i => (i.Who.Count, i.Who.Count(c => email[c])));
                Assert.Equal(people.Length, result.Everybody);
                Assert.Equal(expected, result.Intersections.ToDictionary(i => i.Pattern, i => (i.Customers, i.Contactable[0])));
                Assert.Equal(result.Intersections.OrderByDescending(i => i.Customers).Select(i => i.Customers), result.Intersections.Select(i => i.Customers));
                Assert.Equal(people.Count(c => members.All(m => !m[c])), result.InNone);
                Assert.Equal(people.Count(c => members.Count(m => m[c]) > 1), result.InSeveral);
            }
        }
    }

    [Fact]
    public void Run_RandomShops_InclusiveAndExclusiveAgree()
    {
        for (var seed = 20; seed < 30; seed++)
        {
            var shop = SmallShop.Random(seed, 150);
            var exclusive = Run(shop, Request(SmallShop.Between(0, 365), OverlapMode.Exclusive, Texts[..6]));
            var inclusive = Run(shop, Request(SmallShop.Between(0, 365), OverlapMode.Inclusive, Texts[..6]));

            // Everybody is in one intersection or in none.
            Assert.Equal(exclusive.Everybody, exclusive.InNone + exclusive.Intersections.Sum(i => i.Customers));
            // Inclusion and exclusion: those in any set are the single sets, less the pairs, plus the triples …
            Assert.Equal(exclusive.InAny, inclusive.Intersections.Sum(i => i.SetCount % 2 == 1 ? i.Customers : -i.Customers));
            // An exclusive count is the alternating sum of the inclusive ones above it.
            Assert.All(inclusive.Intersections, i => Assert.Equal(
                i.Exclusive,
                inclusive.Intersections.Where(j => (j.Pattern & i.Pattern) == i.Pattern).Sum(j => (j.SetCount - i.SetCount) % 2 == 0 ? j.Customers : -j.Customers)));
            Assert.Equal(inclusive.Sets.Select(s => s.Customers), exclusive.Sets.Select((_, s) => exclusive.Intersections.Where(i => i.Has(s)).Sum(i => i.Customers)));
            Assert.Equal(exclusive.Pairs, inclusive.Pairs);
        }
    }

    [Fact]
    public void Run_RuleOfAnIntersection_MeansItsCustomers()
    {
        var shop = SmallShop.Random(3, 200);
        foreach (var mode in Enum.GetValues<OverlapMode>())
        {
            var result = Run(shop, Request(SmallShop.Between(0, 300), mode, Texts[..5]));
            Assert.All(result.Intersections, i => Assert.Equal(i.Customers, RuleMembers.Of(shop, RuleText.Parse(result.RuleOf(i.Pattern).ToString()), SmallShop.Day(300), TestContext.Current.CancellationToken).Count()));
            Assert.Equal(result.InNone, RuleMembers.Of(shop, result.RuleOf(0), SmallShop.Day(300), TestContext.Current.CancellationToken).Count());
        }
    }

    [Fact]
    public void Run_ManyCustomers_CountsEachOnce()
    {
        // More than one part of 16,384 rows, so that sums of both cores are merged.
        var shop = SmallShop.Random(1, 50_000);
        var result = Run(shop, Request(SmallShop.Between(0, 365), OverlapMode.Exclusive, Texts));

        Assert.Equal(result.Everybody, result.InNone + result.Intersections.Sum(i => i.Customers));
        Assert.Equal(RuleMembers.Of(shop, RuleText.Parse(Texts[1]), SmallShop.Day(365), TestContext.Current.CancellationToken).Count(), result.Sets[1].Customers);
        Assert.Equal(66, result.Pairs.Count);
    }

    [Fact]
    public void Run_NoRules_TakesSetsThatOverlapAndSavedSegments()
    {
        var shop = RuleShop.With(SmallShop.Random(2, 300), [new SavedSegment("Women", RuleText.Parse("gender = \"female\"")), new SavedSegment("Broken", RuleText.Parse("segment(\"Gone\")")), new SavedSegment("Germans", RuleText.Parse("country = \"Germany\""))]);

        var result = Run(shop, new OverlapRequest(SmallShop.Between(0, 365), []));

        Assert.True(result.IsUsual);
        string[] saved = ["segment(\"Germans\")", "segment(\"Women\")"];
        Assert.Equal(saved, result.Sets.TakeLast(2).Select(s => s.Rule.ToString()));
        Assert.Contains("orders(ever) >= 2", result.Sets.Select(s => RuleText.Format(s.Rule)));
        Assert.Contains("rfm.group = \"Champions\"", result.Sets.Select(s => RuleText.Format(s.Rule)));
        Assert.All(result.Sets, s => Assert.NotEqual(0, s.Customers));
        Assert.NotEqual(0, result.InSeveral);
    }

    [Fact]
    public void Run_WrongNumberOfSets_SaysHowMany()
    {
        var shop = SmallShop.Build();
        var scope = SmallShop.Between(0, 90);

        Assert.Contains("2 to 12 sets", Assert.Throws<ArgumentException>(() => Run(shop, Request(scope, OverlapMode.Exclusive, Texts[0]))).Message, StringComparison.Ordinal);
        Assert.Contains("13 given", Assert.Throws<ArgumentException>(() => Run(shop, Request(scope, OverlapMode.Exclusive, [.. Texts, "everyone"]))).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() => Run(shop, Request(scope, OverlapMode.Exclusive, Texts[0], Texts[0]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_SameRules_IsTheSameKey()
    {
        var one = Request(Scope.Default, OverlapMode.Inclusive, Texts[..3]);
        var other = Request(Scope.Default, OverlapMode.Inclusive, Texts[..3]);

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, one with { Mode = OverlapMode.Exclusive });
    }

    [Fact]
    public void Run_NobodyKnown_HasNoIntersections()
    {
        var result = Run(SmallShop.Build(), Request(SmallShop.Between(0, 90, new Condition(Dimension.Country, "Peru")), OverlapMode.Exclusive, Texts[..3]));

        Assert.Equal((0, 0), (result.Everybody, result.InNone));
        Assert.Empty(result.Intersections);
        Assert.All(result.Pairs, p => Assert.Null(p.Lift));
        Assert.All(result.Pairs, p => Assert.Null(p.Jaccard));
    }

    private static OverlapRequest Request(Scope scope, OverlapMode mode, params string[] rules) => new(scope, [.. rules.Select(RuleText.Parse)], mode);

    private static OverlapResult Run(Snapshot shop, OverlapRequest request) => request.Run(shop, TestContext.Current.CancellationToken);
}
