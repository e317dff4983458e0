namespace Dashboard.Services.Excel;

/// <summary>
/// Writes workbooks (.xlsx, Office Open XML) as they are read, in constant memory, into any stream that can be written to: a file, or the
/// answer to a browser.
/// </summary>
/// <remarks>
/// Rows are made on the caller's thread and packed on the others. The same workbook gives the same bytes, on any number of cores. Text is always text, never a formula, and keeps leading zeros; days are real dates of the
/// 1900 system; days before 1900-03-01, which Excel counts wrongly, are ISO text. A sheet beyond Excel's 1,048,576 rows, or beyond 4 GB, goes
/// on in "Name (2)". The Methods sheet, always last, also says what had to be changed in cells.
/// </remarks>
public static class XlsxWriter
{
    /// <summary>The rows of one worksheet, its header included, which is Excel's limit.</summary>
    public const int MaximumRows = 1_048_576;

    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes a workbook. The stream stays open; it need not seek, and is only written to asynchronously.</summary>
    /// <param name="workbook">The workbook; its rows are pulled while it is written.</param>
    /// <param name="output">Where the file goes.</param>
    /// <param name="cancellationToken">Stops between rows. What was written by then is no valid file.</param>
    /// <exception cref="ArgumentException">The currency is not three capital letters.</exception>
    /// <exception cref="InvalidOperationException">A row does not fit its columns, or the file grows beyond 4 GB.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task WriteAsync(Workbook workbook, Stream output, CancellationToken cancellationToken) =>
        WriteAsync(workbook, output, new XlsxLimits(), cancellationToken);

    internal static Task WriteAsync(Workbook workbook, Stream output, XlsxLimits limits, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Rows, 2);
        _ = MoneyFormat.NumberFormat(workbook.Currency, null); // refuses a wrong code before the first byte
        return new XlsxPackage(new ZipWriter(output, limits.BlocksAhead, limits.FileBytes), workbook, limits).WriteAsync(cancellationToken);
    }
}
