using System.Globalization;

namespace Dashboard.Services.Excel;

/// <summary>The first rows of a sheet as text, with the numbers and dates as a CSV file has them: what a screen shows before the file is made.</summary>
public static class SheetPreview
{
    /// <summary>The rows.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="most">How many at most, 0 or more.</param>
    /// <param name="currency">ISO 4217 code of its amounts, which decides their decimals.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(Sheet sheet, int most, string currency)
    {
        var rows = new List<IReadOnlyList<string>>();
        using var source = sheet.OpenRows();
        var writer = new Cells(sheet, currency);
        while (rows.Count < most && source.MoveNext())
        {
            writer.BeginRow();
            source.Write(writer);
            writer.EndRow();
            rows.Add(writer.Row);
        }

        return rows;
    }

    private sealed class Cells(Sheet sheet, string currency) : RowWriter(sheet)
    {
        private readonly int decimals = MoneyFormat.Decimals(currency);
        private List<string> row = [];

        public IReadOnlyList<string> Row => row;

        private protected override void WriteRowStart() => row = [];

        private protected override void WriteRowEnd()
        {
            // The list is the row.
        }

        private protected override void WriteEmpty(int column) => row.Add("");

        private protected override void WriteText(int column, ReadOnlySpan<char> value) => row.Add(value.ToString());

        private protected override void WriteInteger(int column, long value) => row.Add(value.ToString(CultureInfo.InvariantCulture));

        private protected override void WriteNumber(int column, double value) => row.Add(value.ToString(CultureInfo.InvariantCulture));

        private protected override void WriteNotFinite(int column) => row.Add("");

        private protected override void WriteMoney(int column, long amountE4) => row.Add((amountE4 / 10_000m).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

        private protected override void WriteDate(int column, DateOnly day) => row.Add(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        private protected override void WriteDateTime(int column, DateTime local) => row.Add(local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

        private protected override void WriteBoolean(int column, bool value) => row.Add(value ? "TRUE" : "FALSE");
    }
}
