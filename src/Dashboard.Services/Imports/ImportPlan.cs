using System.Globalization;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Imports;

/// <summary>What the numbers of a discount column are.</summary>
public enum DiscountUnit
{
    /// <summary>Amounts of the currency.</summary>
    Amount,

    /// <summary>Fractions of the price: 0.1.</summary>
    Fraction,

    /// <summary>Per cent: 10.</summary>
    Percent,
}

/// <summary>What a person decides about an import; null leaves it to the proposal.</summary>
public sealed record ImportChoices
{
    /// <summary>Kind of the file.</summary>
    public ImportKind? Kind { get; init; }

    /// <summary>Mapping as text, see <see cref="FieldMapping.Parse"/>; it changes the proposed mapping.</summary>
    public string? Map { get; init; }

    /// <summary>Mapping in place of the proposed one.</summary>
    public FieldMapping? Mapping { get; init; }

    /// <summary>Currency of the amounts, ISO code.</summary>
    public string? Currency { get; init; }

    /// <summary>Time zone of the shop, IANA id such as "Europe/London".</summary>
    public string? TimeZone { get; init; }

    /// <summary>Order of day, month and year: "dmy", "mdy", "ymd", or a format such as "dd/MM/yyyy".</summary>
    public string? DateFormat { get; init; }

    /// <summary>Decimal separator, '.' or ','.</summary>
    public char? DecimalSeparator { get; init; }

    /// <summary>Whether customers without ids are known by their row.</summary>
    public bool? RowNumberIds { get; init; }

    /// <summary>Whether columns without a field become attributes of the customer.</summary>
    public bool? UnknownAsAttributes { get; init; }

    /// <summary>Today, for ages and to refuse dates in the future.</summary>
    public DateOnly? AsOf { get; init; }
}

/// <summary>All that is decided about reading one file. The same plan reads the same rows.</summary>
public sealed record ImportPlan
{
    /// <summary>The file.</summary>
    public required TabularFile File { get; init; }

    /// <summary>What it is about.</summary>
    public required ImportKind Kind { get; init; }

    /// <summary>What its columns mean.</summary>
    public required FieldMapping Mapping { get; init; }

    /// <summary>What its columns hold: date orders, decimal separators.</summary>
    public required IReadOnlyList<ColumnProfile> Columns { get; init; }

    /// <summary>Currency of the amounts, ISO code; null when nobody said.</summary>
    public string? Currency { get; init; }

    /// <summary>Time zone of local times, IANA id.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Order of day, month and year that a person decided for all date columns; null when each column decides.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>Decimal separator that a person decided; null when each column decides.</summary>
    public char? DecimalSeparator { get; init; }

    /// <summary>Unit of the discount column.</summary>
    public DiscountUnit DiscountUnit { get; init; }

    /// <summary>Whether customers are known by file and row.</summary>
    public bool RowNumberIds { get; init; }

    /// <summary>Today; null when dates are not compared with it.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>What a person should know before they agree.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>What must be decided before the file can be read; empty when nothing must.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Proposes how to import a file, keeping to what was chosen. Wrong mappings and open questions come back as <see cref="Problems"/>.</summary>
    /// <param name="profile">The file.</param>
    /// <param name="choices">What was chosen.</param>
    /// <exception cref="ImportException">The mapping text, date format, decimal separator or time zone cannot be understood.</exception>
    public static ImportPlan Propose(FileProfile profile, ImportChoices choices)
    {
        var columns = profile.File.Columns;
        var kind = choices.Kind ?? MappingProposal.KindOf(profile).Kind;
        var people = kind is ImportKind.Customers or ImportKind.Contacts;
        var mapping = choices.Mapping ?? MappingProposal.For(profile, kind, choices.UnknownAsAttributes ?? people);
        if (choices.Map is { } map) mapping = mapping.With(FieldMapping.Parse(map, kind, columns));
        var byRow = choices.RowNumberIds ?? (people && !mapping.Has(ImportField.Customer));
        var order = choices.DateFormat is { } format
            ? DateText.OrderOf(format) ?? throw new ImportException(ImportProblem.Options, $"The date format '{format}' names no day, month and year. Write dmy, mdy or ymd, or a format such as dd/MM/yyyy.")
            : (DateOrder?)null;
        if (choices.DecimalSeparator is not (null or '.' or ',')) throw new ImportException(ImportProblem.Options, "The decimal separator is a point or a comma.");
        var zone = choices.TimeZone ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) throw new ImportException(ImportProblem.Options, $"There is no time zone '{zone}'. Write an IANA id such as Europe/London.");
        var problems = mapping.Problems(kind, columns, byRow).Concat(OpenQuestions(profile, mapping, kind, order)).ToList();
        return new ImportPlan
        {
            File = profile.File,
            Kind = kind,
            Mapping = mapping,
            Columns = profile.Columns,
            Currency = choices.Currency?.ToUpperInvariant() ?? profile.Currency,
            TimeZone = zone,
            DateOrder = order,
            DecimalSeparator = choices.DecimalSeparator,
            DiscountUnit = UnitOf(profile, mapping),
            RowNumberIds = byRow,
            AsOf = choices.AsOf,
            Notices = [.. profile.File.Notices, .. NoticesOf(profile, mapping, kind, byRow, choices)],
            Problems = problems,
        };
    }

    private static IEnumerable<string> OpenQuestions(FileProfile profile, FieldMapping mapping, ImportKind kind, DateOrder? order)
    {
        if (order is not null) yield break;
        foreach (var mapped in mapping.Columns)
        {
            if (mapped.Field is not { } field || FieldCatalog.Find(kind, field)?.Shape != FieldShape.Date) continue;
            if (profile.Columns.FirstOrDefault(column => column.Name == mapped.Column) is { DateOrderIsAmbiguous: true } column)
            {
                yield return $"The dates of '{mapped.Column}', such as {column.Samples[0]}, may have the day or the month first. Say which: date format dmy or mdy.";
            }
        }
    }

    private static IEnumerable<string> NoticesOf(FileProfile profile, FieldMapping mapping, ImportKind kind, bool byRow, ImportChoices choices)
    {
        if (byRow) yield return $"The file has no column for the customer's id, so customers are known by file and row ({RowKey(profile.File, profile.File.HasHeader ? 2 : 1)} is the first). They cannot be matched with customers of other files.";
        if (kind == ImportKind.Orders)
        {
            if (!mapping.Has(ImportField.Document)) yield return "The file has no column for the order's number: rows of one customer at one time make one order.";
            if (!mapping.Has(ImportField.Customer)) yield return "The file has no column for the customer: its orders are anonymous.";
            if (!new[] { ImportField.Amount, ImportField.Total, ImportField.UnitPrice }.Any(mapping.Has)) yield return "The file has no amounts: its orders count, with an amount of 0.";
            if (mapping.Has(ImportField.Total) && mapping.Has(ImportField.Product) && !mapping.Has(ImportField.Amount) && !mapping.Has(ImportField.UnitPrice)) yield return "The amount of an order is counted once, on its first row.";
        }

        if (kind == ImportKind.Contacts && !mapping.Has(ImportField.Campaign)) yield return $"The file has no column for the campaign: its contacts belong to one campaign called {Stem(profile.File)}.";
        if (kind == ImportKind.Contacts && !mapping.Has(ImportField.Date)) yield return "The file has no date of the contact.";
        if (mapping.Has(ImportField.Age) && choices.AsOf is null) yield return "Ages are left out, since today's date was not given.";
        var left = profile.Columns.Select(column => column.Name).Where(name => mapping.Columns.All(column => column.Column != name || column.Field is null)).ToList();
        if (left.Count > 0) yield return $"Left out: {string.Join(", ", left.Take(20))}{(left.Count > 20 ? string.Create(CultureInfo.InvariantCulture, $" and {left.Count - 20} more") : "")}.";
        if (!profile.IsWholeFile) yield return string.Create(CultureInfo.InvariantCulture, $"Types and date orders were decided from the first {profile.RowsSampled:N0} rows.");
    }

    private static DiscountUnit UnitOf(FileProfile profile, FieldMapping mapping)
    {
        if (mapping.Has(ImportField.DiscountFraction)) return DiscountUnit.Fraction;
        if (mapping.Has(ImportField.DiscountPercent)) return DiscountUnit.Percent;
        if (mapping.ColumnOf(ImportField.Discount) is not { } name || profile.Columns.FirstOrDefault(column => column.Name == name) is not { } column) return DiscountUnit.Amount;
        if (column.HasPercent) return DiscountUnit.Percent;
        return column is { LeastE4: >= 0, GreatestE4: > 0 and <= 10_000 } ? DiscountUnit.Fraction : DiscountUnit.Amount;
    }

    internal static string Stem(TabularFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.FileName);
        return name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    internal static string RowKey(TabularFile file, long row) => string.Create(CultureInfo.InvariantCulture, $"{Stem(file)}#{row}");
}
