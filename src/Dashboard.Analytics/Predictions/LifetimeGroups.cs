using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>How groups of customers fared in a backtest.</summary>
internal static class LifetimeGroups
{
    private const int LeastCustomers = 100;
    private const int MostGroups = 8;

    public static IReadOnlyList<ModelGroup> Of(Snapshot snapshot, LifetimeTrial trial)
    {
        var rfm = RfmScores.Of(snapshot, trial.Backtest.OriginDay).Groups;
        return
        [
            .. Groups("RFM group", customer => rfm[customer] == RfmGroups.NotYet ? null : ((RfmGroup)rfm[customer]).Name(), isSensitive: false),
            .. Groups("Country", customer => snapshot.Customers.Country[customer], isSensitive: false),
            .. Groups("Acquisition", customer => snapshot.Customers.Acquisition[customer], isSensitive: false),
            .. Groups("Gender", customer => snapshot.Customers.Gender[customer], isSensitive: true),
            .. Groups("Age", customer => AgeOf(snapshot, customer, trial.Backtest.OriginDay), isSensitive: true),
        ];

        IEnumerable<ModelGroup> Groups(string dimension, Func<int, string?> of, bool isSensitive)
        {
            var indices = Enumerable.Range(0, trial.Orders.Length).GroupBy(i => of(trial.Backtest.Fitter.Buyers[i]) ?? "Unknown", StringComparer.Ordinal);
            foreach (var group in indices.Where(group => group.Count() >= LeastCustomers).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostGroups))
            {
                double[] predicted = [.. group.Select(i => trial.Orders[i])], actual = [.. group.Select(i => trial.Backtest.Actual[i])];
                double[] naive = [.. group.Select(i => trial.Backtest.CellMean[i])];
                yield return new ModelGroup(
                    dimension,
                    group.Key,
                    predicted.Length,
                    predicted.Average(),
                    actual.Average(),
                    [new("Error of total orders", LifetimePool.TotalError(predicted, actual), LifetimePool.TotalError(naive, actual), false)],
                    isSensitive);
            }
        }
    }

    private static string? AgeOf(Snapshot snapshot, int customer, int day) => snapshot.Customers.BirthDay[customer] is var birth and > 0
        ? ((day - birth) / 365.25) switch { < 30 => "Under 30", < 45 => "30 to 44", < 60 => "45 to 59", _ => "60 and over" }
        : null;
}
