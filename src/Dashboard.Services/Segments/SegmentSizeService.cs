using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Segments;

/// <summary>How large a saved segment was when it was evaluated.</summary>
/// <param name="SegmentId">The segment.</param>
/// <param name="At">When it was evaluated last with this outcome.</param>
/// <param name="Day">The day on which the rule was asked: the last day of the data.</param>
/// <param name="Version">Version of the segment.</param>
/// <param name="DataVersion">Version of the data.</param>
/// <param name="Customers">Customers in it.</param>
/// <param name="Contactable">Of them, those who may be contacted by at least one channel.</param>
/// <param name="BuildTime">How long the evaluation took.</param>
public sealed record SegmentPoint(long SegmentId, DateTimeOffset At, DateOnly Day, int Version, long DataVersion, int Customers, int Contactable, TimeSpan BuildTime);

/// <summary>
/// Remembers how large saved segments were: a point whenever the rule, the data's last day or the size has changed since the point before. What was evaluated again with the
/// same outcome renews the last point, so that "last evaluated" is true and the history stays short.
/// </summary>
/// <param name="store">The store.</param>
public sealed class SegmentSizeService(DashboardStore store)
{
    /// <summary>Most points that are kept of a segment.</summary>
    public const int MostPoints = 1_000;

    /// <summary>The points of a segment, oldest first.</summary>
    /// <param name="id">The segment.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<SegmentPoint>> PointsAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return [.. (await context.SegmentSizes.AsNoTracking().Where(s => s.SegmentId == id).OrderBy(s => s.At).ToListAsync(cancellationToken)).Select(Of)];
    }

    /// <summary>The newest point of each segment that has one, by segment.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyDictionary<long, SegmentPoint>> NewestAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var newest = context.SegmentSizes.AsNoTracking().Where(s => s.At == context.SegmentSizes.Where(o => o.SegmentId == s.SegmentId).Max(o => o.At));
        return (await newest.ToListAsync(cancellationToken)).Select(Of).ToDictionary(s => s.SegmentId);
    }

    /// <summary>Remembers sizes; analyses do not see them, and the data version stays.</summary>
    /// <param name="sizes">One for each segment evaluated.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public async Task RememberAsync(IReadOnlyList<SegmentPoint> sizes, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        foreach (var size in sizes)
        {
            var last = await context.SegmentSizes.Where(s => s.SegmentId == size.SegmentId).OrderByDescending(s => s.At).FirstOrDefaultAsync(cancellationToken);
            var at = Math.Max(size.At.ToUnixTimeSeconds(), last?.At ?? 0);
            if (last is not null && (last.At == at || (last.Day == size.Day.DayNumber && last.Version == size.Version && last.Customers == size.Customers && last.Contactable == size.Contactable)))
            {
                context.SegmentSizes.Remove(last);
                await context.SaveChangesAsync(cancellationToken);
            }

            context.SegmentSizes.Add(new SegmentSizeRecord
            {
                SegmentId = size.SegmentId,
                At = at,
                Day = size.Day.DayNumber,
                Version = size.Version,
                DataVersion = size.DataVersion,
                Customers = size.Customers,
                Contactable = size.Contactable,
                BuildMicroseconds = (long)size.BuildTime.TotalMicroseconds,
            });
            await context.SaveChangesAsync(cancellationToken);
            var oldest = await context.SegmentSizes.Where(s => s.SegmentId == size.SegmentId).OrderByDescending(s => s.At).Skip(MostPoints).Select(s => s.At).FirstOrDefaultAsync(cancellationToken);
            if (oldest > 0)
                await context.SegmentSizes.Where(s => s.SegmentId == size.SegmentId && s.At <= oldest).ExecuteDeleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    private static SegmentPoint Of(SegmentSizeRecord r) => new(
        r.SegmentId, SegmentRows.At(r.At), DateOnly.FromDayNumber(r.Day), r.Version, r.DataVersion, r.Customers, r.Contactable, TimeSpan.FromMicroseconds(r.BuildMicroseconds));
}
