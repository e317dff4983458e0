using System.Numerics;
using System.Runtime.CompilerServices;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Queries;

/// <summary>Puts each row into one of a number of groups: by the values of a dimension, by those of the row's customer, by time.</summary>
public abstract class Grouping
{
    /// <summary>Number of groups.</summary>
    public abstract int Count { get; }

    /// <summary>Finds the groups of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="groups">Takes a group for each of them, from 0.</param>
    public abstract void Read(ReadOnlySpan<int> rows, Span<int> groups);

    /// <summary>Groups by code; the last group is unknown.</summary>
    /// <param name="codes">A code a row, −1 for unknown.</param>
    /// <param name="values">Number of codes.</param>
    public static Grouping Of(Codes codes, int values) => codes.Bytes is { } bytes ? new ByCode<sbyte>(bytes, values)
        : codes.Shorts is { } shorts ? new ByCode<short>(shorts, values)
        : new ByCode<int>(codes.Ints!, values);

    /// <summary>Groups by the values of a column; the last group is unknown.</summary>
    public static Grouping Of(TextColumn column) => Of(column.Codes, column.Values.Length);

    /// <summary>Groups rows as their owners are grouped: documents by what their customers are. One more group, the last, holds rows without an owner.</summary>
    /// <param name="owner">The owner of each row, −1 without one.</param>
    /// <param name="owners">The groups of the owners.</param>
    public static Grouping Of(Column<int> owner, Grouping owners) => new ByOwner(owner, owners);

    /// <summary>Groups by day; rows must lie in the range.</summary>
    /// <param name="day">A day number a row.</param>
    /// <param name="range">The days, a group each.</param>
    public static Grouping OfDays(Column<int> day, DateRange range) => new ByDay(day, range.From.DayNumber, [.. Enumerable.Range(0, range.Days)], range.Days);

    /// <summary>Groups by spans of days: weeks, months. Rows must lie in the range.</summary>
    /// <param name="day">A day number a row.</param>
    /// <param name="range">The days.</param>
    /// <param name="groupOf">The group of a day number of the range, from 0.</param>
    /// <param name="groups">Number of groups.</param>
    /// <exception cref="ArgumentException">A day of the range has no group.</exception>
    public static Grouping OfDays(Column<int> day, DateRange range, Func<int, int> groupOf, int groups)
    {
        int[] table = [.. Enumerable.Range(range.From.DayNumber, range.Days).Select(groupOf)];
        if (table.AsSpan().ContainsAnyExceptInRange(0, groups - 1))
            throw new ArgumentException(FormattableString.Invariant($"Every day of the range needs a group from 0 to {groups - 1}."), nameof(groupOf));
        return new ByDay(day, range.From.DayNumber, table, groups);
    }

    private sealed class ByCode<T>(Column<T> codes, int values) : Grouping
        where T : unmanaged, IBinaryInteger<T>
    {
        public override int Count => values + 1;

        public override void Read(ReadOnlySpan<int> rows, Span<int> groups)
        {
            var stored = codes.Span;
            groups = groups[..rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                var code = int.CreateTruncating(stored[rows[i]]);
                groups[i] = code < 0 ? values : code;
            }
        }
    }

    private sealed class ByOwner(Column<int> owner, Grouping owners) : Grouping
    {
        public override int Count => owners.Count + 1;

        [SkipLocalsInit]
        public override void Read(ReadOnlySpan<int> rows, Span<int> groups)
        {
            Span<int> known = stackalloc int[RowBlocks.Size];
            Span<int> found = stackalloc int[RowBlocks.Size];
            var stored = owner.Span;
            var count = 0;
            foreach (var row in rows)
            {
                known[count] = stored[row];
                count += stored[row] >= 0 ? 1 : 0;
            }

            owners.Read(known[..count], found);
            count = 0;
            for (var i = 0; i < rows.Length; i++)
                groups[i] = stored[rows[i]] < 0 ? owners.Count : found[count++];
        }
    }

    private sealed class ByDay(Column<int> day, int firstDay, int[] groupOfDay, int groups) : Grouping
    {
        public override int Count => groups;

        public override void Read(ReadOnlySpan<int> rows, Span<int> groups)
        {
            var stored = day.Span;
            groups = groups[..rows.Length];
            for (var i = 0; i < rows.Length; i++)
                groups[i] = groupOfDay[stored[rows[i]] - firstDay];
        }
    }
}
