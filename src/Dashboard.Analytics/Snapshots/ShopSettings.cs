using Dashboard.Analytics.Fairness;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Segments;

namespace Dashboard.Analytics.Snapshots;

/// <summary>What a shop decides once and every analysis follows.</summary>
public sealed record ShopSettings
{
    /// <summary>The most that <see cref="SmallestGroup"/> may be.</summary>
    public const int LargestSmallGroup = 1000;

    /// <summary>ISO 4217 code of the currency of all amounts.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>IANA id of the time zone in which a day is a day.</summary>
    public string TimeZone { get; init; } = "Etc/UTC";

    /// <summary>Lower ends of the age bands in years, ascending; the last band is open. Default: 18, 25, 35, 45, 55, 65.</summary>
    public AgeBands AgeBands { get; init; } = AgeBands.Default;

    /// <summary>How customers are scored and what the groups are called. Default: quintiles over all history, the usual map and names.</summary>
    public RfmDefinition Rfm { get; init; } = RfmDefinition.Default;

    /// <summary>From how much silence a customer counts as at risk and as lapsed. Default: what the shop's repurchase intervals say.</summary>
    public ChurnDefinition Churn { get; init; } = ChurnDefinition.FromData;

    /// <summary>People that a group of a breakdown needs to be shown on its own, 1 to <see cref="LargestSmallGroup"/>; 1 shows every group. Default: 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int SmallestGroup
    {
        get;
        init => field = value is >= 1 and <= LargestSmallGroup
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Give the least people of a group as a number from 1 (show every group) to {LargestSmallGroup}.");
    } = 10;

    /// <summary>Pseudonymous mode: whether names and contacts of customers are shown to nobody, whatever their role. Default: false.</summary>
    public bool HidesPeople { get; init; }

    /// <summary>Whether models of churn and purchase may read age, gender and country. Default: no; they say little beside behaviour, and treating people by them may be unfair or against the law.</summary>
    public bool AllowsDemographics { get; init; }

    /// <summary>Attributes of customers by which selections are looked at for fairness. Default: gender, age band, country, language.</summary>
    public SensitiveAttributes Sensitive { get; init; } = SensitiveAttributes.Default;

    /// <summary>Whether the data is the sample shop.</summary>
    public bool IsSample { get; init; }
}

/// <summary>Age bands by their lower ends: "18, 25" makes "under 18", "18–24", "25+".</summary>
public sealed class AgeBands : IEquatable<AgeBands>
{
    private readonly int[] lowerEnds;

    /// <summary>Makes bands.</summary>
    /// <param name="lowerEnds">Ascending ages in years, 1 to 120; one to twelve of them.</param>
    /// <exception cref="ArgumentException">The ends are not ascending, out of range, or too many.</exception>
    public AgeBands(params IEnumerable<int> lowerEnds)
    {
        this.lowerEnds = [.. lowerEnds];
        if (this.lowerEnds.Length is < 1 or > 12 || this.lowerEnds[0] < 1 || this.lowerEnds[^1] > 120 || this.lowerEnds.Zip(this.lowerEnds.Skip(1)).Any(p => p.First >= p.Second))
            throw new ArgumentException("Age bands need one to twelve ages from 1 to 120 in ascending order, such as 18, 25, 35, 45, 55, 65.", nameof(lowerEnds));
        Labels = [$"Under {this.lowerEnds[0]}", .. this.lowerEnds.Select((low, i) => i + 1 < this.lowerEnds.Length ? $"{low}–{this.lowerEnds[i + 1] - 1}" : $"{low}+")];
    }

    /// <summary>Under 18, 18–24, 25–34, 35–44, 45–54, 55–64, 65+.</summary>
    public static AgeBands Default { get; } = new(18, 25, 35, 45, 55, 65);

    /// <summary>Lower ends in years.</summary>
    public IReadOnlyList<int> LowerEnds => lowerEnds;

    /// <summary>One label a band, youngest first.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The band of somebody born on a day, as of another day.</summary>
    /// <param name="birthDay">Day number of the birth, 0 for unknown.</param>
    /// <param name="asOfDay">Day number on which the age counts.</param>
    /// <returns>Index into <see cref="Labels"/>, or −1 for unknown, unborn, or more than 120 years.</returns>
    public int BandOf(int birthDay, int asOfDay)
    {
        var age = AgeAt(birthDay, asOfDay);
        if (age < 0)
            return -1;
        var band = 0;
        while (band < lowerEnds.Length && age >= lowerEnds[band])
            band++;
        return band;
    }

    /// <summary>Age in full years, or −1 when unknown, unborn, or more than 120.</summary>
    public static int AgeAt(int birthDay, int asOfDay)
    {
        if (birthDay <= 0 || birthDay > asOfDay)
            return -1;
        var birth = DateOnly.FromDayNumber(birthDay);
        var asOf = DateOnly.FromDayNumber(asOfDay);
        var age = asOf.Year - birth.Year;
        if (birth.AddYears(age) > asOf)
            age--;
        return age > 120 ? -1 : age;
    }

    /// <summary>First day of birth that has an age on a day: who was born before it would be more than 120. The age falls as the day of birth grows.</summary>
    internal static int FirstBirth(int asOfDay)
    {
        var (low, high) = (1, Math.Max(1, asOfDay));
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (AgeAt(middle, asOfDay) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <inheritdoc/>
    public bool Equals(AgeBands? other) => other is not null && lowerEnds.AsSpan().SequenceEqual(other.lowerEnds);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AgeBands);

    /// <inheritdoc/>
    public override int GetHashCode() => lowerEnds.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", lowerEnds);
}
