using System.Globalization;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Predictions;

/// <summary>
/// The likelihood of churn or purchase of the customers of a scope as of the end of its range, and what an offer to those above a threshold would cost and bring.
/// </summary>
/// <param name="Scope">Whom and until when; the comparison does not matter.</param>
/// <param name="Kind">Churn or purchase.</param>
public sealed record LikelihoodRequest(Scope Scope, ModelKind Kind = ModelKind.Churn) : IAnalysis<LikelihoodResult>, IScoped
{
    /// <summary>Customers that a screen shows.</summary>
    public const int ShownRows = 50;

    /// <summary>Customers that a file gives reasons for.</summary>
    public const int MostReasons = 5_000;

    /// <summary>Steps of the threshold between 0 and 1.</summary>
    public const int Steps = 100;

    private const int Bars = 20;
    private const int CurveStep = 5;

    /// <summary>Customers of at least this probability get the offer, in hundredths, 0 to <see cref="Steps"/>.</summary>
    public int Threshold { get; init; } = 60;

    /// <summary>What the offer costs for each of them, in ten-thousandths of the currency unit; 0 or more.</summary>
    public long OfferCostE4 { get; init; } = 20_000;

    /// <summary>
    /// What the offer does, in hundredths, 0 to 100: of customers who would leave, the share that it keeps; of customers who would buy, by how much more it makes them buy. An assumption until a control group has measured it.
    /// </summary>
    public int Effect { get; init; } = 10;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A number is out of its range, or the kind is not one of likelihood.</exception>
    public LikelihoodResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (Kind == ModelKind.Lifetime || Threshold is < 0 or > Steps || Effect is < 0 or > 100 || OfferCostE4 < 0)
            throw new ArgumentException($"Give a threshold from 0 to {Steps}, an effect from 0 to 100, and a cost of 0 or more.");
        var asOf = snapshot.Resolve(Scope.Range).To;
        var members = CustomerMembers.Of(snapshot, Scope, Population.Everyone);
        var likelihoods = CustomerLikelihoods.Of(snapshot, Kind, asOf.DayNumber, cancellationToken);
        if (likelihoods is null)
            return new LikelihoodResult { Kind = Kind, AsOf = asOf, Receipt = Explained(snapshot, members, null, 0, 0) };

        var model = likelihoods.Model.Model;
        var values = ValueAtStake.Of(snapshot, asOf.DayNumber, model.HorizonDays);
        var tally = LikelihoodTally.Of(snapshot, members.Flags, likelihoods.Probability, values, cancellationToken);
        var outcome = new OfferOutcomes(tally, model, OfferCostE4 / 1e4, Effect / 100.0);
        var curve = Enumerable.Range(0, (Steps / CurveStep) + 1).Select(i => outcome.At(i * CurveStep)).ToArray();
        var targeted = Targeted(members.Flags, likelihoods.Probability);
        var ranked = targeted.ToArray();
        var stake = Array.ConvertAll(ranked, c => likelihoods.Probability[c] * (double)values[c]);

        // A screen takes the first of them, which needs no sorting of all; a file sorts them when it is written.
        var order = Enumerable.Range(0, ranked.Length).OrderByDescending(i => stake[i]).ThenByDescending(i => likelihoods.Probability[ranked[i]]).ThenBy(i => i);
        return new LikelihoodResult
        {
            Kind = Kind,
            AsOf = asOf,
            Run = likelihoods.Model.Run,
            TrainedAsOf = likelihoods.Model.TrainedAsOf,
            Method = model.Scorer.Method,
            HorizonDays = model.HorizonDays,
            Customers = tally.Customers,
            MeanProbability = tally.Customers == 0 ? null : tally.Sum(0, t => t.Events) / tally.Customers,
            Bars = [.. Enumerable.Range(0, Bars).Select(bar => tally.Bar(bar, Bars))],
            Curve = curve,
            Chosen = outcome.At(Threshold),
            Best = tally.Customers == 0 ? null : curve.MaxBy(o => o.Net),
            BreakEvenEffect = outcome.BreakEven(Threshold),
            Contactable = Contactable.Counts(snapshot, targeted),
            Shown = Rows(snapshot, likelihoods, values, [.. order.Take(ShownRows).Select(i => ranked[i])], reasons: true, cancellationToken),
            Targeted = AllRows(snapshot, likelihoods, values, order.Select(i => ranked[i])),
            Receipt = Explained(snapshot, members, likelihoods, members.Count - tally.Customers, tally.Customers),
        };
    }

    private Bitmap Targeted(Bitmap members, float[] probability)
    {
        var targeted = new Bitmap(members.Length);
        foreach (var customer in members.ToArray())
        {
            if (LikelihoodTally.StepOf(probability[customer]) >= Threshold)
                targeted.Add(customer);
        }

        return targeted;
    }

    // Read long after the request: whoever reads it stops by not reading on.
    private static IEnumerable<LikelihoodRow> AllRows(Snapshot snapshot, CustomerLikelihoods likelihoods, float[] values, IEnumerable<int> order)
    {
        const int Page = 1_000;
        foreach (var (number, page) in order.Chunk(Page).Index())
        {
            foreach (var row in Rows(snapshot, likelihoods, values, page, number * Page < MostReasons, CancellationToken.None))
                yield return row;
        }
    }

    private static List<LikelihoodRow> Rows(Snapshot snapshot, CustomerLikelihoods likelihoods, float[] values, int[] customers, bool reasons, CancellationToken cancellationToken)
    {
        var why = reasons ? likelihoods.ReasonsOf(snapshot, [.. customers.Order()], cancellationToken) : null;
        var groups = Segments.RfmScores.Of(snapshot, likelihoods.AsOfDay).Groups;
        return [.. customers.Select(c => new LikelihoodRow(
            snapshot.Customers.Keys.Text(c),
            snapshot.Customers.Names[c],
            snapshot.Settings.Rfm.Names.Name((Segments.RfmGroup)groups[c]),
            likelihoods.Probability[c],
            likelihoods.IntervalOf(c),
            (long)Math.Round(values[c] * 1e4),
            why?[c]))];
    }

    private Receipt Explained(Snapshot snapshot, CustomerMembers members, CustomerLikelihoods? likelihoods, int without, int customers)
    {
        List<LeftOut> leftOut = [];
        if (members.KnownLater > 0)
            leftOut.Add(new LeftOut(members.KnownLater, "not known yet at the end of the range"));
        if (without > 0)
            leftOut.Add(new LeftOut(without, "without an order until the end of the range"));
        var invariant = CultureInfo.InvariantCulture;
        var definition = likelihoods is null
            ? "No model of this likelihood is in use."
            : LikelihoodTraining.DefinitionOf(Kind, likelihoods.Model.Model.HorizonDays) + " Value at stake: what the customer spent in the last year, for as many days as the horizon has.";
        return Receipt.For(snapshot, Scope with { Comparison = Comparison.None }, definition, customers, "customers with an order") with
        {
            LeftOut = leftOut,
            Details = likelihoods is null ? [] :
            [
                new("Model", string.Create(invariant, $"run {likelihoods.Model.Run}: {likelihoods.Model.Model.Scorer.Method}, calibrated ({likelihoods.Model.Model.Calibration.Name}), trained as of {likelihoods.Model.TrainedAsOf:yyyy-MM-dd}")),
                new("Horizon", string.Create(invariant, $"{likelihoods.Model.Model.HorizonDays} days")),
                new("Threshold", string.Create(invariant, $"{Threshold / 100.0:0.00}")),
                new("Cost of the offer", string.Create(invariant, $"{OfferCostE4 / 1e4:0.00} {snapshot.Settings.Currency} a customer")),
                new("Effect of the offer, assumed", Kind == ModelKind.Churn ? $"keeps {Effect} % of those who would leave" : $"{Effect} % more purchases"),
                new("Intervals", "95 %, by simulation: how far the model was off on earlier time, who of the customers it hits, and how much each spends"),
            ],
        };
    }
}
