using System.Globalization;
using System.IO.Compression;

namespace Dashboard.Services.Excel;

/// <summary>One workbook on its way into a zip archive: the sheets first, then the parts that list them.</summary>
internal sealed class XlsxPackage(ZipArchive zip, PendingOutput pending, Workbook workbook, int maximumRows)
{
    private const string MethodsName = "Methods";

    // The earliest time that a zip archive can state, so that the same workbook gives the same bytes.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Utf8Buffer _xml = new();
    private readonly XlsxStyles _styles = new();
    private readonly SheetNames _names = new();
    private readonly CellChanges _changes = new();
    private readonly List<WrittenSheet> _written = [];
    private readonly List<MethodsEntry> _notes = [];

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        // First, because programs that guess a file's type look at its first entries.
        await WritePartAsync("_rels/.rels", XlsxParts.AppendPackageRelationships, cancellationToken);
        await WritePartAsync("docProps/app.xml", XlsxParts.AppendProperties, cancellationToken);

        var methodsName = _names.Take(MethodsName);
        foreach (var sheet in workbook.Sheets)
            await WriteSheetAsync(sheet, _names.Take(sheet.Name), cancellationToken);
        await WriteSheetAsync(MethodsSheet(), methodsName, cancellationToken);

        await WritePartAsync("xl/workbook.xml", xml => XlsxParts.AppendWorkbook(xml, _written), cancellationToken);
        await WritePartAsync("xl/_rels/workbook.xml.rels", xml => XlsxParts.AppendWorkbookRelationships(xml, _written.Count), cancellationToken);
        await WritePartAsync("xl/styles.xml", _styles.AppendPart, cancellationToken);
        await WritePartAsync("[Content_Types].xml", xml => XlsxParts.AppendContentTypes(xml, _written.Count), cancellationToken);
    }

    /// <summary>Writes a sheet, and as many continuations as its rows need.</summary>
    private async Task WriteSheetAsync(Sheet sheet, string name, CancellationToken cancellationToken)
    {
        using var rows = sheet.OpenRows();
        var row = new XlsxRowWriter(sheet, workbook.Currency, _styles, _xml, _changes);
        var first = _written.Count;
        var more = rows.MoveNext();
        do
        {
            var part = _written.Count - first == 0 ? name : _names.Take(sheet.Name);
            using var entry = Open($"xl/worksheets/sheet{(_written.Count + 1).ToString(CultureInfo.InvariantCulture)}.xml");
            XlsxParts.AppendSheetHead(_xml, sheet, isFirst: _written.Count == 0);
            row.RowNumber = 0;
            row.WriteHeader(sheet.Columns, _styles);
            while (more && row.RowNumber < maximumRows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                row.BeginRow();
                rows.Write(row);
                row.EndRow();
                if (_xml.IsFull)
                {
                    _xml.MoveTo(entry);
                    await pending.SendAsync(cancellationToken);
                }

                more = rows.MoveNext();
            }

            XlsxParts.AppendSheetTail(_xml, sheet, row.RowNumber);
            _xml.MoveTo(entry);
            _written.Add(new WrittenSheet(part, XlsxParts.Range(sheet.Columns.Count, row.RowNumber)));
        }
        while (more);

        if (_written.Count - first > 1)
        {
            _notes.Add(new MethodsEntry(
                $"Sheet \"{name}\"",
                string.Create(CultureInfo.InvariantCulture, $"continued on {string.Join(", ", _written.Skip(first + 1).Select(sheet => $"\"{sheet.Name}\""))}: a sheet holds {maximumRows - 1:N0} rows.")));
        }
    }

    private Sheet MethodsSheet()
    {
        AddNote("Clipped text", _changes.ClippedTexts, "cells were longer than the 32,767 characters that Excel keeps, and end there.");
        AddNote("Early days", _changes.DaysAsText, "days before 1900-03-01 are written as text, since Excel has no correct dates for them.");
        AddNote("Undefined numbers", _changes.NotFinite, "cells are empty because their number is not finite.");
        SheetColumn[] columns = [new("Item", CellKind.Text) { Width = 28 }, new("Value", CellKind.Text) { Width = 100, Wrap = true }];
        return Sheet.Of(MethodsName, columns, workbook.Methods.Concat(_notes), (row, entry) =>
        {
            row.Text(entry.Name);
            row.Text(entry.Value);
        });
    }

    private void AddNote(string name, long count, string text)
    {
        if (count > 0)
            _notes.Add(new MethodsEntry(name, string.Create(CultureInfo.InvariantCulture, $"{count:N0} {text}")));
    }

    private async Task WritePartAsync(string path, Action<Utf8Buffer> append, CancellationToken cancellationToken)
    {
        append(_xml);
        using (var entry = Open(path))
            _xml.MoveTo(entry);
        await pending.SendAsync(cancellationToken);
    }

    private Stream Open(string path)
    {
        // Measured on a customer list: a third of the time of the optimal level, for a file 1.6 times as large.
        var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = EntryTime;
        return entry.Open();
    }
}
