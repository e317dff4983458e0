namespace Dashboard.Analytics.Clusters;

/// <summary>What is done to the values of a feature before they are scaled to mean 0 and standard deviation 1.</summary>
[Flags]
public enum FeatureTransform
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Logarithm of 1 + the value; of negative values, minus that of 1 − the value.</summary>
    Log = 1,

    /// <summary>Values beyond the 1st and the 99th percentile are set to it.</summary>
    Winsorise = 2,
}

/// <summary>A chosen feature.</summary>
/// <param name="Key">Key in <see cref="FeatureCatalogue"/>.</param>
/// <param name="Transform">What to do to it; null for what is proposed.</param>
public sealed record FeatureChoice(string Key, FeatureTransform? Transform = null);

/// <summary>The features chosen, in the order of the choice; equal choices are equal requests.</summary>
public sealed class FeatureChoices : IEquatable<FeatureChoices>
{
    /// <summary>Most features.</summary>
    public const int Most = 40;

    private readonly FeatureChoice[] all;

    /// <summary>Makes a choice; of several with the same key the first counts.</summary>
    /// <exception cref="ArgumentException">There is none, or more than <see cref="Most"/>.</exception>
    public FeatureChoices(params IEnumerable<FeatureChoice> choices)
    {
        all = [.. choices.DistinctBy(c => c.Key)];
        if (all.Length is < 1 or > Most)
            throw new ArgumentException(FormattableString.Invariant($"Clusters need 1 to {Most} features; {all.Length} are chosen."), nameof(choices));
    }

    /// <summary>The features of <see cref="FeatureCatalogue.Proposed"/>, transformed as proposed.</summary>
    public static FeatureChoices Proposed { get; } = new(FeatureCatalogue.Proposed.Select(key => new FeatureChoice(key)));

    /// <summary>The choices.</summary>
    public IReadOnlyList<FeatureChoice> All => all;

    /// <inheritdoc/>
    public bool Equals(FeatureChoices? other) => other is not null && all.AsSpan().SequenceEqual(other.all);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeatureChoices);

    /// <inheritdoc/>
    public override int GetHashCode() => all.Aggregate(17, HashCode.Combine);
}
