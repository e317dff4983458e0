using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Overview;

/// <summary>Revenue of a range and its comparison by segment, country, pair of both, and category, summed in one pass.</summary>
internal sealed class RevenueSplit
{
    private const int Groups = (int)RfmGroup.Prospects + 1;

    private readonly long[,] pairs;

    private RevenueSplit(string[] countries, string[] categories)
    {
        CountryLabels = countries;
        CategoryLabels = categories;
        (SegmentsE4, PreviousSegmentsE4) = (new long[Groups + 1], new long[Groups + 1]);
        (CountriesE4, PreviousCountriesE4) = (new long[countries.Length + 1], new long[countries.Length + 1]);
        (CategoriesE4, PreviousCategoriesE4) = (new long[categories.Length + 2], new long[categories.Length + 2]);
        pairs = new long[Groups + 1, countries.Length + 1];
    }

    public string[] CountryLabels { get; }

    public string[] CategoryLabels { get; }

    /// <summary>One entry a group, the last for anonymous documents.</summary>
    public long[] SegmentsE4 { get; }

    public long[] PreviousSegmentsE4 { get; }

    /// <summary>One entry a country, the last for unknown.</summary>
    public long[] CountriesE4 { get; }

    public long[] PreviousCountriesE4 { get; }

    /// <summary>One entry a category, then one for unknown and one for lines that are not goods.</summary>
    public long[] CategoriesE4 { get; }

    public long[] PreviousCategoriesE4 { get; }

    public static RevenueSplit Sum(Snapshot snapshot, Selection selection, RfmScores scores, DateRange range, DateRange? compared, CancellationToken cancellationToken)
    {
        var orders = snapshot.Orders;
        var split = new RevenueSplit(orders.Country.Values, snapshot.Products.Category.Values);
        for (var order = 0; order < orders.Count; order++)
        {
            if ((order & 0xFFFFF) == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (!selection.Orders[order])
                continue;
            var isCurrent = range.Contains(orders.Day[order]);
            var isPrevious = compared is { } before && before.Contains(orders.Day[order]);
            if (!isCurrent && !isPrevious)
                continue;
            var amount = selection.AmountE4[order];
            var customer = orders.Customer[order];
            var group = customer < 0 ? Groups : Math.Min((int)scores.Groups[customer], Groups);
            var country = orders.Country.Codes[order] is var code and >= 0 ? code : split.CountryLabels.Length;
            if (isCurrent)
            {
                split.SegmentsE4[group] += amount;
                split.CountriesE4[country] += amount;
                split.pairs[group, country] += amount;
            }

            if (isPrevious)
            {
                split.PreviousSegmentsE4[group] += amount;
                split.PreviousCountriesE4[country] += amount;
                split.pairs[group, country] -= amount;
            }

            split.AddLines(snapshot, selection, order, isCurrent, isPrevious);
        }

        return split;
    }

    /// <summary>The known segment and country with the largest change in a direction (1 up, −1 down).</summary>
    public (int Segment, int Country, long ChangeE4)? LargestPair(int direction)
    {
        (int Segment, int Country, long ChangeE4)? best = null;
        for (var segment = 0; segment < Groups; segment++)
        {
            for (var country = 0; country < CountryLabels.Length; country++)
            {
                var change = pairs[segment, country];
                if (change * direction > 0 && (best is not { } b || change * direction > b.ChangeE4 * direction))
                    best = (segment, country, change);
            }
        }

        return best;
    }

    private void AddLines(Snapshot snapshot, Selection selection, int order, bool isCurrent, bool isPrevious)
    {
        var (lines, products) = (snapshot.Lines, snapshot.Products);
        for (var line = snapshot.Orders.FirstLine[order]; line < snapshot.Orders.FirstLine[order + 1]; line++)
        {
            var product = lines.Product[line];
            if (!selection.HasProduct(product))
                continue;
            var category = product < 0 ? CategoryLabels.Length
                : !products.IsMerchandise[product] ? CategoryLabels.Length + 1
                : products.Category.Codes[product] is var code and >= 0 ? code
                : CategoryLabels.Length;
            CategoriesE4[category] += isCurrent ? lines.AmountE4[line] : 0;
            PreviousCategoriesE4[category] += isPrevious ? lines.AmountE4[line] : 0;
        }
    }
}
