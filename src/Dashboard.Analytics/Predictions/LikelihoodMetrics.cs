using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>How likelihoods did, beside a baseline, as reports have it.</summary>
internal static class LikelihoodMetrics
{
    /// <summary>The metric that decides between methods.</summary>
    public const string Deciding = "Log loss";

    /// <summary>The metric of predictions that are too high or too low on the whole.</summary>
    public const string Bias = "Mean predicted less observed";

    private const int LeastGroup = 30;
    private const int MostGroups = 12;

    /// <summary>The metrics of a model beside those of its baseline.</summary>
    public static ModelMetric[] Of(ClassifierMetrics model, ClassifierMetrics? baseline)
    {
        var metrics = new List<ModelMetric>();
        Add(Deciding, m => m.LogLoss, false);
        Add("AUC", m => m.Auc, true);
        Add("Average precision", m => m.AveragePrecision, true);
        Add("Brier", m => m.Brier, false);
        Add("Calibration slope", m => m.CalibrationSlope, true);
        Add(Bias, m => m.MeanPredicted - m.Observed, false);
        return [.. metrics];

        void Add(string name, Func<ClassifierMetrics, double?> of, bool higher)
        {
            if (of(model) is { } value)
                metrics.Add(new ModelMetric(name, value, baseline is null ? null : of(baseline), higher));
        }
    }

    /// <summary>How groups of customers fared; groups that are too small to be shown are left out.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="origin">Whom was foretold, and what came.</param>
    /// <param name="model">The model's probabilities.</param>
    /// <param name="baseline">The baseline's; null without one.</param>
    public static List<ModelGroup> Groups(Snapshot snapshot, LikelihoodOrigin origin, double[] model, double[]? baseline)
    {
        var groups = RfmScores.Of(snapshot, origin.Day).Groups;
        var people = snapshot.Customers;
        var bands = snapshot.Settings.AgeBands;
        var result = new List<ModelGroup>();
        Add("RFM group", false, c => groups[c] < RfmGroups.NotYet ? snapshot.Settings.Rfm.Names.Name((RfmGroup)groups[c]) : null);
        Add("Country", false, c => people.Country[c]);
        Add("Gender", true, c => people.Gender[c]);
        Add("Age band", true, c => bands.BandOf(people.BirthDay[c], origin.Day) is >= 0 and var band ? bands.Labels[band] : null);
        return result;

        void Add(string dimension, bool sensitive, Func<int, string?> of)
        {
            var least = Math.Max(LeastGroup, snapshot.Settings.SmallestGroup);
            var found = Enumerable.Range(0, origin.Labels.Length).GroupBy(r => of(origin.Rows.Customers[r])).Where(g => g.Key is not null && g.Count() >= least)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostGroups).ToArray();
            if (found.Length < 2)
                return;
            foreach (var group in found)
            {
                byte[] labels = [.. group.Select(r => origin.Labels[r])];
                var own = ClassifierMetrics.Of([.. group.Select(r => model[r])], labels);
                var naive = baseline is null ? null : ClassifierMetrics.Of([.. group.Select(r => baseline[r])], labels);
                result.Add(new ModelGroup(dimension, group.Key!, labels.Length, own.MeanPredicted!.Value, own.Observed!.Value, [.. Of(own, naive).Where(m => m.Name is Deciding or "AUC")], sensitive));
            }
        }
    }
}
