using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Exports;

/// <summary>A file that was exported.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When it was finished.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="Address">Path and query string that gave it.</param>
/// <param name="Purpose">What it is for: <see cref="ExportHistoryService.Screen"/>, or the purpose that was chosen.</param>
/// <param name="Rows">Rows of all its sheets but Methods.</param>
/// <param name="DataVersion">Version of the data.</param>
public sealed record ExportedFile(long Id, DateTimeOffset At, string FileName, string Address, string Purpose, long Rows, long DataVersion);

/// <summary>Which files left the program: every one that was written to its end.</summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
public sealed class ExportHistoryService(DashboardStore store, TimeProvider time)
{
    /// <summary>The purpose of files that hold what a screen shows.</summary>
    public const string Screen = "Screen";

    /// <summary>Notes a file.</summary>
    /// <param name="fileName">Its name, without a folder.</param>
    /// <param name="address">Path and query string that gave it.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="rows">Rows of all its sheets but Methods.</param>
    /// <param name="dataVersion">Version of the data.</param>
    public async Task AddAsync(string fileName, string address, string purpose, long rows, long dataVersion)
    {
        await using var context = store.CreateDbContext();
        context.ExportHistory.Add(new ExportHistoryRecord
        {
            At = time.GetUtcNow().ToUnixTimeSeconds(),
            FileName = fileName,
            Address = address,
            Purpose = purpose,
            Rows = rows,
            DataVersion = dataVersion,
        });
        await context.SaveChangesAsync();
    }

    /// <summary>The files, newest first, and how many there are.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<(IReadOnlyList<ExportedFile> Files, int Count)> ListAsync(int most, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var records = await context.ExportHistory.AsNoTracking().OrderByDescending(f => f.Id).Take(most).ToListAsync(cancellationToken);
        return ([.. records.Select(f => new ExportedFile(f.Id, DateTimeOffset.FromUnixTimeSeconds(f.At), f.FileName, f.Address, f.Purpose, f.Rows, f.DataVersion))], await context.ExportHistory.CountAsync(cancellationToken));
    }
}
