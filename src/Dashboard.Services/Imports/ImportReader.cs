using static System.FormattableString;

namespace Dashboard.Services.Imports;

/// <summary>Reads the rows of a file by a plan, one at a time: memory does not grow with the file.</summary>
public static class ImportReader
{
    private const int MostArms = 10_000;

    /// <summary>Reads a file. The counts grow with each row that is taken; accepted and rejected add up to the rows read.</summary>
    /// <param name="plan">How to read it.</param>
    /// <param name="counts">Counts to add to.</param>
    /// <param name="progress">Told every few thousand rows; may be null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Each row, accepted or rejected, in the order of the file.</returns>
    /// <exception cref="ImportException">The plan has open problems, or the file is broken: then nothing of it should be kept.</exception>
    public static IEnumerable<ImportItem> Read(ImportPlan plan, ImportCounts counts, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (plan.Problems.Count > 0) throw new ImportException(ImportProblem.Mapping, string.Join(" ", plan.Problems));
        return ReadRows(plan, counts, progress, cancellationToken);
    }

    private static IEnumerable<ImportItem> ReadRows(ImportPlan plan, ImportCounts counts, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var parser = RowParser.For(plan, counts, Arms(plan, cancellationToken));
        var width = plan.File.Columns.Count;
        var mayEnd = MayEndAfter(plan, parser, width);
        using var reader = plan.File.OpenRows();
        for (var seen = 1L; reader.Read(); seen++)
        {
            if ((seen & 4095) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new ImportProgress(reader.BytesRead, plan.File.Bytes, counts.RowsRead));
            }

            if (IsBlank(reader))
            {
                counts.Notice(ImportNotice.BlankRows);
                continue;
            }

            var item = Shape(reader, width, mayEnd, counts) is { } fault ? new ImportItem(null, fault) : parser.Parse(reader);
            if (item.Rejection is { } rejection) counts.Reject(rejection.Reason);
            else counts.Accepted++;
            yield return item;
        }

        if (reader.RepairedCharacters > 0) counts.Notice(ImportNotice.CharactersRepaired, reader.RepairedCharacters);
        progress?.Report(new ImportProgress(plan.File.Bytes, plan.File.Bytes, counts.RowsRead));
    }

    // The fewest fields that a row may have so that only fields it can do without are missing.
    private static int MayEndAfter(ImportPlan plan, RowParser parser, int width)
    {
        if (plan.File.Format == TableFormat.Workbook) return 0;
        var least = width;
        while (least > 0 && parser.MayBeMissing(least - 1)) least--;
        return least;
    }

    private static Rejection? Shape(TableReader reader, int width, int least, ImportCounts counts)
    {
        if (reader.RowProblem is { } problem) return new Rejection(reader.RowNumber, null, RowParser.Clip(reader.Field(0)), RejectionReason.BadQuotes, problem);
        if (reader.FieldCount < least)
        {
            return new Rejection(reader.RowNumber, null, RowParser.Clip(reader.Field(0)), RejectionReason.TooFewFields, Invariant($"The row has {reader.FieldCount} fields where the header has {width}."));
        }

        if (reader.FieldCount < width && least > 0) counts.Notice(ImportNotice.RowsFilledUp);
        for (var i = width; i < reader.FieldCount; i++)
        {
            if (!reader.Field(i).IsWhiteSpace())
            {
                return new Rejection(reader.RowNumber, null, RowParser.Clip(reader.Field(i)), RejectionReason.TooManyFields, Invariant($"The row has {reader.FieldCount} fields where the header has {width}."));
            }
        }

        return null;
    }

    private static bool IsBlank(TableReader reader)
    {
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (!reader.Field(i).IsWhiteSpace()) return false;
        }

        return true;
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
