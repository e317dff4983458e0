using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Statistics;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Campaigns;

/// <summary>One campaign as sheets: funnel, results, responses by day, groups, and the list of its customers. An empty cell is "not recorded".</summary>
public static class CampaignSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["results", "funnel", "groups", "days"];

    /// <summary>All sheets that have rows, without the list of customers.</summary>
    public static IReadOnlyList<Sheet> All(CampaignResult result) => [.. Parts.Select(part => Part(result, part)).OfType<Sheet>()];

    /// <summary>One sheet by its name in <see cref="Parts"/>; null when the campaign, the breakdown or the days are not there.</summary>
    public static Sheet? Part(CampaignResult result, string part) => part switch
    {
        "results" when result.Campaign is { } campaign => Results(campaign),
        "funnel" when result.Campaign is not null => Funnel(result.Funnel),
        "groups" when result.Breakdown is { } breakdown => Groups(breakdown),
        "days" when result.Timeline.Count > 0 => Days(result.Timeline),
        _ => null,
    };

    /// <summary>Attributed and incremental results, one line each.</summary>
    public static Sheet Results(CampaignSummary campaign) => Sheet.Of(
        "Results",
        [
            new("What", CellKind.Text) { Width = 46 }, new("How", CellKind.Text), new("Value", CellKind.Number), new("95 % from", CellKind.Number), new("95 % to", CellKind.Number),
            new("Treated customers", CellKind.Integer), new("Held-out customers", CellKind.Integer), new("p value", CellKind.Number) { Decimals = 6 }, new("Buyers in the smaller arm", CellKind.Integer),
        ],
        Lines(campaign),
        (row, line) =>
        {
            row.Text(line.What);
            row.Text(line.How);
            row.Number(line.Value);
            row.Number(line.Interval?.Low);
            row.Number(line.Interval?.High);
            row.Integer(line.Effect?.Treated);
            row.Integer(line.Effect?.Control);
            row.Number(line.Effect?.PValue);
            row.Integer(line.Effect?.SmallerArmBuyers);
        });

    /// <summary>The five steps.</summary>
    public static Sheet Funnel(IReadOnlyList<FunnelStep> steps) => Sheet.Of(
        "Funnel",
        [
            new("Step", CellKind.Text), new("Recorded", CellKind.Boolean), new("Customers", CellKind.Integer), new("Of customers known", CellKind.Integer),
            new("Rate of sent", CellKind.Percent) { Decimals = 2 }, new("Rate of sent, 95 % from", CellKind.Percent) { Decimals = 2 }, new("Rate of sent, 95 % to", CellKind.Percent) { Decimals = 2 },
            new("Previous step", CellKind.Text), new("Customers after the previous step", CellKind.Integer), new("Customers of the previous step", CellKind.Integer),
            new("Rate of previous", CellKind.Percent) { Decimals = 2 }, new("Rate of previous, 95 % from", CellKind.Percent) { Decimals = 2 }, new("Rate of previous, 95 % to", CellKind.Percent) { Decimals = 2 },
        ],
        steps,
        (row, step) =>
        {
            row.Text(step.Step.ToString());
            row.Boolean(step.Response.IsRecorded);
            row.Integer(step.Response.IsRecorded ? step.Response.Count : null);
            row.Integer(step.Response.IsRecorded ? step.Response.Known : null);
            row.Percent(step.Response.Share);
            row.Percent(step.OfSent?.Low);
            row.Percent(step.OfSent?.High);
            row.Text(step.Previous?.ToString());
            row.Integer(step.AfterPrevious.IsRecorded ? step.AfterPrevious.Count : null);
            row.Integer(step.AfterPrevious.IsRecorded ? step.AfterPrevious.Known : null);
            row.Percent(step.AfterPrevious.Share);
            row.Percent(step.OfPrevious?.Low);
            row.Percent(step.OfPrevious?.High);
        });

    /// <summary>Rates and effects by the groups of a dimension.</summary>
    public static Sheet Groups(CampaignBreakdown breakdown) => Sheet.Of(
        "By " + breakdown.Dimension,
        [
            new(breakdown.Dimension.ToString(), CellKind.Text), new("Treated customers", CellKind.Integer), new("Held-out customers", CellKind.Integer),
            new("Delivered", CellKind.Percent), new("Opened", CellKind.Percent), new("Clicked", CellKind.Percent),
            new("Converted", CellKind.Integer), new("Conversion rate", CellKind.Percent) { Decimals = 2 }, new("Conversion rate, 95 % from", CellKind.Percent) { Decimals = 2 },
            new("Conversion rate, 95 % to", CellKind.Percent) { Decimals = 2 }, new("Revenue", CellKind.Money),
            .. CampaignListSheet.Estimated("Effect on conversion rate", CellKind.Percent).Select(c => c with { Decimals = 2 }),
            new("p value, conversions", CellKind.Number) { Decimals = 6 }, new("p value, conversions, Benjamini-Hochberg", CellKind.Number) { Decimals = 6 },
            .. CampaignListSheet.Estimated("Effect on revenue per customer", CellKind.Money),
            new("p value, revenue", CellKind.Number) { Decimals = 6 }, new("p value, revenue, Benjamini-Hochberg", CellKind.Number) { Decimals = 6 },
            new("Buyers in the smaller arm", CellKind.Integer),
        ],
        breakdown.Groups,
        (row, group) =>
        {
            row.Text(group.Label);
            row.Integer(group.Treated);
            row.Integer(group.Control);
            row.Percent(group.Delivered.Share);
            row.Percent(group.Opened.Share);
            row.Percent(group.Clicked.Share);
            row.Integer(group.Converted.IsRecorded ? group.Converted.Count : null);
            row.Percent(group.Converted.Share);
            row.Percent(group.ConvertedInterval?.Low);
            row.Percent(group.ConvertedInterval?.High);
            row.Money(group.RevenueE4);
            CampaignListSheet.Write(row.Percent, group.ConversionEffect?.Difference);
            row.Number(group.ConversionEffect?.PValue);
            row.Number(group.ConversionEffect?.AdjustedPValue);
            CampaignListSheet.Money(row, group.RevenueEffect?.Difference);
            row.Number(group.RevenueEffect?.PValue);
            row.Number(group.RevenueEffect?.AdjustedPValue);
            row.Integer(group.RevenueEffect?.SmallerArmBuyers);
        });

    /// <summary>First orders by day since the contact.</summary>
    public static Sheet Days(IReadOnlyList<ResponseDay> days) => Sheet.Of(
        "Days since contact",
        [
            new("Day", CellKind.Integer), new("Treated who ordered first", CellKind.Integer), new("Held out who ordered first", CellKind.Integer),
            new("Treated who have ordered", CellKind.Percent) { Decimals = 2 }, new("Held out who have ordered", CellKind.Percent) { Decimals = 2 },
        ],
        days,
        (row, day) =>
        {
            row.Integer(day.Day);
            row.Integer(day.Treated);
            row.Integer(day.Control);
            row.Percent(day.TreatedShare);
            row.Percent(day.ControlShare);
        });

    /// <summary>The customers of a campaign; rows are read while the file is written.</summary>
    public static Sheet Contacts(CampaignContactsResult result) => Sheet.Of(
        "Contacts",
        [
            new("Customer", CellKind.Text), new("Name", CellKind.Text), new("E-mail", CellKind.Text), new("Segment at the start", CellKind.Text), new("Held out", CellKind.Boolean),
            new("First contact", CellKind.DateTime), new("Contacts", CellKind.Integer), new("Delivered", CellKind.Boolean), new("Opened", CellKind.Boolean), new("Clicked", CellKind.Boolean),
            new("Converted", CellKind.Boolean), new("Revenue", CellKind.Money), new("Attributed conversions", CellKind.Integer), new("Attributed revenue", CellKind.Money),
        ],
        result.Rows,
        (row, contact) =>
        {
            row.Text(contact.Key);
            row.Text(contact.Name);
            row.Text(contact.Email);
            row.Text(contact.SegmentName);
            row.Boolean(contact.IsControl);
            row.DateTime(contact.At);
            row.Integer(contact.Contacts);
            row.Boolean(contact.Delivered);
            row.Boolean(contact.Opened);
            row.Boolean(contact.Clicked);
            row.Boolean(contact.Converted);
            row.Money(contact.RevenueE4);
            row.Integer(contact.AttributedConversions);
            row.Money(contact.AttributedRevenueE4);
        });

    private static IEnumerable<Line> Lines(CampaignSummary campaign)
    {
        yield return new("Cost", "Recorded", campaign.CostE4 / 1e4);
        yield return new("Conversions after contact", CampaignListSheet.Name(campaign.Outcome), campaign.Converted.IsRecorded ? campaign.Converted.Count : null);
        yield return new("Revenue after contact", CampaignListSheet.Name(campaign.Outcome), campaign.RevenueE4 / 1e4);
        yield return new("Cost per conversion", "After contact", campaign.CostPerConversion);
        yield return new("Attributed conversions", "Last click", campaign.Attributed.Conversions);
        yield return new("Attributed revenue", "Last click", campaign.Attributed.RevenueE4 / 1e4);
        yield return new("Return on cost, attributed", "Last click", campaign.AttributedRoi);
        yield return Line.Of("Effect on the share who click", campaign.ClickEffect?.Difference, campaign.ClickEffect);
        yield return Line.Of("Effect on the share who convert", campaign.ConversionEffect?.Difference, campaign.ConversionEffect);
        yield return Line.Of("Incremental conversions", campaign.ConversionEffect?.Total, campaign.ConversionEffect);
        yield return Line.Of("Effect on revenue per customer", campaign.RevenueEffect?.Difference, campaign.RevenueEffect);
        yield return Line.Of("Incremental revenue", campaign.RevenueEffect?.Total, campaign.RevenueEffect);
        yield return Line.Of("Return on cost, incremental", campaign.IncrementalRoi, campaign.RevenueEffect);
        yield return Line.Of("Cost per incremental conversion", campaign.CostPerIncrementalConversion, campaign.ConversionEffect);
    }

    private sealed record Line(string What, string How, double? Value, Interval? Interval = null, Effect? Effect = null)
    {
        public static Line Of(string what, Estimate? estimate, Effect? effect) =>
            new(what, "Against control group", estimate?.Value, estimate?.Interval, estimate is null ? null : effect);
    }
}
