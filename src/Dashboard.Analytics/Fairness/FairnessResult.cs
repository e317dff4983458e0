using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Fairness;

/// <summary>With whom a group's rate of selection is compared.</summary>
public enum FairnessReference
{
    /// <summary>The group with the highest rate among those with at least 2 % of the people, as in the four-fifths rule.</summary>
    HighestRate,

    /// <summary>Everybody else of whom the attribute is known.</summary>
    Others,
}

/// <summary>What the ratio of a group says.</summary>
public enum FairnessVerdict
{
    /// <summary>It could not be compared: there is one group, or nobody of the reference is selected.</summary>
    NotCompared,

    /// <summary>It is what the others are compared with.</summary>
    Reference,

    /// <summary>The whole interval lies under four fifths, and the difference is no chance.</summary>
    Under,

    /// <summary>The data does not tell on which side of four fifths it lies.</summary>
    Unclear,

    /// <summary>The whole interval lies at or over four fifths.</summary>
    Within,
}

/// <summary>How often people of a group are selected.</summary>
/// <param name="Group">What the group is called.</param>
/// <param name="People">People in it.</param>
/// <param name="Selected">Of these, the selected.</param>
/// <param name="Rate">Their share.</param>
/// <param name="RateInterval">Wilson's interval of it.</param>
public sealed record GroupRate(string Group, int People, int Selected, double Rate, Interval RateInterval)
{
    /// <summary>The rate over that of the reference; null where it is not compared.</summary>
    public double? Ratio { get; init; }

    /// <summary>The interval of the ratio; null for the reference itself.</summary>
    public Interval? RatioInterval { get; init; }

    /// <summary>Fisher's exact test of the group against everybody else; null where it is not compared.</summary>
    public double? P { get; init; }

    /// <summary>The p value adjusted for all groups of all attributes.</summary>
    public double? Adjusted { get; init; }

    /// <summary>Whether the others are compared with it.</summary>
    public bool IsReference { get; init; }

    /// <summary>What follows.</summary>
    public FairnessVerdict Verdict { get; init; }
}

/// <summary>Who is selected by the values of an attribute.</summary>
public sealed record AttributeFairness
{
    /// <summary>Name of the attribute, as in <see cref="SensitiveAttributes"/>.</summary>
    public required string Name { get; init; }

    /// <summary>What screens call it.</summary>
    public required string Label { get; init; }

    /// <summary>Groups that are large enough to be shown, in the order of the values.</summary>
    public required IReadOnlyList<GroupRate> Groups { get; init; }

    /// <summary>How many groups are too small to be shown on their own.</summary>
    public required int HiddenGroups { get; init; }

    /// <summary>The groups that are not shown, together; null for none.</summary>
    public GroupRate? Hidden { get; init; }

    /// <summary>Whether those of whom it is not known are among the hidden.</summary>
    public bool HidesUnknown { get; init; }

    /// <summary>Those of whom it is not known; null when there are none or they are hidden.</summary>
    public GroupRate? Unknown { get; init; }

    /// <summary>Groups that are under four fifths.</summary>
    public IEnumerable<GroupRate> Under => Groups.Where(g => g.Verdict == FairnessVerdict.Under);
}

/// <summary>How a strength was measured.</summary>
public enum ProxyMeasure
{
    /// <summary>Cramér's V with bias correction, between two groupings.</summary>
    CramersV,

    /// <summary>The correlation ratio with bias correction, between a number and a grouping.</summary>
    CorrelationRatio,
}

/// <summary>How strongly something that a rule uses tells a sensitive attribute.</summary>
/// <param name="Used">What the rule, or a model behind it, uses.</param>
/// <param name="OfModel">The score whose model reads it; null for what the rule itself asks about.</param>
/// <param name="Attribute">Name of the sensitive attribute.</param>
/// <param name="Measure">How it was measured.</param>
/// <param name="Strength">0 not at all to 1 fully.</param>
/// <param name="People">Customers of whom both are known.</param>
/// <param name="IsItself">Whether it is the sensitive attribute itself.</param>
public sealed record Proxy(string Used, string? OfModel, string Attribute, ProxyMeasure Measure, double Strength, int People, bool IsItself)
{
    /// <summary>Above this strength it stands in for the attribute.</summary>
    public const double Line = 0.5;

    /// <summary>Whether it stands in for the attribute, or is it.</summary>
    public bool IsFlagged => IsItself || Strength > Line;
}

/// <summary>Who is selected by a rule, by sensitive attributes.</summary>
public sealed record FairnessResult
{
    /// <summary>The rule.</summary>
    public required Rule Rule { get; init; }

    /// <summary>With whom groups are compared.</summary>
    public required FairnessReference Reference { get; init; }

    /// <summary>Customers among whom the rule selects.</summary>
    public required int People { get; init; }

    /// <summary>Of these, the selected.</summary>
    public required int Selected { get; init; }

    /// <summary>Fewest people that must be selected, and not selected, for anything to be said.</summary>
    public required int LeastPeople { get; init; }

    /// <summary>Whether too few are selected, or left: nothing is said of them then.</summary>
    public bool IsTooFew => Selected < LeastPeople || People - Selected < LeastPeople;

    /// <summary>The attributes; empty when too few are selected.</summary>
    public required IReadOnlyList<AttributeFairness> Attributes { get; init; }

    /// <summary>Sensitive attributes of which nothing is known here.</summary>
    public required IReadOnlyList<string> Absent { get; init; }

    /// <summary>Names of all attributes that could be sensitive here: those of every shop and custom ones of few values.</summary>
    public required IReadOnlyList<string> Choices { get; init; }

    /// <summary>What the rule uses, against each attribute, strongest first.</summary>
    public required IReadOnlyList<Proxy> Proxies { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>Groups under four fifths, with their attribute.</summary>
    public IEnumerable<(AttributeFairness Attribute, GroupRate Group)> Under => Attributes.SelectMany(a => a.Under.Select(g => (a, g)));
}
