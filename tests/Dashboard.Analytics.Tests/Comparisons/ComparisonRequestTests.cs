using Dashboard.Analytics.Comparisons;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Rules;

namespace Dashboard.Analytics.Tests.Comparisons;

public sealed class ComparisonRequestTests
{
    [Fact]
    public void Run_OneSetAgainstTheRest_SplitsEverybody()
    {
        var shop = SmallShop.Random(4, 200);

        var result = Run(shop, new ComparisonRequest(AllTime, RuleText.Parse("gender = \"female\"")));

        var women = Enumerable.Range(0, shop.Customers.Count).Count(c => shop.Customers.Gender[c] == "female" && CustomerMembers.KnownSince(shop, c) <= shop.LastDay.DayNumber);
        Assert.Equal(women, result.A.Customers);
        Assert.Equal(result.Everybody, result.A.Customers + result.B.Customers);
        Assert.Equal(0, result.Differences.Shared);
        Assert.Equal([FactSubject.Gender], result.Asked);
        Assert.DoesNotContain(result.Traits, t => t.Subject == FactSubject.Gender);
        // The rule's own fact is the largest difference there can be, and it is there to be seen.
        Assert.Equal(("Gender", "female"), (result.Differences.Tested[0].Fact, result.Differences.Tested[0].Level));
        Assert.True(result.IsComparable);
    }

    [Fact]
    public void Run_TwoSetsThatOverlap_LeavesTheSharedOutOfBoth()
    {
        var shop = SmallShop.Random(4, 200);

        var result = Run(shop, new ComparisonRequest(AllTime, RuleText.Parse("gender = \"female\""), RuleText.Parse("country = \"Germany\"")));

        var shared = Enumerable.Range(0, shop.Customers.Count).Count(c =>
            shop.Customers.Gender[c] == "female" && shop.Customers.Country[c] == "Germany" && CustomerMembers.KnownSince(shop, c) <= shop.LastDay.DayNumber);
        Assert.Equal(shared, result.Differences.Shared);
        Assert.Equal((result.A.Customers - shared, result.B.Customers - shared), (result.Differences.SizeA, result.Differences.SizeB));
        Assert.Equal(result.Differences.SizeA, result.A.Figures.Customers);
        Assert.Contains(result.Receipt.LeftOut, l => l.Rows == shared);
        Assert.Equal([FactSubject.Gender, FactSubject.Place], result.Asked);
    }

    [Fact]
    public void Run_ASetOfFewPeople_SaysThatItIsNotCompared()
    {
        var result = Run(SmallShop.Build(), new ComparisonRequest(AllTime, RuleText.Parse("gender = \"female\"")));

        Assert.False(result.IsComparable);
        Assert.Empty(result.Traits);
        Assert.Empty(result.Differences.Tested);
    }

    [Fact]
    public void Run_SmallShop_CountsItsMonths()
    {
        // Anna orders on days 0 and 30 (January), 60 (29 February, since 2024 is a leap year: day 59 is 29 February) and returns on day 61 (2 March).
        var result = Run(SmallShop.Build(), new ComparisonRequest(SmallShop.Between(0, 90), RuleText.Parse("city = \"Berlin\"")));

        Assert.Equal([new DateOnly(2024, 1, 31), new DateOnly(2024, 2, 29), new DateOnly(2024, 3, 31)], result.Trend.Months);
        Assert.Equal([new SetMonth(1, 1, 2, 1_500_000), new SetMonth(1, 0, 0, 0), new SetMonth(1, 1, 1, 400_000)], result.Trend.A);
        Assert.Equal(new SetFigures(1, 1, 3, 1_900_000), result.A.Figures);
        // Óscar in January; Pia signed up then and Q was always known; Zoë and number 9 came in March.
        Assert.Equal([new SetMonth(3, 1, 1, 300_000), new SetMonth(3, 0, 0, 0), new SetMonth(5, 2, 2, 450_000)], result.Trend.B);
    }

    [Fact]
    public void Run_RangeThatEndsWithinAMonth_LeavesThatMonthOutOfTheTrend()
    {
        var result = Run(SmallShop.Build(), new ComparisonRequest(SmallShop.Between(0, 75), RuleText.Parse("city = \"Berlin\"")));

        Assert.Equal([new DateOnly(2024, 1, 31), new DateOnly(2024, 2, 29)], result.Trend.Months);
        Assert.Equal(new SetFigures(1, 1, 3, 1_900_000), result.A.Figures);
    }

    [Fact]
    public void Run_RandomShops_CountsMonthsAsTheirDocumentsSay()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var shop = SmallShop.Random(seed, 150);
            var result = Run(shop, new ComparisonRequest(AllTime with { Range = new RangeChoice(null, SmallShop.Start, new DateOnly(2024, 10, 31)) }, RuleText.Parse("country = \"Spain\"")));

            Assert.Equal(10, result.Trend.Months.Count);
            for (var month = 0; month < 10; month++)
            {
                var (from, to) = (new DateOnly(2024, month + 1, 1).DayNumber, result.Trend.Months[month].DayNumber);
                foreach (var (months, isIn) in ((IReadOnlyList<SetMonth>, bool)[])[(result.Trend.A, true), (result.Trend.B, false)])
                {
                    int[] people = [.. Enumerable.Range(0, shop.Customers.Count).Where(c => (shop.Customers.Country[c] == "Spain") == isIn && CustomerMembers.KnownSince(shop, c) <= new DateOnly(2024, 10, 31).DayNumber)];
                    int[] documents = [.. Enumerable.Range(0, shop.Orders.FirstOfCustomer[^1]).Where(o => people.Contains(shop.Orders.Customer[o]) && shop.Orders.Day[o] >= from && shop.Orders.Day[o] <= to)];
                    int[] orders = [.. documents.Where(o => shop.Orders.Kind[o] == DocumentKind.Order)];
                    Assert.Equal(
                        new SetMonth(people.Count(c => CustomerMembers.KnownSince(shop, c) <= to), orders.Select(o => shop.Orders.Customer[o]).Distinct().Count(), orders.Length, documents.Sum(o => shop.Orders.AmountE4[o])),
                        months[month]);
                }
            }
        }
    }

    [Fact]
    public void Run_AfterOtherSetsOfTheSamePeople_GivesWhatItGivesAlone()
    {
        foreach (var filter in (Filter[])[Filter.Everything, Filter.Everything.With(Dimension.Category, "Tea"), Filter.Everything.With(Dimension.Country, "Spain")])
        {
            // What both sets together did is kept from one request to the next; small sets and large ones are counted the other way round.
            var kept = SmallShop.Random(12, 400);
            foreach (var rule in (string[])["gender = \"female\"", "not gender = \"female\"", "orders >= 4", "orders >= 1", "city = \"Paris\""])
            {
                foreach (var range in (RangeChoice[])[new("all"), new("90d")])
                {
                    var request = new ComparisonRequest(AllTime with { Filter = filter, Range = range }, RuleText.Parse(rule));
                    Assert.Equivalent(Run(SmallShop.Random(12, 400), request), Run(kept, request), strict: true);
                }
            }
        }
    }

    [Theory]
    [InlineData("everyone", "")]
    [InlineData("rfm.group = \"Champions\"", "Segment Rhythm Spend")]
    [InlineData("not city = \"Paris\" and age > 30", "Age Place")]
    [InlineData("orders(last 90 days, category = \"Tea\") >= 2", "Segment Rhythm Goods")]
    [InlineData("segment(\"VIP\") or consent(\"email\") = granted", "Consent Segment Spend")]
    public void RuleSubjects_OfRules_AreWhatTheyAskAbout(string rule, string subjects)
    {
        var shop = RuleShop.With(SmallShop.Build(), [new SavedSegment("VIP", RuleText.Parse("revenue(last 365 days) > 1000"))]);

        Assert.Equal(subjects, string.Join(' ', RuleSubjects.Of(shop, RuleText.Parse(rule))));
    }

    private static Scope AllTime => new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    private static ComparisonResult Run(Snapshot shop, ComparisonRequest request) => request.Run(shop, TestContext.Current.CancellationToken);
}
