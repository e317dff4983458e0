using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Campaigns;

namespace Dashboard.Web.Tests.Campaigns;

public sealed class CampaignViewTests
{
    [Fact]
    public void Parameters_Default_AreAllLeftOut() => Assert.All(CampaignView.Default.Parameters, p => Assert.Null(p.Value));

    [Fact]
    public void Parse_Parameters_GivesTheSameViewAgain()
    {
        foreach (var (did, _) in CampaignView.StepNames.Append(new("", "")))
        {
            foreach (var control in new bool?[] { null, true, false })
            {
                var contacts = CampaignView.With(new ContactFilter(Control: control, Search: "ann"), did);
                var view = new CampaignView(Dimension.AgeBand, true, new CampaignRules(7, 30, OutcomeChoice.Orders), contacts);
                var read = view.Parameters.ToDictionary(p => p.Key, p => p.Value);

                Assert.Equal(view, CampaignView.Parse(
                    read["by"], read["measure"], CampaignView.ParseRules(read["outcome"], read["click"], read["days"]), read["arm"], read["did"], read["find"]));
            }
        }
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("91", "366")]
    [InlineData("-5", "1e3")]
    [InlineData("٣", "<script>")]
    [InlineData("", null)]
    public void ParseRules_Nonsense_IsTheDefault(string? click, string? days) =>
        Assert.Equal(CampaignRules.Default, CampaignView.ParseRules("nonsense", click, days));

    [Theory]
    [InlineData("product")]
    [InlineData("campaign")]
    [InlineData("' OR 1=1")]
    public void Parse_DimensionThatIsNotOfCustomers_IsSegment(string by) =>
        Assert.Equal(CampaignView.Default, CampaignView.Parse(by, "x", CampaignRules.Default, "x", "not-attributed", " "));
}
