using System.Globalization;

namespace Dashboard.Services.Excel;

/// <summary>One workbook on its way into a zip archive: the sheets first, then the parts that list them.</summary>
internal sealed class XlsxPackage(ZipWriter zip, Workbook workbook, XlsxLimits limits)
{
    private const string MethodsName = "Methods";

    private readonly Utf8Buffer xml = new();
    private readonly XlsxStyles styles = new();
    private readonly SheetNames names = new();
    private readonly CellChanges changes = new();
    private readonly List<WrittenSheet> written = [];
    private readonly List<MethodsEntry> notes = [];

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        // First, because programs that guess a file's type look at its first entries.
        await WritePartAsync("_rels/.rels", XlsxParts.AppendPackageRelationships, cancellationToken);
        await WritePartAsync("docProps/app.xml", XlsxParts.AppendProperties, cancellationToken);

        var methodsName = names.Take(MethodsName);
        foreach (var sheet in workbook.Sheets)
            await WriteSheetAsync(sheet, names.Take(sheet.Name), cancellationToken);
        await WriteSheetAsync(MethodsSheet(), methodsName, cancellationToken);

        await WritePartAsync("xl/workbook.xml", part => XlsxParts.AppendWorkbook(part, written), cancellationToken);
        await WritePartAsync("xl/_rels/workbook.xml.rels", part => XlsxParts.AppendWorkbookRelationships(part, written.Count), cancellationToken);
        await WritePartAsync("xl/styles.xml", styles.AppendPart, cancellationToken);
        await WritePartAsync("[Content_Types].xml", part => XlsxParts.AppendContentTypes(part, written.Count), cancellationToken);
        await zip.FinishAsync(cancellationToken);
    }

    /// <summary>Writes a sheet, and as many continuations as its rows need.</summary>
    private async Task WriteSheetAsync(Sheet sheet, string name, CancellationToken cancellationToken)
    {
        using var rows = sheet.OpenRows();
        var row = new XlsxRowWriter(sheet, workbook.Currency, styles, xml, changes);
        var first = written.Count;
        var more = rows.MoveNext();
        do
        {
            var part = written.Count - first == 0 ? name : names.Take(sheet.Name);
            await zip.BeginAsync($"xl/worksheets/sheet{(written.Count + 1).ToString(CultureInfo.InvariantCulture)}.xml", cancellationToken);
            XlsxParts.AppendSheetHead(xml, sheet, isFirst: written.Count == 0);
            row.RowNumber = 0;
            row.WriteHeader(sheet.Columns, styles);
            while (more && row.RowNumber < limits.Rows && zip.EntryLength < limits.SheetBytes)
            {
                more = FillBuffer(rows, row, cancellationToken);
                if (xml.IsFull)
                    await zip.AppendAsync(xml, cancellationToken);
            }

            XlsxParts.AppendSheetTail(xml, sheet, row.RowNumber);
            await zip.AppendAsync(xml, cancellationToken);
            await zip.EndAsync(cancellationToken);
            written.Add(new WrittenSheet(part, XlsxParts.Range(sheet.Columns.Count, row.RowNumber)));
        }
        while (more);

        if (written.Count - first > 1)
        {
            notes.Add(new MethodsEntry(
                $"Sheet \"{name}\"",
                string.Create(CultureInfo.InvariantCulture, $"continued on {string.Join(", ", written.Skip(first + 1).Select(sheet => $"\"{sheet.Name}\""))}: a sheet holds at most {limits.Rows - 1:N0} rows and 4 GB.")));
        }
    }

    /// <summary>Writes rows, at least one, until the buffer or the sheet is full or there are no more; returns whether there are more.</summary>
    private bool FillBuffer(RowSource rows, XlsxRowWriter row, CancellationToken cancellationToken)
    {
        bool more;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.BeginRow();
            rows.Write(row);
            row.EndRow();
            more = rows.MoveNext();
        }
        while (more && !xml.IsFull && row.RowNumber < limits.Rows);
        return more;
    }

    private Sheet MethodsSheet()
    {
        AddNote("Clipped text", changes.ClippedTexts, "cells were longer than the 32,767 characters that Excel keeps, and end there.");
        AddNote("Early days", changes.DaysAsText, "days before 1900-03-01 are written as text, since Excel has no correct dates for them.");
        AddNote("Undefined numbers", changes.NotFinite, "cells are empty because their number is not finite.");
        SheetColumn[] columns = [new("Item", CellKind.Text) { Width = 28 }, new("Value", CellKind.Text) { Width = 100, Wrap = true }];
        return Sheet.Of(MethodsName, columns, workbook.Methods.Concat(notes), (row, entry) =>
        {
            row.Text(entry.Name);
            row.Text(entry.Value);
        });
    }

    private void AddNote(string name, long count, string text)
    {
        if (count > 0)
            notes.Add(new MethodsEntry(name, string.Create(CultureInfo.InvariantCulture, $"{count:N0} {text}")));
    }

    private async Task WritePartAsync(string path, Action<Utf8Buffer> append, CancellationToken cancellationToken)
    {
        await zip.BeginAsync(path, cancellationToken);
        append(xml);
        await zip.AppendAsync(xml, cancellationToken);
        await zip.EndAsync(cancellationToken);
    }
}
