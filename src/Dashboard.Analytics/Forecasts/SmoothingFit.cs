namespace Dashboard.Analytics.Forecasts;

/// <summary>A fitted exponential smoothing model.</summary>
public sealed record SmoothingFit
{
    /// <summary>The model.</summary>
    public required SmoothingModel Model { get; init; }

    /// <summary>Steps in a cycle; 1 without a season.</summary>
    public required int SeasonLength { get; init; }

    /// <summary>The smoothing weights.</summary>
    public required SmoothingWeights Weights { get; init; }

    /// <summary>The states before the first value, on the model's scale.</summary>
    public required SmoothingStates First { get; init; }

    /// <summary>The states after the last value, on the model's scale; the season begins with the next step's.</summary>
    public required SmoothingStates Last { get; init; }

    /// <summary>The one-step forecasts, in the units of the values, one a value.</summary>
    public required double[] Fitted { get; init; }

    /// <summary>Sum of squared one-step errors, in squared units of the values.</summary>
    public required double Sse { get; init; }

    /// <summary>
    /// Standard deviation of a one-step error, with the estimated parameters taken off the count: in units of the values where errors add, a share where they
    /// multiply, in logarithms where the model is fitted to those.
    /// </summary>
    public required double Sigma { get; init; }

    /// <summary>
    /// Log likelihood up to a constant that depends on the count only (as R's <c>ets</c> prints it), on the scale of the values also for models of logarithms:
    /// comparable between models of one series.
    /// </summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Akaike's criterion from <see cref="LogLikelihood"/>.</summary>
    public required double Aic { get; init; }

    /// <summary>Akaike's criterion corrected for small counts; infinite when there are not more values than parameters.</summary>
    public required double Aicc { get; init; }

    /// <summary>Number of values.</summary>
    public required int Count { get; init; }

    /// <summary>Weights, first states and the error's spread.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>Iterations of the best start.</summary>
    public required int Iterations { get; init; }

    /// <summary>Why the best start stopped.</summary>
    public required string StopReason { get; init; }

    internal double[] Theta { get; init; } = [];

    /// <summary>The point forecast: the mean where errors add, the path without errors where they multiply, the median for models of logarithms.</summary>
    /// <param name="horizon">Steps ahead, 1 or more.</param>
    /// <returns>One value a step.</returns>
    public double[] Point(int horizon)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        var point = new double[horizon];
        double reach = 0, fade = 1;
        for (var h = 0; h < horizon; h++)
        {
            fade *= Weights.Phi;
            reach += fade;
            var body = Last.Level + reach * Last.Slope;
            var value = Model.Season switch
            {
                SeasonKind.None => body,
                SeasonKind.Additive => body + Last.Season[h % SeasonLength],
                _ => body * Last.Season[h % SeasonLength],
            };
            point[h] = Model.Log ? Math.Exp(value) : value;
        }

        return point;
    }
}
