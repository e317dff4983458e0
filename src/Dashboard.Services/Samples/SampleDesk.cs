using Dashboard.Services.Store;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Samples;

/// <summary>Makes the sample shop in the background, for every screen that asks how far it is.</summary>
/// <param name="samples">Makes and removes it.</param>
/// <param name="queue">Gives it its turn to write.</param>
/// <param name="log">Where unexpected failures go.</param>
public sealed class SampleDesk(SampleShopService samples, StoreQueue queue, ILogger<SampleDesk> log)
{
    /// <summary>The running work.</summary>
    public LongWork<SampleProgress> Work { get; } = new(log);

    /// <summary>Whether the running work removes the shop rather than making it.</summary>
    public bool IsRemoving { get; private set; }

    /// <summary>Makes a sample shop in an empty store.</summary>
    /// <returns>When it ended; false, at once, when one is under way.</returns>
    public Task<bool> CreateAsync(SampleOptions options) => Work.StartAsync((progress, cancellationToken) =>
    {
        IsRemoving = false;
        return queue.RunAsync(() => samples.CreateAsync(options, progress, cancellationToken).GetAwaiter().GetResult(), cancellationToken);
    });

    /// <summary>Takes the sample shop out again; other imports stay.</summary>
    /// <returns>When it ended; false, at once, when one is under way.</returns>
    public Task<bool> RemoveAsync() => Work.StartAsync((_, cancellationToken) =>
    {
        IsRemoving = true;
        return queue.RunAsync(
            () =>
            {
                samples.RemoveAsync(cancellationToken).GetAwaiter().GetResult();
                return true;
            },
            cancellationToken);
    });
}
