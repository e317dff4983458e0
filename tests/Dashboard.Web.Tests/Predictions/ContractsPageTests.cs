using Bunit;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Predictions;
using Dashboard.Web.Predictions;
using Dashboard.Web.Tests.Customers;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests.Predictions;

public sealed class ContractsPageTests : ShopPages
{
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    [Fact]
    public void Page_ShopWithoutContracts_SaysWhatUnlocksItAndShowsAnExample()
    {
        Fill();

        var page = Show<ContractsPage>("/predictions/contracts?range=all");

        page.WaitForAssertion(() => Assert.Contains("No contracts are known", page.Markup, StringComparison.Ordinal));
        Assert.Contains("columns without a field of their own are kept as attributes", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a"), a => a.TextContent == "Show a published example" && a.GetAttribute("href")!.Contains("every=year", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Page_PastedTable_GoesToTheAddressAndIsModelled()
    {
        Fill();
        var page = Show<ContractsPage>("/predictions/contracts?range=all&every=year");
        page.WaitForElement("#contract-table");

        await page.ActAsync("#contract-table", e => e.ChangeAsync(new ChangeEventArgs { Value = "2010: 1000, 869, 743, 653\n2011: 500, 430, 380" }));
        await page.ActAsync("form.fields", e => e.SubmitAsync());

        Assert.Contains("table=2010%3A%201000%2C%20869%2C%20743%2C%20653%7C2011%3A%20500", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_PublishedTable_ShowsSurvivalLifetimeAndLookBack()
    {
        Fill();

        var page = Show<ContractsPage>(Urls.Contracts(All, ContractQuery.Example.Parameters()));

        page.WaitForAssertion(() => Assert.Contains("contracts may still be there in 3 years", page.Find("h1").TextContent, StringComparison.Ordinal));
        foreach (var words in (string[])["A new contract lasts", "expected within 5 years", "Looking back, it foretold renewals better", "From a pasted table", "Survival by cohort"])
            Assert.Contains(words, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Residual value", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_OfAResult_HoldTheSameNumbersAsItsSheets()
    {
        var result = ContractQuery.Example.Request(All).Run(new SnapshotBuilder(new ShopSettings(), 1).Build(), CancellationToken.None);

        var survival = ContractCharts.Survival(result);
        Assert.Equal(result.Renewals.Count + 1, survival.Labels.Count);
        Assert.All(survival.Series, s => Assert.Equal(survival.Labels.Count, s.Values.Count));
        Assert.Equal(result.Active, ContractCharts.Remaining(result).Series[0].Values[0]);
        Assert.Equal(["Regular", "High end", "Model"], ContractCharts.Cohorts(result).Series.Select(s => s.Name));
        Assert.Equal(2, ContractCharts.CohortTable(result).Rows.Count);
        Assert.Equal(["Renewals", "Still there", "Cohorts", "Looking back"], ContractSheets.All(result).Select(s => s.Name));
        Assert.Null(ContractSheets.Part(result, "else"));
    }

    [Fact]
    public void Parse_OfParameters_IsTheSameQuery()
    {
        var query = new ContractQuery("begin", ContractSource.SignUp, ContractPeriod.Week, 15, "1: 10, 9|2: 5");
        var read = query.Parameters().ToDictionary(p => p.Key, p => p.Value);

        Assert.Equal(query, ContractQuery.Parse(read["start"], read["end"], read["every"], read["discount"], read["table"]));
        Assert.Throws<ArgumentException>(() => ContractQuery.Parse(null, null, null, "0", null));
        Assert.Equal("1, 2|3", ContractQuery.Lines(" 1, 2 \r\n\r\n3 "));
    }
}
