using System.Runtime.ExceptionServices;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Imports;

/// <summary>
/// Batches on their way: each worker in turn reads the next stretch of rows, then parses it while the others read and parse theirs. They are taken in the order of the file,
/// and only a few are ahead of who takes them.
/// </summary>
internal sealed class BatchLineup : IDisposable
{
    private readonly TableReader reader;
    private readonly Lock reading = new();
    private readonly object gate = new();
    private readonly Dictionary<long, ParsedBatch> ready = [];
    private readonly Stack<ParsedBatch> free = [];
    private readonly Task[] workers;
    private long nextToRead;
    private long nextToTake;
    private bool isEnded;

    public BatchLineup(TableReader reader, List<BatchParser> parsers)
    {
        this.reader = reader;
        for (var i = 0; i < parsers.Count + 2; i++)
            free.Push(new ParsedBatch());
        workers = [.. parsers.Select(parser => Task.Run(() => Work(parser)))];
    }

    /// <summary>The next batch of the file.</summary>
    public ParsedBatch Next()
    {
        lock (gate)
        {
            ParsedBatch? batch;
            while (!ready.Remove(nextToTake, out batch))
                Monitor.Wait(gate);
            nextToTake++;
            return batch;
        }
    }

    /// <summary>Gives a batch back for more rows.</summary>
    public void Return(ParsedBatch batch)
    {
        batch.Clear();
        lock (gate)
        {
            free.Push(batch);
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Stops, and waits until nobody reads any more.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isEnded = true;
            Monitor.PulseAll(gate);
        }

        Task.WaitAll(workers, CancellationToken.None);
    }

    private void Work(BatchParser parser)
    {
        while (Free() is { } batch)
        {
            long number;
            lock (reading)
            {
                if (isEnded)
                    return;
                number = nextToRead++;
                Fill(batch);
                isEnded |= batch.IsLast;
            }

            Try(batch, () => parser.Parse(batch));
            lock (gate)
            {
                ready[number] = batch;
                Monitor.PulseAll(gate);
            }
        }
    }

    private ParsedBatch? Free()
    {
        lock (gate)
        {
            while (free.Count == 0 && !isEnded)
                Monitor.Wait(gate);
            return isEnded ? null : free.Pop();
        }
    }

    private void Fill(ParsedBatch batch)
    {
        Try(batch, () =>
        {
            while (!batch.Source.IsFull)
            {
                if (!reader.Read())
                {
                    batch.IsLast = true;
                    if (reader.RepairedCharacters > 0) batch.Counts.Notice(ImportNotice.CharactersRepaired, reader.RepairedCharacters);
                    break;
                }

                reader.CopyTo(batch.Source);
            }

            batch.BytesRead = reader.BytesRead;
        });
    }

    // What goes wrong is told to who takes the batch, after the rows before it.
    private static void Try(ParsedBatch batch, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            batch.Failure ??= ExceptionDispatchInfo.Capture(e);
            batch.IsLast = true;
        }
    }
}
