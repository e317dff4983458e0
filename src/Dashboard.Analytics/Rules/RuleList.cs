using System.Collections;
using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Rules;

/// <summary>An immutable list that equals another with the same items in the same order, so that records that hold it have value equality.</summary>
/// <typeparam name="T">Type of the items.</typeparam>
[CollectionBuilder(typeof(RuleLists), nameof(RuleLists.Create))]
public sealed class RuleList<T> : IReadOnlyList<T>, IEquatable<RuleList<T>>
    where T : IEquatable<T>
{
    private readonly T[] items;

    internal RuleList(ReadOnlySpan<T> items) => this.items = items.ToArray();

    /// <summary>Number of items.</summary>
    public int Count => items.Length;

    /// <summary>The item at a position, from 0.</summary>
    public T this[int index] => items[index];

    /// <inheritdoc/>
    public bool Equals(RuleList<T>? other) => other is not null && items.AsSpan().SequenceEqual(other.items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RuleList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", items);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}

/// <summary>Makes lists from collection expressions.</summary>
public static class RuleLists
{
    /// <summary>A list of these items.</summary>
    public static RuleList<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T> => new(items);
}
