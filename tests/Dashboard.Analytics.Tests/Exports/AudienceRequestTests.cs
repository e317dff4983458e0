using Dashboard.Analytics.Exports;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Customers;

namespace Dashboard.Analytics.Tests.Exports;

public sealed class AudienceRequestTests
{
    private static readonly Scope All = Scope.Default with { Range = new RangeChoice("all") };

    [Fact]
    public void Run_ForEmail_HasOnlyThoseWhoAgreedAndHaveAnAddress()
    {
        var result = Run(Shop(), "everyone", "email");

        Assert.Equal((5, 1), (result.Matching, result.Included));
        Assert.Equal(new AudienceChannel("email", 1, 1, 2, 1), result.Channel);
        Assert.Equal(["yes"], result.Preview.Select(r => r.Key));
        Assert.Equal([(1L, "refused marketing by email"), (2L, "never asked about marketing by email"), (1L, "agreed, and no address on record")], result.Receipt.LeftOut.Select(l => (l.Rows, l.Reason)));
        Assert.Contains(result.Receipt.Details, d => d.Key == "Purpose" && d.Value.StartsWith("Marketing by email", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ForAnalysis_HasEverybodyOfTheRule()
    {
        Assert.Equal((5, 5), Counts(Run(Shop(), "everyone", null)));
        Assert.Equal((2, 2), Counts(Run(Shop(), "country = \"Spain\"", null)));

        static (int, int) Counts(AudienceResult result) => (result.Matching, result.Included);
    }

    [Fact]
    public void Run_ChannelThatNobodyWasAskedAbout_SaysWhichThereAre()
    {
        var problem = Assert.Throws<ArgumentException>(() => Run(Shop(), "everyone", "pigeon"));

        Assert.Contains("Choose one of email, sms", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AnyShop_FourNumbersAddUpAndRowsAreThoseWhoMayBeContacted()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            var shop = SmallShop.Random(seed, 200);
            foreach (var rule in (string[])["everyone", "country = \"Spain\" or gender = \"male\"", "not (orders(last 60 days) >= 1)"])
            {
                var scope = SmallShop.Between(100, 240, seed % 2 == 0 ? [] : [new Condition(Dimension.Rule, "age >= 20"), new Condition(Dimension.Rule, "country is unknown")]);
                var all = new AudienceRequest(scope, RuleText.Parse(rule), null).Run(shop, TestContext.Current.CancellationToken);
                Assert.Equal(all.Matching, all.Included);
                foreach (var channel in all.Channels)
                {
                    Assert.Equal(all.Matching, channel.Contactable + channel.Refused + channel.NeverAsked + channel.WithoutAddress);
                    var request = new AudienceRequest(scope, RuleText.Parse(rule), channel.Channel);
                    var some = request.Run(shop, TestContext.Current.CancellationToken);
                    Assert.Equal(channel.Contactable, some.Included);
                    Assert.Equal(some.Matching, some.Included + some.Receipt.LeftOut.Where(l => l.Reason.Contains(channel.Channel, StringComparison.Ordinal) || l.Reason.Contains("address", StringComparison.Ordinal)).Sum(l => l.Rows));
                    var position = all.Channels.ToList().IndexOf(channel);
                    Assert.All(request.FileOf(channel.Channel).Run(shop, TestContext.Current.CancellationToken).Rows, row => Assert.Equal(Analytics.Customers.ConsentState.Granted, row.Consents[position]));
                }
            }
        }
    }

    private static AudienceResult Run(Snapshot shop, string rule, string? channel) => new AudienceRequest(All, RuleText.Parse(rule), channel).Run(shop, TestContext.Current.CancellationToken);

    private static Snapshot Shop()
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        builder.Add(new CustomerFacts("yes") { Email = "a@example.com", Country = "Spain", Consent = new Dictionary<string, bool> { ["email"] = true } });
        builder.Add(new CustomerFacts("no") { Email = "b@example.com", Country = "Spain", Consent = new Dictionary<string, bool> { ["email"] = false } });
        builder.Add(new CustomerFacts("nowhere") { Consent = new Dictionary<string, bool> { ["email"] = true } });
        builder.Add(new CustomerFacts("unasked") { Email = "c@example.com", Consent = new Dictionary<string, bool> { ["sms"] = true } });
        builder.Add(new CustomerFacts("silent"));
        return builder.Build();
    }
}
