namespace Dashboard.Services.Excel;

/// <summary>What the cells of a column hold. It decides the type, the number format and the alignment in a workbook.</summary>
public enum CellKind
{
    /// <summary>Text, also identifiers: leading zeros and signs stay as they are.</summary>
    Text,

    /// <summary>A whole number. Excel keeps 15 significant digits; identifiers belong in a text column.</summary>
    Integer,

    /// <summary>A number with decimals.</summary>
    Number,

    /// <summary>An amount in ten-thousandths of the workbook's currency unit.</summary>
    Money,

    /// <summary>A fraction shown as per cent: 0.25 reads 25.0 %.</summary>
    Percent,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day and a time on the shop's clock.</summary>
    DateTime,

    /// <summary>True or false.</summary>
    Boolean,
}

/// <summary>One column of a <see cref="Sheet"/>: its heading and what its cells hold.</summary>
/// <param name="Title">The heading, as a person reads it.</param>
/// <param name="Kind">What every cell of the column holds; any cell may be empty instead.</param>
public sealed record SheetColumn(string Title, CellKind Kind)
{
    /// <summary>The most decimals that <see cref="Decimals"/> accepts.</summary>
    public const int MaximumDecimals = 10;

    /// <summary>
    /// Decimals shown, 0 to 10. Null takes the usual number: the currency's own for money, 1 for per cent, 2 for numbers.
    /// Values are never rounded in a file, only in how Excel shows them.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 10.</exception>
    public int? Decimals
    {
        get;
        init
        {
            if (value is < 0 or > MaximumDecimals)
                throw new ArgumentOutOfRangeException(nameof(value), value, $"A column shows 0 to {MaximumDecimals} decimals.");
            field = value;
        }
    }

    /// <summary>Width in characters, up to 255. Null takes one that fits the heading and the usual values of the kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 and at most 255.</exception>
    public double? Width
    {
        get;
        init
        {
            if (value is not (null or (> 0 and <= 255)))
                throw new ArgumentOutOfRangeException(nameof(value), value, "A column is wider than 0 and at most 255 characters wide.");
            field = value;
        }
    }

    /// <summary>Whether long text breaks into lines inside its cell.</summary>
    public bool Wrap { get; init; }
}
