using System.Runtime.InteropServices;

namespace Dashboard.Analytics.Forecasts;

/// <summary>How the one-step error enters an exponential smoothing model.</summary>
public enum ErrorKind
{
    /// <summary>The same spread at every level.</summary>
    Additive,

    /// <summary>A spread in proportion to the level; needs values above zero.</summary>
    Multiplicative,
}

/// <summary>The trend of an exponential smoothing model.</summary>
public enum TrendKind
{
    /// <summary>A level that wanders, no slope.</summary>
    None,

    /// <summary>A slope that goes on for ever (Holt).</summary>
    Additive,

    /// <summary>A slope that fades by the factor phi each step (Gardner and McKenzie).</summary>
    Damped,
}

/// <summary>The season of an exponential smoothing model.</summary>
public enum SeasonKind
{
    /// <summary>No season.</summary>
    None,

    /// <summary>An amount added in each season.</summary>
    Additive,

    /// <summary>A factor in each season; needs values above zero.</summary>
    Multiplicative,
}

/// <summary>
/// One member of the exponential smoothing family in the naming of Hyndman, Koehler, Ord and Snyder,
/// "Forecasting with Exponential Smoothing" (2008), chapter 2: error, trend, season; and whether it is fitted to logarithms.
/// </summary>
/// <param name="Error">How the error enters.</param>
/// <param name="Trend">The trend.</param>
/// <param name="Season">The season.</param>
/// <param name="Log">True when the model describes the logarithm of the values, which must then be above zero.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SmoothingModel(ErrorKind Error, TrendKind Trend, SeasonKind Season, bool Log = false)
{
    /// <summary>The level alone: simple exponential smoothing, ETS(A,N,N).</summary>
    public static SmoothingModel Ann => new(ErrorKind.Additive, TrendKind.None, SeasonKind.None);

    /// <summary>Holt's linear trend, ETS(A,A,N).</summary>
    public static SmoothingModel Aan => new(ErrorKind.Additive, TrendKind.Additive, SeasonKind.None);

    /// <summary>Damped trend, ETS(A,Ad,N).</summary>
    public static SmoothingModel Aadn => new(ErrorKind.Additive, TrendKind.Damped, SeasonKind.None);

    /// <summary>Level and added season, ETS(A,N,A).</summary>
    public static SmoothingModel Ana => new(ErrorKind.Additive, TrendKind.None, SeasonKind.Additive);

    /// <summary>Holt and Winters with an added season, ETS(A,A,A).</summary>
    public static SmoothingModel Aaa => new(ErrorKind.Additive, TrendKind.Additive, SeasonKind.Additive);

    /// <summary>Damped trend and added season, ETS(A,Ad,A).</summary>
    public static SmoothingModel Aada => new(ErrorKind.Additive, TrendKind.Damped, SeasonKind.Additive);

    /// <summary>Holt and Winters with a season of factors, fitted by least squares, ETS(A,A,M).</summary>
    public static SmoothingModel Aam => new(ErrorKind.Additive, TrendKind.Additive, SeasonKind.Multiplicative);

    /// <summary>Damped trend and a season of factors, fitted by least squares, ETS(A,Ad,M).</summary>
    public static SmoothingModel Aadm => new(ErrorKind.Additive, TrendKind.Damped, SeasonKind.Multiplicative);

    /// <summary>Linear trend, a season of factors and errors in proportion, ETS(M,A,M).</summary>
    public static SmoothingModel Mam => new(ErrorKind.Multiplicative, TrendKind.Additive, SeasonKind.Multiplicative);

    /// <summary>Damped trend, a season of factors and errors in proportion, ETS(M,Ad,M).</summary>
    public static SmoothingModel Madm => new(ErrorKind.Multiplicative, TrendKind.Damped, SeasonKind.Multiplicative);

    /// <summary>True when the model can describe only values above zero.</summary>
    public bool NeedsPositive => Log || Error == ErrorKind.Multiplicative || Season == SeasonKind.Multiplicative;

    /// <summary>The usual short name, as in <c>ETS(A,Ad,N)</c>, with <c>log </c> in front where it applies.</summary>
    public string Name
    {
        get
        {
            var error = Error == ErrorKind.Additive ? "A" : "M";
            var trend = Trend switch { TrendKind.None => "N", TrendKind.Additive => "A", _ => "Ad" };
            var season = Season switch { SeasonKind.None => "N", SeasonKind.Additive => "A", _ => "M" };
            return $"{(Log ? "log " : "")}ETS({error},{trend},{season})";
        }
    }

    /// <summary>The short name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
