using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Trends;

/// <summary>Fills tallies in one pass over the documents of their days, and over the lines where the metric or a breakdown needs them.</summary>
internal sealed class TrendCounter
{
    private readonly Snapshot snapshot;
    private readonly Selection selection;
    private readonly bool withUnits;
    private readonly int[] firstOrders;
    private readonly (TrendTally Tally, TrendGroups Groups)[] targets;
    private readonly bool byLine;

    // The piece of time of each day of the data in each tally, or −1: tally by tally.
    private readonly int[] buckets;
    private readonly int firstDay;

    private TrendCounter(Snapshot snapshot, Selection selection, bool withUnits, (TrendTally Tally, TrendGroups Groups)[] targets)
    {
        (this.snapshot, this.selection, this.withUnits, this.targets) = (snapshot, selection, withUnits, targets);
        byLine = withUnits || Array.Exists(targets, t => t.Groups.ByLine);
        firstOrders = FirstOrders.Of(snapshot);
        firstDay = snapshot.FirstDay.DayNumber;
        var days = Enumerable.Range(firstDay, snapshot.LastDay.DayNumber - firstDay + 1);
        buckets = [.. days.SelectMany(day => targets.Select(t => t.Tally.Buckets.IndexOf(day)))];
    }

    /// <summary>Counts.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="selection">What the filter leaves of it.</param>
    /// <param name="withUnits">Whether units, discounts or returned amounts are asked for.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <param name="tallies">What to fill, each with the groups that it tells apart.</param>
    public static void Count(
        Snapshot snapshot, Selection selection, bool withUnits, CancellationToken cancellationToken, params (TrendTally Tally, TrendGroups Groups)[] tallies)
    {
        var counter = new TrendCounter(snapshot, selection, withUnits, tallies);
        var documents = new Bitmap(snapshot.Orders.Count);
        foreach (var range in tallies.Select(t => t.Tally.Buckets.Range).Distinct())
            documents |= snapshot.DocumentsIn(range);
        documents &= selection.Orders;
        var parts = Accumulators.FillByCustomer(
            snapshot.Orders,
            () => Array.ConvertAll(tallies, t => t.Tally.Empty()),
            (sums, from, to) => counter.Add(documents.Between(from, to), sums),
            cancellationToken);
        foreach (var part in parts)
        {
            for (var i = 0; i < tallies.Length; i++)
                tallies[i].Tally.Add(part[i]);
        }
    }

    private void Add(Bitmap.Rows documents, TrendTally[] tallies)
    {
        var orders = snapshot.Orders;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        var customers = orders.Customer.Span;
        var firstLines = orders.FirstLine.Span;
        var lines = new LineSpans(snapshot.Lines);
        foreach (var order in documents)
        {
            var (day, customer, isOrder) = (days[order], customers[order], kinds[order] == DocumentKind.Order);
            var part = new TrendPart(order, customer, isOrder, isOrder && customer >= 0 ? days[firstOrders[customer]] : 0, 0);
            var bucketOf = buckets.AsSpan((day - firstDay) * targets.Length, targets.Length);
            var (line, end) = byLine ? (firstLines[order], firstLines[order + 1]) : (0, 0);
            if (line == end)
                part.AmountE4 = selection.AmountE4[order];
            else if (!AddLines(lines, line, end, kinds[order], bucketOf, tallies, ref part))
                continue;
            for (var i = 0; i < tallies.Length; i++)
            {
                if (bucketOf[i] >= 0 && (line == end || !targets[i].Groups.ByLine))
                    tallies[i].Add(targets[i].Groups.OfDocument(order, customer), bucketOf[i], part);
            }
        }
    }

    /// <summary>Adds the lines that match to the tallies that tell lines apart, and up to the whole of the document for the others.</summary>
    /// <returns>Whether any line matches.</returns>
    private bool AddLines(in LineSpans lines, int from, int to, DocumentKind kind, ReadOnlySpan<int> bucketOf, TrendTally[] tallies, ref TrendPart whole)
    {
        var any = false;
        for (var line = from; line < to; line++)
        {
            var product = lines.Product[line];
            if (!selection.HasProduct(product))
                continue;
            any = true;
            var part = whole with { AmountE4 = lines.AmountE4[line], ItemsE4 = 0, SoldE4 = 0, ReturnedE4 = 0, DiscountE4 = 0 };
            if (withUnits)
                AddUnits(lines, line, kind, product, ref part);
            whole.Add(part);
            for (var i = 0; i < tallies.Length; i++)
            {
                if (bucketOf[i] >= 0 && targets[i].Groups.ByLine)
                    tallies[i].Add(targets[i].Groups.OfProduct(product), bucketOf[i], part);
            }
        }

        return any;
    }

    private void AddUnits(in LineSpans lines, int line, DocumentKind kind, int product, ref TrendPart part)
    {
        var quantity = lines.QuantityE4[line];
        if (part.IsOrder && quantity > 0)
        {
            part.SoldE4 = part.AmountE4;
            part.DiscountE4 = lines.DiscountE4[line];
            part.ItemsE4 = product < 0 || snapshot.Products.IsMerchandise[product] ? quantity : 0;
        }
        else if (quantity < 0 && kind != DocumentKind.Adjustment)
        {
            part.ReturnedE4 = -part.AmountE4;
        }
    }

    private readonly ref struct LineSpans(LineColumns lines)
    {
        public readonly ReadOnlySpan<int> Product = lines.Product.Span;
        public readonly NumberSpan AmountE4 = new(lines.AmountE4);
        public readonly NumberSpan QuantityE4 = new(lines.QuantityE4);
        public readonly NumberSpan DiscountE4 = new(lines.DiscountE4);
    }
}
