using System.Numerics;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Queries;

/// <summary>Turns conditions on columns into sets of rows, 64 rows a step, on both cores.</summary>
public static class Predicates
{
    /// <summary>Rows that meet all conditions.</summary>
    /// <param name="predicates">The conditions, at least one; the cheapest or the most selective first.</param>
    /// <exception cref="ArgumentException">There is no condition, or they are about different numbers of rows.</exception>
    public static Bitmap Where(params Predicate[] predicates)
    {
        if (predicates.Length == 0 || Array.Exists(predicates, p => p.Length != predicates[0].Length))
            throw new ArgumentException("A set needs at least one condition, and all of them about the same rows.", nameof(predicates));
        var set = new Bitmap(predicates[0].Length);
        Partitions.Run(
            set.Length,
            (from, to) =>
            {
                set.AddRange(from, to);
                foreach (var predicate in predicates)
                    predicate.Narrow(set.Words, from, to);
            },
            CancellationToken.None);
        return set;
    }

    /// <summary>Rows whose code is wanted.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="wanted">One flag a code, and a last one for unknown.</param>
    public static Bitmap Where(Codes codes, ReadOnlySpan<bool> wanted) => Where(Predicate.In(codes, wanted));

    /// <summary>Rows whose value lies between two, both included.</summary>
    public static Bitmap Between<T>(Column<T> column, T least, T most)
        where T : unmanaged, INumber<T> => Where(Predicate.Between(column, least, most));

    /// <summary>Rows whose number lies between two, both included.</summary>
    public static Bitmap Between(NumberColumn column, long least, long most) => Where(Predicate.Between(column, least, most));

    /// <summary>Rows whose value is wanted; for conditions that have no form of their own.</summary>
    public static Bitmap Where<T>(Column<T> column, Func<T, bool> isWanted)
        where T : unmanaged => Where(Predicate.Where(column, isWanted));
}
