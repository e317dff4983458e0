namespace Dashboard.Analytics.Fairness;

/// <summary>
/// Which attributes of customers count as sensitive: who is selected for what is looked at by their values. Attributes of every shop have the names of <see cref="OfEveryShop"/>,
/// custom ones are <c>attribute:</c> and their name. Equal lists are equal.
/// </summary>
public sealed class SensitiveAttributes : IEquatable<SensitiveAttributes>
{
    /// <summary>Prefix of custom attributes.</summary>
    public const string CustomPrefix = "attribute:";

    /// <summary>Most attributes.</summary>
    public const int Most = 20;

    private const char Separator = '\n';

    /// <summary>Makes a list.</summary>
    /// <param name="names">Names; the same name counts once.</param>
    /// <exception cref="ArgumentException">A name is unknown, or there are too many.</exception>
    public SensitiveAttributes(params IEnumerable<string> names)
    {
        Names = [.. names.Distinct(StringComparer.Ordinal)];
        if (Names.FirstOrDefault(n => !OfEveryShop.ContainsKey(n) && (!n.StartsWith(CustomPrefix, StringComparison.Ordinal) || n.Length == CustomPrefix.Length || n.Contains(Separator, StringComparison.Ordinal))) is { } unknown)
            throw new ArgumentException($"'{unknown}' is not an attribute. Choose among {string.Join(", ", OfEveryShop.Keys)} and '{CustomPrefix}' with the name of a custom attribute.", nameof(names));
        if (Names.Count > Most)
            throw new ArgumentException(FormattableString.Invariant($"At most {Most} attributes can be sensitive."), nameof(names));
    }

    /// <summary>Attributes of every shop by name, with what screens call them.</summary>
    public static IReadOnlyDictionary<string, string> OfEveryShop { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["gender"] = "Gender",
        ["age"] = "Age band",
        ["country"] = "Country",
        ["language"] = "Language",
        ["region"] = "Region",
        ["city"] = "City",
    };

    /// <summary>Gender, age band, country, language.</summary>
    public static SensitiveAttributes Default { get; } = new("gender", "age", "country", "language");

    /// <summary>The names, in the order given.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What screens call an attribute.</summary>
    public static string LabelOf(string name) => OfEveryShop.GetValueOrDefault(name) ?? name[CustomPrefix.Length..];

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="ArgumentException">A name is unknown, or there are too many.</exception>
    public static SensitiveAttributes Parse(string text) => new(text.Split(Separator, StringSplitOptions.RemoveEmptyEntries));

    /// <inheritdoc/>
    public bool Equals(SensitiveAttributes? other) => other is not null && Names.SequenceEqual(other.Names, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SensitiveAttributes);

    /// <inheritdoc/>
    public override int GetHashCode() => Names.Aggregate(17, HashCode.Combine);

    /// <summary>One name a line.</summary>
    public override string ToString() => string.Join(Separator, Names);
}
