namespace Dashboard.Services.Excel;

/// <summary>What a workbook is written within. The defaults are Excel's limits and this machine's cores; tests set others.</summary>
internal sealed record XlsxLimits
{
    /// <summary>Rows of a sheet, its header included; at least 2. Further rows go on in another sheet.</summary>
    public int Rows { get; init; } = XlsxWriter.MaximumRows;

    /// <summary>Bytes of a sheet before it is packed, beyond which it goes on in another: a little below what a zip archive can state.</summary>
    public long SheetBytes { get; init; } = 4_000_000_000;

    /// <summary>Bytes of the file.</summary>
    public long FileBytes { get; init; } = uint.MaxValue;

    /// <summary>Blocks being packed while rows are written. Rows are made on one core, and three keep up with it.</summary>
    public int BlocksAhead { get; init; } = Environment.ProcessorCount == 1 ? 0 : Math.Min(Environment.ProcessorCount, 4);
}
