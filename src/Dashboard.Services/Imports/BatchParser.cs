using Dashboard.Services.Imports.Reading;
using static System.FormattableString;

namespace Dashboard.Services.Imports;

/// <summary>Parses the rows of batches, one batch after another, by one parser.</summary>
internal sealed class BatchParser
{
    private readonly RowParser parser;
    private readonly OrderRowParser? lines;
    private readonly int width;
    private readonly int least;

    /// <param name="plan">The plan.</param>
    /// <param name="arms">Arms of a contact file.</param>
    /// <param name="asLines">Whether accepted rows are wanted as lines, without objects.</param>
    public BatchParser(ImportPlan plan, IReadOnlyList<string> arms, bool asLines)
    {
        parser = RowParser.For(plan, arms);
        lines = asLines ? (OrderRowParser)parser : null;
        width = plan.File.Columns.Count;
        least = plan.File.Format == TableFormat.Workbook ? 0 : MayEndAfter(parser, width);
    }

    /// <summary>Whether what a row becomes depends on the rows before it, so that they must be parsed one after another.</summary>
    public bool NeedsOrder => parser.NeedsOrder;

    public void Parse(ParsedBatch batch)
    {
        var counts = batch.Counts;
        var source = batch.Source;
        for (var i = 0; i < source.Count; i++)
        {
            source.GoTo(i);
            if (IsBlank(source))
            {
                counts.Notice(ImportNotice.BlankRows);
                continue;
            }

            var rejection = Shape(source, counts);
            if (rejection is null && lines is not null)
                rejection = lines.Parse(source, counts, batch.Lines);
            var item = rejection is null && lines is null ? parser.Parse(source, counts) : new ImportItem(null, rejection);
            if (item.Rejection is { } fault)
            {
                counts.Reject(fault.Reason);
                if (lines is not null) batch.Rejections.Add(fault);
            }
            else
            {
                counts.Accepted++;
            }

            if (lines is null) batch.Items.Add(item);
        }
    }

    // The fewest fields that a row may have so that only fields it can do without are missing.
    private static int MayEndAfter(RowParser parser, int width)
    {
        var fewest = width;
        while (fewest > 0 && parser.MayBeMissing(fewest - 1)) fewest--;
        return fewest;
    }

    private Rejection? Shape(RowBatch row, ImportCounts counts)
    {
        if (row.RowProblem is { } problem) return new Rejection(row.RowNumber, null, RowParser.Clip(row.Field(0)), RejectionReason.BadQuotes, problem);
        if (row.FieldCount < least)
        {
            return new Rejection(row.RowNumber, null, RowParser.Clip(row.Field(0)), RejectionReason.TooFewFields, Invariant($"The row has {row.FieldCount} fields where the header has {width}."));
        }

        if (row.FieldCount < width && least > 0) counts.Notice(ImportNotice.RowsFilledUp);
        for (var i = width; i < row.FieldCount; i++)
        {
            if (!row.Field(i).IsWhiteSpace())
            {
                return new Rejection(row.RowNumber, null, RowParser.Clip(row.Field(i)), RejectionReason.TooManyFields, Invariant($"The row has {row.FieldCount} fields where the header has {width}."));
            }
        }

        return null;
    }

    private static bool IsBlank(RowBatch row)
    {
        for (var i = 0; i < row.FieldCount; i++)
        {
            if (!row.Field(i).IsWhiteSpace()) return false;
        }

        return true;
    }
}
