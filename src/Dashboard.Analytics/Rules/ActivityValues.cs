using System.Runtime.CompilerServices;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>What customers did in a time window, counted in one pass over its documents. Documents of a customer lie side by side, so that parts of the customers are counted apart.</summary>
internal sealed class ActivityValues
{
    private readonly Snapshot snapshot;
    private readonly ActivityMeasure measure;
    private readonly Bitmap documents;
    private readonly bool[]? goods;

    private ActivityValues(Snapshot snapshot, ActivityMeasure measure, Bitmap documents, bool[]? goods) =>
        (this.snapshot, this.measure, this.documents, this.goods) = (snapshot, measure, documents, goods);

    /// <summary>A number for each customer, computed once for a range of days: another threshold, and a window that means the same days, cost nothing.</summary>
    public static FieldColumn Of(Snapshot snapshot, Activity activity, int asOfDay)
    {
        var counted = activity.Measure == ActivityMeasure.Bought ? ActivityMeasure.Orders : activity.Measure;
        var range = activity.Window.Range(asOfDay);
        return snapshot.MemoOfData((nameof(ActivityValues), counted, activity.Filters, range), () =>
            new ActivityValues(snapshot, counted, range is { } days ? ActivityDocuments.Of(snapshot, activity, days) : new Bitmap(snapshot.Orders.Count), ActivityDocuments.Goods(snapshot, activity)).Compute());
    }

    private FieldColumn Compute()
    {
        var count = snapshot.Customers.Count;
        switch (measure)
        {
            case ActivityMeasure.Orders or ActivityMeasure.Returns:
                return NumbersColumn.Whole(Column<int>.Filled(count, counts => Run((from, to) => CountDocuments(counts, from, to))));
            case ActivityMeasure.Revenue:
                return Amounts(Column<long>.Filled(count, sums => Run((from, to) => SumRevenue(sums, null, from, to))));
            case ActivityMeasure.Items:
                return Amounts(Column<long>.Filled(count, sums => Run((from, to) => SumItems(sums, from, to))));
            case ActivityMeasure.Categories:
                return Distinct(snapshot.Products.Category.Codes.ToArray(), snapshot.Products.Category.Values.Length);
            case ActivityMeasure.Products:
                return Distinct([.. Enumerable.Range(0, snapshot.Products.Count)], snapshot.Products.Count);
            default:
                var divisors = Column<long>.Zeros(count, out var below);
                var dividends = Column<long>.Filled(count, above => Run((from, to) =>
                {
                    if (measure == ActivityMeasure.AverageOrder)
                        SumRevenue(above, below, from, to);
                    else
                        SumDiscounts(above, below, from, to);
                }));
                return new RatiosColumn(dividends, divisors, measure == ActivityMeasure.AverageOrder ? 1 : 10_000);
        }
    }

    private static NumbersColumn Amounts(Column<long> amountsE4) => new(new NumberColumn(1, null, null, null, amountsE4));

    // Parts of the customers; each goes over the documents of its own.
    private void Run(Action<int, int> add) => Partitions.Run(
        snapshot.Customers.Count,
        (from, to) => add(snapshot.Orders.FirstOfCustomer[from], snapshot.Orders.FirstOfCustomer[to]),
        CancellationToken.None);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountDocuments(int[] counts, int from, int to)
    {
        var customers = snapshot.Orders.Customer.Span;
        if (goods is null)
        {
            foreach (var document in documents.Between(from, to))
                counts[customers[document]]++;
            return;
        }

        var first = snapshot.Orders.FirstLine.Span;
        var product = snapshot.Lines.Product.Span;
        foreach (var document in documents.Between(from, to))
        {
            if (HasGoods(product[first[document]..first[document + 1]]))
                counts[customers[document]]++;
        }
    }

    private bool HasGoods(ReadOnlySpan<int> products)
    {
        var wanted = goods!;
        foreach (var product in products)
        {
            if (wanted[product < 0 ? wanted.Length - 1 : product])
                return true;
        }

        return false;
    }

    // Net revenue, and the number of orders where a divisor is asked for.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumRevenue(long[] sums, long[]? counts, int from, int to)
    {
        var customers = snapshot.Orders.Customer.Span;
        var kinds = snapshot.Orders.Kind.Span;
        var amounts = snapshot.Orders.AmountE4.Span;
        var first = snapshot.Orders.FirstLine.Span;
        var product = snapshot.Lines.Product.Span;
        var lineAmounts = new NumberSpan(snapshot.Lines.AmountE4);
        var wanted = goods;
        foreach (var document in documents.Between(from, to))
        {
            var (amount, any) = (0L, wanted is null);
            if (wanted is null)
            {
                amount = amounts[document];
            }
            else
            {
                for (var line = first[document]; line < first[document + 1]; line++)
                {
                    if (!wanted[product[line] < 0 ? wanted.Length - 1 : product[line]])
                        continue;
                    any = true;
                    amount += lineAmounts[line];
                }
            }

            sums[customers[document]] += amount;
            if (counts is not null && any && kinds[document] == DocumentKind.Order)
                counts[customers[document]]++;
        }
    }

    // Goods are all lines but postage, fees and the like; a line without a product may be goods.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumItems(long[] sums, int from, int to)
    {
        var customers = snapshot.Orders.Customer.Span;
        var first = snapshot.Orders.FirstLine.Span;
        var product = snapshot.Lines.Product.Span;
        var quantities = new NumberSpan(snapshot.Lines.QuantityE4);
        var isMerchandise = snapshot.Products.IsMerchandise;
        var wanted = goods;
        foreach (var document in documents.Between(from, to))
        {
            for (var line = first[document]; line < first[document + 1]; line++)
            {
                var bought = product[line];
                if ((bought < 0 || isMerchandise[bought]) && (wanted is null || wanted[bought < 0 ? wanted.Length - 1 : bought]))
                    sums[customers[document]] += quantities[line];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumDiscounts(long[] discounts, long[] prices, int from, int to)
    {
        var customers = snapshot.Orders.Customer.Span;
        var first = snapshot.Orders.FirstLine.Span;
        var product = snapshot.Lines.Product.Span;
        var off = new NumberSpan(snapshot.Lines.DiscountE4);
        var amounts = new NumberSpan(snapshot.Lines.AmountE4);
        var wanted = goods;
        foreach (var document in documents.Between(from, to))
        {
            for (var line = first[document]; line < first[document + 1]; line++)
            {
                if (wanted is not null && !wanted[product[line] < 0 ? wanted.Length - 1 : product[line]])
                    continue;
                discounts[customers[document]] += off[line];
                prices[customers[document]] += amounts[line] + off[line];
            }
        }
    }

    // Different codes of the goods of each customer: a code counts when it was last seen with another customer.
    private NumbersColumn Distinct(int[] codeOfProduct, int codes) => NumbersColumn.Whole(Column<int>.Filled(snapshot.Customers.Count, counts => Partitions.Accumulate(
        counts.Length,
        () =>
        {
            var seen = new int[codes];
            Array.Fill(seen, -1);
            return seen;
        },
        (seen, from, to) => AddDistinct(counts, seen, codeOfProduct, snapshot.Orders.FirstOfCustomer[from], snapshot.Orders.FirstOfCustomer[to]),
        (_, _) => { },
        CancellationToken.None)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddDistinct(int[] counts, int[] seen, int[] codeOfProduct, int from, int to)
    {
        var customers = snapshot.Orders.Customer.Span;
        var first = snapshot.Orders.FirstLine.Span;
        var products = snapshot.Lines.Product.Span;
        var isMerchandise = snapshot.Products.IsMerchandise;
        foreach (var document in documents.Between(from, to))
        {
            var customer = customers[document];
            foreach (var product in products[first[document]..first[document + 1]])
            {
                if (product < 0 || !isMerchandise[product] || codeOfProduct[product] < 0 || (goods is not null && !goods[product]) || seen[codeOfProduct[product]] == customer)
                    continue;
                seen[codeOfProduct[product]] = customer;
                counts[customer]++;
            }
        }
    }
}
