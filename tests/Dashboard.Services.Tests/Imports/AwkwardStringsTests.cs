using System.Text.Json;
using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Tests.Imports;

/// <summary>Strings that break programs, in every text that can be imported: they come out as they went in, spaces at the ends apart.</summary>
public sealed class AwkwardStringsTests : IDisposable
{
    private readonly ImportFixture _files = new();

    [Fact]
    public void Read_CustomersOfAwkwardTexts_KeepThem()
    {
        var strings = Strings();
        var header = "CustomerID,Name,Country,Region,City,Postcode,Language,Acquisition channel,Phone,Shoe";
        var lines = strings.Select((text, i) => $"k{i}," + string.Join(',', Enumerable.Repeat(Quoted(text), 9)));
        var map = "CustomerID=customer,Name=name,Country=country,Region=region,City=city,Postcode=postcode,Language=language,Acquisition channel=acquisition-channel,Phone=phone,Shoe=attribute";
        var path = _files.Write("people.csv", header + "\n" + string.Join('\n', lines));
        var (rows, rejections, _) = ImportFixture.Read(path, new ImportChoices { Kind = ImportKind.Customers, Map = map });
        Assert.Empty(rejections);
        Assert.Equal(strings.Count, rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var expected = strings[i].Trim(' ') is { Length: > 0 } text ? text : null;
            var customer = rows[i].Customer!;
            Assert.All([customer.Name, customer.Country, customer.Region, customer.City, customer.Postcode, customer.Language, customer.AcquisitionChannel, customer.Phone, customer.Attributes.GetValueOrDefault("Shoe")], value => Assert.Equal(expected, value));
        }
    }

    [Fact]
    public void Read_OrdersOfAwkwardIdsAndTexts_KeepThem()
    {
        var strings = Strings().Where(text => !ValueText.IsNothing(text) && text.Trim().Length is > 0 and < 250).ToList();
        var lines = strings.Select(text => $"{Quoted(text)},{Quoted(text)},{Quoted(text)},{Quoted(text)},1,2011-01-02,2,{Quoted(text)},{Quoted(text)},{Quoted(text)}");
        var path = _files.Write("orders.csv", "Invoice,StockCode,Description,CustomerID,Quantity,Date,Price,Category,Brand,Channel\n" + string.Join('\n', lines));
        var map = "Invoice=document,StockCode=product,Description=product-name,CustomerID=customer,Category=category,Brand=brand,Channel=channel";
        var (rows, rejections, _) = ImportFixture.Read(path, new ImportChoices { Kind = ImportKind.Orders, Map = map });
        Assert.Empty(rejections);
        Assert.Equal(strings.Select(text => text.Trim()), rows.Select(row => row.Line!.Document));
        Assert.Equal(strings.Select(text => text.Trim()), rows.Select(row => row.Product!.Key));
        Assert.Equal(strings.Select(text => text.Trim()), rows.Select(row => row.Customer!.Key));
        Assert.Equal(strings.Select(text => text.Trim(' ')), rows.Select(row => row.Product!.Name));
        Assert.Equal(strings.Select(text => text.Trim(' ')), rows.Select(row => row.Product!.Category));
        Assert.Equal(strings.Select(text => text.Trim(' ')), rows.Select(row => row.Product!.Brand));
        Assert.Equal(strings.Select(text => text.Trim(' ')), rows.Select(row => row.Line!.Channel));
    }

    [Fact]
    public void Read_CampaignsAndProductsOfAwkwardTexts_KeepThem()
    {
        var strings = Strings().Where(text => text.Trim(' ').Length > 0).ToList();
        var campaigns = _files.Write("campaigns.csv", "Campaign,Name,Goal,Offer\n" + string.Join('\n', strings.Select((text, i) => $"c{i},{Quoted(text)},{Quoted(text)},{Quoted(text)}")));
        var (rows, rejections, _) = ImportFixture.Read(campaigns, new ImportChoices { Kind = ImportKind.Campaigns, Map = "Campaign=campaign,Name=campaign-name,Goal=goal,Offer=offer" });
        Assert.Empty(rejections);
        Assert.Equal(strings.Select(text => text.Trim(' ')), rows.Select(row => row.Campaigns[0].Name));
        Assert.Equal(strings.Select(text => text.Trim(' ')), rows.Select(row => row.Campaigns[0].Goal));
        Assert.Equal(strings.Select(text => text.Trim(' ')), rows.Select(row => row.Campaigns[0].Offer));
    }

    public void Dispose() => _files.Dispose();

    private static List<string> Strings() =>
        [.. JsonSerializer.Deserialize<string[]>(File.ReadAllText(Repository.Data("bad-input", "blns.json")))!.Where(text => !text.Contains('\0'))];

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"")}\"";
}
