using Dashboard.Analytics.Exports;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;

namespace Dashboard.Services.Tests.Exports;

public sealed class AudienceSheetsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "email", false)]
    [InlineData(null, "name", false)]
    [InlineData(null, "country", true)]
    [InlineData("email", "email", true)]
    [InlineData("email", "name", true)]
    [InlineData("email", "phone", false)]
    [InlineData("sms", "phone", true)]
    [InlineData("sms", "email", false)]
    [InlineData("post", "postcode", true)]
    public void Allows_ContactDetails_OnlyThoseOfTheChannel(string? channel, string column, bool allowed) => Assert.Equal(allowed, AudienceSheets.Allows(channel, column));

    [Fact]
    public void Workbook_ColumnThatThePurposeDoesNotCover_IsRefusedWithWhatToDo()
    {
        Assert.Contains("Choose the channel", Assert.Throws<ArgumentException>(() => Book(null, ["key", "email"])).Message, StringComparison.Ordinal);
        Assert.Contains("consent to email", Assert.Throws<ArgumentException>(() => Book("email", ["key", "phone"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Workbook_ForEmail_HasTheChosenColumnsInOrderAndSaysWhy()
    {
        var book = Book("email", ["email", "key"]);

        Assert.Equal(["E-mail", "Customer"], book.Sheets[0].Columns.Select(c => c.Title));
        Assert.Equal([["a@example.com", "007"]], SheetPreview.Rows(book.Sheets[0], 10, "EUR"));
        Assert.Equal(1, book.Sheets[0].RowsRead);
        Assert.Contains(book.Methods, m => m.Name == "Purpose" && m.Value == "Marketing by email, on the customers' consent");
        Assert.Contains(book.Methods, m => m.Name == "Left out" && m.Value == "1: refused marketing by email");
        Assert.Contains(book.Methods, m => m.Name == "Rule" && m.Value == "everyone");
    }

    private static Workbook Book(string? channel, IReadOnlyList<string> columns)
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        builder.Add(new CustomerFacts("007") { Email = "a@example.com", Consent = new Dictionary<string, bool> { ["email"] = true } });
        builder.Add(new CustomerFacts("008") { Email = "b@example.com", Consent = new Dictionary<string, bool> { ["email"] = false } });
        var (shop, request) = (builder.Build(), new AudienceRequest(Scope.Default with { Range = new RangeChoice("all") }, new Everyone(), channel));
        return AudienceSheets.Workbook(
            request.Run(shop, TestContext.Current.CancellationToken), request.FileOf(channel).Run(shop, TestContext.Current.CancellationToken), columns, "List", Now);
    }
}
