using Dashboard.Analytics.Segments;

namespace Dashboard.Web.Charts;

/// <summary>Colours by the name of their token in tokens.css; a chart never carries a colour value.</summary>
public static class ChartColors
{
    /// <summary>What is not singled out: everyone else, Unknown, a comparison.</summary>
    public const string Muted = "series-muted";

    /// <summary>Better than compared.</summary>
    public const string Good = "good";

    /// <summary>Worse than compared.</summary>
    public const string Bad = "bad";

    /// <summary>The colour of the n-th series (from 0); eight, then again.</summary>
    public static string Series(int index) => $"series-{(index % 8) + 1}";

    /// <summary>The fixed colour of an RFM group.</summary>
    public static string Rfm(RfmGroup group) => $"rfm-{group.Slug()}";
}
