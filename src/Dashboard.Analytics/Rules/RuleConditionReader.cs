namespace Dashboard.Analytics.Rules;

/// <summary>Reads what follows the first word of a condition.</summary>
internal sealed class RuleConditionReader(RuleTokenReader tokens)
{
    private static readonly ResponseStep[] Steps = Enum.GetValues<ResponseStep>();

    private readonly RuleTestReader tests = new(tokens);

    public RuleCondition ReadField(RuleField field)
    {
        string? argument = null;
        if (field.Argument is not null)
            argument = ReadName(field.Name, $"the {field.Argument}");
        else if (tokens.Current.IsSymbol("("))
            throw tokens.Wrong($"{field.Name} has nothing in parentheses.");
        return new FieldRule(field.Name, argument, tests.Read(new RuleFieldName(RuleValueOwner.Customers, field.Name, argument, field.Kind, field.Choices)));
    }

    public RuleCondition ReadActivity(MeasureInfo measure)
    {
        var (window, filters) = (RuleWindow.Ever, new List<RuleFilter>());
        tokens.Want("(");
        if (tokens.TryTakeSymbol("("))
            (window, filters) = ReadArguments(ofContacts: false);
        return new ActivityRule(new Activity(measure.Measure, window, [.. filters]), tests.Read(new RuleFieldName(RuleValueOwner.Documents, measure.Name, null, measure.Kind, [])));
    }

    public RuleCondition ReadResponses()
    {
        tokens.Demand("(", "\"(\" and a response such as clicked");
        var step = ReadStep();
        var (window, filters) = (RuleWindow.Ever, new List<RuleFilter>());
        tokens.Want(",");
        if (tokens.TryTakeSymbol(","))
            (window, filters) = ReadArguments(ofContacts: true);
        else
            tokens.Demand(")", "\",\" or \")\"");
        return new ResponsesRule(new Responses(step, window, [.. filters]), tests.Read(new RuleFieldName(RuleValueOwner.Contacts, "responses", null, RuleFieldKind.Number, [])));
    }

    public RuleCondition ReadCampaign()
    {
        tokens.Demand("(", "\"(\" and the name of a campaign in quotes");
        tokens.Want(new NameWanted("campaign"));
        var campaign = ReadText("the name of a campaign in quotes");
        tokens.Demand(",", "\",\" and a response such as opened");
        var step = ReadStep();
        tokens.Demand(")", "\")\"");
        return new CampaignRule(campaign, step);
    }

    /// <summary>A name in quotes, in parentheses.</summary>
    /// <param name="of">What it is a name of: "segment", "list", or a field.</param>
    /// <param name="what">The same for messages.</param>
    public string ReadName(string of, string what)
    {
        tokens.Demand("(", $"\"(\" and {what} in quotes");
        tokens.Want(new NameWanted(of));
        var name = ReadText($"{what} in quotes");
        tokens.Demand(")", "\")\"");
        return name;
    }

    private string ReadText(string what) => tokens.Current.Kind is RuleTokenKind.Text || (tokens.Current.Kind == RuleTokenKind.Word && !RuleParser.Keywords.Contains(tokens.Current.Text))
        ? tokens.Take().Text
        : throw tokens.Expected(what);

    private ResponseStep ReadStep()
    {
        tokens.Want([.. Steps.Select(RuleText.Name)]);
        foreach (var step in Steps)
        {
            if (tokens.TryTake(RuleText.Name(step)))
                return step;
        }

        if (tokens.Current.Kind != RuleTokenKind.Word)
            throw tokens.Expected("received, delivered, opened, clicked, converted or control");
        throw tokens.Unknown("Expected received, delivered, opened, clicked, converted or control, and found", Steps.Select(RuleText.Name));
    }

    // Up to and with the closing parenthesis.
    private (RuleWindow Window, List<RuleFilter> Filters) ReadArguments(bool ofContacts)
    {
        RuleWindow? window = null;
        var filters = new List<RuleFilter>();
        if (tokens.TryTakeSymbol(")"))
            return (RuleWindow.Ever, filters);
        do
        {
            var start = tokens.Current;
            tokens.Want(new FilterWanted(ofContacts));
            if (window is null)
                tokens.Want(["last 30 days", "last 90 days", "last 12 months", .. RuleWindowReader.FirstWords]);
            if (new RuleWindowReader(tokens).TryRead() is { } read)
            {
                if (window is not null)
                    throw new RuleException("There is already a time window. Use one condition for each window.", start.Start, tokens.Previous.End - start.Start);
                window = read;
                continue;
            }

            if (start.Kind != RuleTokenKind.Word)
                throw tokens.Expected("a time window such as last 90 days, or a condition such as " + (ofContacts ? "channel = \"email\"" : "category = \"Shoes\""));
            var field = RuleFilters.Find(start.Text, ofContacts)
                ?? throw tokens.Unknown(
                    ofContacts ? "Responses can't be counted by" : "Documents can't be counted by",
                    (ofContacts ? RuleFilters.OfContacts : RuleFilters.OfDocuments).Select(f => f.Name).Concat(RuleWindowReader.FirstWords));
            if (filters.Count >= Rule.MostNodes)
                throw tokens.Wrong("These are too many conditions in one pair of parentheses.");
            tokens.Take();
            filters.Add(new RuleFilter(field.Name, tests.Read(new RuleFieldName(ofContacts ? RuleValueOwner.Contacts : RuleValueOwner.Documents, field.Name, null, field.Kind, []))));
        }
        while (tokens.TryTakeComma());
        tokens.Demand(")", "\",\" or \")\"");
        return (window ?? RuleWindow.Ever, filters);
    }
}
