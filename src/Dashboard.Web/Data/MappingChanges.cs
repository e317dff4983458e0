using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Web.Data;

/// <summary>What a person's choices make of a mapping; each column keeps one row and at most one meaning.</summary>
public static class MappingChanges
{
    /// <summary>The mapping with one column decided.</summary>
    /// <param name="plan">The plan so far.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="field">Its field; null to leave it out.</param>
    /// <param name="name">For an attribute its name, for an answer its campaign; null or blank for the column's own name.</param>
    public static FieldMapping Set(ImportPlan plan, string column, ImportField? field, string? name = null)
    {
        var named = field is { } f && FieldCatalog.MayRepeat(f) ? (string.IsNullOrWhiteSpace(name) ? column : name.Trim()) : null;
        return InFileOrder(plan, [.. plan.Mapping.Columns.Where(c => c.Column != column), new MappedColumn(column, field, named)]);
    }

    /// <summary>The mapping with every column that has no field kept as an attribute, or every attribute left out.</summary>
    public static FieldMapping Others(ImportPlan plan, bool keep)
    {
        var columns = plan.Mapping.Columns.Where(c => c.Field is { } field && (keep || field != ImportField.Attribute)).ToList();
        if (keep)
            columns.AddRange(plan.Columns.Where(p => p.Type != ColumnType.Empty && columns.TrueForAll(c => c.Column != p.Name)).Select(p => new MappedColumn(p.Name, ImportField.Attribute, p.Name)));
        return InFileOrder(plan, columns);
    }

    /// <summary>Columns that share a field with another one.</summary>
    public static IReadOnlySet<string> Conflicts(FieldMapping mapping) => mapping.Columns
        .Where(c => c.Field is { } field && !FieldCatalog.MayRepeat(field))
        .GroupBy(c => c.Field)
        .Where(g => g.Count() > 1)
        .SelectMany(g => g.Select(c => c.Column))
        .ToHashSet();

    private static FieldMapping InFileOrder(ImportPlan plan, IEnumerable<MappedColumn> columns)
    {
        var position = plan.File.Columns.Select((name, index) => (name, index)).ToDictionary(p => p.name, p => p.index);
        return new FieldMapping([.. columns.OrderBy(c => position.GetValueOrDefault(c.Column, int.MaxValue))]);
    }
}
