using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Customers;

/// <summary>
/// The customers of a list in order. The first thousand are chosen in one pass, without sorting the others: few look at more of a list than its first pages.
/// All are sorted when somebody asks for one further down.
/// </summary>
internal sealed class SortedCustomers
{
    /// <summary>The value of customers of whom it is unknown: they come last in both directions.</summary>
    public const long Unknown = long.MaxValue;

    private const int Head = 1024;

    private readonly Bitmap customers;
    private readonly int[] byKey;
    private readonly Func<int, long>? valueOf;
    private readonly bool descending;
    private readonly int[] first;
    private readonly Lazy<int[]> all;

    /// <summary>Chooses the first.</summary>
    /// <param name="customers">The customers of the list.</param>
    /// <param name="byKey">All customers by key, which decides between equal values; empty when they lie in this order.</param>
    /// <param name="valueOf">What a customer is sorted by; null for the key alone.</param>
    /// <param name="descending">Whether the largest comes first; equal values are by ascending key in either case.</param>
    public SortedCustomers(Bitmap customers, int[] byKey, Func<int, long>? valueOf, bool descending)
    {
        (this.customers, this.byKey, this.valueOf, this.descending) = (customers, byKey, valueOf, descending);
        Count = customers.Count();
        first = First();
        all = new Lazy<int[]>(All);
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>The customer at a position.</summary>
    public int this[int position] => position < first.Length ? first[position] : all.Value[position];

    private int[] First()
    {
        // The best so far in the first half, and those that may be better behind it.
        var kept = new Entry[2 * Head];
        var (count, limit) = (0, (long?)null);
        var keys = new KeyOrder(customers, byKey);
        while (keys.MoveNext())
        {
            var value = Value(keys.Current, keys.Position);
            if (value >= limit)
                continue;
            kept[count++] = new Entry(value, keys.Position, keys.Current);
            if (count < kept.Length)
                continue;
            Array.Sort(kept);
            (count, limit) = (Head, kept[Head - 1].Value);
        }

        Array.Sort(kept, 0, count);
        return Array.ConvertAll(kept[..Math.Min(count, Head)], entry => entry.Customer);
    }

    private int[] All()
    {
        var entries = new Entry[Count];
        var keys = new KeyOrder(customers, byKey);
        for (var i = 0; keys.MoveNext(); i++)
            entries[i] = new Entry(Value(keys.Current, keys.Position), keys.Position, keys.Current);
        if (valueOf is not null || descending)
            Array.Sort(entries);
        return Array.ConvertAll(entries, entry => entry.Customer);
    }

    private long Value(int customer, int position)
    {
        var value = valueOf is null ? position : valueOf(customer);
        return descending && value != Unknown ? -value : value;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(long Value, int Position, int Customer) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => Value != other.Value ? Value.CompareTo(other.Value) : Position.CompareTo(other.Position);
    }

    // The customers of a set by key.
    private ref struct KeyOrder(Bitmap customers, int[] byKey)
    {
        private Bitmap.Rows rows = customers.GetEnumerator();

        public int Position { get; private set; } = -1;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            if (byKey.Length == 0)
            {
                if (!rows.MoveNext())
                    return false;
                Position = Current = rows.Current;
                return true;
            }

            while (++Position < byKey.Length)
            {
                Current = byKey[Position];
                if (customers[Current])
                    return true;
            }

            return false;
        }
    }
}
