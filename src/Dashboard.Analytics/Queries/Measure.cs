using System.Numerics;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Queries;

/// <summary>What is computed of the rows of each group.</summary>
public abstract class Measure
{
    /// <summary>The sum, exact; 0 of no rows.</summary>
    public static Measure<long> Sum(Numbers values) => new(groups => new Integers<Summed>(values, groups));

    /// <summary>The sum; 0 of no rows. It is added up in a fixed order, whatever the number of cores.</summary>
    public static Measure<double> Sum<T>(Column<T> values)
        where T : unmanaged, IFloatingPoint<T> => new(groups => new Floats<T>(values, groups));

    /// <summary>The smallest; <see cref="long.MaxValue"/> of no rows.</summary>
    public static Measure<long> Least(Numbers values) => new(groups => new Integers<Smallest>(values, groups));

    /// <summary>The largest; <see cref="long.MinValue"/> of no rows.</summary>
    public static Measure<long> Most(Numbers values) => new(groups => new Integers<Largest>(values, groups));

    /// <summary>How many different owners: customers of documents. The rows of an owner must lie side by side, as documents do.</summary>
    /// <param name="owner">The owner of each row, −1 for none, who does not count.</param>
    public static Measure<long> Distinct(Column<int> owner) => new(groups => new Owners(owner, groups));

    internal abstract Accumulator Start(int groups);

    private interface IMerge
    {
        static abstract long Start { get; }

        static abstract long Of(long a, long b);
    }

    private readonly struct Summed : IMerge
    {
        public static long Start => 0;

        public static long Of(long a, long b) => a + b;
    }

    private readonly struct Smallest : IMerge
    {
        public static long Start => long.MaxValue;

        public static long Of(long a, long b) => Math.Min(a, b);
    }

    private readonly struct Largest : IMerge
    {
        public static long Start => long.MinValue;

        public static long Of(long a, long b) => Math.Max(a, b);
    }

    private sealed class Integers<TMerge> : Accumulator<long>
        where TMerge : struct, IMerge
    {
        private readonly Numbers numbers;

        public Integers(Numbers numbers, int groups)
            : base(groups)
        {
            this.numbers = numbers;
            Array.Fill(Values, TMerge.Start);
        }

        public override void Take(ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
        {
            Span<long> read = stackalloc long[RowBlocks.Size];
            numbers.Read(rows, read);
            read = read[..groups.Length];
            var values = Values;
            for (var i = 0; i < groups.Length; i++)
                values[groups[i]] = TMerge.Of(values[groups[i]], read[i]);
        }

        public override void Add(Accumulator later)
        {
            var others = ((Integers<TMerge>)later).Values;
            for (var group = 0; group < others.Length; group++)
                Values[group] = TMerge.Of(Values[group], others[group]);
        }
    }

    private sealed class Floats<T>(Column<T> column, int groups) : Accumulator<double>(groups)
        where T : unmanaged, IFloatingPoint<T>
    {
        public override void Take(ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
        {
            var stored = column.Span;
            var values = Values;
            for (var i = 0; i < rows.Length; i++)
                values[groups[i]] += double.CreateTruncating(stored[rows[i]]);
        }

        public override void Add(Accumulator later)
        {
            var others = ((Floats<T>)later).Values;
            for (var group = 0; group < others.Length; group++)
                Values[group] += others[group];
        }
    }

    // A group has seen an owner when the owner is its last; where parts meet, the last of one may be the first of the next.
    private sealed class Owners(Column<int> owner, int groups) : Accumulator<long>(groups)
    {
        private readonly int[] first = new int[groups]; // Owner + 1; 0 for nobody.
        private readonly int[] last = new int[groups];

        public override void Take(ReadOnlySpan<int> rows, ReadOnlySpan<int> groups)
        {
            var stored = owner.Span;
            for (var i = 0; i < rows.Length; i++)
            {
                var (group, one) = (groups[i], stored[rows[i]] + 1);
                if (one == 0 || last[group] == one)
                    continue;
                last[group] = one;
                Values[group]++;
                if (first[group] == 0)
                    first[group] = one;
            }
        }

        public override void Add(Accumulator later)
        {
            var other = (Owners)later;
            for (var group = 0; group < last.Length; group++)
            {
                if (other.first[group] == 0)
                    continue;
                Values[group] += other.Values[group] - (other.first[group] == last[group] ? 1 : 0);
                last[group] = other.last[group];
                if (first[group] == 0)
                    first[group] = other.first[group];
            }
        }
    }
}

/// <summary>What is computed of the rows of each group.</summary>
/// <typeparam name="T">Type of the results.</typeparam>
public sealed class Measure<T> : Measure
{
    private readonly Func<int, Accumulator<T>> start;

    internal Measure(Func<int, Accumulator<T>> start) => this.start = start;

    internal override Accumulator Start(int groups) => start(groups);
}

/// <summary>A measure of the rows so far.</summary>
internal abstract class Accumulator
{
    /// <summary>Takes rows in.</summary>
    /// <param name="rows">At most <see cref="RowBlocks.Size"/> rows, ascending, above those before.</param>
    /// <param name="groups">The group of each.</param>
    public abstract void Take(ReadOnlySpan<int> rows, ReadOnlySpan<int> groups);

    /// <summary>Takes in what another took of later rows.</summary>
    public abstract void Add(Accumulator later);
}

/// <summary>A measure of the rows so far.</summary>
/// <typeparam name="T">Type of the results.</typeparam>
internal abstract class Accumulator<T>(int groups) : Accumulator
{
    /// <summary>One a group.</summary>
    public T[] Values { get; } = new T[groups];
}
