using Bunit;
using Dashboard.Services.Trends;
using Dashboard.Web.Charts;
using Dashboard.Web.Tests.Customers;
using Dashboard.Web.Trends;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Trends;

/// <summary>The shop: 150 in January (Anna twice), 50 in February (a return of 20, Zoë 40, Bob 30); data from 1 January to 20 February 2024.</summary>
public sealed class TrendsPageTests : ShopPages
{
    private const string Address = "/trends?range=all&compare=none";

    [Fact]
    public void Page_EmptyStore_OffersTheImport()
    {
        var page = Show<TrendsPage>("/trends");

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/data/import"));
    }

    [Fact]
    public void Page_Months_MarksTheOneThatIsNotOver()
    {
        Fill();

        var page = Show<TrendsPage>(Address + "&step=month");

        page.WaitForAssertion(() => Assert.Contains(Headings(page), h => h == "Revenue €200"));
        var chart = (LineSpec)Charts(page)[0].Instance.Spec;
        Assert.Equal(["Jan 2024", "Feb 2024 (part)"], chart.Labels);
        Assert.Equal([150, null], chart.Series[0].Values);
        Assert.Equal([150, 50], chart.Series[1].Values);
        Assert.Contains("enters no moving average and no forecast", page.Markup, StringComparison.Ordinal);
        Assert.Contains("No forecast yet: 4 whole months are needed for a forecast; there are 1.", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/export/trend/revenue.xlsx?range=all&compare=none&step=month"));
    }

    [Fact]
    public void Page_StateInTheAddress_IsInTheControlsAndTheRequest()
    {
        Fill();

        var page = Show<TrendsPage>(Address + "&metric=active-customers&step=week&by=country&average=4&horizon=4&cohorts=revenue");

        page.WaitForAssertion(() => Assert.Contains(Headings(page), h => h.StartsWith("Active customers 3", StringComparison.Ordinal)));
        page.WaitForAssertion(() => Assert.Equal("active-customers", page.Find("select[aria-label=Metric] option[selected]").GetAttribute("value")));
        page.WaitForAssertion(() => Assert.Equal("country", page.Find("select[aria-label='Taken apart by'] option[selected]").GetAttribute("value")));
        page.WaitForAssertion(() => Assert.Equal("4", page.Find("select[aria-label='Moving average'] option[selected]").GetAttribute("value")));
        page.WaitForAssertion(() => Assert.Equal("4", page.Find("select[aria-label=Forecast] option[selected]").GetAttribute("value")));
        Assert.Contains("can be in several groups", page.Markup, StringComparison.Ordinal);
        // Three customers are too few for a country of their own.
        Assert.Contains("too few people to be shown on their own", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("a"), a => a.TextContent == "Germany");
        page.WaitForAssertion(() => Assert.Equal("true", page.FindAll("button").First(b => b.TextContent == "Revenue per customer").GetAttribute("aria-pressed")));
    }

    [Fact]
    public async Task Controls_Chosen_GoToTheAddress()
    {
        Fill();
        var page = Show<TrendsPage>(Address);
        page.WaitForElement("section.panel");

        await page.InvokeAsync(() => page.WaitForElement("select[aria-label=Metric]").Change("orders"));
        Assert.EndsWith("/trends?range=all&compare=none&metric=orders", Navigation.Uri, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.WaitForFirst("button", b => b.TextContent == "Week").Click());
        Assert.EndsWith("&metric=orders&step=week", Navigation.Uri, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.WaitForElement("select[aria-label=Forecast]").Change("off"));
        Assert.EndsWith("&metric=orders&step=week&forecast=off", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.DoesNotContain(Headings(page), h => h.StartsWith("How wrong", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Mark_Chosen_OpensItsDays()
    {
        Fill();
        var page = Show<TrendsPage>(Address + "&step=month");
        page.WaitForElement("section.panel");

        await page.InvokeAsync(() => Charts(page)[0].Instance.MarkAsync(0, 0));

        Assert.EndsWith("/?from=2024-01-01&to=2024-01-31&compare=none", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ComparisonBeforeTheData_SaysSo()
    {
        Fill();

        var page = Show<TrendsPage>("/trends?range=all");

        page.WaitForAssertion(() => Assert.Contains("These periods cannot be compared", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_RangeWithoutData_OffersAllTime()
    {
        Fill();

        var page = Show<TrendsPage>("/trends?from=2030-01-01&to=2030-12-31");

        page.WaitForAssertion(() => Assert.Contains("No orders in these days", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.GetAttribute("href") == "/trends?range=all"));
    }

    [Fact]
    public void Cohorts_Shop_ShowsCountsAndWhatIsNotOver()
    {
        Fill();

        var page = Show<TrendsPage>(Address);

        page.WaitForAssertion(() => Assert.Contains(Charts(page), c => c.Instance.Spec is HeatmapSpec));
        var heat = (HeatmapSpec)Charts(page).Single(c => c.Instance.Spec is HeatmapSpec).Instance.Spec;
        Assert.Equal(["All", "Jan 2024* · 1", "Feb 2024 · 2"], heat.Rows);
        Assert.Equal([1, 0], heat.Values[1]);
        Assert.Equal([1, null], heat.Values[2]);
        Assert.Equal([false, true], heat.Unfinished![1]);
        Assert.Contains("0 of 1 customer", heat.Notes![1][1], StringComparison.Ordinal);
        Assert.Contains("the month is not over", heat.Notes[1][1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_PinnedChangedDeletedRestored_AreFlagsOnTheChart()
    {
        Fill();
        var page = Show<TrendsPage>(Address + "&step=month");
        page.WaitForElement("input[aria-label=Note]");

        page.Act("input[aria-label='Day of the note']", e => e.Change("2024-01-15"));
        page.Act("input[aria-label=Note]", e => e.Change("<b>Winter sale</b>"));
        page.Act("form", e => e.Submit());

        page.WaitForAssertion(() => Assert.Equal([new ChartAnnotation(0, "<b>Winter sale</b>")], ((LineSpec)Charts(page)[0].Instance.Spec).Annotations));
        Assert.Empty(page.FindAll("td b"));

        page.Act("button[aria-label^='Change note']", e => e.Click());
        page.Act("input[aria-label=Note]", e => e.Change("Sale"));
        page.Act("form", e => e.Submit());
        page.WaitForAssertion(() => Assert.Equal("Sale", ((LineSpec)Charts(page)[0].Instance.Spec).Annotations.Single().Text));

        page.Act("button[aria-label='Delete note Sale']", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(((LineSpec)Charts(page)[0].Instance.Spec).Annotations));
        page.Act("button[aria-label='Restore note Sale']", e => e.Click());
        page.WaitForAssertion(() => Assert.Single(((LineSpec)Charts(page)[0].Instance.Spec).Annotations));
        Assert.Single(await Services.GetRequiredService<AnnotationService>().ListAsync(null, Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Notes_Empty_SaysWhatToDo()
    {
        Fill();
        var page = Show<TrendsPage>(Address);
        page.WaitForElement("input[aria-label=Note]");

        page.Act("form", e => e.Submit());

        page.WaitForAssertion(() => Assert.Equal("The note is empty. Write a few words, such as \"Spring sale began\".", page.Find("[role=alert]").TextContent));
    }

    private static List<string> Headings(IRenderedComponent<TrendsPage> page) => [.. page.FindAll("h2").Select(h => h.TextContent)];

    private static IReadOnlyList<IRenderedComponent<Chart>> Charts(IRenderedComponent<TrendsPage> page) => page.FindComponents<Chart>();
}
