using Dashboard.Services.Imports;

namespace Dashboard.Services.Tests.Imports;

public sealed class RowParserTests : IDisposable
{
    private readonly ImportFixture _files = new();

    [Theory]
    [InlineData("1,TEA,Tea,2,3.005", LineKind.Sale, 20_000, 60_100, true)]
    [InlineData("C1,TEA,Tea,-2,3", LineKind.Return, -20_000, -60_000, true)]
    [InlineData("C1,TEA,Tea,2,3", LineKind.Return, -20_000, -60_000, true)]
    [InlineData("1,TEA,Tea,-2,3", LineKind.Return, -20_000, -60_000, true)]
    [InlineData("Cash,TEA,Tea,2,3", LineKind.Sale, 20_000, 60_000, true)]
    [InlineData("1,TEA,lost,-2,0", LineKind.Adjustment, -20_000, 0, true)]
    [InlineData("A5,B,Adjust bad debt,1,-11062.06", LineKind.Adjustment, 10_000, -110_620_600, false)]
    [InlineData("1,POST,POSTAGE,1,18", LineKind.Sale, 10_000, 180_000, false)]
    [InlineData("1,M,Manual,1,18", LineKind.Sale, 10_000, 180_000, false)]
    [InlineData("1,M,,1,18", LineKind.Sale, 10_000, 180_000, false)]
    [InlineData("1,gift_0001_20,Gift,1,18", LineKind.Sale, 10_000, 180_000, false)]
    [InlineData("1,DCGSSBOY,BOYS PARTY BAG,1,18", LineKind.Sale, 10_000, 180_000, true)]
    public void Read_OrderLines_AreWhatTheyAre(string line, LineKind kind, long quantity, long amount, bool goods)
    {
        var path = _files.Write("orders.csv", $"Invoice,StockCode,Description,Quantity,Price,Date\n{line},2020-01-31\n9,TEA,Tea,1,3,2020-01-31\n8,TEA,Tea,1,3,2020-01-31\n");
        var row = ImportFixture.Read(path, new ImportChoices { Kind = ImportKind.Orders, Map = "Price=unit-price,Quantity=quantity" }).Rows[0];
        Assert.Equal((kind, quantity, amount, goods), (row.Line!.Kind, row.Line.QuantityE4, row.Line.AmountE4, row.Product!.IsMerchandise));
    }

    [Theory]
    [InlineData("discount", "2.5", "1", 25_000, 175_000)] // amounts, since one is above 1
    [InlineData("discount", "0.125", "0.5", 25_000, 175_000)]
    [InlineData("discount", "12.5%", "0%", 25_000, 175_000)]
    [InlineData("discount-percent", "12.5", "0", 25_000, 175_000)]
    [InlineData("discount-fraction", "0.125", "0", 25_000, 175_000)]
    [InlineData("discount-amount", "0.5", "0", 5_000, 195_000)]
    public void Read_Discounts_AreAmountsFractionsOrPercent(string field, string first, string second, long discount, long amount)
    {
        var path = _files.Write("orders.csv", $"Invoice,Date,Quantity,Price,Off\n1,2020-01-31,10,2,{first}\n2,2020-01-31,10,2,{second}\n");
        var row = ImportFixture.Read(path, new ImportChoices { Kind = ImportKind.Orders, Map = $"Off={field}" }).Rows[0];
        Assert.Equal((discount, amount), (row.Line!.DiscountE4, row.Line.AmountE4));
    }

    [Fact]
    public void Read_DiscountAboveThePrice_IsRejected()
    {
        var path = _files.Write("orders.csv", "Invoice,Date,Quantity,Price,Off\n1,2020-01-31,10,2,120\n2,2020-01-31,10,2,10\n");
        var rejection = Assert.Single(ImportFixture.Read(path, new ImportChoices { Kind = ImportKind.Orders, Map = "Off=discount-percent" }).Rejections);
        Assert.Equal((RejectionReason.BadDiscount, "The discount is more than the price."), (rejection.Reason, rejection.Message));
    }

    [Fact]
    public void Read_OrderTotalOnEachLine_CountsOncePerOrder()
    {
        var path = _files.Write("orders.csv", "Order,Date,SKU,Order total,Profit\n1,2020-01-31,A,20,5\n1,2020-01-31,B,20,\n2,2020-01-31,A,7,1\n");
        var lines = ImportFixture.Read(path, new ImportChoices { Kind = ImportKind.Orders }).Rows.Select(row => row.Line!).ToList();
        Assert.Equal([200_000L, 0, 70_000], lines.Select(line => line.AmountE4));
        Assert.Equal([150_000L, null, 60_000], lines.Select(line => line.CostE4));
        Assert.All(lines, line => Assert.Equal(LineKind.Sale, line.Kind));
    }

    [Fact]
    public void Read_GermanAmountsAndTimes_AreReadInTheirStyle()
    {
        var path = _files.Write("orders.csv", "Bestellnummer;Datum;Uhrzeit;Kundennummer;Umsatz\n1;31.01.2020;14:30;7,0;1.234,50 €\n2;01.02.2020;08:00;NULL;0,00005 €\n");
        var plan = ImportFixture.Plan(path, new ImportChoices { TimeZone = "Europe/Berlin" });
        Assert.Equal(("EUR", ',', true), (plan.Currency, plan.Columns[4].DecimalSeparator, plan.Columns[4].HasThousands));
        var (rows, _, counts) = ImportFixture.Read(plan);
        Assert.Equal((12_345_000L, new DateTimeOffset(2020, 1, 31, 13, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds()), (rows[0].Line!.AmountE4, rows[0].Line!.AtSeconds));
        Assert.Null(rows[1].Line!.CustomerKey);
        Assert.Equal(["1 numbers with more than four decimals were rounded (half to even)."], counts.Notices);
    }

    [Fact]
    public void Read_Customers_DescribeThemAndTheirConsent()
    {
        var path = _files.Write(
            "people.csv",
            "Customer ID,First name,Last name,Gender,Age,Email,Email opt-in,SMS opt-in,Consent date,Signup date\n17850.0,Ann,Lee,w,40,ann@lee.org,ja,no,2020-01-31,2019-05-20\n2,Bob,,M.,200,bob(at)x,,yes,,\n,Cy,,,,,,,,\n3,Di,,divers,,,maybe,,,\n");
        var (rows, rejections, counts) = ImportFixture.Read(path, new ImportChoices { Kind = ImportKind.Customers, AsOf = new DateOnly(2026, 11, 22), Map = "Age=age,Email=email,Email opt-in=consent-email,SMS opt-in=consent-sms,Gender=gender,Consent date=consent-at,Signup date=signed-up" });
        var ann = rows[0].Customer!;
        Assert.Equal(("17850", "Ann Lee", "female", new DateOnly(1986, 7, 1), "ann@lee.org"), (ann.Key, ann.Name, ann.Gender, ann.BirthDate!.Value, ann.Email));
        var given = new DateTimeOffset(2020, 1, 31, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Equal([new ConsentRow("email", "marketing", true, "people.csv", given), new ConsentRow("sms", "marketing", false, "people.csv", given)], ann.Consents);
        var bob = rows[1].Customer!;
        Assert.Equal(("Bob", "male", (string?)null, (DateOnly?)null, (long?)null), (bob.Name, bob.Gender, bob.Email, bob.BirthDate, bob.SignedUpSeconds));
        Assert.Equal([(4L, "Customer ID", RejectionReason.MissingValue), (5L, "Email opt-in", RejectionReason.BadBoolean)], rejections.Select(r => (r.RowNumber, r.Column!, r.Reason)));
        Assert.Equal(new Dictionary<ImportNotice, long> { [ImportNotice.EmailsLeftOut] = 1, [ImportNotice.BirthsLeftOut] = 1, [ImportNotice.IdsMadeWhole] = 1 }, counts.Noticed);
    }

    [Fact]
    public void Read_ContactsWithAGroup_AreTreatedOrControl()
    {
        var path = _files.Write("contacts.csv", "customer,campaign,group,opened,clicks,revenue,sent at\n1,A,treated,yes,3,1.5,2020-01-31 10:00\n2,A,Control,no,0,0,2020-01-31 10:00\n3,B,1,,,,\n4,B,0,,,,\n");
        var contacts = ImportFixture.Read(path, new ImportChoices { Kind = ImportKind.Contacts, Map = "clicks=clicked,opened=opened,revenue=revenue,sent at=date" }).Rows.SelectMany(row => row.Contacts).ToList();
        Assert.Equal([false, true, false, true], contacts.Select(contact => contact.IsControl));
        Assert.Equal((true, true, 15_000L), (contacts[0].Opened, contacts[0].Clicked, contacts[0].RevenueE4));
        Assert.Equal(((bool?)null, (long?)null), (contacts[2].Opened, contacts[2].AtSeconds));
    }

    [Fact]
    public void Read_ProgressAndCancellation_AreHeeded()
    {
        var path = _files.Write("log.csv", "customer_id,date\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},2020-01-31\n")));
        var plan = ImportFixture.Plan(path);
        var told = new List<ImportProgress>();
        var counts = new ImportCounts();
        using var stop = new CancellationTokenSource();
        var progress = new Direct(step =>
        {
            told.Add(step);
            if (told.Count == 2) stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => ImportReader.Read(plan, counts, progress, stop.Token).Count());
        Assert.Equal(2, told.Count);
        Assert.True(told[0].BytesRead > 0 && told[0].BytesRead <= told[1].BytesRead && told[1].BytesRead <= told[1].TotalBytes);
    }

    public void Dispose() => _files.Dispose();

    private sealed class Direct(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
