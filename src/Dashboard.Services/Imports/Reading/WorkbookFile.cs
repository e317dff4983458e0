using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using static System.FormattableString;

namespace Dashboard.Services.Imports.Reading;

/// <summary>
/// The parts of an .xlsx package that reading rows needs: sheets, shared texts, which styles are dates, the date system. Read as a stream of
/// XML straight from the archive, so that sizes are watched while it unpacks and a fault in a part that is not needed does no harm.
/// </summary>
internal sealed class WorkbookFile : IDisposable
{
    private readonly FileStream _file;
    private readonly ZipArchive _archive;
    private readonly ReadLimits _limits;
    private readonly Dictionary<string, string> _targets = [];

    public WorkbookFile(string path, ReadLimits limits)
    {
        _limits = limits;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024);
        try
        {
            _archive = new ZipArchive(_file, ZipArchiveMode.Read);
            RefuseBomb();
            ReadStructure();
        }
        catch (Exception error)
        {
            _archive?.Dispose();
            _file.Dispose();
            if (error is InvalidDataException or XmlException) throw Damaged(error);
            throw;
        }
    }

    /// <summary>Names and parts of the sheets, in their order; hidden ones last.</summary>
    public List<(string Name, string Part)> Sheets { get; } = [];

    /// <summary>Texts that cells refer to by number.</summary>
    public List<string> SharedTexts { get; } = [];

    /// <summary>For each cell style: whether its number format shows a date, and whether a time of day only.</summary>
    public List<CellStyle> Styles { get; } = [];

    /// <summary>True when days are counted from 1904-01-01.</summary>
    public bool From1904 { get; private set; }

    public long BytesRead => _file.CanRead ? _file.Position : 0;

    public static ImportException Damaged(Exception? inner) =>
        new(ImportProblem.Damaged, "The workbook is damaged inside. Open it in Excel or LibreOffice, save it again as .xlsx, and import that.", null, inner);

    /// <summary>Opens a part as XML; null when the package has none of that name.</summary>
    public XmlReader? Open(string part)
    {
        var entry = _archive.GetEntry(part) ?? _archive.Entries.FirstOrDefault(candidate => candidate.FullName.Equals(part, StringComparison.OrdinalIgnoreCase));
        if (entry is null) return null;
        var packed = Math.Max(1, entry.CompressedLength);
        var stream = new UnpackingStream(entry.Open(), () => packed, _limits);
        return XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreWhitespace = false, IgnoreComments = true, CloseInput = true, XmlResolver = null });
    }

    /// <summary>Reads the shared texts; called once, when rows are to be read.</summary>
    public void ReadSharedTexts()
    {
        using var xml = Open(Target("/sharedStrings") ?? "xl/sharedStrings.xml");
        if (xml is null) return;
        var characters = 0L;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            var text = RichText(xml);
            characters += text.Length;
            if (characters > _limits.SharedTextCharacters)
            {
                throw new ImportException(ImportProblem.Bomb, Invariant($"The workbook holds more than {_limits.SharedTextCharacters >> 20} million characters of text. Save the sheet as CSV and import that."));
            }

            SharedTexts.Add(text);
        }
    }

    /// <summary>The text of an element with plain or formatted runs, phonetic hints left out. The reader ends on the element's end.</summary>
    public static string RichText(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var depth = xml.Depth;
        string? single = null;
        StringBuilder? more = null;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "rPh")
            {
                var hint = xml.Depth;
                while (!xml.IsEmptyElement && xml.Read() && xml.Depth > hint)
                {
                }
            }
            else if (xml.LocalName == "t" && !xml.IsEmptyElement)
            {
                var inner = xml.Depth;
                while (xml.Read() && xml.Depth > inner)
                {
                    if (single is null) single = xml.Value;
                    else (more ??= new StringBuilder(single)).Append(xml.Value);
                }
            }
        }

        return WorkbookText.Unescape(more?.ToString() ?? single ?? "");
    }

    public void Dispose()
    {
        _archive.Dispose();
        _file.Dispose();
    }

    private void RefuseBomb()
    {
        var total = 0L;
        foreach (var entry in _archive.Entries)
        {
            total += entry.Length;
            var ratio = entry.Length / Math.Max(1, entry.CompressedLength);
            if (total > _limits.UnpackedBytes || (entry.Length > _limits.RatioFromBytes && ratio > _limits.UnpackedRatio))
            {
                throw new ImportException(ImportProblem.Bomb, Invariant($"The workbook unpacks to {total >> 20:N0} MB, far more than its size allows for a table. Save the sheet as CSV and import that."));
            }
        }
    }

    private void ReadStructure()
    {
        var workbookPart = _archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("/workbook.xml", StringComparison.OrdinalIgnoreCase) || entry.FullName == "workbook.xml")?.FullName ?? "xl/workbook.xml";
        var folder = workbookPart[..(workbookPart.LastIndexOf('/') + 1)];
        var byId = new Dictionary<string, string>();
        using (var relations = Open($"{folder}_rels/{workbookPart[folder.Length..]}.rels"))
        {
            while (relations?.Read() == true)
            {
                if (relations.LocalName != "Relationship" || relations.GetAttribute("Id") is not { } id || relations.GetAttribute("Target") is not { } target) continue;
                var part = target.StartsWith('/') ? target[1..] : folder + target;
                byId[id] = part;
                _targets.TryAdd(relations.GetAttribute("Type") ?? "", part);
            }
        }

        var hidden = new List<(string, string)>();
        using (var workbook = Open(workbookPart) ?? throw Damaged(null))
        {
            while (workbook.Read())
            {
                if (workbook.NodeType != XmlNodeType.Element) continue;
                if (workbook.LocalName == "workbookPr") From1904 = workbook.GetAttribute("date1904") is "1" or "true";
                if (workbook.LocalName != "sheet" || RelationOf(workbook) is not { } id || !byId.TryGetValue(id, out var part)) continue;
                (workbook.GetAttribute("state") is null or "visible" ? Sheets : hidden).Add((workbook.GetAttribute("name") ?? "", part));
            }
        }

        Sheets.AddRange(hidden);
        ReadStyles();
    }

    private static string? RelationOf(XmlReader xml)
    {
        string? id = null;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && xml.NamespaceURI.Length > 0) id = xml.Value;
        }

        xml.MoveToElement();
        return id;
    }

    private void ReadStyles()
    {
        using var xml = Open(Target("/styles") ?? "xl/styles.xml");
        if (xml is null) return;
        var formats = new Dictionary<int, string>();
        var inCellFormats = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs") inCellFormats = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "numFmt" && Number(xml.GetAttribute("numFmtId")) is { } id) formats[id] = xml.GetAttribute("formatCode") ?? "";
            if (xml.LocalName == "xf" && inCellFormats)
            {
                var number = Number(xml.GetAttribute("numFmtId")) ?? 0;
                Styles.Add(WorkbookText.StyleOf(number, formats.GetValueOrDefault(number)));
            }
        }
    }

    private string? Target(string typeEnd) => _targets.FirstOrDefault(pair => pair.Key.EndsWith(typeEnd, StringComparison.Ordinal)).Value;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
