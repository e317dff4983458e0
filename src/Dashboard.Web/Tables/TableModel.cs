namespace Dashboard.Web.Tables;

/// <summary>A small table for the screen: every row is in it, so it can be sorted without asking again. Long lists use the grid with paging by the server.</summary>
/// <param name="Caption">What the table is of, for screen readers.</param>
/// <param name="Columns">The columns; the first names the row.</param>
/// <param name="Rows">The rows, each with a cell a column.</param>
public sealed record TableModel(string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows)
{
    /// <summary>A last row that stays last, such as the total; empty when there is none.</summary>
    public IReadOnlyList<TableCell> Total { get; init; } = [];

    /// <summary>What is not shown, such as "+17 more countries, 3.2 % of revenue"; null when all is.</summary>
    public string? More { get; init; }
}

/// <summary>A column.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="IsNumber">Numbers are aligned right and sorted with the largest first.</param>
public sealed record TableColumn(string Title, bool IsNumber = false);

/// <summary>A cell.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Number">What it is sorted by; null sorts last, and by text when no cell of the column has a number.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Color">Token of a swatch before the text.</param>
public readonly record struct TableCell(string Text, double? Number = null, string? Href = null, string? Color = null);

/// <summary>How a table is sorted; a column of −1 is the order it came in.</summary>
public readonly record struct TableOrder(int Column, bool Descending)
{
    /// <summary>The order it came in.</summary>
    public static TableOrder AsGiven { get; } = new(-1, false);

    /// <summary>What a click on a heading makes of it: first the useful direction, then the other one, then the given order.</summary>
    public TableOrder Toggle(int column, bool isNumber) =>
        column != Column ? new TableOrder(column, isNumber)
        : Descending == isNumber ? new TableOrder(column, !isNumber)
        : AsGiven;

    /// <summary>The rows in this order; equal rows keep theirs, and rows without a value come last whichever way.</summary>
    public IEnumerable<IReadOnlyList<TableCell>> Apply(IReadOnlyList<IReadOnlyList<TableCell>> rows)
    {
        if (Column < 0)
            return rows;
        var column = Column;
        var byNumber = rows.Any(r => r[column].Number is not null);
        var known = byNumber ? rows.OrderBy(r => r[column].Number is null) : rows.OrderBy(r => r[column].Text.Length == 0);
        return (byNumber, Descending) switch
        {
            (true, false) => known.ThenBy(r => r[column].Number),
            (true, true) => known.ThenByDescending(r => r[column].Number),
            (false, false) => known.ThenBy(r => r[column].Text, StringComparer.CurrentCultureIgnoreCase),
            (false, true) => known.ThenByDescending(r => r[column].Text, StringComparer.CurrentCultureIgnoreCase),
        };
    }
}
