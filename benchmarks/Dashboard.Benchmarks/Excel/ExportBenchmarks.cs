using BenchmarkDotNet.Attributes;
using Dashboard.Services.Excel;

namespace Dashboard.Benchmarks.Excel;

/// <summary>Exports of a customer list, 12 columns of every kind. 100,000 rows are to take less than 3 s and 100 MB.</summary>
[MemoryDiagnoser]
public class ExportBenchmarks
{
    private static readonly SheetColumn[] Columns =
    [
        new("Customer", CellKind.Text),
        new("Name", CellKind.Text),
        new("E-mail", CellKind.Text),
        new("Country", CellKind.Text),
        new("Segment", CellKind.Text),
        new("Orders", CellKind.Integer),
        new("Revenue", CellKind.Money),
        new("Average order", CellKind.Money),
        new("Return rate", CellKind.Percent),
        new("Score", CellKind.Number),
        new("First order", CellKind.Date),
        new("Last order", CellKind.DateTime),
    ];

    private static readonly string[] Countries = ["United Kingdom", "Germany", "France", "EIRE", "Spain", "Netherlands"];
    private static readonly string[] Segments = ["Champions", "Loyal", "Active", "New", "At risk", "Dormant"];
    private static readonly DateOnly FirstDay = new(2009, 12, 1);

    private string[] _ids = [];
    private string[] _names = [];
    private string[] _emails = [];

    [Params(100_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _ids = [.. Enumerable.Range(0, Rows).Select(row => row.ToString("D7", null))];
        _names = [.. _ids.Select(id => "Müller & Søn " + id)];
        _emails = [.. _ids.Select(id => $"customer_{id}@example.org")];
    }

    [Benchmark]
    public Task Xlsx() => XlsxWriter.WriteAsync(new Workbook("GBP", [Customers()], [new("Time zone", "Europe/London")]), Stream.Null, CancellationToken.None);

    [Benchmark]
    public Task Csv() => CsvWriter.WriteAsync(Customers(), Stream.Null, CancellationToken.None);

    public Sheet Customers() => Sheet.Of("Customers", Columns, Rows, (row, index) =>
    {
        var mixed = (uint)index * 2_654_435_761u;
        row.Text(_ids[index]);
        row.Text(_names[index]);
        row.Text(_emails[index]);
        row.Text(Countries[mixed % 6]);
        row.Text(Segments[(mixed >> 8) % 6]);
        row.Integer(mixed % 200);
        row.Money(mixed % 100_000_000);
        row.Money(mixed % 1_000_000);
        row.Percent(mixed % 1_000 / 7_000.0);
        row.Number(Math.Sqrt(mixed));
        row.Date(FirstDay.AddDays((int)(mixed % 738)));
        row.DateTime(new DateTime(2011, 1, 1, 8, 0, 0, DateTimeKind.Unspecified).AddSeconds(mixed % 30_000_000));
    });
}
