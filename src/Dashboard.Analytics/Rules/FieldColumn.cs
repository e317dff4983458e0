using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>The values of a field for every customer.</summary>
internal abstract class FieldColumn
{
    /// <summary>Number of customers.</summary>
    public abstract int Length { get; }
}

/// <summary>Texts, one of few: codes into values, −1 for unknown.</summary>
internal sealed class CodedColumn(Codes codes, IReadOnlyList<string> values) : FieldColumn
{
    public CodedColumn(TextColumn column)
        : this(column.Codes, column.Values)
    {
    }

    public Codes Codes => codes;

    public IReadOnlyList<string> Values => values;

    public override int Length => codes.Length;
}

/// <summary>Texts that mostly differ.</summary>
internal sealed class TextsColumn(Utf8Column texts) : FieldColumn
{
    public Utf8Column Texts => texts;

    public override int Length => texts.Length;
}

/// <summary>Numbers in ten-thousandths, or day numbers.</summary>
/// <param name="values">One a customer; anything where unknown.</param>
/// <param name="known">The customers with a value, or null for all.</param>
internal sealed class NumbersColumn(NumberColumn values, Bitmap? known = null) : FieldColumn
{
    // Whole numbers keep their narrow column: only the factor says that they are ten-thousandths.
    private const long One = 10_000;

    public NumberColumn Values => values;

    public Bitmap? Known => known;

    public override int Length => values.Length;

    /// <summary>Whole numbers as they are, for days.</summary>
    public static NumbersColumn Days(Column<int> days, Bitmap? known) => new(new NumberColumn(1, null, null, days, null), known);

    /// <summary>Whole numbers.</summary>
    public static NumbersColumn Whole(Column<int> numbers, Bitmap? known = null) => new(new NumberColumn(One, null, null, numbers, null), known);

    /// <summary>Small whole numbers.</summary>
    public static NumbersColumn Whole(Column<sbyte> numbers, Bitmap? known) => new(new NumberColumn(One, numbers, null, null, null), known);
}

/// <summary>Quotients in ten-thousandths: dividend × scale ÷ divisor, kept apart so that comparisons are exact; unknown where the divisor is not positive.</summary>
internal sealed class RatiosColumn(Column<long> dividends, Column<long> divisors, int scale) : FieldColumn
{
    public Column<long> Dividends => dividends;

    public Column<long> Divisors => divisors;

    public int Scale => scale;

    public override int Length => divisors.Length;

    /// <summary>Compares a customer's known quotient with a number in ten-thousandths.</summary>
    public int Compare(int customer, long numberE4) => ((Int128)dividends[customer] * scale).CompareTo((Int128)numberE4 * divisors[customer]);
}

/// <summary>Yes or no.</summary>
internal sealed class FlagsColumn(Bitmap flags) : FieldColumn
{
    public Bitmap Flags => flags;

    public override int Length => flags.Length;
}
