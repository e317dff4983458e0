using System.Buffers;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// A list of plain values that is read as a span and written in bulk. What it outgrows goes back to a pool, so that many lists that grow side by side do not leave
/// as much behind as they hold.
/// </summary>
/// <typeparam name="T">Type of the values.</typeparam>
internal sealed class Growing<T>
    where T : unmanaged
{
    private T[] values = [];

    public int Length { get; private set; }

    public Span<T> Span => values.AsSpan(0, Length);

    public void Add(T value)
    {
        if (Length == values.Length)
            Grow(1);
        values[Length++] = value;
    }

    public void Add(ReadOnlySpan<T> more)
    {
        more.CopyTo(Room(more.Length));
        Length += more.Length;
    }

    /// <summary>Room behind the last value, to be written before <see cref="Take"/>.</summary>
    public Span<T> Room(int count)
    {
        if (values.Length - Length < count)
            Grow(count);
        return values.AsSpan(Length, count);
    }

    /// <summary>Counts in values that were written to <see cref="Room"/>.</summary>
    public void Take(int count) => Length += count;

    /// <summary>Brings the values into another order.</summary>
    /// <param name="order">Where each value is now.</param>
    public void Reorder(int[] order)
    {
        var moved = ArrayPool<T>.Shared.Rent(Math.Max(order.Length, 64));
        for (var i = 0; i < order.Length; i++)
            moved[i] = values[order[i]];
        Exchange(moved);
    }

    /// <summary>Gives up the values, once nobody reads them any more.</summary>
    public void Release()
    {
        Exchange([]);
        Length = 0;
    }

    private void Exchange(T[] other)
    {
        if (values.Length > 0)
            ArrayPool<T>.Shared.Return(values);
        values = other;
    }

    private void Grow(int count)
    {
        var wanted = Math.Max((long)Length + count, Length + (Length / 2L));
        if ((long)Length + count > Array.MaxLength)
            throw new InvalidOperationException("A column of a snapshot holds at most 2,147,483,591 bytes or rows. Keep the older years in a database of their own.");
        var larger = ArrayPool<T>.Shared.Rent((int)Math.Min(Math.Max(wanted, 64), Array.MaxLength));
        values.AsSpan(0, Length).CopyTo(larger);
        Exchange(larger);
    }
}
