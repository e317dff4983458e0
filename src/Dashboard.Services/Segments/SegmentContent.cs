using Dashboard.Analytics.Rules;
using static System.FormattableString;

namespace Dashboard.Services.Segments;

/// <summary>What a person writes of a saved segment.</summary>
public sealed record SegmentContent
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 80;

    /// <summary>Most characters of a description or a note.</summary>
    public const int LongestText = 1_000;

    /// <summary>Most tags.</summary>
    public const int MostTags = 12;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The rule as text.</summary>
    public required string Rule { get; init; }

    /// <summary>What it is for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Who answers for it; may be empty.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Words to find it by, in the order of the alphabet.</summary>
    public TagList Tags { get; init; } = TagList.None;

    /// <summary>A name as names are told apart: without regard to case and to the space around it.</summary>
    public static string KeyOf(string name) => name.Trim().ToUpperInvariant();

    /// <summary>The same with space around texts dropped, control characters turned into spaces, and the rule in its canonical text.</summary>
    /// <exception cref="ArgumentException">Something is missing or too long, or the rule can't be read; the message is for the person who wrote it.</exception>
    public SegmentContent Checked() => this with
    {
        Name = Clean(Name, "name", LongestName) is { Length: > 0 } name ? name : throw new ArgumentException("The segment has no name. Give it one, such as \"Lapsed 180 days\"."),
        Rule = Rule.Trim() is { Length: > 0 } rule
            ? RuleText.Format(RuleText.Parse(rule))
            : throw new ArgumentException("The rule is empty. Add a condition, or write \"everyone\"."),
        Description = Clean(Description, "description", LongestText),
        Owner = Clean(Owner, "owner", LongestName),
        Tags = Tags.Count <= MostTags ? Tags : throw new ArgumentException(Invariant($"There are {Tags.Count} tags; {MostTags} fit. Remove some.")),
    };

    internal static string Clean(string text, string what, int longest)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? ' ' : c)).Trim();
        if (longest <= LongestName)
            clean = clean.Replace('\n', ' ');
        return clean.Length <= longest ? clean : throw new ArgumentException(Invariant($"The {what} has {clean.Length} characters; {longest} fit. Shorten it."));
    }
}

/// <summary>Tags of a segment: distinct without regard to case, in the order of the alphabet. Equal lists are equal.</summary>
public sealed class TagList : IEquatable<TagList>
{
    private const int LongestTag = 40;
    private readonly string[] tags;

    /// <summary>Makes a list.</summary>
    /// <param name="tags">The tags; space around them, empty ones and doubles are dropped, and what is too long is cut.</param>
    public TagList(params IEnumerable<string> tags) => this.tags =
    [
        .. tags.Select(t => SegmentContent.Clean(t.Length > LongestTag ? t[..LongestTag] : t, "tag", LongestTag)).Where(t => t.Length > 0)
            .DistinctBy(t => t.ToUpperInvariant(), StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>No tag.</summary>
    public static TagList None { get; } = new();

    /// <summary>How many.</summary>
    public int Count => tags.Length;

    /// <summary>The tags.</summary>
    public IReadOnlyList<string> All => tags;

    /// <summary>Reads tags that a person wrote: "vip, email".</summary>
    public static TagList Parse(string text) => new(text.Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether there is a tag, without regard to case.</summary>
    public bool Has(string tag) => tags.Contains(tag, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public bool Equals(TagList? other) => other is not null && tags.AsSpan().SequenceEqual(other.tags);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TagList);

    /// <inheritdoc/>
    public override int GetHashCode() => tags.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", tags);
}
