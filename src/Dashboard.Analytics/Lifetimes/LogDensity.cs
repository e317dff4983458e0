namespace Dashboard.Analytics.Lifetimes;

/// <summary>A log likelihood with its gradient.</summary>
/// <param name="logParameters">Natural logarithms of the parameters.</param>
/// <param name="gradient">Filled with the derivatives by each of them.</param>
/// <returns>The log likelihood; not a number outside the domain.</returns>
internal delegate double LogDensity(ReadOnlySpan<double> logParameters, Span<double> gradient);
