using Dashboard.Analytics.Clusters;
using Dashboard.Analytics.Lifetimes;

namespace Dashboard.Analytics.Predictions;

/// <summary>A shifted beta-geometric model fitted to the renewals of contracts of any age (Fader and Hardie 2007), with the spread of what is not known of its parameters.</summary>
/// <param name="Model">The model.</param>
/// <param name="Fit">How it was reached.</param>
internal sealed record ContractModel(ShiftedBetaGeometric Model, LikelihoodFit Fit)
{
    /// <summary>Fewest contracts.</summary>
    public const int LeastContracts = 50;

    /// <summary>Fewest that ended.</summary>
    public const int LeastEnded = 10;

    /// <summary>Fewest periods that are over.</summary>
    public const int LeastPeriods = 3;

    /// <summary>How many sets of parameters are drawn.</summary>
    public const int Draws = 400;

    private const int Seed = 1;

    /// <summary>What some contracts lack for a model; null for nothing.</summary>
    public static NotEnoughData? MissingOf(ContractBook book)
    {
        const string What = "a model of renewals";
        return book.Contracts < LeastContracts ? new NotEnoughData(What, "contracts", LeastContracts, (int)book.Contracts)
            : book.Oldest < LeastPeriods ? new NotEnoughData(What, "periods that are over", LeastPeriods, book.Oldest)
            : book.Ended < LeastEnded ? new NotEnoughData(What, "contracts that were not renewed", LeastEnded, (int)book.Ended)
            : null;
    }

    /// <summary>Fits by maximum likelihood: of those who reach the end of period t, each is lost with probability 1 − (b + t − 1) / (a + b + t − 1).</summary>
    public static ContractModel Of(ContractBook book, CancellationToken cancellationToken)
    {
        var (atRisk, lost) = book.Renewals();
        var fit = MaximumLikelihood.Maximise((log, gradient) => Evaluate(atRisk, lost, log, gradient), ["alpha", "beta"], [1, 1], book.Contracts, cancellationToken);
        return new ContractModel(new ShiftedBetaGeometric(fit["alpha"], fit["beta"]), fit);
    }

    /// <summary>The log likelihood of renewals.</summary>
    public static double Evaluate(double[] atRisk, double[] lost, ReadOnlySpan<double> log, Span<double> gradient)
    {
        var (a, b) = (Math.Exp(log[0]), Math.Exp(log[1]));
        var (value, dA, dB) = (0.0, 0.0, 0.0);
        for (var period = 0; period < atRisk.Length; period++)
        {
            var (left, stayed, all) = (lost[period], atRisk[period] - lost[period], a + b + period);
            value += (left * Math.Log(a / all)) + (stayed * Math.Log((b + period) / all));
            dA += (left / a) - (atRisk[period] / all);
            dB += (stayed / (b + period)) - (atRisk[period] / all);
        }

        (gradient[0], gradient[1]) = (dA * a, dB * b);
        return value;
    }

    /// <summary>Models with parameters drawn from what is known of them; every second mirrors the one before.</summary>
    public ShiftedBetaGeometric[] Drawn()
    {
        var factor = Cholesky.Of([.. Fit.LogCovariance], 2);
        var random = new SeededRandom(Seed, 0);
        var drawn = new ShiftedBetaGeometric[Draws];
        double[] step = [0, 0];
        for (var draw = 0; draw < Draws; draw++)
        {
            if (draw % 2 == 1)
                step = [-step[0], -step[1]];
            else if (factor is not null)
                step = factor.Times([RandomVariates.Normal(ref random), RandomVariates.Normal(ref random)]);
            drawn[draw] = new(Model.A * Math.Exp(Math.Clamp(step[0], -1.1, 1.1)), Model.B * Math.Exp(Math.Clamp(step[1], -1.1, 1.1)));
        }

        return drawn;
    }

    /// <summary>How many of those there are still there some periods later: drawn with the parameters and the luck of each contract.</summary>
    /// <param name="active">Contracts there, by age.</param>
    /// <param name="drawn">Drawn models.</param>
    /// <param name="ahead">Periods ahead.</param>
    public ForecastRange Remaining(double[] active, ShiftedBetaGeometric[] drawn, int ahead)
    {
        var random = new SeededRandom(Seed, ahead);
        var expected = Sums(Model).Mean;
        var totals = Array.ConvertAll(drawn, d =>
        {
            var (mean, variance) = Sums(d);
            return Math.Clamp(mean + (Math.Sqrt(variance) * RandomVariates.Normal(ref random)), 0, active.Sum());
        });
        return ForecastRange.Of(expected, totals);

        (double Mean, double Variance) Sums(ShiftedBetaGeometric model)
        {
            var (mean, variance) = (0.0, 0.0);
            for (var age = 0; age < active.Length; age++)
            {
                if (!(active[age] > 0))
                    continue;
                var stays = model.Survival(age + ahead) / model.Survival(age);
                (mean, variance) = (mean + (active[age] * stays), variance + (active[age] * stays * (1 - stays)));
            }

            return (mean, variance);
        }
    }

    /// <summary>An expectation with its range by what is not known of the parameters alone.</summary>
    /// <param name="drawn">Drawn models.</param>
    /// <param name="of">What is expected under a model.</param>
    public ForecastRange Range(ShiftedBetaGeometric[] drawn, Func<ShiftedBetaGeometric, double> of) => ForecastRange.Of(of(Model), Array.ConvertAll(drawn, d => of(d)));
}
