using System.Numerics.Tensors;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Overview;

/// <summary>Revenue of a range and its comparison by segment, country, pair of both, and category.</summary>
internal sealed class RevenueSplit
{
    private const int Groups = (int)RfmGroup.Prospects + 1;

    private readonly long[] pairs;
    private readonly long[] previousPairs;
    private readonly long[] categories;
    private readonly long[] previousCategories;

    /// <summary>Makes sums of nothing.</summary>
    public RevenueSplit(Snapshot snapshot)
    {
        CountryLabels = snapshot.Orders.Country.Values;
        CategoryLabels = snapshot.Products.Category.Values;
        var cells = (Groups + 1) * (CountryLabels.Length + 1);
        (pairs, previousPairs) = (new long[cells], new long[cells]);
        // Unknown, lines that are not goods, and lines that the filter leaves out.
        (categories, previousCategories) = (new long[CategoryLabels.Length + 3], new long[CategoryLabels.Length + 3]);
    }

    public string[] CountryLabels { get; }

    public string[] CategoryLabels { get; }

    /// <summary>One entry a group, the last for anonymous documents.</summary>
    public long[] SegmentsE4 => Segments(pairs);

    public long[] PreviousSegmentsE4 => Segments(previousPairs);

    /// <summary>One entry a country, the last for unknown.</summary>
    public long[] CountriesE4 => Countries(pairs);

    public long[] PreviousCountriesE4 => Countries(previousPairs);

    /// <summary>One entry a category, then one for unknown and one for lines that are not goods.</summary>
    public long[] CategoriesE4 => categories[..^1];

    public long[] PreviousCategoriesE4 => previousCategories[..^1];

    /// <summary>The place of a product among the categories, one entry a product, after one for lines without a product.</summary>
    public static int[] CategoryOfProduct(Snapshot snapshot, Selection selection)
    {
        var products = snapshot.Products;
        var unknown = products.Category.Values.Length;
        var places = new int[products.Count + 1];
        for (var product = -1; product < products.Count; product++)
        {
            places[product + 1] = !selection.HasProduct(product) ? unknown + 2
                : product < 0 ? unknown
                : !products.IsMerchandise[product] ? unknown + 1
                : products.Category.Codes[product] is var code and >= 0 ? code
                : unknown;
        }

        return places;
    }

    /// <summary>Adds the amount of a document.</summary>
    /// <param name="group">An <see cref="RfmGroup"/>, or more than any for a customer without a group or none.</param>
    /// <param name="country">Code of its country, −1 for unknown.</param>
    /// <param name="amountE4">The amount.</param>
    /// <param name="isCurrent">Whether it lies in the range.</param>
    /// <param name="isPrevious">Whether it lies in the comparison.</param>
    public void Add(int group, int country, long amountE4, bool isCurrent, bool isPrevious)
    {
        var cell = (Math.Min(group, Groups) * (CountryLabels.Length + 1)) + (country < 0 ? CountryLabels.Length : country);
        pairs[cell] += isCurrent ? amountE4 : 0;
        previousPairs[cell] += isPrevious ? amountE4 : 0;
    }

    /// <summary>Adds the lines of a document.</summary>
    /// <param name="products">Their products, −1 for none.</param>
    /// <param name="amounts">The amounts of all lines.</param>
    /// <param name="firstLine">The first of them.</param>
    /// <param name="places">The place of each product as <see cref="CategoryOfProduct"/> has it.</param>
    /// <param name="isCurrent">Whether they lie in the range.</param>
    /// <param name="isPrevious">Whether they lie in the comparison.</param>
    public void AddLines(ReadOnlySpan<int> products, in NumberSpan amounts, int firstLine, int[] places, bool isCurrent, bool isPrevious)
    {
        if (isCurrent)
            AddTo(categories, products, amounts, firstLine, places);
        if (isPrevious)
            AddTo(previousCategories, products, amounts, firstLine, places);

        static void AddTo(long[] sums, ReadOnlySpan<int> products, in NumberSpan amounts, int firstLine, int[] places)
        {
            for (var i = 0; i < products.Length; i++)
                sums[places[products[i] + 1]] += amounts[firstLine + i];
        }
    }

    /// <summary>Adds the sums of other documents.</summary>
    public void Add(RevenueSplit other)
    {
        Add(pairs, other.pairs);
        Add(previousPairs, other.previousPairs);
        Add(categories, other.categories);
        Add(previousCategories, other.previousCategories);

        static void Add(long[] sums, long[] others) => TensorPrimitives.Add<long>(sums, others, sums);
    }

    /// <summary>The known segment and country with the largest change in a direction (1 up, −1 down).</summary>
    public (int Segment, int Country, long ChangeE4)? LargestPair(int direction)
    {
        (int Segment, int Country, long ChangeE4)? best = null;
        for (var segment = 0; segment < Groups; segment++)
        {
            for (var country = 0; country < CountryLabels.Length; country++)
            {
                var cell = (segment * (CountryLabels.Length + 1)) + country;
                var change = pairs[cell] - previousPairs[cell];
                if (change * direction > 0 && (best is not { } b || change * direction > b.ChangeE4 * direction))
                    best = (segment, country, change);
            }
        }

        return best;
    }

    private static long[] Segments(long[] pairs)
    {
        var countries = pairs.Length / (Groups + 1);
        return [.. Enumerable.Range(0, Groups + 1).Select(group => TensorPrimitives.Sum<long>(pairs.AsSpan(group * countries, countries)))];
    }

    private static long[] Countries(long[] pairs)
    {
        var sums = new long[pairs.Length / (Groups + 1)];
        for (var cell = 0; cell < pairs.Length; cell++)
            sums[cell % sums.Length] += pairs[cell];
        return sums;
    }
}
