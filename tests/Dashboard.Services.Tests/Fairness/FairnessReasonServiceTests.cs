using Dashboard.Analytics.Fairness;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Audit;
using Dashboard.Services.Fairness;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Fairness;

public sealed class FairnessReasonServiceTests : IDisposable
{
    private static readonly Rule Women = RuleText.Parse("gender = \"female\"");

    private readonly TemporaryStore store = new();
    private readonly MovingClock clock = new();
    private readonly AuditLog audit;
    private readonly FairnessReasonService reasons;

    public FairnessReasonServiceTests()
    {
        audit = new AuditLog(store.Store, clock);
        reasons = new FairnessReasonService(store.Store, audit, clock);
        store.Import([.. Enumerable.Range(0, 60).Select(i => new ImportRow { RowNumber = i + 2, Customer = new CustomerRow { Key = $"C{i:00}", Gender = i % 2 == 0 ? "female" : "male" } })], ImportKind.Customers);
    }

    public void Dispose()
    {
        audit.Dispose();
        store.Dispose();
    }

    [Fact]
    public async Task AddAsync_SelectionUnderFourFifths_KeepsWhoWhenRatiosAndWords()
    {
        await reasons.AddAsync("ada", Check(Women), "  A range of dresses is shown to who wears them.  ", TestContext.Current.CancellationToken);

        var kept = Assert.Single(reasons.Of(Women));
        Assert.Equal(("ada", "A range of dresses is shown to who wears them.", clock.GetUtcNow().ToUnixTimeSeconds()), (kept.Who, kept.Reason, kept.At.ToUnixTimeSeconds()));
        Assert.StartsWith("Gender, male 0.00 (0.00 to ", kept.Ratios, StringComparison.Ordinal);
        Assert.Empty(reasons.Of(RuleText.Parse("gender = \"male\"")));
    }

    [Fact]
    public async Task AddAsync_IsNotedInTheAuditWithoutTheWordsAndTheRule()
    {
        await reasons.AddAsync("ada", Check(Women), "A range of dresses is shown to who wears them.", TestContext.Current.CancellationToken);

        var entry = Assert.Single(audit.List(AuditFilter.All, 0, 10).Entries);
        Assert.Equal(("ada", "fairness.reason", 30L, $"rule {FairnessReasonService.FingerprintOf(Women)}"), (entry.Who, entry.Entry.Action, entry.Entry.Rows, entry.Entry.Subject));
        Assert.Contains("reason 1; Gender, male 0.00", entry.Entry.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("dresses", entry.Entry.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_NoReasonOrNothingToGiveOneFor_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => reasons.AddAsync("ada", Check(Women), " because ", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(() => reasons.AddAsync("ada", Check(Women), new string('x', 2_001), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(() => reasons.AddAsync("ada", Check(RuleText.Parse("customer starts with \"C1\"")), "A long enough reason.", TestContext.Current.CancellationToken));

        Assert.Empty(reasons.Of(Women));
        Assert.Empty(audit.List(AuditFilter.All, 0, 10).Entries);
    }

    [Fact]
    public void Settings_SensitiveAttributes_AreKept()
    {
        var shop = new ShopSettingsService(store.Store);
        Assert.Equal(SensitiveAttributes.Default, shop.Current().Sensitive);

        shop.Save(shop.Current() with { Sensitive = new SensitiveAttributes("age", "attribute:Faith") });

        Assert.Equal(["age", "attribute:Faith"], shop.Current().Sensitive.Names);
    }

    [Fact]
    public void Sheets_HoldEveryGroupAndEveryProxy()
    {
        var result = Check(Women);

        Assert.Equal(2, SheetRows(FairnessSheets.Part(result, "groups")!));
        Assert.Equal(result.Proxies.Count, SheetRows(FairnessSheets.Part(result, "proxies")!));
        Assert.Null(FairnessSheets.Part(result, "other"));
    }

    private static int SheetRows(Services.Excel.Sheet sheet)
    {
        using var stream = new MemoryStream();
        Services.Excel.CsvWriter.WriteAsync(sheet, stream, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;
    }

    private FairnessResult Check(Rule rule) => new FairnessRequest(Scope.Default, rule).Run(store.Snapshot(), TestContext.Current.CancellationToken);
}
