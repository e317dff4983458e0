using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Snapshots;

/// <summary>Brings the documents of parts, and their lines, into the order of the columns: by customer, within a customer by time, then number; anonymous ones last.</summary>
internal sealed class DocumentSorter
{
    private readonly IReadOnlyList<DocumentPart> parts;
    private readonly int[] offsets;
    private readonly int[] order;
    private readonly Column<int> firstOfCustomer;
    private readonly Column<int> firstLine;

    public DocumentSorter(IReadOnlyList<DocumentPart> parts, int customers)
    {
        this.parts = parts;
        offsets = new int[parts.Count + 1];
        for (var i = 0; i < parts.Count; i++)
            offsets[i + 1] = checked(offsets[i] + parts[i].Count);
        order = new int[offsets[^1]];
        firstOfCustomer = Column<int>.Filled(customers + 1, first => SortByCustomer(first, customers));
        Partitions.Run(customers + 1, SortWithin, CancellationToken.None);
        firstLine = Starts(document => Document(document).Lines);
    }

    public OrderColumns Orders(TextColumn countryOfCustomer)
    {
        // The documents lie in the order in which they were read, so each jump to one costs more than all that is done with it: one jump for all its fields.
        var count = order.Length;
        var customer = Column<int>.Zeros(count, out var customers);
        var day = Column<int>.Zeros(count, out var days);
        var minute = Column<short>.Zeros(count, out var minutes);
        var kind = Column<DocumentKind>.Zeros(count, out var kinds);
        var amount = Column<long>.Zeros(count, out var amounts);
        var (channels, countries) = (new int[count], new int[count]);
        var channelCodes = new TextCodes();
        var countryCodes = new TextCodes();
        var channelOf = parts.Select(p => p.Channels.Select(channelCodes.CodeOf).ToArray()).ToArray();
        var countryOf = parts.Select(p => p.Countries.Select(countryCodes.CodeOf).ToArray()).ToArray();
        var homeOf = Array.ConvertAll(countryOfCustomer.Values, countryCodes.CodeOf);
        Partitions.Run(
            count,
            (from, to) =>
            {
                for (var i = from; i < to; i++)
                {
                    var part = PartOf(order[i]);
                    ref readonly var document = ref parts[part].Documents[order[i] - offsets[part]];
                    customers[i] = document.Customer;
                    days[i] = document.Day;
                    minutes[i] = document.Minute;
                    kinds[i] = document.Kind;
                    amounts[i] = document.AmountE4;
                    channels[i] = document.Channel < 0 ? -1 : channelOf[part][document.Channel];
                    countries[i] = document.Country >= 0 ? countryOf[part][document.Country]
                        : document.Customer >= 0 && countryOfCustomer.Codes[document.Customer] is var home and >= 0 ? homeOf[home]
                        : -1;
                }
            },
            CancellationToken.None);
        return new OrderColumns
        {
            Number = Numbers(),
            Customer = customer,
            Day = day,
            Minute = minute,
            Kind = kind,
            Channel = TextColumn.ByFirstAppearance(channels, channelCodes.Values),
            Country = TextColumn.ByFirstAppearance(countries, countryCodes.Values),
            AmountE4 = amount,
            FirstLine = firstLine,
            FirstOfCustomer = firstOfCustomer,
            ByDay = ByDay(day),
        };
    }

    public LineColumns Lines()
    {
        var (quantities, prices, discounts, amounts) = (new NumberShape(), new NumberShape(), new NumberShape(), new NumberShape());
        foreach (var part in parts)
        {
            quantities.Add(part.Lines.Quantities);
            prices.Add(part.Lines.Prices);
            discounts.Add(part.Lines.Discounts);
            amounts.Add(part.Lines.Amounts);
        }

        var count = firstLine[^1];
        var quantity = new NumberFiller(quantities, count);
        var price = new NumberFiller(prices, count);
        var discount = new NumberFiller(discounts, count);
        var amount = new NumberFiller(amounts, count);
        var products = Column<int>.Filled(count, product => Partitions.Run(
            order.Length,
            (from, to) =>
            {
                for (var i = from; i < to; i++)
                {
                    if (firstLine[i] == firstLine[i + 1])
                        continue;
                    var reader = parts[PartOf(order[i])].Lines.From(Document(order[i]).FirstLine);
                    for (var line = firstLine[i]; line < firstLine[i + 1]; line++)
                    {
                        var facts = reader.Next();
                        product[line] = facts.Product;
                        quantity.Set(line, facts.QuantityE4);
                        price.Set(line, facts.UnitPriceE4);
                        discount.Set(line, facts.DiscountE4);
                        amount.Set(line, facts.AmountE4);
                    }
                }
            },
            CancellationToken.None));
        return new LineColumns { Product = products, QuantityE4 = quantity.Build(), UnitPriceE4 = price.Build(), DiscountE4 = discount.Build(), AmountE4 = amount.Build() };
    }

    private int PartOf(int document)
    {
        var part = 0;
        while (document >= offsets[part + 1])
            part++;
        return part;
    }

    private ref readonly DocumentPart.Document Document(int document)
    {
        var part = PartOf(document);
        return ref parts[part].Documents[document - offsets[part]];
    }

    private ReadOnlySpan<byte> Number(int document)
    {
        var part = PartOf(document);
        return parts[part].Number(document - offsets[part]);
    }

    // A counting sort; the first document of each customer falls out of it.
    private void SortByCustomer(int[] first, int customers)
    {
        foreach (var part in parts)
        {
            foreach (ref readonly var document in part.Documents)
            {
                if (document.Customer >= 0)
                    first[document.Customer + 1]++;
            }
        }

        for (var i = 1; i < first.Length; i++)
            first[i] += first[i - 1];
        var next = new int[customers + 1];
        first.CopyTo(next, 0);
        var g = 0;
        foreach (var part in parts)
        {
            foreach (ref readonly var document in part.Documents)
                order[next[document.Customer >= 0 ? document.Customer : customers]++] = g++;
        }
    }

    // Sorts the documents of some customers by time and number; customer number "count" stands for those without one.
    private void SortWithin(int from, int to)
    {
        var comparer = Comparer<int>.Create(Compare);
        for (var customer = from; customer < to; customer++)
        {
            var end = customer + 1 < firstOfCustomer.Length ? firstOfCustomer[customer + 1] : order.Length;
            var mine = order.AsSpan(firstOfCustomer[customer]..end);
            if (mine.Length > 32)
            {
                mine.Sort(comparer);
                continue;
            }

            for (var i = 1; i < mine.Length; i++)
            {
                var document = mine[i];
                var at = i;
                for (; at > 0 && Compare(mine[at - 1], document) > 0; at--)
                    mine[at] = mine[at - 1];
                mine[at] = document;
            }
        }
    }

    private int Compare(int a, int b)
    {
        var byTime = Document(a).Time.CompareTo(Document(b).Time);
        if (byTime != 0)
            return byTime;
        var byNumber = Number(a).SequenceCompareTo(Number(b));
        return byNumber != 0 ? byNumber : a.CompareTo(b);
    }

    // Where each document's share begins, given how long it is.
    private Column<int> Starts(Func<int, int> length) => Column<int>.Filled(order.Length + 1, starts =>
    {
        Partitions.Run(
            order.Length,
            (from, to) =>
            {
                for (var i = from; i < to; i++)
                    starts[i + 1] = length(order[i]);
            },
            CancellationToken.None);
        for (var i = 0; i < order.Length; i++)
            starts[i + 1] = checked(starts[i] + starts[i + 1]);
    });

    private Utf8Column Numbers()
    {
        var starts = Starts(document => Number(document).Length);
        var bytes = Column<byte>.Filled(starts[^1], text => Partitions.Run(
            order.Length,
            (from, to) =>
            {
                for (var i = from; i < to; i++)
                    Number(order[i]).CopyTo(text.AsSpan(starts[i]));
            },
            CancellationToken.None));
        return new Utf8Column(bytes, starts);
    }

    // Another counting sort: documents of a day keep the order of the columns.
    private static Column<int> ByDay(Column<int> day)
    {
        if (day.Length == 0)
            return Column<int>.Empty;
        var days = day.Span;
        var (least, most) = (System.Numerics.Tensors.TensorPrimitives.Min(days), System.Numerics.Tensors.TensorPrimitives.Max(days));
        var next = new int[most - least + 2];
        foreach (var d in days)
            next[d - least + 1]++;
        for (var i = 1; i < next.Length; i++)
            next[i] += next[i - 1];
        return Column<int>.Filled(day.Length, all =>
        {
            for (var i = 0; i < all.Length; i++)
                all[next[day[i] - least]++] = i;
        });
    }
}
