using Dashboard.Analytics.Data;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Data;

public sealed class QualityRequestTests
{
    private static readonly DateOnly AsOf = new(2024, 6, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Run_FourCustomersThreeDocuments_CountsAsWorkedByHand()
    {
        var result = new QualityRequest(AsOf).Run(Shop(), Cancel);

        Assert.Equal([QualitySubject.Customers, QualitySubject.Orders, QualitySubject.Lines, QualitySubject.Products], result.Groups.Select(g => g.Subject));
        Assert.Equal((4, 3, 0, "Missing 1, Malformed 1, Duplicate 2"), Field(result, QualitySubject.Customers, "email"));
        Assert.Equal((4, 3, 1, "Missing 1, Implausible 1, Future 1"), Field(result, QualitySubject.Customers, "birthdate"));
        Assert.Equal((4, 1, 1, "Missing 3"), Field(result, QualitySubject.Customers, "consent"));
        Assert.Equal((4, 1, 0, "Missing 3, Future 1"), Field(result, QualitySubject.Customers, "signup"));

        // The adjustment is not asked for its customer, nor its line for product and price.
        Assert.Equal((2, 1, 1, "Missing 1"), Field(result, QualitySubject.Orders, "customer"));
        Assert.Equal((3, 1, 1, "Missing 2"), Field(result, QualitySubject.Orders, "country"));
        Assert.Equal((2, 1, 1, "Missing 1"), Field(result, QualitySubject.Lines, "product"));
        Assert.Equal((2, 2, 1, "Zero 1"), Field(result, QualitySubject.Lines, "price"));

        // Customers: (3·0 + 3·¼ + 2·¼ + 2·¼ + five fields without a valid value) ÷ 15.
        Assert.Equal(1.75 / 15, result.Groups[0].Score!.Value, 12);

        // Orders: 3·½ + 3·1 + 2·⅓ + 0 of 9; lines: 2·½ + 3·½ + 1·1 of 6; products: nothing of 8.
        Assert.Equal((1.75 + 1.5 + 3 + (2.0 / 3) + 3.5) / (15 + 9 + 6 + 8), result.Score!.Value, 12);
        Assert.Equal(4 + 3 + 3 + 1, result.Receipt.RowsUsed);
    }

    [Fact]
    public void Run_NoData_HasNoScore()
    {
        var result = new QualityRequest(AsOf).Run(new TestShop().Build(), Cancel);

        Assert.Null(result.Score);
        Assert.Empty(result.Groups);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_AnyShop_IssuesAndValidRowsAddUp_AndOpenAsManyRows(int seed)
    {
        var snapshot = TestShop.Random(seed);

        var result = new QualityRequest(AsOf).Run(snapshot, Cancel);

        Assert.InRange(result.Score!.Value, 0, 1);
        foreach (var field in result.Groups.SelectMany(g => g.Fields))
        {
            Assert.Equal(field.Rows, field.Valid + field.Issues.Sum(i => i.Rows));
            Assert.InRange(field.Filled, field.Valid, field.Rows);
            foreach (var issue in field.Issues)
            {
                var rows = new QualityRowsRequest(issue.Issue, AsOf, 0, int.MaxValue).Run(snapshot, Cancel);
                Assert.Equal(issue.Rows, rows.Total);
                Assert.Equal(issue.Rows, rows.Rows.Count);
            }
        }
    }

    [Fact]
    public void Run_Rows_NameTheRecordItsValueAndItsCustomer()
    {
        var issue = QualityIssue.Parse("customers.email.duplicate")!;

        var rows = new QualityRowsRequest(issue, AsOf, 0, 10).Run(Shop(), Cancel);

        Assert.Equal([new QualityRow("A", null, "a@x.com", "A"), new QualityRow("B", null, " A@X.COM ", "B")], rows.Rows);
        Assert.Equal([new QualityRow("B", null, " A@X.COM ", "B")], new QualityRowsRequest(issue, AsOf, 1, 10).Run(Shop(), Cancel).Rows);
        Assert.Empty(new QualityRowsRequest(issue, AsOf, 50, 10).Run(Shop(), Cancel).Rows);
    }

    [Fact]
    public void Run_RowsOfAFieldThatIsNotChecked_SaysWhatToDo()
    {
        var request = new QualityRowsRequest(new QualityIssue(QualitySubject.Customers, "shoe-size", QualityFault.Missing), AsOf, 0, 10);

        Assert.Contains("Choose an issue", Assert.Throws<ArgumentException>(() => request.Run(Shop(), Cancel)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@b.co", true)]
    [InlineData("first.last+tag@sub.example.org", true)]
    [InlineData("a@b", false)]
    [InlineData("@b.co", false)]
    [InlineData("a@@b.co", false)]
    [InlineData("a b@c.de", false)]
    [InlineData("a@b..co", false)]
    [InlineData("a@-b.co", false)]
    public void Run_Address_IsJudgedByItsShape(string address, bool valid)
    {
        var shop = new TestShop();
        shop.Customer("A", new CustomerFacts("A") { Email = address });

        Assert.Equal(valid ? 1 : 0, new QualityRequest(AsOf).Run(shop.Build(), Cancel).Groups[0].Fields.Single(f => f.Key == "email").Valid);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("customers.email")]
    [InlineData("customers.email.none")]
    [InlineData("dogs.email.missing")]
    [InlineData("1.email.99")]
    public void Parse_NoIssue_IsNull(string? text) => Assert.Null(QualityIssue.Parse(text));

    [Fact]
    public void Parse_WhatIdWrites_IsTheSameIssue()
    {
        var issue = new QualityIssue(QualitySubject.Lines, "price", QualityFault.Zero);

        Assert.Equal(issue, QualityIssue.Parse(issue.Id));
    }

    private static Snapshot Shop()
    {
        var shop = new TestShop();
        shop.Customer("A", new CustomerFacts("A") { Email = "a@x.com", Country = "Germany", BirthDay = TestShop.Day("1990-05-05"), Consent = new Dictionary<string, bool> { ["email"] = false } });
        shop.Customer("B", new CustomerFacts("B") { Email = " A@X.COM ", BirthDay = TestShop.Day("1899-12-31") });
        shop.Customer("C", new CustomerFacts("C") { Email = "nonsense", BirthDay = TestShop.Day("2030-01-01"), SignUpDay = TestShop.Day("2024-06-02") });
        shop.Customer("D");
        shop.Order("A", "2024-01-01", 10, "Mug");
        shop.Order(null, "2024-01-02", 0);
        shop.Document(null, "2024-01-03", DocumentKind.Adjustment, null, (null, 0));
        return shop.Build();
    }

    private static (long Rows, long Filled, long Valid, string Issues) Field(QualityResult result, QualitySubject subject, string key)
    {
        var field = result.Groups.Single(g => g.Subject == subject).Fields.Single(f => f.Key == key);
        return (field.Rows, field.Filled, field.Valid, string.Join(", ", field.Issues.Select(i => $"{i.Issue.Fault} {i.Rows}")));
    }
}
