using Dashboard.Analytics.Campaigns;
using Dashboard.Analytics.Statistics;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Campaigns;

/// <summary>The list of campaigns as a sheet: a row a campaign, attributed and incremental results in columns of their own. An empty cell is "not recorded".</summary>
public static class CampaignListSheet
{
    private static readonly SheetColumn[] Columns =
    [
        new("Campaign", CellKind.Text), new("Name", CellKind.Text), new("Channel", CellKind.Text), new("Goal", CellKind.Text), new("Offer", CellKind.Text),
        new("First day", CellKind.Date), new("Last day", CellKind.Date),
        new("Treated customers", CellKind.Integer), new("Held-out customers", CellKind.Integer), new("Contacts", CellKind.Integer),
        new("Delivered", CellKind.Integer), new("Delivered rate", CellKind.Percent), new("Opened", CellKind.Integer), new("Opened rate", CellKind.Percent),
        new("Clicked", CellKind.Integer), new("Clicked rate", CellKind.Percent), new("Converted", CellKind.Integer), new("Conversion rate", CellKind.Percent) { Decimals = 2 },
        new("Conversion rate, held out", CellKind.Percent) { Decimals = 2 }, new("Outcome from", CellKind.Text),
        new("Cost", CellKind.Money), new("Cost per conversion", CellKind.Money),
        new("Attributed conversions", CellKind.Integer), new("Attributed revenue", CellKind.Money), new("Return on cost, attributed", CellKind.Percent),
        .. Estimated("Incremental conversions", CellKind.Number), .. Estimated("Incremental revenue", CellKind.Money), .. Estimated("Return on cost, incremental", CellKind.Percent),
        new("Cost per incremental conversion", CellKind.Money), new("p value, conversions", CellKind.Number) { Decimals = 6 }, new("p value, revenue", CellKind.Number) { Decimals = 6 },
        new("Buyers in the smaller arm", CellKind.Integer),
    ];

    /// <summary>The sheet.</summary>
    public static Sheet Of(CampaignsResult result) => Sheet.Of("Campaigns", Columns, result.Campaigns, Write);

    /// <summary>Three columns for an estimate and its interval.</summary>
    internal static IEnumerable<SheetColumn> Estimated(string title, CellKind kind) =>
        [new(title, kind), new(title + ", 95 % from", kind), new(title + ", 95 % to", kind)];

    /// <summary>Writes an estimate of currency units into money columns.</summary>
    internal static void Money(RowWriter row, Estimate? estimate)
    {
        row.Money(Amount(estimate?.Value));
        row.Money(Amount(estimate?.Interval.Low));
        row.Money(Amount(estimate?.Interval.High));
    }

    /// <summary>Writes an estimate into columns of numbers or percents.</summary>
    internal static void Write(Action<double?> cell, Estimate? estimate)
    {
        cell(estimate?.Value);
        cell(estimate?.Interval.Low);
        cell(estimate?.Interval.High);
    }

    /// <summary>Currency units in ten-thousandths; null for what is not a number.</summary>
    internal static long? Amount(double? units) => units is { } value && double.IsFinite(value) ? (long)Math.Round(value * 10_000) : null;

    /// <summary>What the source of an outcome is called in files.</summary>
    internal static string Name(OutcomeSource source) => source switch
    {
        OutcomeSource.Recorded => "Contact file",
        OutcomeSource.Orders => "Orders",
        _ => "Not known",
    };

    private static void Write(RowWriter row, CampaignSummary campaign)
    {
        row.Text(campaign.Key);
        row.Text(campaign.Name);
        row.Text(campaign.Channel);
        row.Text(campaign.Goal);
        row.Text(campaign.Offer);
        row.Date(campaign.Start);
        row.Date(campaign.End);
        row.Integer(campaign.Treated);
        row.Integer(campaign.Control);
        row.Integer(campaign.Contacts);
        foreach (var response in (Response[])[campaign.Delivered, campaign.Opened, campaign.Clicked, campaign.Converted])
            Write(row, response);
        row.Percent(campaign.ControlConverted.Share);
        row.Text(Name(campaign.Outcome));
        row.Money(campaign.CostE4);
        row.Money(Amount(campaign.CostPerConversion));
        row.Integer(campaign.Attributed.Conversions);
        row.Money(campaign.Attributed.RevenueE4);
        row.Percent(campaign.AttributedRoi);
        Write(row.Number, campaign.ConversionEffect?.Total);
        Money(row, campaign.RevenueEffect?.Total);
        Write(row.Percent, campaign.IncrementalRoi);
        row.Money(Amount(campaign.CostPerIncrementalConversion?.Value));
        row.Number(campaign.ConversionEffect?.PValue);
        row.Number(campaign.RevenueEffect?.PValue);
        row.Integer(campaign.RevenueEffect?.SmallerArmBuyers);
    }

    private static void Write(RowWriter row, Response response)
    {
        row.Integer(response.IsRecorded ? response.Count : null);
        row.Percent(response.Share);
    }
}
