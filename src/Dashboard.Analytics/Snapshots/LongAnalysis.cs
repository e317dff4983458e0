namespace Dashboard.Analytics.Snapshots;

/// <summary>An analysis that takes long enough to say how far it is.</summary>
/// <typeparam name="TResult">The immutable result.</typeparam>
public interface ILongAnalysis<out TResult> : IAnalysis<TResult>
{
    /// <summary>Computes the answer, as <see cref="IAnalysis{TResult}.Run"/> does.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="progress">Told the share that is done, 0 to 1, never less than before; on any thread.</param>
    /// <param name="cancellationToken">Polled by long computations.</param>
    TResult Run(Snapshot snapshot, IProgress<double>? progress, CancellationToken cancellationToken);
}
