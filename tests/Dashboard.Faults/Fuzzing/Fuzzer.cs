using System.Diagnostics;
using Dashboard.Faults.Reports;

namespace Dashboard.Faults.Fuzzing;

/// <summary>Runs many cases of drawn input, a fixed number or as long as asked, and tells those that end other than they may.</summary>
internal static class Fuzzer
{
    private const int MostFailures = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs cases.</summary>
    /// <param name="what">What is fed.</param>
    /// <param name="fault">With what.</param>
    /// <param name="cases">How many, where no time is given.</param>
    /// <param name="one">One case: draws its input, feeds it, returns a word for how it ended, and throws when it must not have ended so.</param>
    public static async Task RunAsync(string what, string fault, int cases, Func<Random, Task<string>> one)
    {
        var (watch, failures, ends) = (Stopwatch.StartNew(), new List<string>(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        var tried = 0;
        for (; FaultPlan.Fuzz > TimeSpan.Zero ? watch.Elapsed < FaultPlan.Fuzz : tried < cases; tried++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var random = FaultPlan.Random(what, tried);
            try
            {
                var end = await Task.Run(() => one(random)).WaitAsync(Patience);
                ends[end] = ends.GetValueOrDefault(end) + 1;
            }
            catch (TimeoutException)
            {
                failures.Add($"Case {tried} has not ended after {Patience.TotalSeconds} seconds.");
            }
            catch (Exception e)
            {
                failures.Add($"Case {tried}: {e}");
            }

            if (failures.Count == MostFailures)
                break;
        }

        FaultLedger.Add(new FaultEntry(FaultLedger.Fuzzing, what, fault, tried, failures.Count, string.Join(", ", ends.Select(e => $"{e.Value:N0} {e.Key}"))));
        Assert.True(failures.Count == 0, $"Of {tried} cases with seed {FaultPlan.Seed}:{Environment.NewLine}{string.Join(Environment.NewLine, failures)}");
    }
}
