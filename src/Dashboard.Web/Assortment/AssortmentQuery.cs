using System.Globalization;
using Dashboard.Analytics.Assortment;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Assortment;

/// <summary>
/// The state of the assortment pages in their addresses: <c>rule</c> once a segment, <c>level</c>, <c>by</c>, <c>support</c> and <c>confidence</c> in per cent, <c>items</c>, <c>any</c>,
/// <c>step</c>, <c>within</c>, <c>count</c>. Defaults are left out; what cannot be read falls back to the default, but a rule that cannot be read is said.
/// </summary>
public sealed record AssortmentQuery
{
    /// <summary>Rules as texts.</summary>
    public IReadOnlyList<string> Rules { get; init; } = [];

    /// <summary>"product" or "brand"; categories otherwise.</summary>
    public string? Level { get; init; }

    /// <summary>"orders" or "revenue"; customers otherwise.</summary>
    public string? By { get; init; }

    /// <summary>Least support in per cent.</summary>
    public string? Support { get; init; }

    /// <summary>Least confidence in per cent.</summary>
    public string? Confidence { get; init; }

    /// <summary>Most items of a rule.</summary>
    public string? Items { get; init; }

    /// <summary>"1" for rules of any consequent.</summary>
    public string? Any { get; init; }

    /// <summary>"all" to show redundant rules too.</summary>
    public string? Show { get; init; }

    /// <summary>Which order is the one before.</summary>
    public string? Step { get; init; }

    /// <summary>Days within which the next order must come.</summary>
    public string? Within { get; init; }

    /// <summary>"every" to count every item of an order.</summary>
    public string? Count { get; init; }

    /// <summary>What an item is.</summary>
    public ItemLevel LevelValue => Level switch { "product" => ItemLevel.Product, "brand" => ItemLevel.Brand, _ => ItemLevel.Category };

    /// <summary>Which share is looked at.</summary>
    public AssortmentMeasure Measure => By switch { "orders" => AssortmentMeasure.Orders, "revenue" => AssortmentMeasure.Revenue, _ => AssortmentMeasure.Customers };

    /// <summary>Least support, as a share: 1 % of the baskets, or 0.2 % for products, of which there are more.</summary>
    public double SupportShare => Share(Support) is > 0 and var share ? share : LevelValue == ItemLevel.Product ? 0.002 : 0.01;

    /// <summary>Least confidence, as a share.</summary>
    public double ConfidenceShare => Share(Confidence) ?? 0.1;

    /// <summary>Most items of a rule.</summary>
    public int Longest => Whole(Items, 2, AffinityRequest.MostLongest) ?? 3;

    /// <summary>Which order is the one before.</summary>
    public int StepNumber => Whole(Step, 1, PathRequest.MostStep) ?? 1;

    /// <summary>Days within which the next order must come, 0 for any.</summary>
    public int WithinDays => Whole(Within, 1, 3650) ?? 0;

    /// <summary>The groups that the index stands side by side.</summary>
    public AssortmentIndexRequest Index(Scope scope) => new(scope, [.. Rules.Select(RuleText.Parse)], LevelValue, Measure);

    /// <summary>What goes together in the orders of the first rule.</summary>
    public AffinityRequest Affinity(Scope scope) => new(scope, Members, LevelValue, SupportShare, ConfidenceShare, Longest, Any == "1");

    /// <summary>What the customers of the first rule buy next.</summary>
    public PathRequest Path(Scope scope) => new(scope, Members, LevelValue, StepNumber, Count == "every" ? PathCounting.Every : PathCounting.Main, WithinDays);

    /// <summary>The first rule, or null for everybody.</summary>
    public Rule? Members => Rules.Count == 0 ? null : RuleText.Parse(Rules[0]);

    /// <summary>As query parameters.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters() =>
    [
        .. Rules.Select(rule => KeyValuePair.Create("rule", (string?)rule)), new("level", Level), new("by", By), new("support", Support), new("confidence", Confidence), new("items", Items), new("any", Any),
        new("show", Show), new("step", Step), new("within", Within), new("count", Count),
    ];

    /// <summary>Reads the parameters.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="value">Any other parameter by name.</param>
    public static AssortmentQuery Read(IEnumerable<string?>? rules, Func<string, string?> value) => new()
    {
        Rules = [.. (rules ?? []).OfType<string>().Where(r => r.Length > 0)],
        Level = value("level"),
        By = value("by"),
        Support = value("support"),
        Confidence = value("confidence"),
        Items = value("items"),
        Any = value("any"),
        Show = value("show"),
        Step = value("step"),
        Within = value("within"),
        Count = value("count"),
    };

    private static double? Share(string? percent) =>
        double.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100 ? value / 100 : null;

    private static int? Whole(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
}
