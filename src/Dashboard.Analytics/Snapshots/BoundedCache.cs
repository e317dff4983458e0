using System.Collections.Concurrent;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Keeps computed values by key within a bound of bytes: equal keys are computed once, also when they are asked for at the same time, and the values used
/// longest ago go when room is needed.
/// </summary>
/// <param name="mostBytes">About how many bytes the values may take together; see <see cref="ObjectSize"/>.</param>
public sealed class BoundedCache(long mostBytes)
{
    private readonly ConcurrentDictionary<object, Entry> entries = new();
    private readonly Lock trimming = new();
    private long bytes;
    private long uses;

    /// <summary>About how many bytes the values take.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Number of values.</summary>
    public int Count => entries.Count;

    /// <summary>The value of a key.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">A value (record, string, tuple) that means the same whenever it is equal.</param>
    /// <param name="compute">Computes the value when it is not kept; a failure is not kept.</param>
    public T Get<T>(object key, Func<T> compute)
        where T : notnull
    {
        var entry = entries.GetOrAdd(key, static (_, make) => new Entry(() => make()), compute);
        entry.LastUse = Interlocked.Increment(ref uses);
        T value;
        try
        {
            value = (T)entry.Value.Value;
        }
        catch
        {
            entries.TryRemove(KeyValuePair.Create(key, entry));
            throw;
        }

        if (Interlocked.CompareExchange(ref entry.IsMeasured, 1, 0) == 0)
        {
            entry.Bytes = ObjectSize.Of(value);
            if (Interlocked.Add(ref bytes, entry.Bytes) > mostBytes)
                Trim();
        }

        return value;
    }

    /// <summary>The value of a key, if it is kept.</summary>
    public bool TryGet<T>(object key, out T? value)
    {
        value = default;
        if (!entries.TryGetValue(key, out var entry) || !entry.Value.IsValueCreated)
            return false;
        entry.LastUse = Interlocked.Increment(ref uses);
        value = (T)entry.Value.Value;
        return true;
    }

    private void Trim()
    {
        lock (trimming)
        {
            // A fifth of the room is made free at once, so that not every further value pays for looking around.
            foreach (var (key, entry) in entries.Where(e => e.Value.Bytes > 0).OrderBy(e => e.Value.LastUse))
            {
                if (Bytes <= mostBytes - (mostBytes / 5))
                    return;
                if (entries.TryRemove(KeyValuePair.Create(key, entry)))
                    Interlocked.Add(ref bytes, -entry.Bytes);
            }
        }
    }

    private sealed class Entry(Func<object> compute)
    {
        public int IsMeasured;

        public Lazy<object> Value { get; } = new(compute);

        public long Bytes { get; set; }

        public long LastUse { get; set; }
    }
}
