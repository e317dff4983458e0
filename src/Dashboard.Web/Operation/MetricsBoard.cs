using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Dashboard.Web.Operation;

/// <summary>One number that the program keeps of itself.</summary>
/// <param name="Name">Name of the instrument.</param>
/// <param name="Words">What it is, in the instrument's words.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Count">How often it was measured, for durations; null for counts.</param>
/// <param name="Value">The sum since the start, the number now, or for durations the mean.</param>
/// <param name="Most">The largest one measured, for durations.</param>
public sealed record Metric(string Name, string Words, string Unit, long? Count, double Value, double? Most);

/// <summary>Listens to the meters of this program, of the web server and of the runtime from the start on, and adds up what they say: for the page about the program.</summary>
public sealed class MetricsBoard : IHostedService, IDisposable
{
    private static readonly string[] Meters_ = [Meters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime"];

    private readonly ConcurrentDictionary<Instrument, Sum> sums = new();
    private readonly MeterListener listener = new();

    /// <summary>All numbers now, by name.</summary>
    public IReadOnlyList<Metric> Read()
    {
        // Gauges are asked anew, so what they said before does not count.
        foreach (var (instrument, sum) in sums)
        {
            if (instrument.IsObservable)
                sum.Clear();
        }

        listener.RecordObservableInstruments();
        return [.. sums.Select(s => s.Value.Metric(s.Key)).OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (Meters_.Contains(instrument.Meter.Name, StringComparer.Ordinal))
                own.EnableMeasurementEvents(instrument, sums.GetOrAdd(instrument, _ => new Sum()));
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, sum) => ((Sum)sum!).Add(value));
        listener.SetMeasurementEventCallback<int>((_, value, _, sum) => ((Sum)sum!).Add(value));
        listener.SetMeasurementEventCallback<double>((_, value, _, sum) => ((Sum)sum!).Add(value));
        listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private sealed class Sum
    {
        private readonly Lock sync = new();
        private long count;
        private double total;
        private double most;

        public void Add(double value)
        {
            lock (sync)
            {
                count++;
                total += value;
                most = Math.Max(most, value);
            }
        }

        public void Clear()
        {
            lock (sync)
                (count, total, most) = (0, 0, 0);
        }

        public Metric Metric(Instrument instrument)
        {
            lock (sync)
            {
                var isDuration = instrument is Histogram<double> or Histogram<long> or Histogram<int>;
                return new Metric(instrument.Name, instrument.Description ?? "", instrument.Unit ?? "", isDuration ? count : null, isDuration && count > 0 ? total / count : total, isDuration ? most : null);
            }
        }
    }
}
