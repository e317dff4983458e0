namespace Dashboard.Services.Imports.Reading;

/// <summary>What the values of a column are, as far as they were read.</summary>
public enum ColumnType
{
    /// <summary>No values.</summary>
    Empty,

    /// <summary>Anything.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers, some with decimals, or amounts.</summary>
    Number,

    /// <summary>Dates.</summary>
    Date,

    /// <summary>Dates, some with a time.</summary>
    DateTime,

    /// <summary>Times of day.</summary>
    Time,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>E-mail addresses.</summary>
    Email,
}

/// <summary>What is known of a column from the rows that were looked at.</summary>
public sealed record ColumnProfile
{
    /// <summary>Position, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Type that at least 95 % of the values have; in a small file, all but one.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Rows with a value.</summary>
    public required long Filled { get; init; }

    /// <summary>Share of rows with a value, 0 to 1.</summary>
    public required double FillRate { get; init; }

    /// <summary>Different values, counted up to a limit.</summary>
    public required int Distinct { get; init; }

    /// <summary>True when there are more different values than were counted.</summary>
    public bool DistinctIsLimit { get; init; }

    /// <summary>First different values, at most ten.</summary>
    public required IReadOnlyList<string> Samples { get; init; }

    /// <summary>Order of day, month and year that the values decide; null when there are no dates, or when they leave it open.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>True when every date of the column can be read day first and month first, with different results: a person must say.</summary>
    public bool DateOrderIsAmbiguous { get; init; }

    /// <summary>Decimal separator of the numbers, '.' or ','.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>True when thousands are separated.</summary>
    public bool HasThousands { get; init; }

    /// <summary>Currency that the values name, as an ISO code where it is known; null when they name none.</summary>
    public string? Currency { get; init; }

    /// <summary>True when values end in a per cent sign.</summary>
    public bool HasPercent { get; init; }

    /// <summary>Least number, in ten-thousandths; null without numbers.</summary>
    public long? LeastE4 { get; init; }

    /// <summary>Greatest number, in ten-thousandths; null without numbers.</summary>
    public long? GreatestE4 { get; init; }

    /// <summary>True when every value is different, as the key of a table is.</summary>
    public bool IsUnique { get; init; }
}
