namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// Purchase histories as the count models need them: the distinct (repeat orders, age at last order, age) triples with the number of customers of each,
/// in the order in which they first appear. A repeat order is any order but the first; ages are counted from the first order, in one unit of time
/// (weeks, in this program).
/// </summary>
public sealed class PurchaseRows
{
    private readonly int[] repeats;
    private readonly double[] lastAges;
    private readonly double[] ages;
    private readonly double[] counts;

    private PurchaseRows(int[] repeats, double[] lastAges, double[] ages, double[] counts)
    {
        (this.repeats, this.lastAges, this.ages, this.counts) = (repeats, lastAges, ages, counts);
        var most = -1;
        foreach (var x in repeats)
            most = Math.Max(most, x);
        var customersOf = new double[most + 1];
        for (var row = 0; row < repeats.Length; row++)
        {
            var n = counts[row];
            customersOf[repeats[row]] += n;
            Customers += n;
            RepeatOrders += n * repeats[row];
            TotalAge += n * ages[row];
            Repeaters += repeats[row] > 0 ? n : 0;
        }

        DistinctRepeats = [.. Enumerable.Range(0, most + 1).Where(x => customersOf[x] > 0)];
        CustomersOf = Array.ConvertAll(DistinctRepeats, x => customersOf[x]);
    }

    /// <summary>Number of distinct rows.</summary>
    public int Length => repeats.Length;

    /// <summary>Repeat orders of each row, 0 or more.</summary>
    public ReadOnlySpan<int> RepeatOrdersOf => repeats;

    /// <summary>Age at the last order of each row; 0 where nothing was repeated.</summary>
    public ReadOnlySpan<double> AgeAtLastOrder => lastAges;

    /// <summary>Age at the end of the observation of each row, at least the age at the last order.</summary>
    public ReadOnlySpan<double> Age => ages;

    /// <summary>Customers of each row.</summary>
    public ReadOnlySpan<double> Count => counts;

    /// <summary>Number of customers.</summary>
    public double Customers { get; }

    /// <summary>Number of customers with a repeat order.</summary>
    public double Repeaters { get; }

    /// <summary>Repeat orders of all customers.</summary>
    public double RepeatOrders { get; }

    /// <summary>Sum of all ages.</summary>
    public double TotalAge { get; }

    /// <summary>The numbers of repeat orders that occur, ascending: gamma functions are needed for each of these once.</summary>
    internal int[] DistinctRepeats { get; }

    /// <summary>Customers with each of <see cref="DistinctRepeats"/>.</summary>
    internal double[] CustomersOf { get; }

    /// <summary>Most repeat orders of a customer that are told apart; more are a fault of the data.</summary>
    public const int MostRepeats = 1_000_000;

    /// <summary>Gathers the rows of customers.</summary>
    /// <param name="repeatOrders">Repeat orders, 0 to <see cref="MostRepeats"/>.</param>
    /// <param name="ageAtLastOrder">Age at the last order, 0 to the age.</param>
    /// <param name="age">Age at the end of the observation, 0 or more, finite.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or a row is out of its range.</exception>
    public static PurchaseRows Of(ReadOnlySpan<int> repeatOrders, ReadOnlySpan<double> ageAtLastOrder, ReadOnlySpan<double> age) =>
        Of(repeatOrders, ageAtLastOrder, age, []);

    /// <summary>Gathers the rows of customers, some of which stand for several.</summary>
    /// <param name="repeatOrders">Repeat orders, 0 to <see cref="MostRepeats"/>.</param>
    /// <param name="ageAtLastOrder">Age at the last order, 0 to the age.</param>
    /// <param name="age">Age at the end of the observation, 0 or more, finite.</param>
    /// <param name="customers">Customers of each row; empty for one each.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or a row is out of its range.</exception>
    public static PurchaseRows Of(ReadOnlySpan<int> repeatOrders, ReadOnlySpan<double> ageAtLastOrder, ReadOnlySpan<double> age, ReadOnlySpan<double> customers)
    {
        if (ageAtLastOrder.Length != repeatOrders.Length || age.Length != repeatOrders.Length || (!customers.IsEmpty && customers.Length != repeatOrders.Length))
            throw new ArgumentException("The columns must have the same length.", nameof(age));
        var index = new RowIndex(repeatOrders.Length);
        var (x, last, end, n) = (new int[repeatOrders.Length], new double[repeatOrders.Length], new double[repeatOrders.Length], new double[repeatOrders.Length]);
        var length = 0;
        for (var i = 0; i < repeatOrders.Length; i++)
        {
            Check(repeatOrders[i], ageAtLastOrder[i], age[i], i);
            var at = index.Find(repeatOrders[i], ageAtLastOrder[i], age[i], x, last, end, length);
            if (at == length)
                (x[length], last[length], end[length++]) = (repeatOrders[i], ageAtLastOrder[i], age[i]);
            n[at] += customers.IsEmpty ? 1 : customers[i];
        }

        return new(x[..length], last[..length], end[..length], n[..length]);
    }

    private static void Check(int x, double last, double age, int row)
    {
        if (x is < 0 or > MostRepeats || !(last >= 0) || !(age >= last) || !double.IsFinite(age) || (x == 0 && last > 0))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Row {row} has {x} repeat orders, the last at age {last} of {age}: repeat orders lie between 0 and {MostRepeats}, and the last order between the first (0, where nothing was repeated) and the age."));
        }
    }

    // Open addressing over the bits of a row.
    private readonly struct RowIndex(int rows)
    {
        private readonly int[] slots = new int[(int)Math.Max(16, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)rows * 2))];

        public int Find(int x, double last, double age, int[] xs, double[] lasts, double[] ends, int length)
        {
            var hash = ((ulong)x * 0x9E3779B97F4A7C15) ^ ((ulong)BitConverter.DoubleToInt64Bits(last) * 0xD1B54A32D192ED03) ^ ((ulong)BitConverter.DoubleToInt64Bits(age) * 0xBF58476D1CE4E5B9);
            hash = (hash ^ (hash >> 29)) * 0x94D049BB133111EB;
            for (var slot = (int)(hash >> 32) & (slots.Length - 1); ; slot = (slot + 1) & (slots.Length - 1))
            {
                var at = slots[slot] - 1;
                if (at < 0)
                {
                    slots[slot] = length + 1;
                    return length;
                }

                if (xs[at] == x && lasts[at] == last && ends[at] == age)
                    return at;
            }
        }
    }
}
