namespace Dashboard.Analytics.Scopes;

/// <summary>What rows and customers can be told apart by.</summary>
public enum Dimension
{
    /// <summary>RFM group at the end of the range.</summary>
    Segment,

    /// <summary>Country: of the order where it has one, else of the customer.</summary>
    Country,

    /// <summary>Region of the customer.</summary>
    Region,

    /// <summary>City of the customer.</summary>
    City,

    /// <summary>Gender of the customer.</summary>
    Gender,

    /// <summary>Age band of the customer at the end of the range.</summary>
    AgeBand,

    /// <summary>Language of the customer.</summary>
    Language,

    /// <summary>How the customer was won.</summary>
    Acquisition,

    /// <summary>Sales channel of the order.</summary>
    Channel,

    /// <summary>Category of the product.</summary>
    Category,

    /// <summary>Brand of the product.</summary>
    Brand,

    /// <summary>The product, by its key.</summary>
    Product,

    /// <summary>Customers treated or held out in a campaign, by its key.</summary>
    Campaign,

    /// <summary>Customers of a rule, by its text (<see cref="Rules.RuleText"/>), at the end of the range.</summary>
    Rule,
}

/// <summary>One condition of a filter.</summary>
/// <param name="Dimension">What is compared.</param>
/// <param name="Value">The value it must have; <see cref="Unknown"/> for rows that have none.</param>
public sealed record Condition(Dimension Dimension, string Value)
{
    /// <summary>The value that stands for "not recorded"; shown as Unknown.</summary>
    public const string Unknown = "(unknown)";
}

/// <summary>
/// A set of conditions: those on the same dimension are alternatives, those on different dimensions must all hold.
/// Equal sets are equal filters, in whatever order they were chosen.
/// </summary>
public sealed class Filter : IEquatable<Filter>
{
    private readonly Condition[] conditions;

    /// <summary>Makes a filter; doubles are dropped and the order is fixed, so that equal filters make equal links and cache keys.</summary>
    /// <param name="conditions">The conditions, in any order.</param>
    public Filter(params IEnumerable<Condition> conditions) =>
        this.conditions = [.. conditions.Distinct().OrderBy(c => c.Dimension).ThenBy(c => c.Value, StringComparer.Ordinal)];

    /// <summary>No condition: everything.</summary>
    public static Filter Everything { get; } = new();

    /// <summary>The conditions in a fixed order.</summary>
    public IReadOnlyList<Condition> Conditions => conditions;

    /// <summary>Whether nothing is filtered.</summary>
    public bool IsEmpty => conditions.Length == 0;

    /// <summary>Whether a condition asks about orders or products (channel, category, brand, product); a country can be asked of customers too and does not count.</summary>
    public bool AsksOrders => conditions.Any(c => c.Dimension is Dimension.Channel or Dimension.Category or Dimension.Brand or Dimension.Product);

    /// <summary>Whether a condition asks what depends on the day that it is asked of, as segments, ages and rules do, which also depend on what the shop has decided; the other dimensions are recorded once for all.</summary>
    public bool DependsOnDay => !conditions.All(c => c.Dimension is Dimension.Country or Dimension.Region or Dimension.City or Dimension.Gender or Dimension.Language
        or Dimension.Acquisition or Dimension.Channel or Dimension.Category or Dimension.Brand or Dimension.Product or Dimension.Campaign);

    /// <summary>The conditions on products.</summary>
    internal Filter Goods => new(conditions.Where(c => c.Dimension is Dimension.Category or Dimension.Brand or Dimension.Product));

    /// <summary>All other conditions.</summary>
    internal Filter WithoutGoods => new(conditions.Except(Goods.conditions));

    /// <summary>The values asked of a dimension; empty when it is free.</summary>
    public IEnumerable<string> Values(Dimension dimension) => conditions.Where(c => c.Dimension == dimension).Select(c => c.Value);

    /// <summary>This filter and one more condition.</summary>
    public Filter With(Dimension dimension, string value) => new(conditions.Append(new Condition(dimension, value)));

    /// <summary>This filter with one condition instead of whatever the dimension had.</summary>
    public Filter Only(Dimension dimension, string value) => new(conditions.Where(c => c.Dimension != dimension).Append(new Condition(dimension, value)));

    /// <summary>This filter with the dimension free.</summary>
    public Filter Without(Dimension dimension) => new(conditions.Where(c => c.Dimension != dimension));

    /// <summary>This filter less one condition.</summary>
    public Filter Without(Condition condition) => new(conditions.Where(c => c != condition));

    /// <inheritdoc/>
    public bool Equals(Filter? other) => other is not null && conditions.AsSpan().SequenceEqual(other.conditions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Filter);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var condition in conditions)
            hash.Add(condition);
        return hash.ToHashCode();
    }
}

/// <summary>What every screen is about: when, compared with what, and whom. It is the part of the URL that all screens share.</summary>
/// <param name="Range">Which days.</param>
/// <param name="Comparison">Compared with what.</param>
/// <param name="Filter">Which rows and customers.</param>
public sealed record Scope(RangeChoice Range, Comparison Comparison, Filter Filter)
{
    /// <summary>The last 90 days of data, compared with the 90 before, everybody.</summary>
    public static Scope Default { get; } = new(RangeChoice.Default, Comparison.PreviousPeriod, Filter.Everything);
}
