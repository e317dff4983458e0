using Dashboard.Services.Imports;
using Dashboard.Web.Tests.Customers;

namespace Dashboard.Web.Tests.Campaigns;

/// <summary>Pages over a real store with two campaigns: "mail/1" with a control group and recorded outcomes, "late" without one.</summary>
public abstract class CampaignShop : ShopPages
{
    private static readonly DateTimeOffset Start = new(2024, 3, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Forty customers: thirty treated (twelve bought for 20 each), ten held out (one bought).</summary>
    protected void FillCampaigns()
    {
        using var session = ImportSession.Begin(Store, "contacts.csv", nameof(ImportKind.Contacts), "{}", Start);
        for (var i = 0; i < 40; i++)
            session.Add(Row(i));
        session.Finish(false, [], Start, TestContext.Current.CancellationToken);
    }

    private static ImportRow Row(int i)
    {
        var bought = i < 12 || i == 30;
        var mail = new ContactRow
        {
            CampaignKey = "mail/1",
            CustomerKey = "k" + i,
            AtSeconds = Start.ToUnixTimeSeconds(),
            IsControl = i >= 30,
            Clicked = i < 30 ? i < 15 : null,
            Converted = bought,
            RevenueE4 = bought ? 200_000 : 0,
        };
        var late = new ContactRow { CampaignKey = "late", CustomerKey = "k" + i, AtSeconds = Start.AddDays(60).ToUnixTimeSeconds(), Opened = i % 2 == 0 };
        return new ImportRow
        {
            RowNumber = i + 2,
            Customer = new CustomerRow { Key = "k" + i, Name = "Customer " + i, Country = i % 2 == 0 ? "Germany" : "France" },
            Campaigns =
            [
                new CampaignRow { Key = "mail/1", Name = "<i>Spring</i>", Channel = "email", CostE4 = 1_000_000, StartSeconds = Start.ToUnixTimeSeconds(), EndSeconds = Start.ToUnixTimeSeconds() },
                new CampaignRow { Key = "late", Name = "Late", Channel = "sms" },
            ],
            Contacts = i < 5 ? [mail, late] : [mail],
        };
    }
}
