namespace Dashboard.Analytics.Snapshots;

/// <summary>A text column in dictionary form: a code a row and the distinct values in order of first appearance.</summary>
public sealed class TextColumn
{
    private readonly Dictionary<string, int> codeOf;

    /// <summary>Makes a column of codes.</summary>
    /// <param name="codes">One code a row: an index into <paramref name="values"/>, or −1 for unknown.</param>
    /// <param name="values">Distinct values.</param>
    public TextColumn(ReadOnlySpan<int> codes, string[] values)
        : this(Codes.Of(codes, values.Length), values)
    {
    }

    /// <summary>Makes a column of codes.</summary>
    /// <param name="codes">One code a row: an index into <paramref name="values"/>, or −1 for unknown.</param>
    /// <param name="values">Distinct values.</param>
    public TextColumn(Codes codes, string[] values)
    {
        Codes = codes;
        Values = values;
        codeOf = new Dictionary<string, int>(values.Length, StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
            codeOf[values[i]] = i;
    }

    /// <summary>One code a row, −1 for unknown.</summary>
    public Codes Codes { get; }

    /// <summary>The value of each code.</summary>
    public string[] Values { get; }

    /// <summary>The value of a row, or null when unknown.</summary>
    public string? this[int row] => Codes[row] is var code and >= 0 ? Values[code] : null;

    /// <summary>The code of a value, or −1 when no row has it.</summary>
    public int CodeOf(string value) => codeOf.GetValueOrDefault(value, -1);

    /// <summary>Encodes a list of texts; null and empty become unknown.</summary>
    public static TextColumn From(IEnumerable<string?> texts)
    {
        var builder = new Builder();
        foreach (var text in texts)
            builder.Add(text);
        return builder.Build();
    }

    /// <summary>A column of codes that are given anew in order of first appearance, so that it does not depend on how they came about.</summary>
    /// <param name="codes">One code a row, −1 for unknown; they are changed.</param>
    /// <param name="values">The value of each code; those that no row has are left out.</param>
    internal static TextColumn ByFirstAppearance(int[] codes, IReadOnlyList<string> values)
    {
        var texts = Recode(codes, values);
        return new TextColumn(codes, [.. texts.Values]);
    }

    private static TextCodes Recode(Span<int> rows, IReadOnlyList<string> values)
    {
        var codes = new int[values.Count];
        Array.Fill(codes, -1);
        var texts = new TextCodes();
        foreach (ref var row in rows)
        {
            if (row >= 0)
                row = codes[row] >= 0 ? codes[row] : codes[row] = texts.CodeOf(values[row]);
        }

        return texts;
    }

    /// <summary>Collects texts row by row.</summary>
    public sealed class Builder
    {
        private readonly Growing<int> rows = new();
        private TextCodes texts = new();

        /// <summary>Adds a row; null and empty are unknown.</summary>
        public void Add(string? text) => rows.Add(texts.CodeOf(text));

        /// <summary>Adds rows of unknown until there are as many rows as said.</summary>
        public void FillTo(int length)
        {
            while (rows.Length < length)
                rows.Add(-1);
        }

        /// <summary>The column so far.</summary>
        public TextColumn Build() => new(rows.Span, [.. texts.Values]);

        /// <summary>Brings the rows into another order; the codes then have the order of their first appearance in it.</summary>
        internal void Reorder(int[] order)
        {
            rows.Reorder(order);
            var values = texts.Values;
            texts = Recode(rows.Span, values);
        }
    }
}

/// <summary>Gives texts codes in order of first appearance.</summary>
public sealed class TextCodes
{
    private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
    private readonly List<string> values = [];

    /// <summary>The texts so far; a code is an index into them.</summary>
    public IReadOnlyList<string> Values => values;

    /// <summary>The code of a text, a new one for a new text; −1 for null and empty.</summary>
    public int CodeOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return -1;
        if (codes.TryGetValue(text, out var code))
            return code;
        codes[text] = code = values.Count;
        values.Add(text);
        return code;
    }
}
