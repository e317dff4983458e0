namespace Dashboard.Services.Imports.Reading;

/// <summary>What one value of a column can be. Equal values show the same signs.</summary>
[Flags]
internal enum ValueSigns
{
    /// <summary>Just a text.</summary>
    None = 0,

    /// <summary>A word for "no value".</summary>
    Nothing = 1 << 0,

    /// <summary>Yes or no.</summary>
    Boolean = 1 << 1,

    /// <summary>An e-mail address.</summary>
    Email = 1 << 2,

    /// <summary>A number with a decimal point.</summary>
    Dot = 1 << 3,

    /// <summary>A number with a decimal comma.</summary>
    Comma = 1 << 4,

    /// <summary>A number whose decimal separator is certainly a point.</summary>
    CertainlyDot = 1 << 5,

    /// <summary>A number whose decimal separator is certainly a comma.</summary>
    CertainlyComma = 1 << 6,

    /// <summary>A number whose separator may be decimal or group thousands.</summary>
    OpenSeparator = 1 << 7,

    /// <summary>A whole number without a separator.</summary>
    Integer = 1 << 8,

    /// <summary>A number with separated thousands and a certain decimal separator.</summary>
    Grouped = 1 << 9,

    /// <summary>A per cent sign at the end.</summary>
    Percent = 1 << 10,

    /// <summary>A date, in some order.</summary>
    Date = 1 << 11,

    /// <summary>A date with the year first.</summary>
    YearFirst = 1 << 12,

    /// <summary>A date with the day first.</summary>
    DayFirst = 1 << 13,

    /// <summary>A date with the month first.</summary>
    MonthFirst = 1 << 14,

    /// <summary>Day first and month first are two dates.</summary>
    OrderMatters = 1 << 15,

    /// <summary>A date with a time.</summary>
    HasTime = 1 << 16,

    /// <summary>A time of day alone.</summary>
    Time = 1 << 17,
}
