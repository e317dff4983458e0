using Bunit;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Overlaps;
using Dashboard.Web.Tests.Customers;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Overlaps;

public sealed class OverlapPageTests : ShopPages
{
    private const string Women = "gender = \"female\"";
    private const string Repeat = "orders(ever) >= 2";
    private const string Germans = "country = \"Germany\"";

    [Fact]
    public void OverlapPage_EmptyStore_SaysWhatToDo()
    {
        var page = Show<OverlapPage>("/segments/overlap");

        page.WaitForAssertion(() => Assert.Contains("No customers here", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void OverlapPage_NoSets_ShowsSetsThatOverlap()
    {
        Fill();

        var page = Show<OverlapPage>("/segments/overlap?range=all");

        page.WaitForAssertion(() => Assert.Contains("are in none", page.Markup, StringComparison.Ordinal));
        Assert.InRange(page.FindAll(".set-picker select").Count, 2, 5);
        Assert.DoesNotContain("Nobody is in more than one", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void OverlapPage_RfmGroups_ShowsWhatOverlapsInstead()
    {
        Fill();

        var page = Show<OverlapPage>(Address("rfm.group = \"Champions\"", "rfm.group = \"Dormant\""));

        page.WaitForAssertion(() => Assert.Contains("RFM groups never overlap", page.Find(".note").TextContent, StringComparison.Ordinal));
        var address = Uri.UnescapeDataString(page.WaitForElement(".note a").GetAttribute("href")!);
        Assert.Contains("s=orders(last 90 days) >= 1&s=consent(\"email\") = granted&s=orders(ever) >= 2&s=rfm.group", address, StringComparison.Ordinal);
    }

    [Fact]
    public void OverlapPage_Sets_ShowsIntersectionsWithTheirLinks()
    {
        Fill();

        var page = Show<OverlapPage>(Address(Women, Repeat, Germans));

        // Anna is all three; Zoë is a woman; Bob is none.
        page.WaitForAssertion(() => Assert.Contains("1 customer, 50.0% of those in any set, is in several", page.Markup, StringComparison.Ordinal));
        Assert.Contains("1 of 3 customers are in none", page.Markup, StringComparison.Ordinal);
        page.Act("button[aria-label='Show as table']", 0, e => e.Click());
        var rows = page.WaitForFirst(".panel table", t => t.TextContent.Contains("Save as segment", StringComparison.Ordinal)).QuerySelectorAll("tbody tr");
        Assert.Equal(3, rows.Length);
        var links = rows[0].QuerySelectorAll("a").Select(a => Uri.UnescapeDataString(a.GetAttribute("href")!)).ToList();
        Assert.Equal($"/customers?range=all&f=rule:{Women} and not ({Repeat} or {Germans})", links[0]);
        Assert.Equal($"/segments/new?rule={Women} and not ({Repeat} or {Germans})", links[1]);
        Assert.Equal($"/exports?range=all&rule={Women} and not ({Repeat} or {Germans})", links[2]);
    }

    [Fact]
    public void OverlapPage_Mode_CountsInclusively()
    {
        Fill();
        var page = Show<OverlapPage>(Address(Women, Repeat));
        page.WaitForAssertion(() => Assert.Contains("Customers in exactly the sets with a dot", page.Markup, StringComparison.Ordinal));

        page.Act(".overlap-mode button", 1, e => e.Click());

        page.WaitForAssertion(() => Assert.EndsWith("&mode=inclusive", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void OverlapPage_AddAndRemove_ChangesTheAddress()
    {
        Fill();
        var page = Show<OverlapPage>(Address(Women, Repeat));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".overlap-set").Count));
        Assert.All(page.FindAll(".overlap-set > button"), b => Assert.True(b.HasAttribute("disabled")));

        page.Act(".overlap-tools button", 0, e => e.Click());
        page.WaitForAssertion(() => Assert.Equal($"/segments/overlap?range=all&s={Women}&s={Repeat}&s=orders(last 90 days) >= 1", Uri.UnescapeDataString(new Uri(Navigation.Uri).PathAndQuery)));
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".overlap-set").Count));
        page.Act(".overlap-set > button", 0, e => e.Click());

        page.WaitForAssertion(() => Assert.Equal($"/segments/overlap?range=all&s={Repeat}&s=orders(last 90 days) >= 1", Uri.UnescapeDataString(new Uri(Navigation.Uri).PathAndQuery)));
    }

    [Fact]
    public void OverlapPage_RuleThatCannotBeRead_SaysWhere()
    {
        Fill();

        var page = Show<OverlapPage>(Address(Women, "countri = 1"));

        page.WaitForAssertion(() => Assert.Contains("The sets could not be laid over each other", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".overlap-set").Count));
    }

    [Fact]
    public async Task Charts_OfAResult_SayTheSameAsItsTables()
    {
        Fill();
        var scope = Web.Scopes.ScopeQuery.Parse("all", null, null, null, null);
        var result = await Services.GetRequiredService<AnalysisService>().RunAsync(OverlapQuery.Request(scope, [Women, Repeat, Germans], "inclusive"), Xunit.TestContext.Current.CancellationToken);

        var upset = OverlapCharts.Upset(result);
        Assert.Equal(result.Intersections.Select(i => (double)i.Customers), upset.Bars.Select(b => b.Value));
        Assert.Equal([2, 1, 1], upset.Sets.Select(s => s.Value));
        Assert.False(upset.AddsUp);
        var jaccard = OverlapCharts.Jaccard(result);
        Assert.Null(jaccard.Values[1][1]);
        Assert.Equal(0.5, jaccard.Values[0][1]);
        Assert.Equal(jaccard.Values[0][1], jaccard.Values[1][0]);
        Assert.Equal(1.5, OverlapCharts.Lift(result).Values[0][1]!.Value, 12);
        Assert.Equal(3, OverlapCharts.Pairs(result, scope).Rows.Count);
        Assert.Equal("More than one order", OverlapText.Names(result)[1].Name);
        Assert.Equal(Women, OverlapText.Names(result)[0].Name);
    }

    [Fact]
    public void Members_ScopeWithRules_KeepsThemAsAPart()
    {
        var scope = Web.Scopes.ScopeQuery.Parse(null, null, null, null, [$"rule:{Women}", $"rule:{Germans}", "country:France"]);

        var members = OverlapQuery.Members(scope, Analytics.Rules.RuleText.Parse(Repeat));

        // Rules are sorted in a filter, so that equal filters are equal.
        Assert.Equal([$"({Germans} or {Women}) and {Repeat}"], members.Filter.Values(Analytics.Scopes.Dimension.Rule));
        Assert.Equal(["France"], members.Filter.Values(Analytics.Scopes.Dimension.Country));
    }

    private static string Address(params string[] sets) => $"/segments/overlap?range=all&{string.Join('&', sets.Select(s => "s=" + Uri.EscapeDataString(s)))}";
}
