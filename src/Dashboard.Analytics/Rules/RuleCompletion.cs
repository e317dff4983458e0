using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Something that could stand at the cursor.</summary>
/// <param name="Text">What is written: it takes the place of <see cref="Part"/>.</param>
/// <param name="Label">What a menu shows.</param>
/// <param name="Detail">What it is, in a few words, or null.</param>
/// <param name="Count">How many rows have the value (customers, documents, lines or contacts), or null.</param>
/// <param name="Part">The characters that it replaces: what was typed of it so far, none at an empty place.</param>
public sealed record RuleSuggestion(string Text, string Label, string? Detail, long? Count, TextPart Part);

/// <summary>Proposes what could come next in the text of a rule: fields, operators, values of the data with their counts, segments, campaigns, windows.</summary>
public static class RuleCompletion
{
    /// <summary>Most suggestions.</summary>
    public const int Most = 100;

    private const int MostValues = 20;

    /// <summary>What could stand at a place of a text, which need not be complete or right.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">The cursor: how many characters are before it; moved into the text if it lies outside.</param>
    /// <param name="snapshot">The data and the segments.</param>
    /// <returns>Suggestions that contain what was typed so far, those that begin with it first; empty where nothing can be proposed.</returns>
    public static IReadOnlyList<RuleSuggestion> At(string text, int position, Snapshot snapshot)
    {
        position = Math.Clamp(position, 0, text.Length);
        var (start, end, typed) = Typed(text, position);
        var part = new TextPart(start, end - start);
        var found = Wants(text[..start]).SelectMany(want => Of(want, typed, snapshot)).DistinctBy(s => s.Text, StringComparer.Ordinal).Where(s => Fits(s, typed));
        return [.. found.OrderByDescending(s => s.Label.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Take(Most).Select(s => s with { Part = part })];
    }

    // The piece that the cursor stands in or behind, and what of it lies before the cursor.
    private static (int Start, int End, string Typed) Typed(string text, int position)
    {
        foreach (var token in RuleTokens.Of(text))
        {
            if (token.Start >= position || token.Kind == RuleTokenKind.End)
                break;
            if (token.End < position || token.Kind == RuleTokenKind.Symbol)
                continue;
            var isQuoted = text[token.Start] is '"' or '\'' or '“';
            // A text that was closed is complete, unless the cursor stands in it.
            if (isQuoted && token.Kind == RuleTokenKind.Text && token.End == position)
                continue;
            return isQuoted
                ? (token.Start, token.Kind == RuleTokenKind.Bad ? position : token.End, text[(token.Start + 1)..position])
                : (token.Start, token.End, text[token.Start..position]);
        }

        return (position, position, "");
    }

    private static IReadOnlyList<RuleWant> Wants(string before)
    {
        RuleParser? parser = null;
        try
        {
            parser = new RuleParser(before);
            parser.Parse();
        }
        catch (RuleException)
        {
            // Most texts that are being typed can't be read yet; what was looked for at their end is the answer.
        }

        return parser?.Wants ?? [];
    }

    private static bool Fits(RuleSuggestion suggestion, string typed) =>
        typed.Length == 0 || suggestion.Label.Contains(typed, StringComparison.OrdinalIgnoreCase) || suggestion.Text.Contains(typed, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<RuleSuggestion> Of(RuleWant want, string typed, Snapshot snapshot) => want switch
    {
        ConditionWanted => Conditions(snapshot),
        FilterWanted filter => (filter.OfContacts ? RuleFilters.OfContacts : RuleFilters.OfDocuments).Select(f => Suggestion(f.Name, f.Name, f.Label)),
        NameWanted name => Names(name.Of, snapshot),
        ValueWanted value => Values(value.Field, typed, snapshot),
        WordsWanted words => words.Words.Select(w => Suggestion(w, w, null)),
        _ => [],
    };

    private static IEnumerable<RuleSuggestion> Conditions(Snapshot snapshot) =>
    [
        .. RuleFields.All.SelectMany(f => f.Argument is null ? [Suggestion(f.Name, f.Name, f.Label)] : f.Arguments(snapshot).Select(a => Suggestion($"{f.Name}({RuleText.Quoted(a)})", $"{f.Name}({RuleText.Quoted(a)})", f.Label))),
        .. ActivityMeasures.All.Select(m => Suggestion(m.Name + "(", m.Name, m.Description)),
        Suggestion("responses(", "responses", "Responses to campaigns, counted"),
        Suggestion("campaign(", "campaign", "A response to one campaign"),
        .. snapshot.Segments.Segments.Select(s => Suggestion(RuleText.Format(new SegmentRule(s.Name)), $"segment {s.Name}", "Saved segment")),
        .. snapshot.Segments.Lists.Select(l => Suggestion(RuleText.Format(new ListRule(l.Name)), $"list {l.Name}", "Manual list", l.Keys.Count)),
        Suggestion("not", "not", "What follows must not hold"),
        Suggestion("(", "(", "A group"),
        Suggestion("everyone", "everyone", "Every customer"),
    ];

    private static IEnumerable<RuleSuggestion> Names(string of, Snapshot snapshot) => of switch
    {
        "segment" => snapshot.Segments.Segments.Select(s => Suggestion(RuleText.Quoted(s.Name), s.Name, RuleSentence.Of(s.Rule))),
        "list" => snapshot.Segments.Lists.Select(l => Suggestion(RuleText.Quoted(l.Name), l.Name, "Customers listed", l.Keys.Count)),
        "campaign" => new RuleValuesRequest(RuleValueOwner.Contacts, "campaign_name", Most: Most).Run(snapshot, CancellationToken.None).Select(v => Suggestion(RuleText.Quoted(v.Value), v.Label, "Contacts", v.Count)),
        _ => RuleFields.Find(of)?.Arguments(snapshot).Order(StringComparer.Ordinal).Select(a => Suggestion(RuleText.Quoted(a), a, null)) ?? [],
    };

    private static IEnumerable<RuleSuggestion> Values(RuleFieldName field, string typed, Snapshot snapshot)
    {
        if (field.Kind is RuleFieldKind.Number or RuleFieldKind.Day or RuleFieldKind.Flag)
            return [];
        var isBare = field.Owner == RuleValueOwner.Customers && RuleFields.Find(field.Name) is { BareChoices: true };
        return new RuleValuesRequest(field.Owner, field.Name, field.Argument, typed.Length == 0 ? null : typed, MostValues).Run(snapshot, CancellationToken.None)
            .Select(v => Suggestion(isBare ? v.Value : RuleText.Quoted(v.Value), v.Label, v.Label == v.Value ? null : v.Value, v.Count));
    }

    private static RuleSuggestion Suggestion(string text, string label, string? detail, long? count = null) => new(text, label, detail, count, default);
}

/// <summary>Asks what could stand at a place of a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Position">How many characters are before the cursor.</param>
public sealed record RuleCompletionRequest(string Text, int Position) : IAnalysis<IReadOnlyList<RuleSuggestion>>
{
    /// <inheritdoc/>
    public IReadOnlyList<RuleSuggestion> Run(Snapshot snapshot, CancellationToken cancellationToken) => RuleCompletion.At(Text, Position, snapshot);
}
