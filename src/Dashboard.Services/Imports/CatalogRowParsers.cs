using F = Dashboard.Services.Imports.ImportField;

namespace Dashboard.Services.Imports;

/// <summary>Reads products.</summary>
internal sealed class ProductRowParser(ImportPlan plan) : RowParser(plan)
{
    protected override ImportRow? Parse()
    {
        if (!TryKey(F.Product, out string? key)) return null;
        if (key is null)
        {
            RejectMissing(F.Product);
            return null;
        }

        if (!TryNumber(F.Price, out var price) || !TryNumber(F.UnitCost, out var cost)) return null;
        var name = Text(F.ProductName);
        var product = new ProductRow
        {
            Key = key,
            Name = name,
            Category = Text(F.Category),
            Brand = Text(F.Brand),
            PriceE4 = price,
            CostE4 = cost,
            IsMerchandise = ProductCache.IsMerchandise(key, name),
        };
        return new ImportRow { RowNumber = RowNumber, Product = product };
    }
}

/// <summary>Reads campaigns.</summary>
internal sealed class CampaignRowParser(ImportPlan plan) : RowParser(plan)
{
    protected override ImportRow? Parse()
    {
        if (!TryKey(F.Campaign, out string? key)) return null;
        if (key is null)
        {
            RejectMissing(F.Campaign);
            return null;
        }

        if (!TryInstant(F.Start, true, out var start) || !TryInstant(F.End, true, out var end) || !TryNumber(F.CampaignCost, out var cost)) return null;
        var campaign = new CampaignRow
        {
            Key = key,
            Name = Text(F.CampaignName) ?? key,
            Channel = CampaignChannel.Of(Text(F.CampaignChannel)),
            Goal = Text(F.Goal),
            StartSeconds = start,
            EndSeconds = end,
            CostE4 = cost,
            Offer = Text(F.Offer),
        };
        return new ImportRow { RowNumber = RowNumber, Campaigns = [campaign] };
    }
}

/// <summary>Writes the channels of campaigns in one way.</summary>
internal static class CampaignChannel
{
    /// <summary>"email", "sms", "ads", "post" or "phone" for the words that mean them, else the word as it stands.</summary>
    public static string? Of(string? word) => word is null ? null : FieldCatalog.Plain(word) switch
    {
        "email" or "mail" or "emails" or "newsletter" => "email",
        "sms" or "text" or "textmessage" => "sms",
        "ads" or "ad" or "paidsocial" or "paidsearch" or "display" => "ads",
        "post" or "directmail" or "letter" or "catalogue" or "catalog" => "post",
        "phone" or "call" or "telephone" or "telemarketing" => "phone",
        _ => word,
    };
}
