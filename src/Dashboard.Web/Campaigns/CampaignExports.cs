using Dashboard.Analytics.Campaigns;
using Dashboard.Services.Campaigns;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Campaigns;

/// <summary>The campaigns' files: the list, one campaign, one of its parts, and its customers.</summary>
public static class CampaignExports
{
    /// <summary>Serves <c>/export/campaigns</c>, <c>/export/campaign/KEY</c> and <c>/export/campaign/KEY/PART</c>, where PART is "contacts" or one of <see cref="CampaignSheets.Parts"/>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("campaigns", async export =>
        {
            var result = await export.RunAsync(new CampaignsRequest(export.Scope, Rules(export)));
            return ReceiptSheet.Workbook(result.Receipt, export.Now, CampaignListSheet.Of(result));
        });
        routes.MapExport("campaign/{key}/contacts", ContactsAsync);
        routes.MapExport("campaign/{key}/{part}", export => CampaignAsync(export, export.Route("part")));
        routes.MapExport("campaign/{key}", export => CampaignAsync(export, null));
    }

    private static async Task<Workbook?> CampaignAsync(ExportRequest export, string? part)
    {
        var result = await export.RunAsync(new CampaignRequest(Key(export), export.Scope, View(export).By, Rules(export)));
        IReadOnlyList<Sheet> sheets = part is null ? CampaignSheets.All(result) : CampaignSheets.Part(result, part) is { } one ? [one] : [];
        return sheets.Count == 0 ? null : ReceiptSheet.Workbook(result.Receipt, export.Now, sheets);
    }

    private static async Task<Workbook?> ContactsAsync(ExportRequest export)
    {
        var result = await export.RunAsync(new CampaignContactsRequest(Key(export), export.Scope, View(export).Contacts, Rules(export)));
        return ReceiptSheet.Workbook(result.Receipt, export.Now, CampaignSheets.Contacts(result));
    }

    private static string Key(ExportRequest export) => Urls.KeyOf(export.Route("key"));

    private static CampaignRules Rules(ExportRequest export) => CampaignView.ParseRules(export.Query("outcome"), export.Query("click"), export.Query("days"));

    private static CampaignView View(ExportRequest export) =>
        CampaignView.Parse(export.Query("by"), export.Query("measure"), Rules(export), export.Query("arm"), export.Query("did"), export.Query("find"));
}
