using System.Globalization;

namespace Dashboard.Analytics.Rules;

/// <summary>Reads an operator and its values.</summary>
internal sealed class RuleTestReader(RuleTokenReader tokens)
{
    private static readonly (string Symbol, RuleOperator By)[] Comparisons =
    [
        ("=", RuleOperator.Equal), ("!=", RuleOperator.NotEqual), ("<", RuleOperator.Less),
        ("<=", RuleOperator.AtMost), (">", RuleOperator.More), (">=", RuleOperator.AtLeast),
    ];

    /// <summary>What the value of a field must be like.</summary>
    /// <param name="field">The field.</param>
    public RuleTest Read(RuleFieldName field)
    {
        var (name, kind) = (field.Name, field.Kind);
        if (kind == RuleFieldKind.Flag)
            return new FlagTest();
        var start = tokens.Current;
        tokens.Want(RuleTests.Names(kind));
        if (tokens.TryTake("is"))
            return ReadKnown();
        if (tokens.TryTake("in"))
            return new InTest(ReadValues(field), IsNegated: false);
        if (tokens.TryTake("not"))
        {
            tokens.DemandWord("in");
            return new InTest(ReadValues(field), IsNegated: true);
        }

        if (tokens.TryTake("between"))
        {
            if (!RuleTests.TakesOrder(kind))
                throw Refused(start, name, kind);
            var least = ReadOrdered(field);
            tokens.DemandWord("and");
            var place = tokens.Current;
            var most = ReadOrdered(field);
            return least.GetType() == most.GetType()
                ? new BetweenTest(least, most)
                : throw new RuleException("Both ends must be numbers, or both days.", place.Start, place.Length);
        }

        if (tokens.TryTake("contains"))
            return ReadPart(RuleOperator.Contains);
        if (tokens.TryTake("starts"))
        {
            tokens.DemandWord("with");
            return ReadPart(RuleOperator.StartsWith);
        }

        foreach (var (symbol, by) in Comparisons)
        {
            if (!tokens.TryTakeSymbol(symbol))
                continue;
            var isOrder = by is not (RuleOperator.Equal or RuleOperator.NotEqual);
            if (isOrder && !RuleTests.TakesOrder(kind))
                throw Refused(start, name, kind);
            return new CompareTest(by, isOrder ? ReadOrdered(field) : ReadValue(field));
        }

        throw tokens.Expected($"an operator behind {name}: {RuleTests.Operators(kind)}");

        CompareTest ReadPart(RuleOperator by) => kind is RuleFieldKind.Text or RuleFieldKind.Free
            ? new CompareTest(by, ReadValue(field with { Kind = RuleFieldKind.Text }))
            : throw Refused(start, name, kind);
    }

    private static RuleException Refused(RuleToken start, string name, RuleFieldKind kind) =>
        new($"{name} takes {RuleTests.Operators(kind)}, and not {start.Text}.", start.Start, start.Length);

    private KnownTest ReadKnown()
    {
        tokens.Want("known", "unknown");
        if (tokens.TryTake("known"))
            return new KnownTest(IsKnown: true);
        if (tokens.TryTake("unknown"))
            return new KnownTest(IsKnown: false);
        throw tokens.Expected("\"known\" or \"unknown\"");
    }

    private RuleList<RuleValue> ReadValues(RuleFieldName field)
    {
        tokens.Demand("(", "\"(\" and values with commas between them");
        var values = new List<RuleValue>();
        do
            values.Add(ReadValue(field));
        while (tokens.TryTakeComma());
        tokens.Demand(")", "\",\" or \")\"");
        return [.. values];
    }

    private RuleValue ReadOrdered(RuleFieldName field) => tokens.Current.Value switch
    {
        NumberValue when field.Kind != RuleFieldKind.Day => tokens.Take().Value!,
        DayValue when field.Kind != RuleFieldKind.Number => tokens.Take().Value!,
        _ => throw tokens.Expected(field.Kind switch
        {
            RuleFieldKind.Number => "a number",
            RuleFieldKind.Day => "a day such as 2025-12-31",
            _ => "a number, or a day such as 2025-12-31",
        }),
    };

    private RuleValue ReadValue(RuleFieldName field)
    {
        var (token, kind, choices) = (tokens.Current, field.Kind, field.Choices);
        tokens.Want(new ValueWanted(field));
        if (kind is RuleFieldKind.Number or RuleFieldKind.Day || (kind == RuleFieldKind.Free && token.Value is not null))
            return ReadOrdered(field);
        if (token.Kind is RuleTokenKind.End or RuleTokenKind.Symbol or RuleTokenKind.Bad || (token.Kind == RuleTokenKind.Word && RuleParser.Keywords.Contains(token.Text)))
            throw tokens.Expected(choices.Count == 0 ? "a text in quotes" : string.Create(CultureInfo.InvariantCulture, $"one of {string.Join(", ", choices)}"));
        if (choices.Count == 0)
            return new TextValue(tokens.Take().Text);
        foreach (var choice in choices)
        {
            if (string.Equals(token.Text, choice, StringComparison.OrdinalIgnoreCase))
            {
                tokens.Take();
                return new TextValue(choice);
            }
        }

        // "never asked" without quotes is two words.
        foreach (var choice in choices.Where(c => c.Contains(' ', StringComparison.Ordinal)))
        {
            if (tokens.TryTakeWords(choice))
                return new TextValue(choice);
        }

        throw tokens.Unknown($"Expected one of {string.Join(", ", choices)}, and found", choices);
    }
}
