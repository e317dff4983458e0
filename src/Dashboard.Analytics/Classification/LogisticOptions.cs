namespace Dashboard.Analytics.Classification;

/// <summary>How a logistic regression is fitted.</summary>
public sealed record LogisticOptions
{
    /// <summary>Weight λ ≥ 0 of the penalty ½ λ Σ coefficient², the intercept excepted; 0 for maximum likelihood. It is 1 / C of scikit-learn.</summary>
    public double Penalty { get; init; }

    /// <summary>Whether the penalty is on coefficients of features scaled to standard deviation 1, so that units do not matter.</summary>
    public bool PenaliseScaled { get; init; }

    /// <summary>Most Newton steps, at least 1.</summary>
    public int MostIterations { get; init; } = 50;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Penalty);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostIterations, 1);
    }
}

/// <summary>Why the fit of a logistic regression ended.</summary>
public enum LogisticStop
{
    /// <summary>The next step would change nothing that matters.</summary>
    Converged,

    /// <summary>
    /// Features tell the classes apart without error, wholly or in part, so that the best coefficients are infinite (Albert and Anderson 1984, Biometrika 71:1). What is returned predicts well, but
    /// coefficients and standard errors mean nothing; use a penalty.
    /// </summary>
    Separated,

    /// <summary>The most steps were taken.</summary>
    MostIterations,
}
