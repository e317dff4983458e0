namespace Dashboard.Services.Imports.Reading;

/// <summary>A first look at a file: how it is read, what its columns hold, its first rows. The base of the proposed mapping and of the preview.</summary>
public sealed record FileProfile
{
    /// <summary>Rows that decide types and date orders when nothing else is said.</summary>
    public const int DefaultSampleRows = 250_000;

    /// <summary>The file.</summary>
    public required TabularFile File { get; init; }

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<ColumnProfile> Columns { get; init; }

    /// <summary>First rows, as many as a screen shows, cut to the columns of the header.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> FirstRows { get; init; }

    /// <summary>Rows that were looked at.</summary>
    public required long RowsSampled { get; init; }

    /// <summary>True when these were all rows of the file.</summary>
    public required bool IsWholeFile { get; init; }

    /// <summary>Currency that amounts name; null when none does, or when they name several.</summary>
    public string? Currency { get; init; }

    /// <summary>Looks at the first rows of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <param name="sampleRows">How many rows at most.</param>
    /// <exception cref="ImportException">The file is damaged in these rows.</exception>
    public static FileProfile Read(TabularFile file, CancellationToken cancellationToken, int sampleRows = DefaultSampleRows)
    {
        var distinctLimit = file.Columns.Count > 50 ? 2_000 : 50_000;
        var surveys = file.Columns.Select((name, index) => new ColumnSurvey(index, name, distinctLimit)).ToArray();
        var first = new List<IReadOnlyList<string>>();
        var rows = 0L;
        using var reader = file.OpenRows();
        var more = reader.Read();
        for (; more && rows < sampleRows; more = reader.Read())
        {
            if ((rows & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            rows++;
            var count = Math.Min(surveys.Length, reader.FieldCount);
            for (var i = 0; i < count; i++) surveys[i].Add(reader.Field(i));
            if (first.Count < 20) first.Add(Copy(reader, surveys.Length));
        }

        var votes = surveys.Select(survey => survey.DecimalVotes).Aggregate((Dot: 0L, Comma: 0L), (sum, vote) => (sum.Dot + vote.Dot, sum.Comma + vote.Comma));
        var usual = votes.Dot == votes.Comma ? (file.Delimiter == ';' ? ',' : '.') : votes.Dot > votes.Comma ? '.' : ',';
        var columns = surveys.Select(survey => survey.Profile(rows, usual)).ToList();
        var currencies = columns.Select(column => column.Currency).OfType<string>().Distinct().ToList();
        return new FileProfile
        {
            File = file,
            Columns = columns,
            FirstRows = first,
            RowsSampled = rows,
            IsWholeFile = !more,
            Currency = currencies.Count == 1 ? currencies[0] : null,
        };
    }

    private static string[] Copy(TableReader reader, int width)
    {
        var row = new string[width];
        for (var i = 0; i < width; i++)
        {
            var field = reader.Field(i);
            row[i] = field.Length > 200 ? string.Concat(field[..200], "…") : field.ToString();
        }

        return row;
    }
}
