namespace Dashboard.Services.Store;

/// <summary>
/// Lets one long change of the store happen at a time: SQLite has one writer, and who has to wait for it should be told so instead of running into a time-out.
/// </summary>
public sealed class StoreQueue : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Runs work on another thread when its turn has come.</summary>
    /// <typeparam name="TResult">What the work gives.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Stops waiting; the work itself must look at it too.</param>
    public async Task<TResult> RunAsync<TResult>(Func<TResult> work, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
