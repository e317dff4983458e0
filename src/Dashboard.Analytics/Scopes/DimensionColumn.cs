using System.Runtime.InteropServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Scopes;

/// <summary>Which rows a dimension tells apart.</summary>
public enum DimensionLevel
{
    /// <summary>Customers; an order has the value of its customer.</summary>
    Customer,

    /// <summary>Documents.</summary>
    Order,

    /// <summary>Lines, through their product.</summary>
    Line,
}

/// <summary>The values of one dimension over the rows of a snapshot: the one place where a <see cref="Dimension"/> becomes codes to group and filter by.</summary>
public sealed class DimensionColumn
{
    private DimensionColumn(Dimension dimension, DimensionLevel level, Codes codes, string[] values, string[]? labels = null)
    {
        Dimension = dimension;
        Level = level;
        Codes = codes;
        Values = values;
        Labels = labels ?? values;
    }

    /// <summary>The dimension.</summary>
    public Dimension Dimension { get; }

    /// <summary>What <see cref="Codes"/> has an entry for: customers, documents, or products (for <see cref="DimensionLevel.Line"/>).</summary>
    public DimensionLevel Level { get; }

    /// <summary>A code a row of the level, −1 for unknown.</summary>
    public Codes Codes { get; }

    /// <summary>Values as filters and links have them.</summary>
    public string[] Values { get; }

    /// <summary>Values as screens show them; the same but for products, which show their names, and groups, which show what the shop calls them.</summary>
    public string[] Labels { get; }

    /// <summary>The column of a dimension.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="dimension">Any but <see cref="Dimension.Campaign"/> and <see cref="Dimension.Rule"/>, of which a customer may have several.</param>
    /// <param name="asOfDay">Day number that fixes segments and ages.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension has no single value a row.</exception>
    public static DimensionColumn Of(Snapshot snapshot, Dimension dimension, int asOfDay)
    {
        var customers = snapshot.Customers;
        return dimension switch
        {
            Dimension.Segment => Segments(snapshot, asOfDay),
            Dimension.AgeBand => Ages(snapshot, asOfDay),
            Dimension.Country => Text(DimensionLevel.Order, snapshot.Orders.Country),
            Dimension.Channel => Text(DimensionLevel.Order, snapshot.Orders.Channel),
            Dimension.Region => Text(DimensionLevel.Customer, customers.Region),
            Dimension.City => Text(DimensionLevel.Customer, customers.City),
            Dimension.Gender => Text(DimensionLevel.Customer, customers.Gender),
            Dimension.Language => Text(DimensionLevel.Customer, customers.Language),
            Dimension.Acquisition => Text(DimensionLevel.Customer, customers.Acquisition),
            Dimension.Category => Text(DimensionLevel.Line, snapshot.Products.Category),
            Dimension.Brand => Text(DimensionLevel.Line, snapshot.Products.Brand),
            Dimension.Product => new DimensionColumn(
                dimension, DimensionLevel.Line, Codes.Of([.. Enumerable.Range(0, snapshot.Products.Count)], snapshot.Products.Count), snapshot.Products.Keys, snapshot.Products.Names),
            _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A customer can be in several campaigns and meet several rules, so these can be filtered by but not grouped by."),
        };

        DimensionColumn Text(DimensionLevel level, TextColumn column) => new(dimension, level, column.Codes, column.Values);
    }

    /// <summary>The column of a dimension over customers: as <see cref="Of"/>, but a country is the customer's own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dimension tells orders or products apart, not customers.</exception>
    public static DimensionColumn OfCustomers(Snapshot snapshot, Dimension dimension, int asOfDay)
    {
        if (dimension == Dimension.Country)
            return new DimensionColumn(dimension, DimensionLevel.Customer, snapshot.Customers.Country.Codes, snapshot.Customers.Country.Values);
        var column = Of(snapshot, dimension, asOfDay);
        return column.Level == DimensionLevel.Customer
            ? column
            : throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "This dimension tells orders or products apart, not customers.");
    }

    /// <summary>Which codes a filter asks for: one flag a code, and a last one for unknown.</summary>
    public bool[] Wanted(IEnumerable<string> values)
    {
        var wanted = new bool[Values.Length + 1];
        foreach (var value in values)
        {
            if (value == Condition.Unknown)
            {
                wanted[^1] = true;
                continue;
            }

            for (var code = 0; code < Values.Length; code++)
                wanted[code] |= string.Equals(Values[code], value, StringComparison.Ordinal);
        }

        return wanted;
    }

    /// <summary>Whether a filter asks for a row, by the row's index.</summary>
    public Func<int, bool> IsWanted(IEnumerable<string> values)
    {
        var wanted = Wanted(values);
        return row => wanted[Codes[row] is var code and >= 0 ? code : wanted.Length - 1];
    }

    /// <summary>Groups customers by the values of a dimension of customers, or documents by those of any dimension but of lines.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="level">What is grouped: customers or documents.</param>
    /// <returns>A group for each value, then one for unknown; documents by a dimension of customers have one more, for anonymous ones.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The dimension does not give a row of the level one value.</exception>
    public Grouping GroupingOf(Snapshot snapshot, DimensionLevel level)
    {
        if (level == DimensionLevel.Line || Level > level)
            throw new ArgumentOutOfRangeException(nameof(level), level, "This dimension does not give each of these rows one value.");
        var grouping = Grouping.Of(Codes, Values.Length);
        return Level == level ? grouping : Grouping.Of(snapshot.Orders.Customer, grouping);
    }

    private static DimensionColumn Segments(Snapshot snapshot, int asOfDay) => snapshot.Memo((nameof(Segments), asOfDay), () => new DimensionColumn(
        Dimension.Segment,
        DimensionLevel.Customer,
        // As a signed byte, "not yet" is −1: unknown.
        new Codes(Column<sbyte>.Of(MemoryMarshal.Cast<byte, sbyte>(RfmScores.Of(snapshot, asOfDay).Groups)), null, null),
        [.. RfmGroups.All.Select(g => g.Name())],
        [.. RfmGroups.All.Select(snapshot.Settings.Rfm.Names.Name)]));

    private static DimensionColumn Ages(Snapshot snapshot, int asOfDay) => snapshot.Memo((nameof(Ages), asOfDay), () =>
    {
        var bands = snapshot.Settings.AgeBands;
        var codes = Column<sbyte>.Filled(snapshot.Customers.Count, codes => Partitions.Run(
            codes.Length,
            (from, to) =>
            {
                var birthDay = snapshot.Customers.BirthDay.Span;
                for (var customer = from; customer < to; customer++)
                    codes[customer] = (sbyte)bands.BandOf(birthDay[customer], asOfDay);
            },
            CancellationToken.None));
        return new DimensionColumn(Dimension.AgeBand, DimensionLevel.Customer, new Codes(codes, null, null), [.. bands.Labels]);
    });
}
