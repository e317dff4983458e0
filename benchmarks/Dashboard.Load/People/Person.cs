using System.Diagnostics;
using Dashboard.Load.Reports;

namespace Dashboard.Load.People;

/// <summary>Plays a script with a visitor, thinks between steps, and notes every time.</summary>
/// <param name="visitor">How the person looks at the site.</param>
/// <param name="script">What the person does.</param>
/// <param name="think">Time between two steps on average; each pause is between half and one and a half of it.</param>
/// <param name="seed">Seed of the pauses.</param>
/// <param name="log">Where times go.</param>
/// <param name="cpu">The server's processor seconds so far, for somebody who is alone there; null otherwise.</param>
public sealed class Person(IVisitor visitor, Script script, TimeSpan think, int seed, Measurements log, Func<double>? cpu)
{
    private readonly Random random = new(seed);

    /// <summary>Goes on until told to stop.</summary>
    public async Task WalkAsync(CancellationToken stop)
    {
        try
        {
            // People do not come all at once.
            await Task.Delay(think * random.NextDouble(), stop);
            var isOpen = false;
            foreach (var step in script.Play())
            {
                stop.ThrowIfCancellationRequested();
                if (isOpen || step.Kind == StepKind.FirstView)
                    isOpen = await TakeAsync(step, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The time is over.
        }
        finally
        {
            await visitor.DisposeAsync();
        }
    }

    private async Task<bool> TakeAsync(Step step, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(LoadOptions.PatienceSeconds));
        var (begun, spent) = (Stopwatch.GetTimestamp(), cpu?.Invoke());
        try
        {
            var times = step.Kind == StepKind.FirstView ? await visitor.LoadAsync(step.Address, patience.Token) : await visitor.GoAsync(step.Address, patience.Token);
            try
            {
                await Task.Delay(think * (0.5 + random.NextDouble()), stop);
            }
            finally
            {
                log.Add(visitor.Name, step, times, visitor.Settled(begun), cpu?.Invoke() - spent);
            }

            return true;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.Fail(visitor.Name, step, e is OperationCanceledException ? $"No result within {LoadOptions.PatienceSeconds} s." : e.Message);
            await Task.Delay(think, stop);
            return false;
        }
    }
}
