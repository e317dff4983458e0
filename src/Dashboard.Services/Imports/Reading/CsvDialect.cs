using System.Text;

namespace Dashboard.Services.Imports.Reading;

/// <summary>How a text is separated, decided from its beginning.</summary>
internal static class CsvDialect
{
    private const int SampleRows = 200;
    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <summary>
    /// The separator that cuts most rows into the same number of columns; of equals, the one that makes more columns.
    /// A first line "sep=;" says it outright.
    /// </summary>
    /// <param name="sample">First bytes of the text.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="isAll">True when there are no more.</param>
    /// <param name="limits">Limits.</param>
    /// <returns>The separator, and how many rows before the header to skip.</returns>
    public static (char Delimiter, int SkipRows) Detect(byte[] sample, Encoding encoding, bool isAll, ReadLimits limits)
    {
        var first = encoding.GetString(sample, 0, Math.Min(sample.Length, 64)).Split('\r', '\n')[0].Trim();
        if (first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Length == 5) return (first[4], 1);
        var tables = Candidates.Select(delimiter => Measure(Rows(sample, encoding, delimiter, isAll, limits), delimiter)).ToList();
        var best = tables.OrderByDescending(table => Math.Round(table.Share, 1)).ThenByDescending(table => table.Columns).First();
        if (best.Share == 0) return (',', 0);
        var header = tables.FirstOrDefault(table => table.HeaderColumns > 1);
        if (best.HeaderColumns == 1 && header.HeaderColumns > 1 && header.HeaderColumns == best.Columns)
        {
            throw new ImportException(
                ImportProblem.MixedSeparators, $"The header is separated by {Name(header.Delimiter)} and the rows by {Name(best.Delimiter)}. Save the table again with one separator.", 1);
        }

        return (best.Delimiter, 0);
    }

    /// <summary>First rows of a text under a separator; a last row that may be cut is left out.</summary>
    public static List<string[]> Rows(byte[] sample, Encoding encoding, char delimiter, bool isAll, ReadLimits limits)
    {
        var rows = new List<string[]>();
        using var reader = new CsvReader(new MemoryStream(sample, false), encoding, delimiter, limits, cut: true);
        try
        {
            while (rows.Count < SampleRows && reader.Read()) rows.Add(Copy(reader));
        }
        catch (ImportException error) when (error.Problem is ImportProblem.TooManyColumns or ImportProblem.FieldTooLong or ImportProblem.NulCharacter)
        {
            // The reader of the whole file will say so, with the separator that is chosen.
            return rows;
        }

        if (!isAll && rows.Count is > 1 and < SampleRows) rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    /// <summary>
    /// Whether the first row names the columns. Columns with typed values below vote: a first cell of another kind is a name, one of the
    /// same kind is a value. With text only, a first row of distinct texts that do not come again is taken as names.
    /// </summary>
    public static bool HasHeader(IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0) return false;
        var first = rows[0];
        var known = first.Count(FieldCatalog.IsKnownName);
        if (known > 1 || (known == 1 && first.All(cell => Shape(cell) is 't' or 'e'))) return true;
        var votes = 0;
        for (var column = 0; column < first.Length; column++)
        {
            var below = rows.Skip(1).Where(row => row.Length > column && row[column].Length > 0).Select(row => Shape(row[column])).ToList();
            var typed = below.Count > 0 && below.Count(shape => shape != 't') >= 0.8 * below.Count;
            if (typed) votes += Shape(first[column]) is 't' or 'e' ? 1 : -1;
            else if (below.Count == 0 && Shape(first[column]) is 'n' or 'd') votes--;
        }

        if (votes != 0) return votes > 0;
        var names = first.Where(cell => cell.Trim().Length > 0).ToList();
        return names.Count == first.Length
            && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count
            && rows.Skip(1).All(row => row.Length == first.Length)
            && Enumerable.Range(0, first.Length).All(column => rows.Skip(1).All(row => row[column] != first[column]));
    }

    /// <summary>The separator's name for messages.</summary>
    public static string Name(char delimiter) => delimiter switch { ',' => "commas", ';' => "semicolons", '\t' => "tabs", '|' => "bars (|)", _ => $"'{delimiter}'" };

    private static char Shape(string cell)
    {
        if (ValueText.IsNothing(cell)) return 'e';
        if (NumberText.IsNumber(cell)) return 'n';
        if (DateText.TryParse(cell, DateOrder.DayMonthYear, out _) || DateText.TryParse(cell, DateOrder.MonthDayYear, out _)) return 'd';
        return ValueText.IsEmail(cell) ? 'm' : 't';
    }

    private static string[] Copy(CsvReader reader)
    {
        var row = new string[reader.FieldCount];
        for (var i = 0; i < row.Length; i++) row[i] = reader.Field(i).ToString();
        return row;
    }

    private static Measured Measure(List<string[]> rows, char delimiter)
    {
        if (rows.Count == 0) return new Measured(delimiter, 0, 0, 0);
        var common = rows.Where(row => row.Length > 1).GroupBy(row => row.Length).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).FirstOrDefault();
        if (common is null) return new Measured(delimiter, 0, 1, rows[0].Length);
        var share = (double)common.Count() / rows.Count;
        return new Measured(delimiter, rows[0].Length == common.Key ? share : 0.9 * share, common.Key, rows[0].Length);
    }

    private readonly record struct Measured(char Delimiter, double Share, int Columns, int HeaderColumns);
}
