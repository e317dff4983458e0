using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Segments;

/// <summary>The entries of a list in a CSV or Excel file: the cells of one column.</summary>
/// <param name="Columns">Columns of the file, by number or by the names that its first row seems to give.</param>
/// <param name="Column">The column that was read, from 0: the one chosen, else the one named as customers or e-mail addresses are, else the one that mostly holds addresses, else the first with values that are all different.</param>
/// <param name="Entries">Cells of that column, without the first row when that only names the column.</param>
public sealed record ManualListFile(IReadOnlyList<string> Columns, int Column, IReadOnlyList<string> Entries)
{
    private const int SampleRows = 1_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fileName">Its name, for messages.</param>
    /// <param name="column">The column to read, from 0; null to find it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ImportException">The file is missing, empty, no table, damaged, or has more rows than <see cref="ManualListService.MostEntries"/>; the message says what to do.</exception>
    public static ManualListFile Read(string path, string fileName, int? column, CancellationToken cancellationToken)
    {
        // A list may be one cell a row without a heading: whether the first row is one is decided here, by what the column holds.
        var file = TabularFile.Open(path, new TabularOptions { FileName = fileName, HasHeader = false });
        var first = new List<string[]>();
        foreach (var row in Rows(file, cancellationToken).Take(SampleRows))
            first.Add(row);
        var chosen = column is { } asked && asked >= 0 && asked < file.Columns.Count ? asked : Find(first, file.Columns.Count);
        var hasHeader = first.Count > 1 && IsHeading(first, chosen);
        var entries = new List<string>();
        foreach (var row in Rows(file, cancellationToken).Skip(hasHeader ? 1 : 0))
        {
            if (chosen >= row.Length || row[chosen].Length == 0)
                continue;
            if (entries.Count == ManualListService.MostEntries)
                throw new ImportException(ImportProblem.Options, FormattableString.Invariant($"{fileName} has more than {ManualListService.MostEntries:N0} rows. Make a segment by rule instead, or split the file."));
            entries.Add(row[chosen]);
        }

        return new ManualListFile([.. file.Columns.Select((name, i) => hasHeader && i < first[0].Length && first[0][i].Length > 0 ? first[0][i] : name)], chosen, entries);
    }

    /// <summary>The entries of a pasted text: one a line, or several with commas, semicolons, tabs or spaces between them.</summary>
    public static IReadOnlyList<string> Pasted(string text) =>
        [.. text.Split('\n').SelectMany(line => line.Split([',', ';', '\t', '\r', ' '], StringSplitOptions.RemoveEmptyEntries)).Select(e => e.Trim('"', '\'', '<', '>')).Where(e => e.Length > 0)];

    private static IEnumerable<string[]> Rows(TabularFile file, CancellationToken cancellationToken)
    {
        using var reader = file.OpenRows();
        while (reader.Read())
        {
            if (reader.RowNumber % 1_024 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var row = new string[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.Field(i).Trim().ToString();
            yield return row;
        }
    }

    private static int Find(List<string[]> rows, int columns)
    {
        var all = Enumerable.Range(0, columns).ToList();
        foreach (var field in (ReadOnlySpan<ImportField>)[ImportField.Customer, ImportField.Email])
        {
            var names = FieldCatalog.Find(ImportKind.Customers, field)!.Aliases;
            if (all.FindIndex(c => c < rows[0].Length && names.Contains(FieldCatalog.Plain(rows[0][c]))) is >= 0 and var named)
                return named;
        }

        var addresses = all.Select(c => rows.Count(r => c < r.Length && r[c].Contains('@', StringComparison.Ordinal))).ToList();
        if (addresses.Count > 0 && addresses.Max() * 2 > rows.Count)
            return addresses.IndexOf(addresses.Max());
        return Math.Max(0, all.FindIndex(c => AreDifferent(rows, c)));
    }

    private static bool AreDifferent(List<string[]> rows, int column)
    {
        var values = rows.Where(r => column < r.Length && r[column].Length > 0).Select(r => r[column]).ToList();
        return values.Count * 2 > rows.Count && values.Distinct(StringComparer.Ordinal).Count() == values.Count;
    }

    // A heading is a name that columns have, or a word without digits and addresses above values that have them.
    private static bool IsHeading(List<string[]> rows, int column)
    {
        if (column >= rows[0].Length || rows[0][column] is not { Length: > 0 } cell || IsValue(cell))
            return false;
        var names = FieldCatalog.Find(ImportKind.Customers, ImportField.Customer)!.Aliases.Concat(FieldCatalog.Find(ImportKind.Customers, ImportField.Email)!.Aliases);
        var below = rows.Skip(1).Where(r => column < r.Length && r[column].Length > 0).ToList();
        return names.Contains(FieldCatalog.Plain(cell)) || below.Count(r => IsValue(r[column])) * 2 > below.Count;

        static bool IsValue(string text) => text.Any(c => char.IsAsciiDigit(c) || c == '@');
    }
}
