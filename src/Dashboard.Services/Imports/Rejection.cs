using static System.FormattableString;

namespace Dashboard.Services.Imports;

/// <summary>Why a row was not accepted.</summary>
public enum RejectionReason
{
    /// <summary>The row has more fields than the header.</summary>
    TooManyFields,

    /// <summary>The row has fewer fields than the header, and not only empty ones are missing.</summary>
    TooFewFields,

    /// <summary>Text follows a closing quote.</summary>
    BadQuotes,

    /// <summary>A field that every row needs is empty.</summary>
    MissingValue,

    /// <summary>A number cannot be read.</summary>
    NotANumber,

    /// <summary>A number is too large to be true.</summary>
    NumberTooLarge,

    /// <summary>A date cannot be read, or is not between 1900 and 2100.</summary>
    NotADate,

    /// <summary>A date lies in the future.</summary>
    FutureDate,

    /// <summary>A value is neither yes nor no.</summary>
    NotABoolean,

    /// <summary>A discount is larger than what it is a discount on.</summary>
    BadDiscount,

    /// <summary>The id is longer than ids are.</summary>
    KeyTooLong,
}

/// <summary>A row that was not accepted, and why.</summary>
/// <param name="RowNumber">Row number in the file, the header being row 1.</param>
/// <param name="Column">Column at fault; null when it is the whole row.</param>
/// <param name="Value">Its value, clipped to 100 characters; null when it is the whole row.</param>
/// <param name="Reason">Why, as a code.</param>
/// <param name="Message">Why, in words.</param>
public sealed record Rejection(long RowNumber, string? Column, string? Value, RejectionReason Reason, string Message);

/// <summary>What was changed or left out in accepted rows.</summary>
public enum ImportNotice
{
    /// <summary>Rows without any value, which are not counted as read.</summary>
    BlankRows,

    /// <summary>Short rows that were filled up with empty fields.</summary>
    RowsFilledUp,

    /// <summary>Numbers with more than four decimals, rounded half to even.</summary>
    NumbersRounded,

    /// <summary>E-mail addresses that have not the shape of one, left out.</summary>
    EmailsLeftOut,

    /// <summary>Birth dates, years of birth and ages that cannot be true or be read, left out.</summary>
    BirthsLeftOut,

    /// <summary>Customer ids written as decimals (17850.0), read as whole numbers.</summary>
    IdsMadeWhole,

    /// <summary>Returns written with a positive quantity or amount, made negative.</summary>
    ReturnsMadeNegative,

    /// <summary>Characters that were not valid UTF-8 and were read as Windows-1252.</summary>
    CharactersRepaired,
}

/// <summary>How far reading is.</summary>
/// <param name="BytesRead">Bytes of the file used.</param>
/// <param name="TotalBytes">Bytes of the file.</param>
/// <param name="RowsRead">Rows read.</param>
public readonly record struct ImportProgress(long BytesRead, long TotalBytes, long RowsRead);

/// <summary>One row of a file: accepted or rejected, never both.</summary>
/// <param name="Row">The row, when it was accepted.</param>
/// <param name="Rejection">Why not, when it was rejected.</param>
public readonly record struct ImportItem(ImportRow? Row, Rejection? Rejection);

/// <summary>Counts of one pass over a file; they grow while rows are read. Accepted and rejected always add up to the rows read.</summary>
public sealed class ImportCounts
{
    private readonly long[] _rejected = new long[Enum.GetValues<RejectionReason>().Length];
    private readonly long[] _noticed = new long[Enum.GetValues<ImportNotice>().Length];

    /// <summary>Rows read, without the header and rows without any value.</summary>
    public long RowsRead => Accepted + Rejected;

    /// <summary>Rows accepted.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Rows rejected.</summary>
    public long Rejected { get; private set; }

    /// <summary>Rows rejected by reason; only reasons that occurred.</summary>
    public IReadOnlyDictionary<RejectionReason, long> RejectedByReason => Occurred<RejectionReason>(_rejected);

    /// <summary>What was changed or left out, counted; only what occurred.</summary>
    public IReadOnlyDictionary<ImportNotice, long> Noticed => Occurred<ImportNotice>(_noticed);

    /// <summary>What was changed or left out, in sentences.</summary>
    public IReadOnlyList<string> Notices => [.. Noticed.Select(pair => Sentence(pair.Key, pair.Value))];

    internal void Reject(RejectionReason reason)
    {
        Rejected++;
        _rejected[(int)reason]++;
    }

    internal void Notice(ImportNotice notice, long count = 1) => _noticed[(int)notice] += count;

    private static Dictionary<T, long> Occurred<T>(long[] counts)
        where T : struct, Enum
        => Enum.GetValues<T>().Zip(counts).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First, pair => pair.Second);

    private static string Sentence(ImportNotice notice, long count) => notice switch
    {
        ImportNotice.BlankRows => Invariant($"{count:N0} rows without any value were passed over."),
        ImportNotice.RowsFilledUp => Invariant($"{count:N0} short rows were filled up with empty fields."),
        ImportNotice.NumbersRounded => Invariant($"{count:N0} numbers with more than four decimals were rounded (half to even)."),
        ImportNotice.EmailsLeftOut => Invariant($"{count:N0} e-mail addresses were left out, since they have not the shape of one."),
        ImportNotice.BirthsLeftOut => Invariant($"{count:N0} birth dates or ages were left out, since they cannot be true."),
        ImportNotice.IdsMadeWhole => Invariant($"{count:N0} customer ids such as 17850.0 were read as 17850."),
        ImportNotice.ReturnsMadeNegative => Invariant($"{count:N0} returns with positive amounts were made negative."),
        _ => Invariant($"{count:N0} characters were not valid UTF-8 and were read as Windows-1252."),
    };
}
