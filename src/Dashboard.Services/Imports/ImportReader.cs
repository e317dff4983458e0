namespace Dashboard.Services.Imports;

/// <summary>Reads the rows of a file by a plan, a stretch at a time: memory does not grow with the file. Stretches are parsed on several processors and given in the order of the file.</summary>
public static class ImportReader
{
    private const int MostArms = 10_000;
    private const int MostWorkers = 4;

    /// <summary>Reads a file. The counts grow with each stretch of rows that is taken; accepted and rejected add up to the rows read.</summary>
    /// <param name="plan">How to read it.</param>
    /// <param name="counts">Counts to add to.</param>
    /// <param name="progress">Told every few thousand rows; may be null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Each row, accepted or rejected, in the order of the file.</returns>
    /// <exception cref="ImportException">The plan has open problems, or the file is broken: then nothing of it should be kept.</exception>
    public static IEnumerable<ImportItem> Read(ImportPlan plan, ImportCounts counts, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        Read(plan, asLines: false, counts, progress, cancellationToken).SelectMany(batch => batch.Items);

    /// <summary>Reads a file in stretches. A batch lives until the next one is asked for.</summary>
    /// <param name="plan">How to read it.</param>
    /// <param name="asLines">True for accepted rows of an order file as <see cref="ParsedBatch.Lines"/>, without objects.</param>
    /// <param name="counts">Counts to add to.</param>
    /// <param name="progress">Told with each stretch; may be null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ImportException">The plan has open problems, or the file is broken: then nothing of it should be kept.</exception>
    internal static IEnumerable<ParsedBatch> Read(ImportPlan plan, bool asLines, ImportCounts counts, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (plan.Problems.Count > 0) throw new ImportException(ImportProblem.Mapping, string.Join(" ", plan.Problems));
        return ReadBatches(plan, asLines && plan.Kind == ImportKind.Orders, counts, progress, cancellationToken);
    }

    private static IEnumerable<ParsedBatch> ReadBatches(ImportPlan plan, bool asLines, ImportCounts counts, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var arms = Arms(plan, cancellationToken);
        var parsers = new List<BatchParser> { new(plan, arms, asLines) };
        var workers = parsers[0].NeedsOrder ? 1 : Math.Clamp(Environment.ProcessorCount, 1, MostWorkers);
        while (parsers.Count < workers)
            parsers.Add(new BatchParser(plan, arms, asLines));
        using var reader = plan.File.OpenRows();
        using var line = new BatchLineup(reader, parsers);
        for (var isLast = false; !isLast;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = line.Next();
            isLast = batch.IsLast;
            counts.Add(batch.Counts);
            progress?.Report(new ImportProgress(isLast ? plan.File.Bytes : batch.BytesRead, plan.File.Bytes, counts.RowsRead));
            yield return batch;
            batch.Failure?.Throw();
            line.Return(batch);
        }
    }

    // A control arm needs all campaigns of the file before its first row can be read.
    private static List<string> Arms(ImportPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Kind != ImportKind.Contacts || plan.Mapping.Has(ImportField.Group) || plan.Mapping.Has(ImportField.Control) || plan.Mapping.ColumnOf(ImportField.Campaign) is not { } name) return [];
        var column = plan.File.Columns.ToList().IndexOf(name);
        var arms = new List<string>();
        var seen = new HashSet<string>();
        var find = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        using var reader = plan.File.OpenRows();
        for (var row = 0L; reader.Read() && arms.Count < MostArms; row++)
        {
            if ((row & 4095) == 0) cancellationToken.ThrowIfCancellationRequested();
            var arm = reader.Field(column).Trim();
            if (!arm.IsEmpty && reader.RowProblem is null && find.Add(arm)) arms.Add(arm.ToString());
        }

        return arms;
    }
}
