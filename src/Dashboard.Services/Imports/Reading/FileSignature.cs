using System.IO.Compression;

namespace Dashboard.Services.Imports.Reading;

/// <summary>Tells files apart by their first bytes.</summary>
internal static class FileSignature
{
    private static readonly (byte[] Start, string Kind)[] Known =
    [
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls)"), ("%PDF"u8.ToArray(), "a PDF document"), ([0x89, 0x50, 0x4E, 0x47], "a picture (PNG)"), ([0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
        ("GIF8"u8.ToArray(), "a picture (GIF)"), ("SQLite format 3"u8.ToArray(), "a SQLite database"), ("PAR1"u8.ToArray(), "a Parquet file"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ("Rar!"u8.ToArray(), "a RAR archive"), ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"), ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"), ("BZh"u8.ToArray(), "a bzip2 archive"),
    ];

    /// <summary>The format of a file; adds a notice when its name says another one.</summary>
    public static TableFormat Of(string path, string name, List<string> notices)
    {
        Span<byte> start = stackalloc byte[16];
        using (var stream = File.OpenRead(path)) start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var extension = Path.GetExtension(name).ToUpperInvariant();
        if (start.StartsWith<byte>([0x1F, 0x8B]))
        {
            if (extension != ".GZ") notices.Add($"{name} is packed by gzip although its name does not say so; it is unpacked while reading.");
            return TableFormat.PackedText;
        }

        if (start.StartsWith("PK"u8))
        {
            if (!IsWorkbook(path)) throw NotATable(name, "a ZIP archive that is no workbook", "Unpack it and import the files in it.");
            if (extension != ".XLSX" && extension != ".XLSM") notices.Add($"{name} is an Excel workbook although its name does not say so; it is read as one.");
            return TableFormat.Workbook;
        }

        RefuseBinary(start, name);
        if (extension is ".XLSX" or ".XLSM" or ".GZ") notices.Add($"{name} is plain text although its name does not say so; it is read as separated text.");
        return TableFormat.Text;
    }

    /// <summary>Throws when the bytes are known as something else than text, or hold bytes that no text has.</summary>
    public static void RefuseBinary(ReadOnlySpan<byte> start, string name)
    {
        foreach (var (bytes, kind) in Known)
        {
            if (start.StartsWith(bytes)) throw NotATable(name, kind, "Save the table as .xlsx or .csv and import that.");
        }

        if (start.StartsWith("PK\u0003\u0004"u8)) throw NotATable(name, "a ZIP archive or workbook inside a packed file", "Unpack it and import what is in it.");
        if (start.StartsWith<byte>([0x1F, 0x8B])) throw NotATable(name, "packed twice", "Unpack it once and import the result.");
        var trimmed = start[..Math.Min(start.Length, 512)].TrimStart(" \t\r\n"u8);
        if (trimmed.StartsWith("<!DOCTYPE html"u8) || trimmed.StartsWith("<!doctype html"u8) || trimmed.StartsWith("<html"u8))
        {
            throw NotATable(name, "a web page", "A download often yields a sign-in page instead of the file: get it again.");
        }

        var control = 0;
        foreach (var b in start)
        {
            if (b is < 0x20 and not (0 or 9 or 10 or 11 or 12 or 13)) control++;
        }

        if (start.Length >= 64 && control > start.Length / 20) throw NotATable(name, "not text", "Save the table as .xlsx or .csv and import that.");
    }

    private static bool IsWorkbook(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.GetEntry("xl/workbook.xml") is not null || archive.Entries.Any(entry => entry.FullName.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException error)
        {
            throw new ImportException(
                ImportProblem.Truncated, "The workbook is damaged or incomplete: its list of contents, which stands at the end, is missing. Get the file again, or open and save it in Excel.", null, error);
        }
    }

    private static ImportException NotATable(string name, string kind, string advice) => new(ImportProblem.NotATable, $"{name} is {kind}, not a table. {advice}");
}
