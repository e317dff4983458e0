using System.Runtime.InteropServices;
using static System.FormattableString;

namespace Dashboard.Services.Imports;

/// <summary>Why a row was not accepted: the codes of <see cref="Rejection.Reason"/>.</summary>
public static class RejectionReason
{
    /// <summary>The row has more fields than the header.</summary>
    public const string TooManyFields = "too-many-fields";

    /// <summary>The row has fewer fields than the header, and not only fields that may be empty are missing.</summary>
    public const string TooFewFields = "too-few-fields";

    /// <summary>Text follows a closing quote.</summary>
    public const string BadQuotes = "bad-quotes";

    /// <summary>A field that every row needs is empty.</summary>
    public const string MissingValue = "missing-value";

    /// <summary>A number cannot be read.</summary>
    public const string BadNumber = "bad-number";

    /// <summary>A number is too large to be true.</summary>
    public const string NumberTooLarge = "number-too-large";

    /// <summary>A date cannot be read, or is not between 1900 and 2100.</summary>
    public const string BadDate = "bad-date";

    /// <summary>A date lies in the future.</summary>
    public const string FutureDate = "future-date";

    /// <summary>A value is neither yes nor no.</summary>
    public const string BadBoolean = "bad-boolean";

    /// <summary>A discount is larger than what it is a discount on.</summary>
    public const string BadDiscount = "bad-discount";

    /// <summary>An id is longer than ids are.</summary>
    public const string IdTooLong = "id-too-long";

    /// <summary>The row is about a person who was erased before.</summary>
    public const string ErasedPerson = "erased-person";
}

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
[StructLayout(LayoutKind.Auto)]
public readonly record struct ImportProgress(long BytesRead, long TotalBytes, long RowsRead);

/// <summary>One row of a file: accepted or rejected, never both.</summary>
/// <param name="Row">The row, when it was accepted.</param>
/// <param name="Rejection">Why not, when it was rejected.</param>
public readonly record struct ImportItem(ImportRow? Row, Rejection? Rejection);

/// <summary>Counts of one pass over a file; they grow while rows are read. Accepted and rejected always add up to the rows read.</summary>
public sealed class ImportCounts
{
    private readonly SortedDictionary<string, long> rejected = new(StringComparer.Ordinal);
    private readonly long[] noticed = new long[Enum.GetValues<ImportNotice>().Length];

    /// <summary>Rows read, without the header and rows without any value.</summary>
    public long RowsRead => Accepted + Rejected;

    /// <summary>Rows accepted.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Rows rejected.</summary>
    public long Rejected { get; private set; }

    /// <summary>Rows rejected, by the codes of <see cref="RejectionReason"/> that occurred.</summary>
    public IReadOnlyDictionary<string, long> RejectedByReason => rejected;

    /// <summary>What was changed or left out, counted; only what occurred.</summary>
    public IReadOnlyDictionary<ImportNotice, long> Noticed => Enum.GetValues<ImportNotice>().Zip(noticed).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>What was changed or left out, in sentences.</summary>
    public IReadOnlyList<string> Notices => [.. Noticed.Select(pair => Sentence(pair.Key, pair.Value))];

    internal void Reject(string reason)
    {
        Rejected++;
        rejected[reason] = rejected.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Adds the counts of other rows.</summary>
    internal void Add(ImportCounts others)
    {
        Accepted += others.Accepted;
        Rejected += others.Rejected;
        foreach (var (reason, count) in others.rejected)
            rejected[reason] = rejected.GetValueOrDefault(reason) + count;
        for (var i = 0; i < noticed.Length; i++)
            noticed[i] += others.noticed[i];
    }

    internal void Notice(ImportNotice notice, long count = 1) => noticed[(int)notice] += count;

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
