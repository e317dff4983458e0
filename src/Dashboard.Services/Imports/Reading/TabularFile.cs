using System.IO.Compression;
using System.Text;
using static System.FormattableString;

namespace Dashboard.Services.Imports.Reading;

/// <summary>What a file is made of, as its bytes say and not as its name says.</summary>
public enum TableFormat
{
    /// <summary>Separated text.</summary>
    Text,

    /// <summary>Separated text, packed by gzip.</summary>
    PackedText,

    /// <summary>An .xlsx workbook.</summary>
    Workbook,
}

/// <summary>What a person decides about reading a file; null leaves it to detection.</summary>
public sealed record TabularOptions
{
    /// <summary>Name to show and to record, when the path is that of a temporary copy.</summary>
    public string? FileName { get; init; }

    /// <summary>Encoding, such as "utf-8", "utf-16", "windows-1252".</summary>
    public string? Encoding { get; init; }

    /// <summary>Separator of a text.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the first row names the columns.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>Sheet of a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>Limits.</summary>
    public ReadLimits Limits { get; init; } = ReadLimits.Default;
}

/// <summary>A file that holds a table, opened once to learn how to read it. It keeps no handle; each pass over the rows opens the file again.</summary>
public sealed record TabularFile
{
    private TabularFile()
    {
    }

    /// <summary>Where the file is.</summary>
    public required string Path { get; init; }

    /// <summary>Name to show and to record.</summary>
    public required string FileName { get; init; }

    /// <summary>What it is made of.</summary>
    public required TableFormat Format { get; init; }

    /// <summary>Size of the file in bytes, packed if it is packed.</summary>
    public required long Bytes { get; init; }

    /// <summary>Encoding of a text, such as "utf-8"; null for a workbook.</summary>
    public string? EncodingName { get; init; }

    /// <summary>Separator of a text; null for a workbook.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Sheet that is read; null for a text.</summary>
    public string? Sheet { get; init; }

    /// <summary>All sheets of the workbook; empty for a text.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Whether the first row names the columns.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>Names of the columns, all different: a second "Country" is "Country (2)", a column without a name is "Column 3".</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>What was decided or changed that a person should know.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    internal Encoding Encoding { get; init; } = System.Text.Encoding.UTF8;

    internal int MarkLength { get; init; }

    internal int SkipRows { get; init; }

    internal ReadLimits Limits { get; init; } = ReadLimits.Default;

    /// <summary>Opens a file and finds out how to read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Decisions already made.</param>
    /// <exception cref="ImportException">The file is missing, empty, not a table, damaged, or has a header and no rows.</exception>
    public static TabularFile Open(string path, TabularOptions? options = null)
    {
        options ??= new TabularOptions();
        var info = new FileInfo(path);
        var name = options.FileName ?? info.Name;
        if (!info.Exists) throw new ImportException(ImportProblem.NotFound, $"There is no file {name}. Check its name and folder.");
        if (info.Length == 0) throw new ImportException(ImportProblem.Empty, $"{name} is empty. Export it again.");
        var notices = new List<string>();
        var format = FileSignature.Of(path, name, notices);
        var file = new TabularFile { Path = path, FileName = name, Format = format, Bytes = info.Length, HasHeader = false, Columns = [], Limits = options.Limits };
        var (described, rows) = format == TableFormat.Workbook ? DescribeWorkbook(file, options) : DescribeText(file, options);
        if (rows.Count == 0) throw new ImportException(ImportProblem.Empty, $"{name} has no rows. Export it again.");
        var header = options.HasHeader ?? CsvDialect.HasHeader(rows);
        if (header && rows.Count == 1) throw new ImportException(ImportProblem.HeaderOnly, $"{name} has a header and no rows below it. Export it again with its rows.", 1);
        var width = header ? rows[0].Length : rows.Max(row => row.Length);
        var columns = NameColumns(header ? rows[0] : [], width, notices);
        if (!header) notices.Add("The first row is read as values, since it does not look like names of columns.");
        return described with { HasHeader = header, Columns = columns, Notices = notices };
    }

    /// <summary>Opens the rows below the header.</summary>
    internal TableReader OpenRows()
    {
        var reader = OpenReader(this);
        try
        {
            for (var i = 0; i < SkipRows + (HasHeader ? 1 : 0); i++) reader.Read();
        }
        catch
        {
            reader.Dispose();
            throw;
        }

        return reader;
    }

    private static TableReader OpenReader(TabularFile file)
    {
        if (file.Format == TableFormat.Workbook) return WorkbookReader.Open(file.Path, file.FileName, file.Sheet, file.Limits);
        var (bytes, position) = OpenBytes(file);
        for (var skipped = 0; skipped < file.MarkLength; skipped++) bytes.ReadByte();
        return new CsvReader(bytes, file.Encoding, file.Delimiter!.Value, file.Limits, position);
    }

    private static (Stream Bytes, Func<long> Position) OpenBytes(TabularFile file)
    {
        var raw = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        if (file.Format == TableFormat.Text) return (raw, () => raw.CanRead ? raw.Position : file.Bytes);
        var unpacked = new UnpackingStream(new GZipStream(raw, CompressionMode.Decompress), () => raw.Position, file.Limits, unpackedBytes => GzipEnd.IsComplete(file.Path, unpackedBytes));
        return (unpacked, () => raw.CanRead ? raw.Position : file.Bytes);
    }

    private static (TabularFile File, List<string[]> Rows) DescribeText(TabularFile file, TabularOptions options)
    {
        var (bytes, _) = OpenBytes(file);
        using var source = bytes;
        var buffer = new byte[256 * 1024];
        var length = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        var isAll = length < buffer.Length;
        if (length == 0) throw new ImportException(ImportProblem.Empty, $"{file.FileName} is empty inside. Export it again.");
        FileSignature.RefuseBinary(buffer.AsSpan(0, length), file.FileName);
        var (encoding, mark) = TextEncodings.Detect(buffer.AsSpan(0, length), isAll);
        if (options.Encoding is { } asked)
        {
            encoding = TextEncodings.Find(asked) ?? throw new ImportException(ImportProblem.Options, $"There is no encoding '{asked}'. Use utf-8, utf-16, windows-1252 or iso-8859-1.");
        }

        var sample = buffer[mark..length];
        var (delimiter, skip) = options.Delimiter is { } chosen ? (chosen, 0) : CsvDialect.Detect(sample, encoding, isAll, file.Limits);
        var rows = CsvDialect.Rows(sample, encoding, delimiter, isAll, file.Limits);
        var described = file with { Encoding = encoding, EncodingName = encoding.WebName, MarkLength = mark, Delimiter = delimiter, SkipRows = skip };
        if (rows.Count < 2 + skip)
        {
            // Says what is wrong with the first rows, if that is why there are none.
            using var reader = OpenReader(described);
            while (reader.RowNumber < 2 + skip && reader.Read())
            {
            }
        }

        return (described, rows.Skip(skip).ToList());
    }

    private static (TabularFile File, List<string[]> Rows) DescribeWorkbook(TabularFile file, TabularOptions options)
    {
        var rows = new List<string[]>();
        using var reader = WorkbookReader.Open(file.Path, file.FileName, options.Sheet, file.Limits);
        while (rows.Count < 200 && reader.Read())
        {
            var row = new string[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.Field(i).ToString();
            rows.Add(row);
        }

        return (file with { Sheet = reader.Sheet, Sheets = reader.Sheets }, rows);
    }

    private static List<string> NameColumns(string[] header, int width, List<string> notices)
    {
        var names = new List<string>(width);
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < width; i++)
        {
            var plain = i < header.Length ? header[i].Trim() : "";
            if (plain.Length > 200) plain = plain[..200];
            var name = plain.Length > 0 ? plain : Invariant($"Column {i + 1}");
            for (var copy = 2; !used.Add(name); copy++) name = Invariant($"{plain} ({copy})");
            if (plain.Length > 0 && name != plain) notices.Add($"There is more than one column {plain}; this one is called {name}.");
            names.Add(name);
        }

        return names;
    }
}
