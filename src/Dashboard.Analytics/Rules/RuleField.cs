using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>What values a field has, and with it which operators it takes.</summary>
public enum RuleFieldKind
{
    /// <summary>Texts: =, !=, in, not in, contains, starts with.</summary>
    Text,

    /// <summary>One of a few fixed texts: =, !=, in, not in.</summary>
    Choice,

    /// <summary>Numbers: =, !=, &lt;, &lt;=, &gt;, &gt;=, between, in, not in.</summary>
    Number,

    /// <summary>Days: as numbers.</summary>
    Day,

    /// <summary>Texts that may be numbers or days: as text, and compared as numbers or days with a number or a day.</summary>
    Free,

    /// <summary>Yes or no: the name alone is the condition.</summary>
    Flag,
}

/// <summary>A field that rules can ask about.</summary>
public sealed class RuleField
{
    /// <summary>Name in the text: lower case with underscores.</summary>
    public required string Name { get; init; }

    /// <summary>What values it has.</summary>
    public required RuleFieldKind Kind { get; init; }

    /// <summary>What it is about, to sort a menu by: "Customer", "RFM", "Consent".</summary>
    public required string Subject { get; init; }

    /// <summary>Name in plain words, as a form shows it: "Days since the last order".</summary>
    public required string Label { get; init; }

    /// <summary>What it is, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>A condition that shows how it is written.</summary>
    public required string Example { get; init; }

    /// <summary>Unit of the numbers in the plural ("days"), or null.</summary>
    public string? Unit { get; init; }

    /// <summary>The least number that a customer can have, or null.</summary>
    public decimal? Least { get; init; }

    /// <summary>The largest number that a customer can have, or null.</summary>
    public decimal? Most { get; init; }

    /// <summary>What stands in parentheses behind the name ("attribute"), or null for fields without.</summary>
    public string? Argument { get; init; }

    /// <summary>The values of a <see cref="RuleFieldKind.Choice"/>; empty when they depend on the argument.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether the text writes the choices without quotes.</summary>
    public bool BareChoices { get; init; }

    /// <summary>The arguments that the data has; empty for fields without.</summary>
    internal Func<Snapshot, IEnumerable<string>> Arguments { get; init; } = _ => [];

    /// <summary>The values of all customers, by argument ("" without one) and as-of day; null when the data has no such argument.</summary>
    internal Func<Snapshot, string, int, FieldColumn?> Column { get; init; } = (_, _, _) => null;
}
