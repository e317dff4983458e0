namespace Dashboard.Analytics.Segments;

/// <summary>Which group each of the 25 cells of recency score by frequency-and-money score belongs to. Equal cells are equal maps.</summary>
public sealed class RfmMap : IEquatable<RfmMap>
{
    private const char FirstLetter = 'a';
    private const int Scores = 5;

    // Recency 5 first, then frequency and money 1 first, as the grid on the screen.
    private readonly RfmGroup[] cells;

    /// <summary>Makes a map.</summary>
    /// <param name="cells">25 groups: recency 5 first, and in each recency frequency-and-money 1 first.</param>
    /// <exception cref="ArgumentException">There are not 25 cells, or one has no group that a customer with orders can be in: <see cref="RfmGroup.Prospects"/> never ordered.</exception>
    public RfmMap(IReadOnlyList<RfmGroup> cells)
    {
        if (cells.Count != Scores * Scores)
            throw new ArgumentException($"A map needs a group for each of the 25 cells; {cells.Count} were given.");
        this.cells = [.. cells];
        if (Array.FindIndex(this.cells, g => g >= RfmGroup.Prospects) is >= 0 and var bad)
            throw new ArgumentException($"The cell R {Scores - (bad / Scores)}, FM {1 + (bad % Scores)} needs a group of customers with orders; {RfmGroup.Prospects.Name()} are those who never ordered.");
    }

    /// <summary>
    /// R5: FM 1–2 New, 3 Active, 4–5 Champions; R4: 1–2 Promising, 3 Active, 4–5 Loyal; R3: 1–2 Almost lost, 3 Needs attention, 4–5 Loyal;
    /// R1–2: 1–2 Dormant, 3–4 At risk, 5 Previously loyal.
    /// </summary>
    public static RfmMap Default { get; } = Parse("ddcaa-eecbb-iifbb-jjhhg-jjhhg");

    /// <summary>The cells, recency 5 first, then frequency-and-money 1 first.</summary>
    public IReadOnlyList<RfmGroup> Cells => cells;

    /// <summary>The group of a cell.</summary>
    /// <param name="recencyScore">1 to 5.</param>
    /// <param name="frequencyMoneyScore">Mean of frequency and money scores, rounded half up, 1 to 5.</param>
    public RfmGroup this[int recencyScore, int frequencyMoneyScore] => cells[IndexOf(recencyScore, frequencyMoneyScore)];

    /// <summary>This map with another group in one cell.</summary>
    /// <exception cref="ArgumentException">The group is <see cref="RfmGroup.Prospects"/>.</exception>
    public RfmMap With(int recencyScore, int frequencyMoneyScore, RfmGroup group)
    {
        RfmGroup[] changed = [.. cells];
        changed[IndexOf(recencyScore, frequencyMoneyScore)] = group;
        return new RfmMap(changed);
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="ArgumentException">The text is not five times five letters from a to j; the message is for the person who wrote it.</exception>
    public static RfmMap Parse(string text)
    {
        var letters = text.Replace("-", "", StringComparison.Ordinal);
        if (letters.Length != Scores * Scores || letters.Any(l => l is < FirstLetter or >= (char)(FirstLetter + (int)RfmGroup.Prospects)))
            throw new ArgumentException($"'{text}' is not a map of groups: it needs five letters from a to j for each of the five recency scores, such as {Default}.");
        return new RfmMap([.. letters.Select(l => (RfmGroup)(l - FirstLetter))]);
    }

    /// <summary>A letter a cell, "a" for the first group: <c>ddcaa-eecbb-iifbb-jjhhg-jjhhg</c>.</summary>
    public override string ToString() => string.Join('-', cells.Chunk(Scores).Select(row => string.Concat(row.Select(g => (char)(FirstLetter + (int)g)))));

    /// <inheritdoc/>
    public bool Equals(RfmMap? other) => other is not null && cells.AsSpan().SequenceEqual(other.cells);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RfmMap);

    /// <inheritdoc/>
    public override int GetHashCode() => cells.Aggregate(17, (hash, group) => (hash * 31) + (int)group);

    private static int IndexOf(int recencyScore, int frequencyMoneyScore) =>
        recencyScore is >= 1 and <= Scores && frequencyMoneyScore is >= 1 and <= Scores
            ? ((Scores - recencyScore) * Scores) + frequencyMoneyScore - 1
            : throw new ArgumentOutOfRangeException(nameof(recencyScore), (recencyScore, frequencyMoneyScore), "Scores are 1 to 5.");
}
