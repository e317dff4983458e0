using Dashboard.Analytics.Clusters;

namespace Dashboard.Analytics.Predictions;

/// <summary>Drawn futures of one customer.</summary>
/// <param name="count">How many: a multiple of <see cref="LifetimeScorer.Draws"/>.</param>
internal sealed class OutcomeDraws(int count)
{
    /// <summary>How many futures a customer's range rests on.</summary>
    public const int OfOne = 512;

    private readonly double[] alive = new double[LifetimeScorer.Draws];

    public double[] Orders { get; } = new double[count];

    public double[] Revenue { get; } = new double[count];

    /// <summary>Draws the futures.</summary>
    /// <param name="scorer">The model.</param>
    /// <param name="history">The customer.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="index">What sets this customer's numbers apart from others'.</param>
    /// <param name="each">Futures for each set of drawn parameters.</param>
    public void Draw(LifetimeScorer scorer, in OrderHistory history, int seed, long index, int each)
    {
        var random = new SeededRandom(seed, index);
        for (var draw = 0; draw < LifetimeScorer.Draws; draw++)
        {
            alive[draw] = scorer.ExpectDrawn(draw, history).Alive;
            for (var i = 0; i < each; i++)
                (Orders[(draw * each) + i], Revenue[(draw * each) + i]) = scorer.Happen(draw, alive[draw], history, ref random);
        }
    }

    public CustomerOutcome Ranges(CustomerValues values, int customer, double? marginShare)
    {
        var revenue = ForecastRange.Of(values.Revenue[customer], Revenue);
        return new CustomerOutcome(
            Whole(ForecastRange.Of(values.Orders[customer], Orders)),
            revenue,
            marginShare is { } share ? revenue.Times(share) : null,
            values.Model.KnowsLeaving ? ForecastRange.Of(values.Alive[customer], alive) : null);
    }

    // Orders are whole: the ends go to the next whole number outwards, so that the range holds at least its share.
    private static ForecastRange Whole(ForecastRange range) => range with
    {
        Range80 = range.Range80 with { Low = Math.Floor(range.Range80.Low), High = Math.Ceiling(range.Range80.High) },
        Range95 = range.Range95 with { Low = Math.Floor(range.Range95.Low), High = Math.Ceiling(range.Range95.High) },
    };
}
