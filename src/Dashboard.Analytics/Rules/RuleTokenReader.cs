namespace Dashboard.Analytics.Rules;

/// <summary>Goes over the pieces of a rule's text, and says what was expected where something else was found.</summary>
internal sealed class RuleTokenReader(string text)
{
    private readonly List<RuleToken> tokens = RuleTokens.Of(text);
    private int next;

    /// <summary>The piece that is read next.</summary>
    public RuleToken Current => tokens[next];

    /// <summary>The piece that was read last.</summary>
    public RuleToken Previous { get; private set; } = new(RuleTokenKind.End, 0, 0, "");

    /// <summary>The piece that is read next, as messages show it.</summary>
    public string Found => Current.Kind == RuleTokenKind.End ? "the end of the text" : text.Substring(Current.Start, Math.Min(Current.Length, 40));

    /// <summary>What was looked for at the end of the text.</summary>
    public List<RuleWant> Wants { get; } = [];

    /// <summary>Notes what would be taken here, if this is the end of the text.</summary>
    public void Want(RuleWant want)
    {
        if (Current.Kind == RuleTokenKind.End)
            Wants.Add(want);
    }

    /// <summary>Notes words that would be taken here, if this is the end of the text.</summary>
    public void Want(params IReadOnlyList<string> words) => Want(new WordsWanted(words));

    public RuleToken Take()
    {
        Previous = Current;
        if (Current.Kind != RuleTokenKind.End)
            next++;
        return Previous;
    }

    public bool TryTake(string word)
    {
        if (!Current.IsWord(word))
            return false;
        Take();
        return true;
    }

    /// <summary>Takes several words, all of them or none.</summary>
    public bool TryTakeWords(string words)
    {
        var split = words.Split(' ');
        for (var i = 0; i < split.Length; i++)
        {
            if (next + i >= tokens.Count || !tokens[next + i].IsWord(split[i]))
                return false;
        }

        foreach (var _ in split)
            Take();
        return true;
    }

    public bool TryTakeSymbol(string symbol)
    {
        if (!Current.IsSymbol(symbol))
            return false;
        Take();
        return true;
    }

    /// <summary>Takes a comma between values.</summary>
    public bool TryTakeComma()
    {
        Want(",");
        return TryTakeSymbol(",");
    }

    public void Demand(string symbol, string what)
    {
        Want(symbol);
        if (!TryTakeSymbol(symbol))
            throw Expected(what);
    }

    public void DemandWord(string word)
    {
        Want(word);
        if (!TryTake(word))
            throw Expected($"\"{word}\"");
    }

    /// <summary>The current piece is wrong for this reason.</summary>
    public RuleException Wrong(string message) => new(Current.Kind == RuleTokenKind.Bad ? Current.Text : message, Current.Start, Current.Length);

    /// <summary>The current piece is not what was expected.</summary>
    public RuleException Expected(string what) => Wrong($"Expected {what}, and found {Found}.");

    /// <summary>The current piece is not one of some names.</summary>
    public RuleException Unknown(string message, IEnumerable<string> names)
    {
        var nearest = Spelling.Nearest(Current.Text, names);
        return new RuleException($"{message} {Found}.{Spelling.DidYouMean(nearest)}", Current.Start, Current.Length) { Suggestion = nearest };
    }
}
