using Dashboard.Analytics.Fairness;
using Dashboard.Web.Charts;

namespace Dashboard.Web.Fairness;

/// <summary>What a check for fairness found, in words.</summary>
public static class FairnessText
{
    /// <summary>The finding in a line.</summary>
    public static string Headline(FairnessResult result)
    {
        if (result.IsTooFew || result.Attributes.Count == 0)
            return "Fairness";
        var under = result.Under.ToList();
        return under.Count switch
        {
            0 => "No group falls under four fifths",
            1 => $"{under[0].Attribute.Label}: {under[0].Group.Group} falls under four fifths",
            _ => $"{Formats.Integer(under.Count)} groups fall under four fifths",
        };
    }

    /// <summary>What an attribute shows.</summary>
    public static string Title(AttributeFairness attribute)
    {
        var under = attribute.Under.OrderBy(g => g.Ratio).ToList();
        if (under.Count > 0)
            return $"{attribute.Label}: {string.Join(", ", under.Take(3).Select(g => g.Group))}{(under.Count > 3 ? $" and {Formats.Integer(under.Count - 3)} more" : "")} under four fifths";
        var compared = attribute.Groups.Where(g => g.RatioInterval is not null).ToList();
        return compared.Count == 0 ? $"{attribute.Label}: nothing to compare"
            : compared.TrueForAll(g => g.Verdict == FairnessVerdict.Within) ? $"{attribute.Label}: every group at or over four fifths"
            : $"{attribute.Label}: no group under four fifths for certain";
    }

    /// <summary>With whom the groups are compared.</summary>
    public static string Subtitle(FairnessResult result, AttributeFairness attribute) => result.Reference == FairnessReference.Others
        ? "Share selected, as a ratio to that of everybody else. The line is four fifths."
        : attribute.Groups.FirstOrDefault(g => g.IsReference) is { } reference
            ? $"Share selected, as a ratio to {reference.Group} ({Formats.Percent(reference.Rate)}). The line is four fifths."
            : "Share selected. The line is four fifths.";

    /// <summary>What is hidden, and why; null for nothing.</summary>
    public static string? Hidden(AttributeFairness attribute, int least)
    {
        if (attribute.Hidden is not { } hidden)
            return null;
        var who = string.Join(" and ", ((string?[])[attribute.HiddenGroups > 0 ? Formats.Count(attribute.HiddenGroups, "group") : null, attribute.HidesUnknown ? "those not known" : null]).OfType<string>());
        return $"{who}, {Formats.Count(hidden.People, "person", "people")} together, {(attribute.HiddenGroups + (attribute.HidesUnknown ? 1 : 0) == 1 ? "is" : "are")} not shown on their own: a group needs {Formats.Integer(least)}.";
    }

    /// <summary>What a verdict is called.</summary>
    public static string Verdict(GroupRate group) => group.Verdict switch
    {
        FairnessVerdict.Reference => "Reference",
        FairnessVerdict.Under => "Under four fifths",
        FairnessVerdict.Within => "At or over four fifths",
        FairnessVerdict.Unclear => "Not to be told",
        _ => "Not compared",
    };

    /// <summary>A p value.</summary>
    public static string P(double p) => p < 0.001 ? "under 0.001" : Formats.Number(p, 3);

    /// <summary>The finding of the proxies.</summary>
    public static string ProxyTitle(FairnessResult result)
    {
        var flagged = result.Proxies.Where(p => p.IsFlagged).ToList();
        if (flagged.Count == 0)
            return "Nothing that the rule uses stands in for a sensitive attribute";
        var first = flagged[0];
        var attribute = SensitiveAttributes.LabelOf(first.Attribute).ToLowerInvariant();
        var more = flagged.Count > 1 ? $", and {Formats.Count(flagged.Count - 1, "more pair")}" : "";
        return first.IsItself ? $"The rule uses {attribute} itself{more}" : $"“{first.Used}” stands in for {attribute}{more}";
    }

    /// <summary>The colour of a verdict.</summary>
    public static string Color(FairnessVerdict verdict) => verdict switch
    {
        FairnessVerdict.Under => ChartColors.Bad,
        FairnessVerdict.Within => ChartColors.Good,
        _ => ChartColors.Muted,
    };
}
