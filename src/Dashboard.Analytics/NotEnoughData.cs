namespace Dashboard.Analytics;

/// <summary>What an analysis lacks. It is a result, not an error: the screen says it and what would unlock more.</summary>
/// <param name="What">What the data would be needed for, as in "a yearly season".</param>
/// <param name="Unit">What is counted, in the plural, as in "months".</param>
/// <param name="Needed">How many are needed.</param>
/// <param name="Have">How many there are.</param>
public sealed record NotEnoughData(string What, string Unit, int Needed, int Have)
{
    /// <summary>One sentence, as in "24 months are needed for a yearly season; there are 13.".</summary>
    public string Message => FormattableString.Invariant($"{Needed} {Unit} are needed for {What}; there are {Have}.");
}
