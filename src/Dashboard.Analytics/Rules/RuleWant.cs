namespace Dashboard.Analytics.Rules;

/// <summary>What the parser would take at the end of a text: completion asks it of the text up to the cursor.</summary>
internal abstract record RuleWant;

/// <summary>One of some words or symbols.</summary>
internal sealed record WordsWanted(IReadOnlyList<string> Words) : RuleWant;

/// <summary>The beginning of a condition.</summary>
internal sealed record ConditionWanted : RuleWant;

/// <summary>A filter of documents or contacts.</summary>
internal sealed record FilterWanted(bool OfContacts) : RuleWant;

/// <summary>A name of a segment, list or campaign, or the argument of a field.</summary>
internal sealed record NameWanted(string Of) : RuleWant;

/// <summary>A value of a field.</summary>
internal sealed record ValueWanted(RuleFieldName Field) : RuleWant;

/// <summary>A field whose values are read, with what is needed to propose some.</summary>
/// <param name="Owner">What the values belong to.</param>
/// <param name="Name">Name of the field.</param>
/// <param name="Argument">Its argument, or null.</param>
/// <param name="Kind">What values it has.</param>
/// <param name="Choices">The values of a choice; empty for any.</param>
internal sealed record RuleFieldName(RuleValueOwner Owner, string Name, string? Argument, RuleFieldKind Kind, IReadOnlyList<string> Choices);
