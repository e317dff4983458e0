using System.Diagnostics;
using Dashboard.Analytics.Segments;
using Dashboard.Services.Snapshots;

namespace Dashboard.Services.Segments;

/// <summary>Evaluates the saved segments on the newest data and remembers how large they were and how long it took.</summary>
/// <param name="snapshots">The data.</param>
/// <param name="segments">The segments.</param>
/// <param name="sizes">Where sizes are remembered.</param>
/// <param name="time">The clock.</param>
public sealed class SegmentEvaluator(SnapshotService snapshots, SavedSegmentService segments, SegmentSizeService sizes, TimeProvider time)
{
    /// <summary>Evaluates those that were not evaluated yet at this version of the data and of themselves.</summary>
    /// <param name="cancellationToken">Stops between segments; what was evaluated is not remembered then.</param>
    /// <returns>How many were evaluated.</returns>
    public async Task<int> EvaluateAsync(CancellationToken cancellationToken)
    {
        var living = await segments.ListAsync(cancellationToken);
        var snapshot = await snapshots.NewestAsync(cancellationToken);
        if (living.Count == 0 || snapshot.IsEmpty)
            return 0;
        var known = await sizes.NewestAsync(cancellationToken);
        var found = new List<SegmentPoint>();
        foreach (var segment in living.Where(s => known.GetValueOrDefault(s.Id) is not { } last || last.DataVersion != snapshot.DataVersion || last.Version != s.Version))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (snapshot.Segments.Segment(segment.Name) is not { } defined)
                continue;
            var started = Stopwatch.GetTimestamp();
            var count = new RuleCountsRequest([defined.Rule]).Run(snapshot, cancellationToken).Counts[0];
            if (count.Problem is null)
                found.Add(new SegmentPoint(segment.Id, time.GetUtcNow(), snapshot.LastDay, segment.Version, snapshot.DataVersion, count.Customers, count.Contactable, Stopwatch.GetElapsedTime(started)));
        }

        GC.KeepAlive(snapshot);
        if (found.Count > 0)
            await sizes.RememberAsync(found, cancellationToken);
        return found.Count;
    }
}
