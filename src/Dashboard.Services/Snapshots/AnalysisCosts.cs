using System.Collections.Concurrent;
using System.Numerics;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Services.Snapshots;

/// <summary>How long analyses are expected to take: what earlier ones of the same kind took, the later ones counting more. It orders them, and changes no result.</summary>
internal sealed class AnalysisCosts
{
    private const double WeightOfLast = 0.3;

    /// <summary>What is expected of a kind that has not run yet.</summary>
    public static readonly TimeSpan Unknown = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<object, TimeSpan> costs = new();

    /// <summary>What a request has in common with those that take about as long: its type, and of a scope the length of the range, roughly, and whether it is filtered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="snapshot">The data that it asks about.</param>
    public static object KindOf(object request, Snapshot snapshot) => request is IScoped { Scope: var scope }
        ? (request.GetType(), BitOperations.Log2((uint)Math.Max(1, snapshot.Resolve(scope.Range).Days)), scope.Filter.IsEmpty)
        : request.GetType();

    /// <summary>How long the next one of a kind is expected to take.</summary>
    public TimeSpan Expected(object kind) => costs.GetValueOrDefault(kind, Unknown);

    /// <summary>Takes down how long one took.</summary>
    public void Add(object kind, TimeSpan took) =>
        costs.AddOrUpdate(kind, static (_, last) => last, static (_, before, last) => before + (WeightOfLast * (last - before)), took);
}
