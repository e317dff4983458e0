namespace Dashboard.Analytics.Lifetimes;

/// <summary>An estimated parameter, which is positive.</summary>
/// <param name="Name">Its name in the model's paper.</param>
/// <param name="Value">The maximum likelihood estimate.</param>
/// <param name="StandardError">Its standard error, from the curvature at the maximum; not a number where the curvature says nothing, as at an edge.</param>
public readonly record struct FittedParameter(string Name, double Value, double StandardError);

/// <summary>A maximum likelihood fit and how it was reached.</summary>
public sealed record LikelihoodFit
{
    /// <summary>The parameters.</summary>
    public required IReadOnlyList<FittedParameter> Parameters { get; init; }

    /// <summary>Covariance of the <em>logarithms</em> of the parameters, row after row: on this scale the likelihood is nearly a normal density. Zero for a parameter at an edge.</summary>
    public required IReadOnlyList<double> LogCovariance { get; init; }

    /// <summary>The log likelihood at the maximum.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Steps taken.</summary>
    public required int Iterations { get; init; }

    /// <summary>How often likelihood and gradient were computed, with those for the curvature.</summary>
    public required int Evaluations { get; init; }

    /// <summary>Whether a maximum was found: the gradient vanishes and the curvature is that of a maximum.</summary>
    public required bool Converged { get; init; }

    /// <summary>Why the search stopped.</summary>
    public required string StopReason { get; init; }

    /// <summary>What to know before relying on it: parameters at an edge.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The estimate of a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="InvalidOperationException">There is no such parameter.</exception>
    public double this[string name] => Parameters.First(parameter => parameter.Name == name).Value;
}
