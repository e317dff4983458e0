using System.Text;
using Dashboard.Services.Audit;
using Dashboard.Services.Exports;
using Dashboard.Services.Imports;
using Dashboard.Services.Privacy;

namespace Dashboard.Services.Tests.Privacy;

public sealed class RetentionServiceTests : IDisposable
{
    private readonly PrivacyBench bench = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task Run_NothingSet_KeepsEverything()
    {
        await FillAsync();
        Assert.False((await bench.Retention.RunAsync("retention", stop)).Any);
        Assert.Equal(3, bench.Temporary.Snapshot().Customers.Count);
    }

    [Fact]
    public async Task Run_ClocksSet_TakesWhatThePreviewSaid()
    {
        await FillAsync();
        var revenue = bench.Temporary.Snapshot().Orders.AmountE4.Sum();
        var settings = new RetentionSettings { CustomerMonths = 12, ContactMonths = 6, RejectedDays = 30, ExportMonths = 6, UploadDays = 7 };
        await bench.Retention.SaveAsync(settings, "ana", stop);
        bench.Clock.Now = bench.Clock.Now.AddDays(40);
        Assert.Equal(settings, bench.Retention.Current());

        var preview = await bench.Retention.PreviewAsync(settings, stop);
        Assert.Equal(new RetentionCounts(1, 1, 1, 1, 0), preview);
        Assert.Equal(preview, await bench.Retention.RunAsync("retention", stop));

        var after = bench.Temporary.Snapshot();
        Assert.Equal(["B", "C"], after.Customers.Keys);
        Assert.Equal(revenue, after.Orders.AmountE4.Sum());
        Assert.False((await bench.Retention.RunAsync("retention", stop)).Any);
        Assert.Contains(bench.Audit.List(AuditFilter.All, 0, 9).Entries, e => e.Entry.Action == "retention.run");
    }

    [Fact]
    public async Task Save_TimeOutOfRange_SaysSo() =>
        await Assert.ThrowsAsync<ArgumentException>(() => bench.Retention.SaveAsync(new RetentionSettings { ContactMonths = 0 }, "ana", stop));

    [Fact]
    public async Task Map_CountsWhatIsThere()
    {
        await FillAsync();
        var map = await bench.Map.ReadAsync(stop);

        Assert.Equal((3, 0, 0), (map.Documents, map.AnonymousDocuments, map.Erased));
        Assert.Equal(3, map.Places.Single(p => p.Where == "Customers").Count);
        Assert.Equal(1, map.Places.Single(p => p.Where == "uploads/").Count);

        await bench.Erasures.EraseAsync(["A"], "ana", "", stop);
        map = await bench.Map.ReadAsync(stop);
        Assert.Equal((3, 1, 1), (map.Documents, map.AnonymousDocuments, map.Erased));
        Assert.Equal(0, map.Places.Single(p => p.Where == "uploads/").Count);
        Assert.Equal(1, map.Places.Single(p => p.What == "Audit").Count);
    }

    private async Task FillAsync()
    {
        bench.Import("orders.csv", "order_id,date,customer_id,product,quantity,unit_price\n1,2024-01-05,A,Shoe,2,50.00\n2,2026-02-05,B,Shoe,1,50.00\n3,2026-10-05,C,Shoe,1,50.00\n4,soon,C,Shoe,1,50.00\n", ImportKind.Orders);
        bench.Import("contacts.csv", "campaign,customer_id,sent_at,opened\nSpring,B,2026-04-01,yes\nFall,C,2026-10-01,no\n", ImportKind.Contacts);
        await new ExportHistoryService(bench.Store, bench.Clock).AddAsync("a.xlsx", "/export/customers.xlsx", "Screen", 1, 1);
        var upload = await bench.Uploads.SaveAsync("w.csv", new MemoryStream(Encoding.UTF8.GetBytes("a,b")), 100, stop);
        File.SetLastWriteTimeUtc(upload.Path, bench.Clock.Now.UtcDateTime);
    }
}
