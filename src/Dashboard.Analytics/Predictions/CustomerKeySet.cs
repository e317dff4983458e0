using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>Customers by their keys, as they were when somebody decided something about them. Two sets are equal when they hold the same keys.</summary>
public sealed class CustomerKeySet : IEquatable<CustomerKeySet>
{
    private readonly string[] keys;
    private readonly int hash;

    /// <summary>Makes a set.</summary>
    /// <param name="keys">Keys in any order; doubles count once.</param>
    public CustomerKeySet(IEnumerable<string> keys)
    {
        this.keys = [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var code = default(HashCode);
        foreach (var key in this.keys)
            code.Add(key, StringComparer.Ordinal);
        hash = code.ToHashCode();
    }

    /// <summary>Nobody.</summary>
    public static CustomerKeySet Empty { get; } = new([]);

    /// <summary>The keys, in ordinal order.</summary>
    public IReadOnlyList<string> Keys => keys;

    /// <summary>The customers of a snapshot that are in the set, computed once.</summary>
    /// <param name="snapshot">The data.</param>
    public Bitmap Members(Snapshot snapshot) => snapshot.MemoOfData((nameof(CustomerKeySet), this), () => ListMembers.Of(snapshot, new CustomerList("", keys)));

    /// <inheritdoc/>
    public bool Equals(CustomerKeySet? other) => other is not null && hash == other.hash && keys.AsSpan().SequenceEqual(other.keys);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CustomerKeySet);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;
}
