using System.Globalization;
using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Imports;

public sealed class ImportReaderTests : IDisposable
{
    private const int Rows = 30_000;
    private readonly ImportFixture files = new();
    private readonly TemporaryStore temporary = new();

    public void Dispose()
    {
        files.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public void Read_ManyBatches_GivesRowsAndRejectionsInTheOrderOfTheFile()
    {
        var plan = ImportFixture.Plan(files.Write("orders.csv", Orders(r => r % 1_000 == 7 ? "no day" : "2024-01-05")));
        var counts = new ImportCounts();

        var items = ImportReader.Read(plan, counts, null, TestContext.Current.CancellationToken).ToList();

        Assert.Equal(Enumerable.Range(2, Rows).Select(i => (long)i), items.Select(i => i.Row?.RowNumber ?? i.Rejection!.RowNumber));
        Assert.Equal((Rows, 30), (counts.RowsRead, counts.Rejected));
        Assert.Equal(30, counts.RejectedByReason[RejectionReason.BadDate]);
    }

    [Fact]
    public void Read_OrderTotalsThatGoOnInTheNextBatch_CountOnce()
    {
        var text = new StringBuilder("order,customer,date,product,order total\n");
        for (var row = 0; row < Rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"{row / 3_000},A,2024-01-05,P{row},12.50\n");
        var plan = ImportFixture.Plan(files.Write("totals.csv", text.ToString()));
        Assert.NotNull(plan.Mapping.ColumnOf(ImportField.Total));

        var lines = ImportReader.Read(plan, new ImportCounts(), null, TestContext.Current.CancellationToken).Select(i => i.Row!.Line!).ToList();

        Assert.Equal(10 * 125_000, lines.Sum(l => l.AmountE4));
    }

    [Fact]
    public void Read_FileThatBreaksLate_GivesTheRowsBeforeAndThenSaysWhere()
    {
        var path = files.Write("broken.csv", Orders(_ => "2024-01-05"));
        var plan = ImportFixture.Plan(path);
        File.AppendAllText(path, "\"9,A,2024-01-05,M,1,2\n");
        var counts = new ImportCounts();
        var taken = 0;

        var problem = Assert.Throws<ImportException>(() =>
        {
            foreach (var _ in ImportReader.Read(plan, counts, null, TestContext.Current.CancellationToken))
                taken++;
        });

        Assert.Equal(ImportProblem.UnterminatedQuote, problem.Problem);
        Assert.Equal(Rows, taken);
        Assert.Equal(Rows, counts.RowsRead);
    }

    [Fact]
    public void Read_CancelledOrLeftInTheMiddle_Ends()
    {
        var plan = ImportFixture.Plan(files.Write("orders.csv", Orders(_ => "2024-01-05")));
        using var cancellation = new CancellationTokenSource();

        Assert.NotNull(ImportReader.Read(plan, new ImportCounts(), null, TestContext.Current.CancellationToken).First().Row);
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var _ in ImportReader.Read(plan, new ImportCounts(), null, cancellation.Token))
                cancellation.Cancel();
        });
    }

    [Fact]
    public void Run_LinesWithoutObjects_AreWhatTheRowsSay()
    {
        var text = new StringBuilder("order,customer,email,date,product,name,category,quantity,price,discount,country,channel,cost\n");
        for (var row = 0; row < 6_000; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(row % 7 == 0 ? "C" : "")}{row / 3},{(row % 11 == 0 ? "" : $"K{row / 3 % 50}")},k{row % 5}@example.org,2024-01-{1 + (row % 28):D2} 10:{row % 60:D2},")
                .Append(CultureInfo.InvariantCulture, $"P{row % 13},Mug {row % 3},Käse,{(row % 17 == 0 ? -2 : 1 + (row % 3))},{row % 100}.{row % 10}5,{row % 4}.5,{(row % 2 == 0 ? "España" : "")},web,{row % 9}\n");
        }

        var plan = ImportFixture.Plan(files.Write("orders.csv", text.ToString()), new ImportChoices { AsOf = new DateOnly(2026, 1, 1), Currency = "EUR" });
        Assert.Equal(ImportKind.Orders, plan.Kind);
        var (report, _) = new ImportService(temporary.Store, new ShopSettingsService(temporary.Store), TimeProvider.System).Run(plan, dryRun: false, null, TestContext.Current.CancellationToken);

        var again = temporary.Import(ImportReader.Read(plan, new ImportCounts(), null, TestContext.Current.CancellationToken).Select(i => i.Row!));

        Assert.Equal((0, 0), (again.Records.New, again.Records.Updated));
        Assert.Equal((0, 0), (again.CustomerRecords.New, again.CustomerRecords.Updated));
        Assert.Equal((report.Documents, report.Lines, report.TotalE4, report.Customers, report.EqualLines), (again.Documents, again.Lines, again.TotalE4, again.Customers, again.EqualLines));
        Assert.Equal(1, temporary.Snapshot().DataVersion);
    }

    private static string Orders(Func<int, string> date)
    {
        var text = new StringBuilder("order,customer,date,product,quantity,price\n");
        for (var row = 0; row < Rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"{row},A{row % 100},{date(row)},M,1,3.50\n");
        return text.ToString();
    }
}
