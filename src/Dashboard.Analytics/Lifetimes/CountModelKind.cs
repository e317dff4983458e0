namespace Dashboard.Analytics.Lifetimes;

/// <summary>A model of how many orders customers make before they leave for good, unseen.</summary>
public enum CountModelKind
{
    /// <summary>Beta-geometric / negative binomial: customers may leave after any repeat order (Fader, Hardie and Lee 2005, Marketing Science 24:275).</summary>
    BgNbd,

    /// <summary>Modified BG/NBD: customers may leave after the first order as well (Batislam, Denizel and Filiztekin 2007, International Journal of Research in Marketing 24:201).</summary>
    MbgNbd,

    /// <summary>Pareto / negative binomial: customers leave at any time, independent of orders (Schmittlein, Morrison and Colombo 1987, Management Science 33:1).</summary>
    ParetoNbd,
}
