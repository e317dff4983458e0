namespace Dashboard.Services.Imports.Reading;

/// <summary>How much of a file is believed before it is called broken. The defaults are far above real exports.</summary>
public sealed record ReadLimits
{
    /// <summary>The limits used when nothing else is said.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Longest field, in characters.</summary>
    public int FieldCharacters { get; init; } = 1_048_576;

    /// <summary>Longest row, in characters.</summary>
    public int RowCharacters { get; init; } = 16 * 1_048_576;

    /// <summary>Most columns in a row.</summary>
    public int Columns { get; init; } = 1_000;

    /// <summary>Most bytes after unpacking.</summary>
    public long UnpackedBytes { get; init; } = 50L << 30;

    /// <summary>Largest ratio of unpacked to packed bytes. Tables reach 5 to 50; deflate can do 1,032.</summary>
    public int UnpackedRatio { get; init; } = 250;

    /// <summary>Unpacked bytes below which the ratio is not looked at.</summary>
    public long RatioFromBytes { get; init; } = 32L << 20;

    /// <summary>Most characters in the shared texts of a workbook, which must be held in memory.</summary>
    public long SharedTextCharacters { get; init; } = 256L << 20;
}
