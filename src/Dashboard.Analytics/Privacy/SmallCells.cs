namespace Dashboard.Analytics.Privacy;

/// <summary>
/// Which cells of a cross table are hidden so that no cell with 1 to k − 1 people can be read, nor be worked out from the sums of rows and columns, which stay visible.
/// </summary>
/// <remarks>
/// The hidden cells are edges between the rows and columns of the table. A hidden cell can be worked out exactly when its edge lies on no circle (a bridge), so cells are added, smallest first,
/// until there is no bridge, and until the hidden cells of each line hold at least k people.
/// Complementary suppression: Hundepool et al., Statistical Disclosure Control (2012), section 4.4; bridges: Tarjan, Information Processing Letters 2 (1974).
/// </remarks>
public static class SmallCells
{
    /// <summary>The cells to hide.</summary>
    /// <param name="least">People that a cell needs to be shown; 1 shows every cell.</param>
    /// <param name="counts">
    /// Numbers of people by row and column. The first are those of the table; further ones are what a reader could work out beside it, and none of them may be small either.
    /// </param>
    /// <returns>A flag a cell.</returns>
    public static bool[,] Hidden(int least, params IReadOnlyList<int[,]> counts)
    {
        var people = counts[0];
        var (rows, columns) = (people.GetLength(0), people.GetLength(1));
        var hidden = new bool[rows, columns];
        foreach (var (r, c) in Cells())
            hidden[r, c] = people[r, c] > 0 && counts.Any(count => SmallGroups.IsSmall(count[r, c], least));

        // Each round hides one cell more, so it ends; empty cells are the last that are hidden.
        while (Open() is { } line && Next(line) is { } cell)
            hidden[cell.Row, cell.Column] = true;
        return hidden;

        IEnumerable<(int Row, int Column)> Cells() =>
            from r in Enumerable.Range(0, rows)
            from c in Enumerable.Range(0, columns)
            select (r, c);

        // A row or column (after the rows) whose hidden cells give something away, else an end of a bridge; null when there is none.
        int? Open()
        {
            for (var line = 0; line < rows + columns; line++)
            {
                var mine = CellsOf(line).Where(cell => hidden[cell.Row, cell.Column]).ToList();
                if (mine.Count > 0 && Next(line) is not null && (mine.Count < 2 || counts.Any(count => SmallGroups.IsSmall(mine.Sum(cell => count[cell.Row, cell.Column]), least))))
                    return line;
            }

            foreach (var (row, column) in Bridges(hidden))
            {
                if (Next(row) is not null)
                    return row;
                if (Next(rows + column) is not null)
                    return rows + column;
            }

            return null;
        }

        IEnumerable<(int Row, int Column)> CellsOf(int line) =>
            line < rows ? Enumerable.Range(0, columns).Select(c => (line, c)) : Enumerable.Range(0, rows).Select(r => (r, line - rows));

        (int Row, int Column)? Next(int line)
        {
            var open = CellsOf(line).Where(cell => !hidden[cell.Row, cell.Column]).ToList();
            return open.Count == 0 ? null : open.OrderBy(cell => people[cell.Row, cell.Column] == 0).ThenBy(cell => people[cell.Row, cell.Column]).ThenBy(cell => cell).First();
        }
    }

    /// <summary>Hidden cells that the sums of rows and columns give away.</summary>
    internal static IReadOnlyList<(int Row, int Column)> Bridges(bool[,] hidden)
    {
        var (rows, columns) = (hidden.GetLength(0), hidden.GetLength(1));
        var found = new List<(int, int)>();
        var (seen, low, time) = (new int[rows + columns], new int[rows + columns], 0);
        for (var start = 0; start < rows; start++)
        {
            if (seen[start] == 0)
                Visit(start, -1);
        }

        return found;

        // As deep as the table has lines: 2 × 25 at most on the screens.
        void Visit(int line, int from)
        {
            seen[line] = low[line] = ++time;
            for (var other = 0; other < (line < rows ? columns : rows); other++)
            {
                var (row, column) = line < rows ? (line, other) : (other, line - rows);
                var next = line < rows ? rows + other : other;
                if (!hidden[row, column] || next == from)
                    continue;
                if (seen[next] == 0)
                {
                    Visit(next, line);
                    low[line] = Math.Min(low[line], low[next]);
                    if (low[next] > seen[line])
                        found.Add((row, column));
                }
                else
                {
                    low[line] = Math.Min(low[line], seen[next]);
                }
            }
        }
    }
}
