using Bunit;
using Dashboard.Services.Imports;
using Dashboard.Web.Assortment;
using Dashboard.Web.Charts;
using Dashboard.Web.Tests.Customers;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests.Assortment;

public sealed class AssortmentPagesTests : ShopPages
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Pages_EmptyStore_SayWhatThereIsNot()
    {
        Assert.Contains("No categories to show", Written(Show<AssortmentPage>("/segments/assortment")), StringComparison.Ordinal);
        Assert.Contains("Not enough orders for this yet", Written(Show<AffinityPage>("/segments/assortment/together")), StringComparison.Ordinal);
        Assert.Contains("Not enough customers for this yet", Written(Show<PathPage>("/segments/assortment/next")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_OneSegment_ShowsItsIndicesWithIntervalsAndOpensItsBuyers()
    {
        Many();

        var page = Show<AssortmentPage>($"/segments/assortment?range=all&level=product&rule={Uri.EscapeDataString("gender = \"female\"")}");

        page.WaitForAssertion(() => Assert.Contains("stands out, index 200", page.Find("h1").TextContent, StringComparison.Ordinal));
        var chart = page.FindComponent<Chart>();
        var spec = Assert.IsType<IntervalSpec>(chart.Instance.Spec);
        var tea = spec.Rows.Single(r => r.Name == "Tea");
        Assert.Equal((200.0, 100.0), (Math.Round(tea.Value!.Value, 6), spec.Reference));
        Assert.True(tea.Low is > 100 and < 200);
        await page.InvokeAsync(() => chart.Instance.MarkAsync(0, 0));
        page.WaitForAssertion(() => Assert.Contains("f=rule%3Agender%20%3D%20%22female%22%20and%20bought%28between%202024-01-01%20and", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Index_GroupsThatOrdered_AreColumnsThatOpenTheirCustomers()
    {
        Many();
        var page = Show<AssortmentPage>("/segments/assortment?range=all");
        page.WaitForAssertion(() => Assert.IsType<HeatmapSpec>(page.FindComponent<Chart>().Instance.Spec));
        var columns = ((HeatmapSpec)page.FindComponent<Chart>().Instance.Spec).Columns;
        Assert.InRange(columns.Count, 2, 9);
        Assert.Contains("Nobody of", page.Markup, StringComparison.Ordinal);

        // The last column is the last group that ordered, wherever it stands among all.
        await page.InvokeAsync(() => page.FindComponent<Chart>().Instance.MarkAsync(0, columns.Count - 1));
        page.WaitForAssertion(() => Assert.Contains(Uri.EscapeDataString(columns[^1]), Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Index_Choice_ChangesTheAddress()
    {
        Many();
        var page = Show<AssortmentPage>("/segments/assortment?range=all");
        page.WaitForAssertion(() => Assert.IsType<HeatmapSpec>(page.FindComponent<Chart>().Instance.Spec));

        page.Act("button", b => b.TextContent == "Brands", e => e.Click());
        Assert.EndsWith("/segments/assortment?range=all&level=brand", Navigation.Uri, StringComparison.Ordinal);

        page.Act(".list-tools select", e => e.Change("rfm.group = \"Champions\""));
        Assert.Contains("rule=rfm.group%20%3D%20%22Champions%22", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Index_RuleThatCannotBeRead_SaysWhere()
    {
        Many();

        var page = Show<AssortmentPage>("/segments/assortment?rule=gendr%20%3D%20%22x%22");

        page.WaitForAssertion(() => Assert.Contains("gendr", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Together_Shop_ShowsRulesAndPairs()
    {
        Many();

        var page = Show<AffinityPage>("/segments/assortment/together?range=all&level=product");

        page.WaitForAssertion(() => Assert.Contains("go together", page.Find("h1").TextContent, StringComparison.Ordinal));
        var specs = page.FindComponents<Chart>().Select(c => c.Instance.Spec).ToList();
        Assert.Contains("Spoon → Tea", ((IntervalSpec)specs[0]).Rows.Select(r => r.Name));
        Assert.Contains("Tea", ((HeatmapSpec)specs[1]).Rows);
        Assert.Contains("Baskets", page.Markup, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.FindComponents<Chart>()[0].Instance.MarkAsync(0, 0));
        page.WaitForAssertion(() => Assert.Contains("/customers?range=all&f=rule%3Abought", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Together_LimitsThatNothingReaches_SayWhatToChange()
    {
        Many();

        var page = Show<AffinityPage>("/segments/assortment/together?range=all&level=product&support=100");

        page.WaitForAssertion(() => Assert.Contains("No rule reaches these limits", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Next_Shop_DrawsStreamsWhoseCustomersOpen()
    {
        Many();

        var page = Show<PathPage>("/segments/assortment/next?range=all&level=product");

        page.WaitForAssertion(() => Assert.StartsWith("50% have not come back after order 1", page.Find("h1").TextContent, StringComparison.Ordinal));
        var chart = page.FindComponents<Chart>()[0];
        var sankey = Assert.IsType<SankeySpec>(chart.Instance.Spec);
        Assert.Equal(120, sankey.Links.Sum(l => l.Value));
        await page.InvokeAsync(() => chart.Instance.MarkAsync(0, 0));
        page.WaitForAssertion(() => Assert.Contains("nth_order%28%221%22%29%20between", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Next_EveryItem_HasNoStreams()
    {
        Many();

        var page = Show<PathPage>("/segments/assortment/next?range=all&level=product&count=every");

        page.WaitForAssertion(() => Assert.IsType<HeatmapSpec>(page.FindComponents<Chart>()[0].Instance.Spec));
    }

    private static string Written<TPage>(IRenderedComponent<TPage> page)
        where TPage : IComponent
    {
        // A panel that says how far the work is has a heading too.
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".state:not([aria-live]) h2")));
        return page.Markup;
    }

    /// <summary>60 women whose first order is tea with a spoon, 60 men whose first is a cup; half of each come back for a cup after 30 days.</summary>
    private void Many()
    {
        using var session = ImportSession.Begin(Store, "many.csv", nameof(ImportKind.Orders), "{}", Start);
        var row = 1L;
        for (var i = 0; i < 120; i++)
        {
            var customer = new CustomerRow { Key = $"C{i:000}", Gender = i < 60 ? "female" : "male" };
            session.Add(Line(++row, $"D{i}", customer, i % 20, i < 60 ? "Tea" : "Cup", 8));
            if (i < 60)
                session.Add(Line(++row, $"D{i}", customer, i % 20, "Spoon", 2));
            if (i % 2 == 0)
                session.Add(Line(++row, $"E{i}", customer, (i % 20) + 30, "Cup", 8));
        }

        session.Finish(false, [], Start, Xunit.TestContext.Current.CancellationToken);
    }

    private static ImportRow Line(long row, string document, CustomerRow customer, int day, string product, int amount) => new()
    {
        RowNumber = row,
        Customer = customer,
        Product = new ProductRow { Key = product, Name = product, Category = product == "Cup" ? "Dishes" : "Drinks", Brand = product == "Tea" ? "Leaf" : "Plain" },
        Line = new OrderLineRow
        {
            Document = document,
            CustomerKey = customer.Key,
            ProductKey = product,
            AtSeconds = Start.AddDays(day).ToUnixTimeSeconds(),
            Kind = LineKind.Sale,
            QuantityE4 = 10_000,
            UnitPriceE4 = amount * 10_000L,
            AmountE4 = amount * 10_000L,
        },
    };
}
