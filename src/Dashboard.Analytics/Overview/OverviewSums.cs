using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Overview;

/// <summary>All that the Overview adds up from documents and their lines, in one pass over those of the range and of the comparison.</summary>
internal sealed class OverviewSums
{
    private OverviewSums(PeriodCounter periods, RevenueSplit split) => (Periods, Split) = (periods, split);

    /// <summary>Figures of the periods.</summary>
    public PeriodCounter Periods { get; }

    /// <summary>Revenue by segment, country and category.</summary>
    public RevenueSplit Split { get; }

    /// <summary>Adds up.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="selection">What the filter leaves of it.</param>
    /// <param name="scores">The groups of the customers.</param>
    /// <param name="range">The days.</param>
    /// <param name="compared">The days compared with.</param>
    /// <param name="pieces">Pieces of the range.</param>
    /// <param name="cancellationToken">Polled.</param>
    public static OverviewSums Of(
        Snapshot snapshot, Selection selection, RfmScores scores, DateRange range, DateRange? compared, TimeBuckets pieces, CancellationToken cancellationToken)
    {
        var documents = snapshot.DocumentsIn(range);
        if (compared is { } before)
            documents |= snapshot.DocumentsIn(before);
        documents &= selection.Orders;
        var firstOrders = FirstOrders.Of(snapshot);
        var categories = RevenueSplit.CategoryOfProduct(snapshot, selection);
        var all = Empty();
        foreach (var sums in Accumulators.FillByCustomer(
            snapshot.Orders, Empty, (sums, from, to) => sums.Add(snapshot, selection, documents.Between(from, to), scores.Groups, firstOrders, categories), cancellationToken))
        {
            all.Periods.Add(sums.Periods);
            all.Split.Add(sums.Split);
        }

        return all;

        OverviewSums Empty() => new(new PeriodCounter(snapshot, range, compared, pieces), new RevenueSplit(snapshot));
    }

    private void Add(Snapshot snapshot, Selection selection, Bitmap.Rows documents, byte[] groups, int[] firstOrders, int[] categories)
    {
        var orders = snapshot.Orders;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        var customers = orders.Customer.Span;
        var firstLines = orders.FirstLine.Span;
        var countries = new CodeSpan(orders.Country.Codes);
        var products = snapshot.Lines.Product.Span;
        var lineAmounts = new NumberSpan(snapshot.Lines.AmountE4);
        var amounts = new AmountSpan(selection.AmountE4);
        foreach (var order in documents)
        {
            var (day, customer, amount) = (days[order], customers[order], amounts[order]);
            var isOrder = kinds[order] == DocumentKind.Order;
            Periods.Add(day, amount, isOrder);
            if (isOrder && customer >= 0)
                Periods.AddCustomer(day, customer, days[firstOrders[customer]], order > firstOrders[customer]);
            var (isCurrent, isPrevious) = (Periods.IsCurrent(day), Periods.IsPrevious(day));
            Split.Add(customer < 0 ? byte.MaxValue : groups[customer], countries[order], amount, isCurrent, isPrevious);
            var firstLine = firstLines[order];
            Split.AddLines(products[firstLine..firstLines[order + 1]], lineAmounts, firstLine, categories, isCurrent, isPrevious);
        }
    }
}
