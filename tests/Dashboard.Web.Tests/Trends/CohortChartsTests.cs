using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;
using Dashboard.Web.Trends;

namespace Dashboard.Web.Tests.Trends;

public sealed class CohortChartsTests
{
    private static readonly Scope All = new(new RangeChoice("all"), Comparison.None, Filter.Everything);

    [Fact]
    public void Finding_Shares_SaysWhoCameBackWithItsInterval()
    {
        var result = Run(30);

        // Three cohorts of ten a month; two customers of each come back in the month after.
        Assert.StartsWith("20.0% of new customers order again in the month after their first (", CohortCharts.Finding(result, false), StringComparison.Ordinal);
        Assert.EndsWith($"95% interval, {Formats.Integer(result.Totals[1].Size)} customers)", CohortCharts.Finding(result, false), StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_Revenue_RestsOnThreeCohortsAtLeast()
    {
        var result = Run(6);

        // Six months, all over: month 3 is known of three cohorts, month 4 of two. Each cohort has 10 x 10.00 and then 2 x 5.00.
        Assert.Equal("£11.00 per customer by the end of month 3 (30 customers of 3 cohorts)", CohortCharts.Finding(result, true));
    }

    [Fact]
    public void Finding_OneMonth_SaysThatItIsTooEarly() =>
        Assert.Contains("no month after the first is over yet", CohortCharts.Finding(Run(1), false), StringComparison.Ordinal);

    [Fact]
    public void Heatmap_ManyCohorts_ShowsTheNewestAndSaysWhatIsHidden()
    {
        var result = Run(30);

        var heat = CohortCharts.Heatmap(result, false);
        var table = CohortCharts.Table(result, false, All);

        Assert.Equal((26, 25), (heat.Rows.Count, heat.Columns.Count));
        Assert.Equal("The table and the files hold 5 older cohorts and 5 later months more.", CohortCharts.Hidden(result));
        Assert.All(heat.Values, r => Assert.Equal(25, r.Count));
        Assert.Equal(0.2, heat.Most);
        Assert.Equal((30, 32), (table.Rows.Count, table.Columns.Count));
        Assert.All(table.Rows, r => Assert.Equal(table.Columns.Count, r.Count));
        Assert.Equal("Jan 2022 (and before)", table.Rows[0][0].Text);
        Assert.Equal("/?from=2022-01-01&to=2022-01-31&compare=none", table.Rows[0][0].Href);
        Assert.Null(CohortCharts.Hidden(Run(6)));
    }

    /// <summary>Ten new customers on the first of each month, two of whom order again a month later; the last day of data ends a month.</summary>
    private static CohortsResult Run(int months)
    {
        var builder = new SnapshotBuilder(new ShopSettings { Currency = "GBP" }, 1);
        var first = new DateOnly(2022, 1, 1);
        var number = 0;
        for (var m = 0; m < months; m++)
        {
            for (var c = 0; c < 10; c++)
            {
                var customer = builder.Add(new CustomerFacts($"{m}-{c}"));
                Order(customer, first.AddMonths(m), 10_0000);
                if (c < 2 && m + 1 < months)
                    Order(customer, first.AddMonths(m + 1), 5_0000);
            }
        }

        builder.Add(new DocumentFacts("last", -1, first.AddMonths(months).DayNumber - 1));
        return new CohortsRequest(All).Run(builder.Build(), TestContext.Current.CancellationToken);

        void Order(int customer, DateOnly day, long amountE4)
        {
            builder.Add(new DocumentFacts($"{++number}", customer, day.DayNumber));
            builder.Add(new LineFacts(-1, 1_0000, amountE4, 0, amountE4));
        }
    }
}
