using Dashboard.Analytics.Demographics;
using Dashboard.Analytics.Scopes;
using Dashboard.Web.Scopes;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Demographics;

/// <summary>The table twins of the demographics; every row leads to its customers.</summary>
public static class DemographicsTables
{
    private const int MostRows = 250;

    /// <summary>All values of a dimension with customers, orders, revenue and comparison; the total stays below.</summary>
    /// <param name="result">The demographics.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="links">Where rows lead.</param>
    /// <param name="narrow">Only customers and share, for narrow places.</param>
    public static TableModel Breakdown(DemographicsResult result, Dimension dimension, DemographicsLinks links, bool narrow = false)
    {
        var breakdown = result.By(dimension);
        var (currency, compared) = (result.Receipt.Currency, result.Total.CustomersBefore is not null && !narrow);
        var shown = breakdown.Rows.Count <= MostRows ? breakdown.Rows : [.. breakdown.Rows.Take(MostRows - 1), .. breakdown.Rows.Skip(MostRows - 1).Where(r => r.IsUnknown || r.Value is null)];
        var hidden = breakdown.Rows.Except(shown).ToList();
        return new TableModel(
            $"Customers by {ScopeText.Name(dimension).ToLowerInvariant()}",
            [
                new(ScopeText.Name(dimension)), new("Customers", true), new("Share", true),
                .. compared ? [new TableColumn("Before", true)] : Array.Empty<TableColumn>(),
                .. narrow ? [] : new TableColumn[] { new("Orders", true) },
                .. narrow ? [] : new TableColumn[] { new("Revenue", true), new("Share of revenue", true), new("Order value", true) },
                .. compared ? [new TableColumn("Revenue before", true)] : Array.Empty<TableColumn>(),
            ],
            [.. shown.Select(r => Row(r, links.To(dimension, r.Value)))])
        {
            Total = Row(result.Total, null),
            More = hidden.Count == 0 ? null : $"+{Formats.Integer(hidden.Count)} more with {Formats.Count(hidden.Sum(r => (long)r.Customers), "customer")}; the export has all of them.",
        };

        IReadOnlyList<TableCell> Row(DemographicsRow row, string? href) =>
        [
            new TableCell(row.Label, Href: href),
            new TableCell(Formats.Integer(row.Customers), row.Customers),
            new TableCell(Formats.Percent(row.Share), row.Share),
            .. compared ? [new TableCell(Formats.Integer(row.CustomersBefore!.Value), row.CustomersBefore)] : Array.Empty<TableCell>(),
            .. narrow ? [] : new[] { new TableCell(Formats.Integer(row.Orders), row.Orders) },
            .. narrow ? [] : new[]
            {
                new TableCell(Formats.Money(row.RevenueE4, currency), row.RevenueE4),
                row.RevenueShare is { } share ? new TableCell(Formats.Percent(share), share) : new TableCell(Formats.Missing),
                row.AverageOrderValueE4 is { } value ? new TableCell(Formats.Money((long)Math.Round(value), currency), value) : new TableCell(Formats.Missing),
            },
            .. compared ? [new TableCell(Formats.Money(row.RevenueBeforeE4!.Value, currency), row.RevenueBeforeE4)] : Array.Empty<TableCell>(),
        ];
    }

    /// <summary>The cells of a cross table that hold anybody, one a row.</summary>
    public static TableModel Cross(CrossTable table, DemographicsLinks links) => new(
        $"{ScopeText.Name(table.RowDimension)} by {ScopeText.Name(table.ColumnDimension).ToLowerInvariant()}",
        [new(ScopeText.Name(table.RowDimension)), new(ScopeText.Name(table.ColumnDimension)), new("Customers", true), new("Share", true), new("Expected", true), new("Index", true)],
        [
            .. from r in Enumerable.Range(0, table.Rows.Count)
               from c in Enumerable.Range(0, table.Columns.Count)
               where table[r, c].IsHidden || table[r, c].Customers > 0 || table[r, c].Expected >= CrossTable.LeastExpected
               select Row(table, links, r, c),
        ])
    {
        Total = [new("Total"), new(""), new(Formats.Integer(table.Customers), table.Customers), new(""), new(""), new("")],
    };

    private static IReadOnlyList<TableCell> Row(CrossTable table, DemographicsLinks links, int r, int c)
    {
        var cell = table[r, c];
        return
        [
            new TableCell(table.Rows[r].Label, r, links.To(table, table.Rows[r], table.Columns[c])),
            new TableCell(table.Columns[c].Label, c),
            cell.Customers is { } customers ? new TableCell(Formats.Integer(customers), customers) : new TableCell("Hidden"),
            cell.Share is { } share ? new TableCell(Formats.Percent(share), share) : new TableCell(Formats.Missing),
            cell.Expected is { } expected ? new TableCell(Formats.Number(expected), expected) : new TableCell(Formats.Missing),
            cell.Index is { } index ? new TableCell(cell.IsSmall ? $"{Formats.Number(index, 0)} (few)" : Formats.Number(index, 0), index) : new TableCell(Formats.Missing),
        ];
    }
}
