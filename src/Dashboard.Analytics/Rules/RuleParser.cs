namespace Dashboard.Analytics.Rules;

/// <summary>Reads the text of a rule by recursive descent.</summary>
internal sealed class RuleParser
{
    // Parentheses that say nothing count too: a text of nothing but parentheses must not exhaust the stack.
    private const int MostNesting = 2 * Rule.MostDepth;

    private readonly string text;
    private readonly RuleTokenReader tokens;
    private readonly Dictionary<Rule, TextPart> parts = new(ReferenceEqualityComparer.Instance);
    private int nesting;
    private int nodes;

    /// <summary>What would be taken at the end of the text, after <see cref="Parse"/> or its failure.</summary>
    public IReadOnlyList<RuleWant> Wants => tokens.Wants;

    public RuleParser(string text)
    {
        if (text.Length > Rule.MostCharacters)
            throw new RuleException(FormattableString.Invariant($"A rule has at most {Rule.MostCharacters} characters; this text has {text.Length}."), Rule.MostCharacters, text.Length - Rule.MostCharacters);
        (this.text, tokens) = (text, new RuleTokenReader(text));
    }

    /// <summary>The words that can't be used as a text without quotes.</summary>
    public static IReadOnlySet<string> Keywords { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "not", "in", "is", "between", "contains", "starts", "with", "everyone", "last", "before", "after", "since", "ever",
    };

    /// <summary>The names that a condition can begin with.</summary>
    public static IEnumerable<string> Names =>
        RuleFields.All.Select(f => f.Name).Concat(ActivityMeasures.All.Select(m => m.Name)).Concat(["everyone", "segment", "list", "campaign", "responses", "not"]);

    public ParsedRule Parse()
    {
        var rule = ReadAny();
        if (tokens.Current.Kind != RuleTokenKind.End)
            throw Unexpected();
        rule.CheckSize();
        return new ParsedRule(text, rule, parts);
    }

    private RuleException Unexpected() => tokens.Current.IsSymbol(")")
        ? tokens.Wrong("This parenthesis closes nothing.")
        : tokens.Previous.Kind == RuleTokenKind.Word && tokens.Current.Kind == RuleTokenKind.Word
            ? tokens.Wrong($"Expected \"and\", \"or\" or the end, and found {tokens.Found}. A text of several words needs quotes.")
            : tokens.Expected("\"and\", \"or\" or the end");

    private Rule ReadAny() => ReadJoined("or", ReadAll, parts => new AnyOf(parts));

    private Rule ReadAll() => ReadJoined("and", ReadOne, parts => new AllOf(parts));

    private Rule ReadJoined(string word, Func<Rule> read, Func<RuleList<Rule>, Rule> join)
    {
        var start = tokens.Current.Start;
        var first = read();
        tokens.Want(word);
        if (!tokens.Current.IsWord(word))
            return first;
        var joined = new List<Rule> { first };
        while (tokens.TryTake(word))
        {
            joined.Add(read());
            tokens.Want(word);
        }

        return Placed(join([.. joined]), start);
    }

    private Rule ReadOne()
    {
        var start = tokens.Current.Start;
        if (++nesting > MostNesting)
            throw tokens.Wrong(FormattableString.Invariant($"Groups can be nested {Rule.MostDepth} deep at most."));
        Rule rule;
        tokens.Want(new ConditionWanted());
        if (tokens.TryTake("not"))
        {
            rule = Placed(new Not(ReadOne()), start);
        }
        else if (tokens.TryTakeSymbol("("))
        {
            var opening = tokens.Previous;
            rule = ReadAny();
            tokens.Want(")");
            if (tokens.Current.Kind == RuleTokenKind.End)
                throw new RuleException("This parenthesis is never closed.", opening.Start, 1);
            if (!tokens.TryTakeSymbol(")"))
                throw Unexpected();
        }
        else
        {
            rule = Placed(ReadCondition(), start);
        }

        nesting--;
        return rule;
    }

    private Rule ReadCondition()
    {
        var name = tokens.Current;
        if (name.Kind != RuleTokenKind.Word)
            throw tokens.Expected("a condition such as country = \"Germany\" or orders(last 90 days) >= 3");
        var conditions = new RuleConditionReader(tokens);
        if (tokens.TryTake("everyone"))
            return new Everyone();
        if (tokens.TryTake("segment"))
            return new SegmentRule(conditions.ReadName("segment", "the name of a segment"));
        if (tokens.TryTake("list"))
            return new ListRule(conditions.ReadName("list", "the name of a list"));
        if (tokens.TryTake("campaign"))
            return conditions.ReadCampaign();
        if (tokens.TryTake("responses"))
            return conditions.ReadResponses();
        if (ActivityMeasures.Find(name.Text) is { } measure)
        {
            tokens.Take();
            return conditions.ReadActivity(measure);
        }

        if (RuleFields.Find(name.Text) is { } field)
        {
            tokens.Take();
            return conditions.ReadField(field);
        }

        throw tokens.Unknown("There is no field", Names);
    }

    private Rule Placed(Rule rule, int start)
    {
        if (++nodes > Rule.MostNodes)
            throw new RuleException(FormattableString.Invariant($"A rule has at most {Rule.MostNodes} conditions and groups. Save a part as a segment and refer to it."), start, tokens.Previous.End - start);
        parts[rule] = new TextPart(start, tokens.Previous.End - start);
        return rule;
    }
}
