using Dashboard.Analytics.Privacy;

namespace Dashboard.Analytics.Tests.Privacy;

public sealed class SmallCellsTests
{
    [Fact]
    public void Hidden_OneSmallCell_HidesARectangle()
    {
        var hidden = SmallCells.Hidden(10, new[,] { { 3, 50, 40 }, { 60, 20, 70 }, { 80, 90, 30 } });

        // 3 is hidden; 40 beside it and 60 below it are the smallest that protect it; 70 at their corner is bigger than 20, but closes the circle.
        Assert.True(hidden[0, 0]);
        Assert.Equal(0, Known(hidden));
        Assert.All(Lines(hidden), line => Assert.True(line is 0 or > 1));
    }

    [Fact]
    public void Hidden_NothingSmall_HidesNothing() => Assert.DoesNotContain(true, SmallCells.Hidden(10, new[,] { { 10, 0 }, { 20, 30 } }).Cast<bool>());

    [Fact]
    public void Bridges_TwoRectanglesJoinedByOneCell_FindsIt()
    {
        bool[,] hidden =
        {
            { true, true, false, false },
            { true, true, true, false },
            { false, false, true, true },
            { false, false, true, true },
        };

        Assert.Equal([(1, 2)], SmallCells.Bridges(hidden));
    }

    [Fact]
    public void Hidden_AnyTable_NoHiddenCellCanBeWorkedOut()
    {
        var random = new Random(11);
        for (var run = 0; run < 300; run++)
        {
            var (rows, columns) = (random.Next(2, 7), random.Next(2, 7));
            var (table, rest) = (new int[rows, columns], new int[rows, columns]);
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                    (table[r, c], rest[r, c]) = (random.Next(5) == 0 ? random.Next(10) : random.Next(10, 200), random.Next(8) == 0 ? random.Next(10) : 50);
            }

            var hidden = SmallCells.Hidden(10, table, rest);

            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                    Assert.False(!hidden[r, c] && table[r, c] > 0 && (SmallGroups.IsSmall(table[r, c], 10) || SmallGroups.IsSmall(rest[r, c], 10)));
            }

            Assert.Equal(0, Known(hidden));
        }
    }

    // Hidden cells that follow from the sums of rows and columns, by elimination: those that are alone in a row of the reduced equations.
    private static int Known(bool[,] hidden)
    {
        var cells = (from r in Enumerable.Range(0, hidden.GetLength(0)) from c in Enumerable.Range(0, hidden.GetLength(1)) where hidden[r, c] select (r, c)).ToArray();
        var equations = Enumerable.Range(0, hidden.GetLength(0)).Select(r => Array.ConvertAll(cells, x => x.r == r ? 1.0 : 0))
            .Concat(Enumerable.Range(0, hidden.GetLength(1)).Select(c => Array.ConvertAll(cells, x => x.c == c ? 1.0 : 0))).ToArray();
        var row = 0;
        for (var cell = 0; cell < cells.Length && row < equations.Length; cell++)
        {
            var pivot = Array.FindIndex(equations, row, e => Math.Abs(e[cell]) > 1e-9);
            if (pivot < 0)
                continue;
            (equations[row], equations[pivot]) = (equations[pivot], equations[row]);
            var scale = equations[row][cell];
            equations[row] = Array.ConvertAll(equations[row], x => x / scale);
            for (var other = 0; other < equations.Length; other++)
            {
                var times = equations[other][cell];
                if (other != row && Math.Abs(times) > 1e-9)
                    equations[other] = [.. equations[other].Zip(equations[row], (x, y) => x - (times * y))];
            }

            row++;
        }

        return equations.Count(e => e.Count(x => Math.Abs(x) > 1e-9) == 1);
    }

    private static IEnumerable<int> Lines(bool[,] hidden) =>
        Enumerable.Range(0, hidden.GetLength(0)).Select(r => Enumerable.Range(0, hidden.GetLength(1)).Count(c => hidden[r, c]))
            .Concat(Enumerable.Range(0, hidden.GetLength(1)).Select(c => Enumerable.Range(0, hidden.GetLength(0)).Count(r => hidden[r, c])));
}
