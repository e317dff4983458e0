using static System.FormattableString;

namespace Dashboard.Services.Imports;

/// <summary>What one column means.</summary>
/// <param name="Column">Name of the column.</param>
/// <param name="Field">Its field; null when the column is left out.</param>
/// <param name="Name">For an attribute its name, for a response its campaign; null for other fields.</param>
/// <param name="Confidence">How sure the proposal is, 0 to 1; 1 when a person said so.</param>
public sealed record MappedColumn(string Column, ImportField? Field, string? Name = null, double Confidence = 1);

/// <summary>What the columns of a file mean. Columns that are not in it are left out.</summary>
/// <param name="Columns">The columns, each at most once.</param>
public sealed record FieldMapping(IReadOnlyList<MappedColumn> Columns)
{
    /// <summary>The column that has a field; null when none has.</summary>
    public string? ColumnOf(ImportField field) => Columns.FirstOrDefault(column => column.Field == field)?.Column;

    /// <summary>Whether a column has this field.</summary>
    public bool Has(ImportField field) => Columns.Any(column => column.Field == field);

    /// <summary>
    /// This mapping with some columns decided otherwise: a decided field leaves the column that had it before.
    /// </summary>
    public FieldMapping With(IReadOnlyList<MappedColumn> decided)
    {
        var names = decided.Select(column => column.Column).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var fields = decided.Select(column => column.Field).OfType<ImportField>().Where(field => !FieldCatalog.MayRepeat(field)).ToHashSet();
        var kept = Columns.Where(column => !names.Contains(column.Column) && (column.Field is not { } field || !fields.Contains(field)));
        return new FieldMapping([.. kept, .. decided]);
    }

    /// <summary>
    /// Reads a mapping such as <c>Invoice=document,Cust=customer,Shoe size=attribute,"City, State"=region,Note=-</c>: the column before the
    /// equals sign, the field behind it, '-' to leave a column out, <c>attribute:Name</c> and <c>response:Campaign</c> with a name.
    /// Columns and fields are found in any case; a column with a comma or an equals sign stands in double quotes.
    /// </summary>
    /// <param name="text">The mapping.</param>
    /// <param name="kind">Kind of the file.</param>
    /// <param name="columns">Columns of the file.</param>
    /// <exception cref="ImportException">A part has no equals sign, a column or field does not exist, or one is named twice.</exception>
    public static IReadOnlyList<MappedColumn> Parse(string text, ImportKind kind, IReadOnlyList<string> columns)
    {
        var mapped = new List<MappedColumn>();
        foreach (var part in Split(text))
        {
            var at = part.StartsWith('"') ? part.IndexOf('=', part.IndexOf('"', 1) + 1) : part.LastIndexOf('=');
            if (at <= 0 || at == part.Length - 1) throw Wrong($"'{part}' in the mapping is not written as Column=field.");
            var asked = part[..at].Trim().Trim('"');
            var column = columns.FirstOrDefault(name => name.Equals(asked, StringComparison.Ordinal)) ?? columns.FirstOrDefault(name => name.Equals(asked, StringComparison.OrdinalIgnoreCase))
                ?? throw Wrong($"The file has no column '{asked}'. Its columns: {List(columns)}.");
            mapped.Add(Target(column, part[(at + 1)..].Trim(), kind));
        }

        if (Repeated(mapped) is { Count: > 0 } problems) throw Wrong(string.Join(" ", problems));
        return mapped;
    }

    /// <summary>What keeps this mapping from being used; empty when nothing does.</summary>
    /// <param name="kind">Kind of the file.</param>
    /// <param name="columns">Columns of the file.</param>
    /// <param name="rowNumberIds">Whether customers may be known by their row.</param>
    public IReadOnlyList<string> Problems(ImportKind kind, IReadOnlyList<string> columns, bool rowNumberIds)
    {
        var problems = Repeated(Columns);
        foreach (var column in Columns)
        {
            if (!columns.Contains(column.Column)) problems.Add($"The file has no column '{column.Column}'. Its columns: {List(columns)}.");
            if (column.Field is { } field && FieldCatalog.Find(kind, field) is null) problems.Add($"A file of {kind.ToString().ToLowerInvariant()} has no field {FieldCatalog.KeyOf(field)}. Its fields: {Fields(kind)}.");
        }

        problems.AddRange(Required(kind, rowNumberIds)
            .Where(alternatives => !alternatives.Any(Has))
            .Select(alternatives => $"A file of {kind.ToString().ToLowerInvariant()} needs a column for {string.Join(" or ", alternatives.Select(FieldCatalog.KeyOf))}. The file has: {List(columns)}."));
        return problems;
    }

    private static IEnumerable<ImportField[]> Required(ImportKind kind, bool rowNumberIds)
    {
        switch (kind)
        {
            case ImportKind.Orders:
                yield return [ImportField.Date];
                yield return [ImportField.Document, ImportField.Customer, ImportField.Amount, ImportField.Total, ImportField.UnitPrice];
                break;
            case ImportKind.Products:
                yield return [ImportField.Product];
                break;
            case ImportKind.Campaigns:
                yield return [ImportField.Campaign];
                break;
            case ImportKind.Contacts:
                if (!rowNumberIds) yield return [ImportField.Customer];
                yield return [ImportField.Campaign, ImportField.Group, ImportField.Control];
                break;
            default:
                if (!rowNumberIds) yield return [ImportField.Customer];
                break;
        }
    }

    private static List<string> Repeated(IReadOnlyList<MappedColumn> columns)
    {
        var problems = columns.GroupBy(column => column.Column, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => $"Column '{group.Key}' is mapped {group.Count()} times. Map it once.").ToList();
        problems.AddRange(columns.Where(column => column.Field is { } field && !FieldCatalog.MayRepeat(field)).GroupBy(column => column.Field).Where(group => group.Count() > 1)
            .Select(group => $"The field {FieldCatalog.KeyOf(group.Key!.Value)} is given to {string.Join(" and ", group.Select(column => $"'{column.Column}'"))}. Give it to one column."));
        problems.AddRange(columns.Where(column => column.Field is { } field && FieldCatalog.MayRepeat(field)).GroupBy(column => (column.Field, Name: (column.Name ?? column.Column).ToUpperInvariant())).Where(group => group.Count() > 1)
            .Select(group => $"Two columns are given to the {FieldCatalog.KeyOf(group.Key.Field!.Value)} '{group.First().Name}'. Name one of them otherwise."));
        var discounts = columns.Where(column => column.Field is ImportField.Discount or ImportField.DiscountAmount or ImportField.DiscountFraction or ImportField.DiscountPercent).ToList();
        if (discounts.Count > 1) problems.Add($"Several columns are discounts: {List(discounts.Select(column => column.Column))}. Keep one.");
        return problems;
    }

    private static MappedColumn Target(string column, string target, ImportKind kind)
    {
        if (target == "-") return new MappedColumn(column, null);
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        var asked = FieldCatalog.Plain(colon < 0 ? target : target[..colon]);
        var name = colon < 0 ? null : target[(colon + 1)..].Trim();
        var definition = FieldCatalog.Of(kind).FirstOrDefault(field => FieldCatalog.Plain(field.Key) == asked) ?? FieldCatalog.Of(kind).FirstOrDefault(field => field.Aliases.Contains(asked));
        if (definition is null) throw Wrong($"There is no field '{target}' in a file of {kind.ToString().ToLowerInvariant()}. Its fields: {Fields(kind)}.");
        if (!FieldCatalog.MayRepeat(definition.Field)) return name is null ? new MappedColumn(column, definition.Field) : throw Wrong($"The field {definition.Key} takes no name; write {column}={definition.Key}.");
        return new MappedColumn(column, definition.Field, string.IsNullOrEmpty(name) ? (definition.Field == ImportField.Response ? MappingProposal.CampaignOf(column) : column) : name);
    }

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"') quoted = !quoted;
            if (i < text.Length && (text[i] != ',' || quoted)) continue;
            var part = text[start..i].Trim();
            start = i + 1;
            if (part.Length > 0) yield return part;
        }
    }

    private static string Fields(ImportKind kind) => string.Join(", ", FieldCatalog.Of(kind).Select(field => field.Key));

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(40)) + (all.Count > 40 ? Invariant($" and {all.Count - 40} more") : "");
    }

    private static ImportException Wrong(string message) => new(ImportProblem.Mapping, message);
}
