using System.Text.RegularExpressions;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Imports;

/// <summary>Proposes what a file is about and what its columns mean, from their names and from their values.</summary>
public static partial class MappingProposal
{
    private const double Least = 0.45;

    /// <summary>The kind that the columns speak for most.</summary>
    /// <returns>The kind, and how sure that is, 0 to 1.</returns>
    public static (ImportKind Kind, double Confidence) KindOf(FileProfile profile)
    {
        var scores = Enum.GetValues<ImportKind>().Select(kind => (Kind: kind, Score: Score(profile, kind))).OrderByDescending(pair => pair.Score).ToList();
        var sum = scores[0].Score + scores[1].Score;
        return (scores[0].Kind, sum <= 0 ? 0 : scores[0].Score / sum);
    }

    /// <summary>A meaning for each column that has one. Each field goes to the column that fits best.</summary>
    /// <param name="profile">The file.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="attributes">Whether the other columns become attributes of the customer.</param>
    public static FieldMapping For(FileProfile profile, ImportKind kind, bool attributes)
    {
        var mapped = new Dictionary<int, MappedColumn>();
        var taken = new HashSet<ImportField>();
        if (kind == ImportKind.Customers)
        {
            foreach (var column in profile.Columns.Where(IsResponse)) mapped[column.Index] = new MappedColumn(column.Name, ImportField.Response, CampaignOf(column.Name), 0.85);
        }

        var candidates =
            from column in profile.Columns
            from field in FieldCatalog.Of(kind)
            where !FieldCatalog.MayRepeat(field.Field)
            let confidence = Confidence(column, field, kind)
            where confidence >= Least
            orderby confidence descending, column.Index
            select (column, field.Field, confidence);
        foreach (var (column, field, confidence) in candidates)
        {
            if (mapped.ContainsKey(column.Index) || Excludes(taken, field)) continue;
            taken.Add(field);
            mapped[column.Index] = new MappedColumn(column.Name, field, null, Math.Round(confidence, 2));
        }

        MapEmailAsCustomer(mapped, kind, taken);
        if (attributes && FieldCatalog.Find(kind, ImportField.Attribute) is not null)
        {
            foreach (var column in profile.Columns.Where(column => column.Type != ColumnType.Empty)) mapped.TryAdd(column.Index, new MappedColumn(column.Name, ImportField.Attribute, column.Name, 0.5));
        }

        return new FieldMapping([.. mapped.OrderBy(pair => pair.Key).Select(pair => pair.Value)]);
    }

    /// <summary>The campaign that a response column is about: AcceptedCmp3 is "Campaign 3"; other columns give their name.</summary>
    internal static string CampaignOf(string column) => NumberedCampaign().Match(column) is { Success: true } match ? $"Campaign {match.Groups["number"].Value}" : column;

    private static double Score(FileProfile profile, ImportKind kind)
    {
        var mapping = For(profile, kind, false);
        if (kind == ImportKind.Orders && !mapping.Has(ImportField.Date)) return 0;
        if (kind == ImportKind.Products && !mapping.Has(ImportField.Product)) return 0;
        if (kind == ImportKind.Campaigns && !mapping.Has(ImportField.Campaign)) return 0;
        if (kind == ImportKind.Contacts && !(mapping.Has(ImportField.Campaign) || mapping.Has(ImportField.Group) || mapping.Has(ImportField.Control))) return 0;
        var score = mapping.Columns.Sum(column => column.Confidence * FieldCatalog.Find(kind, column.Field!.Value)!.Weight);
        var responses = mapping.Columns.Count(column => column.Field == ImportField.Response);
        if (responses > 3) score -= 0.4 * (responses - 3);
        var key = kind switch { ImportKind.Customers => ImportField.Customer, ImportKind.Products => ImportField.Product, ImportKind.Campaigns => ImportField.Campaign, _ => (ImportField?)null };
        if (key is not { } keyField) return score;

        // A table of customers, products or campaigns names each once.
        var column = profile.Columns.FirstOrDefault(candidate => candidate.Name == mapping.ColumnOf(keyField));
        return column is null ? 0.3 * score : column.IsUnique ? score + 0.5 : 0.4 * score;
    }

    private static double Confidence(ColumnProfile column, FieldDefinition field, ImportKind kind)
    {
        var fit = Fit(column, field);
        if (fit == 0) return 0;
        var plain = FieldCatalog.Plain(column.Name);
        var at = field.Aliases.ToList().IndexOf(plain);
        if (field.Field == ImportField.Campaign && kind == ImportKind.Contacts) return CampaignConfidence(column, at);
        if (at >= 0) return fit * (0.97 - (0.005 * Math.Min(at, 20)));
        if (field.Aliases.Any(alias => alias.Length >= 5 && (plain.EndsWith(alias, StringComparison.Ordinal) || plain.StartsWith(alias, StringComparison.Ordinal)))) return fit * 0.55;
        return field.Shape switch
        {
            FieldShape.Email when column.Type == ColumnType.Email => 0.7,
            FieldShape.Gender when column.Distinct is > 1 and <= 4 => 0.5,
            FieldShape.Date when field.Field == ImportField.Date && kind == ImportKind.Orders && column.Name.StartsWith("Column ", StringComparison.Ordinal) => 0.5,
            _ => 0,
        };
    }

    // "segment" and the like mean a campaign only when their values are arms of a test.
    private static double CampaignConfidence(ColumnProfile column, int alias)
    {
        if (column.Distinct > 1_000) return 0;
        var arms = column.Samples.Any(ValueText.IsControlArm) && column.Samples.Any(ValueText.IsTreatedArm);
        if (arms && column.Distinct <= 50) return alias >= 0 ? 0.95 : 0.8;
        return alias is >= 0 and <= 3 ? 0.97 - (0.01 * alias) : 0;
    }

    // How well values fit a field, 0 to 1.
    private static double Fit(ColumnProfile column, FieldDefinition field)
    {
        var type = column.Type;
        if (type == ColumnType.Empty) return field.Shape is FieldShape.Key ? 0 : 0.8;
        var numeric = type is ColumnType.Integer or ColumnType.Number || (type == ColumnType.Boolean && column.LeastE4 is not null);
        switch (field.Shape)
        {
            case FieldShape.Number:
                return numeric ? 1 : 0;
            case FieldShape.Date:
                return type is ColumnType.Date or ColumnType.DateTime ? 1 : 0;
            case FieldShape.Time:
                return type == ColumnType.Time ? 1 : 0;
            case FieldShape.Boolean:
                return type == ColumnType.Boolean ? 1 : 0;
            case FieldShape.Email:
                return type == ColumnType.Email ? 1 : 0;
            case FieldShape.Year:
                return type == ColumnType.Integer && column.LeastE4 >= 1800_0000 && column.GreatestE4 <= 2100_0000 ? 1 : 0;
            case FieldShape.Age:
                return numeric && column.LeastE4 >= 0 && column.GreatestE4 <= 130_0000 ? 1 : 0;
            case FieldShape.Gender:
                return column.Distinct <= 12 && column.Samples.Count(sample => ValueText.IsGender(sample)) * 2 >= column.Samples.Count ? 1 : 0;
            case FieldShape.Key:
                return type is ColumnType.Date or ColumnType.DateTime ? 0.3 : type is ColumnType.Number or ColumnType.Boolean ? 0.6 : 1;
            default:
                if (field.Field == ImportField.Postcode && column.Samples.All(sample => !sample.Any(char.IsAsciiDigit))) return 0;
                if (field.Field is ImportField.Country or ImportField.City or ImportField.ProductName or ImportField.Name && type != ColumnType.Text) return 0.4;
                return type is ColumnType.Date or ColumnType.DateTime or ColumnType.Boolean ? 0.4 : 1;
        }
    }

    private static bool Excludes(HashSet<ImportField> taken, ImportField field)
    {
        if (taken.Contains(field)) return true;
        return field is ImportField.Discount or ImportField.DiscountAmount or ImportField.DiscountFraction or ImportField.DiscountPercent
            && (taken.Contains(ImportField.Discount) || taken.Contains(ImportField.DiscountAmount) || taken.Contains(ImportField.DiscountFraction) || taken.Contains(ImportField.DiscountPercent));
    }

    // Shops without customer numbers know their customers by e-mail address.
    private static void MapEmailAsCustomer(Dictionary<int, MappedColumn> mapped, ImportKind kind, HashSet<ImportField> taken)
    {
        if (taken.Contains(ImportField.Customer) || FieldCatalog.Find(kind, ImportField.Customer) is null) return;
        var (index, email) = mapped.FirstOrDefault(pair => pair.Value.Field == ImportField.Email);
        if (email is not null) mapped[index] = email with { Field = ImportField.Customer };
    }

    private static bool IsResponse(ColumnProfile column) =>
        column.Type == ColumnType.Boolean && (NumberedCampaign().IsMatch(column.Name) || FieldCatalog.Plain(column.Name) is "response" or "responded");

    [GeneratedRegex(@"^(accepted|responded|response|resp)?[ _-]*(to[ _-]*)?(cmp|campaign|camp)[ _-]*(?<number>\d+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberedCampaign();
}
