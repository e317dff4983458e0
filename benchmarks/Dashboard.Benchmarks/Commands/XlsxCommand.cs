using System.Diagnostics;
using System.Globalization;
using Dashboard.Services.Excel;

namespace Dashboard.Benchmarks.Commands;

/// <summary>
/// <c>xlsx FILE.csv ROWS OUT.xlsx</c>: reads the first rows of a customer list into columns, then writes them as a workbook (as CSV if OUT ends in
/// .csv) and prints its <see cref="Answer"/>; beside the seconds stand the resident memory before writing and at its peak, and the bytes of the file.
/// </summary>
internal static class XlsxCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var source, var count, var target] || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var rows))
        {
            await Console.Error.WriteLineAsync("Usage: xlsx FILE.csv ROWS OUT.xlsx");
            return 2;
        }

        var sheet = CustomerColumns.Read(source, rows).Sheet();
        var idle = PeakMemory.Settle();
        var clock = Stopwatch.StartNew();
        await using (var output = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
        {
            await (target.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
                ? CsvWriter.WriteAsync(sheet, output, CancellationToken.None)
                : XlsxWriter.WriteAsync(new Workbook("EUR", [sheet], [new("Source", Path.GetFileName(source))]), output, CancellationToken.None));
        }

        var seconds = clock.Elapsed.TotalSeconds;
        Answer.Print(
            new { write = seconds, peak_mib = PeakMemory.Peak(), idle_mib = idle, bytes = new FileInfo(target).Length },
            new { rows, columns = 10 });
        return 0;
    }
}

/// <summary>
/// A customer list in memory, by column. The file's first line is
/// <c>customer_id,email,segment,country,last_order,orders,revenue,clv,churn,opt_in</c>, and no value holds a comma or a quote.
/// </summary>
internal sealed class CustomerColumns(int rows)
{
    private static readonly SheetColumn[] Columns =
    [
        new("customer_id", CellKind.Integer),
        new("email", CellKind.Text),
        new("segment", CellKind.Text),
        new("country", CellKind.Text),
        new("last_order", CellKind.Date),
        new("orders", CellKind.Integer),
        new("revenue", CellKind.Number),
        new("clv", CellKind.Number),
        new("churn", CellKind.Number) { Decimals = 4 },
        new("opt_in", CellKind.Boolean),
    ];

    private readonly int[] ids = new int[rows];
    private readonly string[] emails = new string[rows];
    private readonly string[] segments = new string[rows];
    private readonly string[] countries = new string[rows];
    private readonly DateOnly[] lastOrders = new DateOnly[rows];
    private readonly int[] orders = new int[rows];
    private readonly double[] revenues = new double[rows];
    private readonly double[] values = new double[rows];
    private readonly double[] churns = new double[rows];
    private readonly bool[] optIns = new bool[rows];

    public static CustomerColumns Read(string path, int rows)
    {
        var columns = new CustomerColumns(rows);
        using var reader = new StreamReader(path);
        var header = string.Join(',', Columns.Select(column => column.Title));
        if (reader.ReadLine() != header)
            throw new InvalidDataException($"'{path}' does not begin with the line '{header}'.");
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < rows; row++)
            columns.Set(row, reader.ReadLine() ?? throw new InvalidDataException($"'{path}' has {row} rows, and {rows} were asked for."), words);
        return columns;
    }

    public Sheet Sheet() => Services.Excel.Sheet.Of("Customers", Columns, rows, (row, index) =>
    {
        row.Integer(ids[index]);
        row.Text(emails[index]);
        row.Text(segments[index]);
        row.Text(countries[index]);
        row.Date(lastOrders[index]);
        row.Integer(orders[index]);
        row.Number(revenues[index]);
        row.Number(values[index]);
        row.Number(churns[index]);
        row.Boolean(optIns[index]);
    });

    private void Set(int row, string line, HashSet<string> words)
    {
        var cells = line.Split(',');
        ids[row] = int.Parse(cells[0], CultureInfo.InvariantCulture);
        emails[row] = cells[1];
        segments[row] = Word(cells[2]);
        countries[row] = Word(cells[3]);
        lastOrders[row] = DateOnly.ParseExact(cells[4], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        orders[row] = int.Parse(cells[5], CultureInfo.InvariantCulture);
        revenues[row] = double.Parse(cells[6], CultureInfo.InvariantCulture);
        values[row] = double.Parse(cells[7], CultureInfo.InvariantCulture);
        churns[row] = double.Parse(cells[8], CultureInfo.InvariantCulture);
        optIns[row] = cells[9] == "1";

        string Word(string cell)
        {
            if (words.TryGetValue(cell, out var known))
                return known;
            words.Add(cell);
            return cell;
        }
    }
}
