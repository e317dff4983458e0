namespace Dashboard.Analytics.Snapshots;

/// <summary>A text column in dictionary form: a code a row and the distinct values in order of first appearance.</summary>
public sealed class TextColumn
{
    private readonly Dictionary<string, int> codeOf;

    /// <summary>Makes a column of codes.</summary>
    /// <param name="codes">One code a row: an index into <paramref name="values"/>, or −1 for unknown.</param>
    /// <param name="values">Distinct values.</param>
    public TextColumn(int[] codes, string[] values)
    {
        Codes = codes;
        Values = values;
        codeOf = new Dictionary<string, int>(values.Length, StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
            codeOf[values[i]] = i;
    }

    /// <summary>One code a row, −1 for unknown.</summary>
    public int[] Codes { get; }

    /// <summary>The value of each code.</summary>
    public string[] Values { get; }

    /// <summary>The value of a row, or null when unknown.</summary>
    public string? this[int row] => Codes[row] < 0 ? null : Values[Codes[row]];

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

    /// <summary>Collects texts row by row.</summary>
    public sealed class Builder(int capacity = 0)
    {
        private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);
        private readonly List<int> rows = new(capacity);
        private readonly List<string> values = [];

        /// <summary>Adds a row; null and empty are unknown.</summary>
        public void Add(string? text)
        {
            if (string.IsNullOrEmpty(text))
            {
                rows.Add(-1);
                return;
            }

            if (!codes.TryGetValue(text, out var code))
            {
                codes[text] = code = values.Count;
                values.Add(text);
            }

            rows.Add(code);
        }

        /// <summary>The column so far.</summary>
        public TextColumn Build() => new([.. rows], [.. values]);
    }
}
