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
    private readonly bool byLine;
    private readonly int[] firstOrders;
    private readonly TrendGroups[] groups;
    private readonly int firstDay;
    private readonly int dayCount;

    // The tallies that each day of the data counts in, with its piece of time in each: those of everything, of groups of documents, and those that tell lines apart.
    private readonly Slot[][] wholeSlots;
    private readonly Slot[][] documentSlots;
    private readonly Slot[][] lineSlots;

    private TrendCounter(Snapshot snapshot, Selection selection, bool withUnits, (TrendTally Tally, TrendGroups Groups)[] targets)
    {
        (this.snapshot, this.selection, this.withUnits) = (snapshot, selection, withUnits);
        groups = Array.ConvertAll(targets, t => t.Groups);
        byLine = withUnits || Array.Exists(groups, g => g.ByLine);
        firstOrders = FirstOrders.Of(snapshot);
        firstDay = snapshot.FirstDay.DayNumber;
        dayCount = snapshot.LastDay.DayNumber - firstDay + 1;
        (wholeSlots, documentSlots, lineSlots) = (new Slot[dayCount][], new Slot[dayCount][], new Slot[dayCount][]);
        for (var i = 0; i < dayCount; i++)
        {
            var slots = targets.Select((t, target) => new Slot(target, t.Tally.Buckets.IndexOf(firstDay + i))).Where(s => s.Bucket >= 0).ToArray();
            wholeSlots[i] = Array.FindAll(slots, s => groups[s.Target] == TrendGroups.One);
            documentSlots[i] = Array.FindAll(slots, s => groups[s.Target] != TrendGroups.One && !groups[s.Target].ByLine);
            lineSlots[i] = Array.FindAll(slots, s => groups[s.Target].ByLine);
        }
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
            () => new Sums(Array.ConvertAll(tallies, t => t.Tally.Empty()), counter.NoDays()),
            (sums, from, to) => counter.Add(documents.Between(from, to), sums.Tallies, sums.Days),
            cancellationToken);
        var days = counter.NoDays();
        foreach (var part in parts)
        {
            for (var i = 0; i < tallies.Length; i++)
                tallies[i].Tally.Add(part.Tallies[i]);
            days.Add(part.Days);
        }

        foreach (var (tally, _) in tallies.Where(t => t.Groups == TrendGroups.One))
            tally.AddDays(days);
    }

    private TrendDays NoDays() => new(firstDay, dayCount);

    private void Add(Bitmap.Rows documents, TrendTally[] tallies, TrendDays sums)
    {
        var orders = snapshot.Orders;
        var days = orders.Day.Span;
        var kinds = orders.Kind.Span;
        var customers = orders.Customer.Span;
        var firstLines = orders.FirstLine.Span;
        var lines = new LineSpans(snapshot.Lines);
        foreach (var order in documents)
        {
            var (day, customer, kind) = (days[order], customers[order], kinds[order]);
            var isOrder = kind == DocumentKind.Order;
            var part = new TrendPart(order, customer, isOrder, isOrder && customer >= 0 ? days[firstOrders[customer]] : 0, 0);
            var (line, end) = byLine ? (firstLines[order], firstLines[order + 1]) : (0, 0);
            if (line == end)
            {
                part.AmountE4 = selection.AmountE4[order];
                AddDocument(lineSlots[day - firstDay], tallies, part);
            }
            else if (!AddLines(lines, line, end, kind, lineSlots[day - firstDay], tallies, ref part))
            {
                continue;
            }

            sums.Add(day, part);
            if (isOrder && customer >= 0)
            {
                foreach (var slot in wholeSlots[day - firstDay])
                    tallies[slot.Target].AddCustomer(slot.Bucket, customer, part.FirstOrderDay);
            }

            AddDocument(documentSlots[day - firstDay], tallies, part);
        }
    }

    private void AddDocument(Slot[] slots, TrendTally[] tallies, in TrendPart part)
    {
        foreach (var slot in slots)
        {
            if (groups[slot.Target].OfDocument(part.Document, part.Customer) is var group and >= 0)
                tallies[slot.Target].Add(group, slot.Bucket, part);
        }
    }

    /// <summary>Adds the lines that match to the tallies that tell lines apart, and up to the whole of the document for the others.</summary>
    /// <returns>Whether any line matches.</returns>
    private bool AddLines(in LineSpans lines, int from, int to, DocumentKind kind, Slot[] slots, TrendTally[] tallies, ref TrendPart whole)
    {
        var any = false;
        var part = whole;
        for (var line = from; line < to; line++)
        {
            var product = lines.Product[line];
            if (!selection.HasProduct(product))
                continue;
            any = true;
            part.AmountE4 = lines.AmountE4[line];
            if (withUnits)
            {
                SetUnits(lines, line, kind, product, ref part);
                whole.AddUnits(part);
            }

            whole.AmountE4 += part.AmountE4;
            foreach (var slot in slots)
            {
                if (groups[slot.Target].OfProduct(product) is var group and >= 0)
                    tallies[slot.Target].Add(group, slot.Bucket, part);
            }
        }

        return any;
    }

    private void SetUnits(in LineSpans lines, int line, DocumentKind kind, int product, ref TrendPart part)
    {
        var quantity = lines.QuantityE4[line];
        var isSold = part.IsOrder && quantity > 0;
        var isReturned = !isSold && quantity < 0 && kind != DocumentKind.Adjustment;
        part.SoldE4 = isSold ? part.AmountE4 : 0;
        part.DiscountE4 = isSold ? lines.DiscountE4[line] : 0;
        part.ItemsE4 = isSold && (product < 0 || snapshot.Products.IsMerchandise[product]) ? quantity : 0;
        part.ReturnedE4 = isReturned ? -part.AmountE4 : 0;
    }

    private sealed record Sums(TrendTally[] Tallies, TrendDays Days);

    private readonly record struct Slot(int Target, int Bucket);

    private readonly ref struct LineSpans(LineColumns lines)
    {
        public readonly ReadOnlySpan<int> Product = lines.Product.Span;
        public readonly NumberSpan AmountE4 = new(lines.AmountE4);
        public readonly NumberSpan QuantityE4 = new(lines.QuantityE4);
        public readonly NumberSpan DiscountE4 = new(lines.DiscountE4);
    }
}
