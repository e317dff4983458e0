using Dashboard.Analytics.Classification;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// Scores a model of churn or purchase on what came after its training. Of a horizon that has not ended, the part that has is scored: the probability of silence over it is that of the whole horizon
/// raised to a power, as if the chance of an order were spread over the horizon as it was in the last horizon before the training.
/// </summary>
internal sealed class LikelihoodOutcome(Snapshot snapshot, LikelihoodModel model, ModelOutcome begin, CancellationToken cancellationToken)
{
    private const int ShownBins = 10;
    private static readonly string[] RateKeys = ["silence", "orders", "revenue"];
    private readonly int[]? among = LikelihoodOrigins.Sample(snapshot, Trainings.Seed);

    public ModelOutcome Score()
    {
        var horizon = model.HorizonDays;
        var (days, ahead) = ModelOutcomeRequest.Windows(begin, horizon);
        var power = ahead == horizon ? 1 : Power(ahead);
        if (double.IsNaN(power))
            return begin with { Missing = new NotEnoughData("the first score", "days of data after the training", horizon, begin.DaysPassed) };
        var windows = Array.ConvertAll(days, day => LikelihoodOrigins.Read(snapshot, day, model.Keys.Count == 0 ? RateKeys : model.Keys, among, model.Kind, ahead, cancellationToken));
        var rarer = Math.Min(windows.Sum(w => w.Positives), windows.Sum(w => w.Labels.Length - w.Positives));
        if (rarer < LikelihoodLadder.RateRarer)
            return begin with { Missing = new NotEnoughData("the first score", "customers with the rarer outcome since the training", LikelihoodLadder.RateRarer, rarer) };
        var said = Array.ConvertAll(windows, w => Over(model.Kind, model.Probabilities(w.Rows, cancellationToken), power));
        var naive = Baseline(windows, ahead, power);
        double[] all = [.. said.SelectMany(p => p)];
        byte[] labels = [.. windows.SelectMany(w => w.Labels)];
        return begin with
        {
            IsProvisional = ahead < horizon,
            DecidedBy = LikelihoodMetrics.Deciding,
            Windows = [.. windows.Select((w, i) => new ModelBacktest(
                DateOnly.FromDayNumber(w.Day), DateOnly.FromDayNumber(w.Day + ahead), w.Labels.Length,
                LikelihoodMetrics.Of(ClassifierMetrics.Of(said[i], w.Labels), naive is null ? null : ClassifierMetrics.Of(naive[i], w.Labels))))],
            Edge = naive is null || model.Scorer is RateScorer ? null : EdgeOf(all, [.. naive.SelectMany(p => p)], labels),
            Calibration = [.. ScoreBands.Of(all, labels, ShownBins, highestFirst: false).Select(b => new CalibrationBin(b.Predicted, b.Observed, b.Interval, b.Rows))],
            Groups = LikelihoodMetrics.Groups(snapshot, windows[0], said[0], naive?[0]),
            Predicted = all.Average(),
            Observed = labels.Average(l => (double)l),
            ObservedInterval = Proportions.Wilson(labels.Count(l => l == 1), labels.Length, ModelOutcomeRequest.BiasLevel),
        };
    }

    /// <summary>Brings probabilities of a horizon to a part of it.</summary>
    /// <param name="kind">Whether they are of silence or of an order.</param>
    /// <param name="probabilities">Probabilities of the whole horizon.</param>
    /// <param name="power">What the probability of silence is raised to; 1 for the whole.</param>
    internal static double[] Over(ModelKind kind, double[] probabilities, double power) => power == 1
        ? probabilities
        : Array.ConvertAll(probabilities, p => kind == ModelKind.Churn ? Math.Pow(p, power) : 1 - Math.Pow(1 - p, power));

    // From the horizon that ended on the day of the training: how much of its silence its first days hold.
    private double Power(int ahead)
    {
        var before = LikelihoodOrigins.Days(snapshot, begin.Origin.DayNumber, model.HorizonDays);
        if (before.Length == 0)
            return double.NaN;
        var rows = LikelihoodRows.Read(snapshot, before[0], RateKeys, among, cancellationToken);
        var (part, whole) = (Silent(rows.OrderWithin(snapshot, ahead)), Silent(rows.OrderWithin(snapshot, model.HorizonDays)));
        return part is > 0 and < 1 && whole is > 0 and < 1 ? Math.Log(part) / Math.Log(whole) : double.NaN;

        static double Silent(byte[] ordered) => ordered.Length == 0 ? 0 : ordered.Count(o => o == 0) / (double)ordered.Length;
    }

    // Rates by RFM cell from the cut-offs whose horizons had ended by the training; null where there was none.
    private double[][]? Baseline(LikelihoodOrigin[] windows, int ahead, double power)
    {
        var days = LikelihoodOrigins.Days(snapshot, begin.Origin.DayNumber, model.HorizonDays);
        if (days.Length == 0)
            return null;
        var learned = days.Take(LikelihoodBacktest.LearnedOrigins).Select(day => LikelihoodOrigins.Read(snapshot, day, RateKeys, among, model.Kind, model.HorizonDays, cancellationToken)).ToArray();
        var (rows, labels, _) = LikelihoodOrigin.Together(learned);
        if (rows.Rows == 0)
            return null;
        var rates = new LikelihoodModel { HorizonDays = ahead, Kind = model.Kind, Keys = RateKeys, Scorer = RateScorer.Learn(rows, labels, RateKeys) };
        return Array.ConvertAll(windows, w => Over(model.Kind, rates.Probabilities(LikelihoodRows.Read(snapshot, w.Day, RateKeys, among, cancellationToken), cancellationToken), power));
    }

    private static Estimate EdgeOf(double[] said, double[] naive, byte[] labels)
    {
        var saved = new double[labels.Length];
        for (var row = 0; row < saved.Length; row++)
            saved[row] = Loss(naive[row], labels[row]) - Loss(said[row], labels[row]);
        return Means.Mean(Summary.Of(saved), ModelOutcomeRequest.Level);

        static double Loss(double probability, byte label) => -Math.Log(Math.Clamp(label == 1 ? probability : 1 - probability, 1e-15, 1));
    }
}
