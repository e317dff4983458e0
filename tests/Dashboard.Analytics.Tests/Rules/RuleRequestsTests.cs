using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;
using Dashboard.Analytics.Tests.Queries;

namespace Dashboard.Analytics.Tests.Rules;

public sealed class RuleRequestsTests
{
    private static readonly Snapshot Shop = RuleShop.With(SmallShop.Build(), [new("VIP", RuleText.Parse("revenue >= 100")), new("Broken", RuleText.Parse("list(Gone)"))], [new("Picked", ["9"])]);

    [Fact]
    public void Evaluation_OfSmallShop_CountsAndCompares()
    {
        var rule = RuleText.Parse("country = Germany and orders >= 1");
        var result = new RuleEvaluationRequest(rule, SmallShop.Between(0, 75), RuleText.Parse("revenue >= 40"), PreviewRows: 2).Run(Shop, CancellationToken.None);

        Assert.True(result.IsUsable);
        Assert.Empty(result.Issues);
        Assert.Equal((3, 6, 0.5), (result.Customers, result.Everybody, result.Share));
        Assert.Equal([("email", 1), ("sms", 0)], result.Contactable.Select(c => (c.Channel, c.Customers)));
        Assert.Equal([("A1", 1_900_000L, 3), ("10", 300_000L, 1)], result.First.Select(r => (r.Key, r.RevenueE4, r.Orders)));
        Assert.Equal([3, 3, 4], result.Nodes.Select(n => n.Customers));
        Assert.Equal((2, 2, 1), (result.Change!.Before, result.Change.Entering, result.Change.Leaving));
        Assert.Equal(["10", "9"], result.Change.FirstEntering.Select(r => r.Key));
        Assert.Equal(["B2"], result.Change.FirstLeaving.Select(r => r.Key));
        Assert.Equal("country = \"Germany\" and orders(ever) >= 1", result.Receipt.Details.Single(d => d.Key == "Rule").Value);
    }

    [Fact]
    public void Evaluation_OfWhatDoesNotExist_SaysSo()
    {
        var result = new RuleEvaluationRequest(RuleText.Parse("segment(Broken)"), SmallShop.Between(0, 75)).Run(Shop, CancellationToken.None);
        Assert.False(result.IsUsable);
        Assert.Equal("Segment \"Broken\": There is no list named \"Gone\".", Assert.Single(result.Issues).Message);
        Assert.Equal(0, result.Customers);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RuleEvaluationRequest(new Everyone(), SmallShop.Between(0, 75), PreviewRows: 201).Run(Shop, CancellationToken.None));
    }

    [Fact]
    public void Variations_OfWindowAndThreshold_CountEach()
    {
        // Orders of the last 16 days: A1 (day 60), B2 (60), 9 (75); of the last 66: also 10 (day 10) and the second of A1 (day 30).
        var rule = RuleText.Parse("orders(last 16 days) >= 1");
        Assert.Equal([(0, "days", 16m, true), (1, "orders", 1m, false)], RuleNumbers.Of(rule).Select(n => (n.Position, n.Label, n.Value, n.IsWindow)));

        var windows = new RuleVariationsRequest(rule, SmallShop.Between(0, 75), 0, [15, 66]).Run(Shop, CancellationToken.None);
        Assert.Equal(3, windows.Customers);
        Assert.Equal([(15m, 1, 0, 2), (66m, 4, 1, 0)], windows.Tried.Select(t => (t.Value, t.Customers, t.Entering, t.Leaving)));
        Assert.Equal([0, 1], windows.Tried.Select(t => t.Contactable.Single(c => c.Channel == "email").Customers));
        Assert.Equal("orders(last 66 days) >= 1", RuleText.Format(windows.Tried[1].Rule));

        var all = new RuleVariationsRequest(RuleText.Parse("orders(last 66 days) between 1 and 2"), SmallShop.Between(0, 75)).Run(Shop, CancellationToken.None);
        Assert.Equal([0, 1, 2], all.Numbers.Select(n => n.Position));
        Assert.All(all.Tried, t => Assert.NotEqual(all.Numbers[t.Number].Value, t.Value));
        // Values that would turn the range round are passed over.
        Assert.DoesNotContain(all.Tried, t => t.Number == 1 && t.Value > 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RuleVariationsRequest(rule, SmallShop.Between(0, 75), 2).Run(Shop, CancellationToken.None));
    }

    [Theory]
    // 10 ordered on day 10 only; the window of 90 days still holds that order until day 99, 9 April 2024.
    [InlineData("10", "orders(last 90 days) >= 3", false, "number of orders in the last 90 days: 1, needs at least 3", "2 more orders in the last 90 days, by 9 April 2024")]
    [InlineData("10", "orders(last 90 days, category = Dishes) >= 1", false, "number of orders in the last 90 days from category Dishes: 0, needs at least 1", "1 more order in the last 90 days from category Dishes")]
    [InlineData("10", "orders(between 2024-01-01 and 2024-03-31) >= 2", false, "number of orders between 1 January 2024 and 31 March 2024: 1, needs at least 2", "1 more order between 1 January 2024 and 31 March 2024, by 31 March 2024")]
    [InlineData("10", "orders(before 2024-02-01) >= 2", false, "number of orders before 1 February 2024: 1, needs at least 2", null)]
    // A1 ordered on days 0, 30 and 60; the order of day 0 leaves the last 90 days on day 90, 31 March.
    [InlineData("A1", "orders(last 90 days) <= 2", false, "number of orders in the last 90 days: 3, needs at most 2", "1 fewer order in the last 90 days: on 31 March 2024, if nothing is added until then")]
    [InlineData("A1", "revenue >= 200", false, "revenue: 190, needs at least 200", "10 more revenue")]
    [InlineData("A1", "country = France", false, "country: Germany, needs France", "country must be France (is Germany)")]
    [InlineData("10", "days_since_last_order <= 60", false, "days since the last order: 65, needs at most 60", "1 new order")]
    [InlineData("10", "days_since_last_order > 90", false, "days since the last order: 65, needs more than 90", "no order for 26 more days: on 11 April 2024")]
    [InlineData("B2", "contactable(email)", false, "may be contacted (email): no, needs yes", "may be e-mailed")]
    [InlineData("A1", "age >= 40", false, "age: 34, needs at least 40", "age higher by 6: 40 instead of 34")]
    // Nobody is given a number that no customer can have.
    [InlineData("A1", "birthday_month > 12", false, "month of the birthday: 3, needs more than 12", null)]
    [InlineData("A1", "not birthday_month >= 1", false, null, null)]
    [InlineData("A1", "not birthday_month = 3", false, null, "month of the birthday higher by 1: 4 instead of 3")]
    [InlineData("10", "orders < 0", false, "number of orders: 1, needs less than 0", null)]
    [InlineData("Q", "rfm.group = Champions", false, "RFM group: Prospects, needs Champions", "RFM group must be Champions (is Prospects)")]
    [InlineData("A1", "segment(VIP)", true, "segment VIP: in it", "90.01 less revenue")]
    public void Explanation_OfOneCondition_SaysValueAndStep(string customer, string text, bool holds, string? line, string? step)
    {
        var explanation = new RuleExplanationRequest(RuleText.Parse(text), customer, SmallShop.Between(0, 75)).Run(Shop, CancellationToken.None);
        Assert.Equal(holds, explanation.Holds);
        if (line is not null)
            Assert.Equal(line, explanation.Root.Text);
        Assert.Equal(step, explanation.Change is [var only] ? only.Text : null);
    }

    [Fact]
    public void Explanation_OfTree_ChangesTheFewestConditions()
    {
        // B2: France, one order, no e-mail address, consent granted.
        var explanation = Explain("(country = Germany and orders >= 2 and has_phone) or (has_email and consent(email) = granted)");
        Assert.Equal(["have an e-mail address"], explanation.Change!.Select(s => s.Text));

        // A condition in two places: has_email alone would not do, since the second group asks for the opposite.
        var twice = Explain("has_email and (not has_email or orders >= 2)");
        Assert.Equal([RuleText.Parse("has_email"), RuleText.Parse("orders >= 2")], twice.Change!.Select(s => (Rule)s.Condition));
        Assert.Null(Explain("has_email and not has_email").Change);
        Assert.Null(Explain("not everyone").Change);

        RuleExplanation Explain(string text) => new RuleExplanationRequest(RuleText.Parse(text), "B2", SmallShop.Between(0, 75)).Run(Shop, CancellationToken.None);
    }

    [Fact]
    public void Segments_OfCustomer_SayWhichAndWhy()
    {
        var result = new CustomerSegmentsRequest("9", SmallShop.Between(0, 75)).Run(Shop, CancellationToken.None);
        Assert.Equal(["VIP", "Broken"], result.Segments.Select(s => s.Name));
        Assert.False(result.Segments[0].Explanation!.Holds);
        Assert.Equal("95 more revenue", Assert.Single(result.Segments[0].Explanation!.Change!).Text);
        Assert.Contains("Gone", result.Segments[1].Problem, StringComparison.Ordinal);
        Assert.Equal(["Picked"], result.Lists);
        Assert.Throws<ArgumentException>(() => new CustomerSegmentsRequest("nobody", SmallShop.Between(0, 75)).Run(Shop, CancellationToken.None));
    }

    [Fact]
    public void History_OfSmallShop_FollowsTheMonths()
    {
        // As of 31 January (day 30) A1 has 150, 10 has 30; as of 29 February (59) the same; as of 16 March B2 has 40, A1 190, 9 has 5.
        var history = new SegmentHistoryRequest(RuleText.Parse("revenue >= 30"), SmallShop.Between(0, 75)).Run(Shop, CancellationToken.None);
        Assert.Equal([("2024-01-31", 2, null, null), ("2024-02-29", 2, 0, 0), ("2024-03-16", 3, 1, (int?)0)], history.Sizes.Select(s => (s.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), s.Customers, s.Entered, s.Left)));
        Assert.Equal((2, 3, 1, 0), (history.Then, history.Now, history.Entered, history.Left));
        Assert.Equal(["B2"], history.FirstEntered.Select(r => r.Key));

        var silent = new SegmentHistoryRequest(RuleText.Parse("orders(last 30 days) = 0"), SmallShop.Between(0, 75), SmallShop.Start.AddDays(30)).Run(Shop, CancellationToken.None);
        // On day 30: all but A1 and 10, and 9 and B2 are not known yet; on day 75: 10, P, Q.
        Assert.Equal((2, 3), (silent.Then, silent.Now));
        Assert.Equal(["10"], silent.FirstEntered.Select(r => r.Key));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SegmentHistoryRequest(new Everyone(), SmallShop.Between(0, 75), SmallShop.Start.AddDays(75)).Run(Shop, CancellationToken.None));
    }

    [Fact]
    public void Members_OfMoreCustomers_AllocateBitsOnly()
    {
        // A condition on a code takes a bit a customer, whatever else a customer has.
        var (small, large) = (RuleShop.Random(5, 64), RuleShop.Random(5, 6_400));
        var rule = RuleText.Parse("country = Germany and not gender = female");
        Assert.InRange(Allocated(large) - Allocated(small), 0, 6_400);

        long Allocated(Snapshot shop)
        {
            var day = RuleShop.Start;
            return RandomColumns.Allocated(() => RuleMembers.Evaluate(shop, rule, ++day, CancellationToken.None));
        }
    }
}
