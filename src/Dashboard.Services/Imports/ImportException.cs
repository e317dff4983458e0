namespace Dashboard.Services.Imports;

/// <summary>What is wrong with a file as a whole, or with the plan to read it.</summary>
public enum ImportProblem
{
    /// <summary>There is no such file, or it cannot be opened.</summary>
    NotFound,

    /// <summary>The file has no rows at all.</summary>
    Empty,

    /// <summary>The file has a header row and nothing below it.</summary>
    HeaderOnly,

    /// <summary>The content is not text and not a workbook that can be read.</summary>
    NotATable,

    /// <summary>A text file holds a NUL character.</summary>
    NulCharacter,

    /// <summary>The file ends before it should.</summary>
    Truncated,

    /// <summary>The file is damaged inside.</summary>
    Damaged,

    /// <summary>The unpacked content is far larger than the file: a decompression bomb, or beyond the size limit.</summary>
    Bomb,

    /// <summary>One field is longer than the limit.</summary>
    FieldTooLong,

    /// <summary>A row has more columns than the limit.</summary>
    TooManyColumns,

    /// <summary>A quote is opened and never closed.</summary>
    UnterminatedQuote,

    /// <summary>The header is separated by another character than the rows.</summary>
    MixedSeparators,

    /// <summary>The workbook has no sheet of that name, or no sheet with cells.</summary>
    NoSheet,

    /// <summary>The mapping of columns to fields is wrong or not complete.</summary>
    Mapping,

    /// <summary>An option has a value that means nothing, or one that the file needs is missing.</summary>
    Options,
}

/// <summary>
/// A file that cannot be read as asked, with a message for the person who chose it: what happened and what to do.
/// Nothing of the file has been kept when it is thrown.
/// </summary>
public sealed class ImportException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="rowNumber">Row of the file where it was found, the header being row 1; null when it is about the whole file.</param>
    /// <param name="inner">What was caught, if anything.</param>
    public ImportException(ImportProblem problem, string message, long? rowNumber = null, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        RowNumber = rowNumber;
    }

    /// <summary>What is wrong.</summary>
    public ImportProblem Problem { get; }

    /// <summary>Row of the file where it was found, the header being row 1; null when it is about the whole file.</summary>
    public long? RowNumber { get; }
}
