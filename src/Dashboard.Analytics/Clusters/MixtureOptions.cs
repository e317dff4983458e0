namespace Dashboard.Analytics.Clusters;

/// <summary>The shape of the components of a mixture.</summary>
public enum CovarianceShape
{
    /// <summary>Each component has variances and covariances of its own: any ellipsoid.</summary>
    Full,

    /// <summary>Each component has variances of its own and no covariance: ellipsoids along the axes.</summary>
    Diagonal,
}

/// <summary>How a Gaussian mixture is fitted.</summary>
/// <param name="Components">Number of components, 1 to <see cref="KMeansOptions.MostClusters"/>.</param>
/// <param name="Shape">Shape of the components.</param>
public sealed record MixtureOptions(int Components, CovarianceShape Shape)
{
    /// <summary>How many times it is started, from the clusters of as many k-means; the start with the largest likelihood is kept, of equals the first.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>Most passes over the rows for each start.</summary>
    public int MostIterations { get; init; } = 500;

    /// <summary>A pass that raises the mean log likelihood of a row by less than this ends a start.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>Added to every variance, so that a component cannot shrink to a point.</summary>
    public double Regularisation { get; init; } = 1e-6;

    /// <summary>Seed of the starts.</summary>
    public int Seed { get; init; } = 1;

    internal KMeansOptions Beginning => new(Components) { Starts = 1, MostIterations = 50 };
}

/// <summary>The parameters of a Gaussian mixture: enough to score any row.</summary>
/// <param name="Shape">Shape of the components.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Weights">Share of each component; they add up to 1.</param>
/// <param name="Means">Means, component after component.</param>
/// <param name="Covariances">Covariance matrices row after row, component after component; for diagonal components the variances alone.</param>
public sealed record MixtureParameters(CovarianceShape Shape, int Columns, double[] Weights, double[] Means, double[] Covariances)
{
    /// <summary>Number of components.</summary>
    public int Components => Weights.Length;

    /// <summary>How many free parameters there are: what the Bayesian information criterion charges for.</summary>
    public int Free => Components - 1 + (Components * Columns) + (Components * (Shape == CovarianceShape.Diagonal ? Columns : Columns * (Columns + 1) / 2));
}

/// <summary>A fitted Gaussian mixture.</summary>
public sealed record MixtureFit
{
    /// <summary>Weights, means and covariances.</summary>
    public required MixtureParameters Parameters { get; init; }

    /// <summary>Logarithm of the likelihood of all rows.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Bayesian information criterion, −2 log L + p log n: smaller is better (Schwarz 1978). (The R package mclust has the opposite sign.)</summary>
    public double Bic => (-2 * LogLikelihood) + (Parameters.Free * Math.Log(Rows));

    /// <summary>The component that each row most probably belongs to.</summary>
    public required int[] Labels { get; init; }

    /// <summary>The probability of that component for each row.</summary>
    public required float[] Membership { get; init; }

    /// <summary>Passes over the rows of the start that was kept.</summary>
    public required int Iterations { get; init; }

    /// <summary>Why it ended.</summary>
    public required StopReason Stopped { get; init; }
}
