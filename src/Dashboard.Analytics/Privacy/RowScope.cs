namespace Dashboard.Analytics.Privacy;

/// <summary>A part of the rows: those of some countries, of some brands, or those that belong to both. Equal lists make equal scopes, whatever their order.</summary>
public sealed class RowScope : IEquatable<RowScope>
{
    /// <summary>Makes a scope.</summary>
    /// <param name="countries">Countries of customers; empty for all.</param>
    /// <param name="brands">Brands of products; empty for all.</param>
    public RowScope(IEnumerable<string> countries, IEnumerable<string> brands)
    {
        Countries = [.. countries.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Brands = [.. brands.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Countries of customers, sorted; empty for all.</summary>
    public IReadOnlyList<string> Countries { get; }

    /// <summary>Brands of products, sorted; empty for all.</summary>
    public IReadOnlyList<string> Brands { get; }

    /// <summary>Whether there is no limit.</summary>
    public bool IsEverything => Countries.Count == 0 && Brands.Count == 0;

    /// <inheritdoc/>
    public bool Equals(RowScope? other) => other is not null && Countries.SequenceEqual(other.Countries, StringComparer.Ordinal) && Brands.SequenceEqual(other.Brands, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RowScope);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var country in Countries)
            hash.Add(country, StringComparer.Ordinal);
        hash.Add(Countries.Count);
        foreach (var brand in Brands)
            hash.Add(brand, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" and ", ((string?[])[
        Countries.Count == 0 ? null : $"countries {string.Join(", ", Countries)}",
        Brands.Count == 0 ? null : $"brands {string.Join(", ", Brands)}",
    ]).OfType<string>());
}
