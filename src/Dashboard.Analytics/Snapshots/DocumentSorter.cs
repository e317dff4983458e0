using System.Numerics.Tensors;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Brings the documents of parts, and their lines, into the order of the columns: by customer, within a customer by time, then number; anonymous ones last.
/// It works on both cores, bucket by bucket of neighbouring customers, and lets go of each bucket when its documents have their place.
/// </summary>
internal sealed class DocumentSorter
{
    private const int PartShift = 56;
    private readonly IReadOnlyList<DocumentPart> parts;
    private readonly TextColumn homes;
    private readonly TextCodes channelCodes = new();
    private readonly TextCodes countryCodes = new();
    private readonly int[][] channelOf;
    private readonly int[][] countryOf;
    private readonly int[] homeOf;
    private readonly int[] numberStarts;
    private readonly byte[] numberBytes;
    private readonly int[] firstLines;
    private readonly int[] firstOfCustomer;
    private readonly int[] customers;
    private readonly int[] days;
    private readonly short[] minutes;
    private readonly DocumentKind[] kinds;
    private readonly long[] amounts;
    private readonly int[] channels;
    private readonly int[] countries;
    private readonly int[] products;
    private readonly NumberFiller quantity;
    private readonly NumberFiller price;
    private readonly NumberFiller discount;
    private readonly NumberFiller amount;

    /// <summary>Sorts.</summary>
    /// <param name="parts">The documents; they are used up.</param>
    /// <param name="homes">Country of each customer, for documents without one of their own.</param>
    public DocumentSorter(IReadOnlyList<DocumentPart> parts, TextColumn homes)
    {
        (this.parts, this.homes) = (parts, homes);
        foreach (var part in parts)
            part.Close();
        var people = homes.Codes.Length;
        var (places, count, lines, bytes) = Places((people >> DocumentPart.BucketBits) + 1);
        channelOf = [.. parts.Select(p => p.Channels.Select(channelCodes.CodeOf).ToArray())];
        countryOf = [.. parts.Select(p => p.Countries.Select(countryCodes.CodeOf).ToArray())];
        homeOf = Array.ConvertAll(homes.Values, countryCodes.CodeOf);
        (quantity, price) = (Filler(lines, p => p.Quantities), Filler(lines, p => p.Prices));
        (discount, amount) = (Filler(lines, p => p.Discounts), Filler(lines, p => p.Amounts));
        (channels, countries) = (new int[count], new int[count]);
        var number = new Utf8Column(Column<byte>.Zeros(bytes, out numberBytes), Column<int>.Zeros(count + 1, out numberStarts, bytes));
        var orders = new
        {
            Customer = Column<int>.Zeros(count, out customers),
            Day = Column<int>.Zeros(count, out days),
            Minute = Column<short>.Zeros(count, out minutes),
            Kind = Column<DocumentKind>.Zeros(count, out kinds),
            Amount = Column<long>.Zeros(count, out amounts),
            FirstLine = Column<int>.Zeros(count + 1, out firstLines, lines),
            FirstOfCustomer = Column<int>.Zeros(people + 1, out firstOfCustomer),
        };
        var product = Column<int>.Zeros(lines, out products);
        Parallel.For(0, places.Length, i => Place(places[i]));
        Orders = new OrderColumns
        {
            Number = number,
            Customer = orders.Customer,
            Day = orders.Day,
            Minute = orders.Minute,
            Kind = orders.Kind,
            Channel = TextColumn.ByFirstAppearance(channels, channelCodes.Values),
            Country = TextColumn.ByFirstAppearance(countries, countryCodes.Values),
            AmountE4 = orders.Amount,
            FirstLine = orders.FirstLine,
            FirstOfCustomer = orders.FirstOfCustomer,
            ByDay = ByDay(orders.Day),
        };
        Lines = new LineColumns { Product = product, QuantityE4 = quantity.Build(), UnitPriceE4 = price.Build(), DiscountE4 = discount.Build(), AmountE4 = amount.Build() };
    }

    /// <summary>The documents.</summary>
    public OrderColumns Orders { get; }

    /// <summary>Their lines.</summary>
    public LineColumns Lines { get; }

    private NumberFiller Filler(int lines, Func<DocumentPart, NumberShape> shapeOf)
    {
        var shape = new NumberShape();
        foreach (var part in parts)
            shape.Add(shapeOf(part));
        return new NumberFiller(shape, lines);
    }

    // Where each bucket's documents, lines and numbers begin; the documents without a customer come last.
    private (BucketPlace[] Places, int Documents, int Lines, int NumberBytes) Places(int buckets)
    {
        var places = new BucketPlace[buckets + 1];
        var (documents, lines, bytes) = (0, 0, 0);
        for (var i = 0; i < places.Length; i++)
        {
            var index = i == buckets ? -1 : i;
            places[i] = new BucketPlace(index, documents, lines, bytes);
            foreach (var part in parts)
            {
                var size = part.SizeOf(index);
                documents = checked(documents + size.Documents);
                lines = checked((int)(lines + size.Lines));
                bytes = checked(bytes + size.NumberBytes);
            }
        }

        return (places, documents, lines, bytes);
    }

    private void Place(BucketPlace place)
    {
        var buckets = parts.Select(p => p.Take(place.Index)).ToArray();
        var order = Sorted(buckets);
        var (at, line, text) = (place.Document, place.Line, place.NumberByte);
        var next = place.Index << DocumentPart.BucketBits;
        foreach (var key in order)
        {
            var part = PartOf(key);
            var document = buckets[part]!.ReadAt(PlaceOf(key));
            for (; place.Index >= 0 && next <= document.Customer; next++)
                firstOfCustomer[next] = at;
            customers[at] = document.Customer;
            days[at] = DocumentPart.DayOf(document.Time);
            minutes[at] = DocumentPart.MinuteOf(document.Time);
            kinds[at] = document.Kind;
            channels[at] = document.Channel < 0 ? -1 : channelOf[part][document.Channel];
            countries[at] = document.Country >= 0 ? countryOf[part][document.Country]
                : document.Customer >= 0 && homes.Codes[document.Customer] is var home and >= 0 ? homeOf[home]
                : -1;
            numberStarts[at] = text;
            document.Number.CopyTo(numberBytes.AsSpan(text));
            text += document.Number.Length;
            firstLines[at] = line;
            var sum = 0L;
            for (; document.Next(out var facts); line++)
            {
                products[line] = facts.Product;
                quantity.Set(line, facts.QuantityE4);
                price.Set(line, facts.UnitPriceE4);
                discount.Set(line, facts.DiscountE4);
                amount.Set(line, facts.AmountE4);
                sum += facts.AmountE4;
            }

            amounts[at++] = sum;
        }

        // Customers without a document, and the end of the last one's.
        if (place.Index >= 0)
        {
            for (var last = Math.Min(firstOfCustomer.Length, (place.Index + 1) << DocumentPart.BucketBits); next < last; next++)
                firstOfCustomer[next] = at;
        }
    }

    // Documents of a bucket, part and place in it, by customer and time in one number; the few that share both by document number, then as they came.
    private static long[] Sorted(DocumentBucket?[] buckets)
    {
        var order = new long[buckets.Sum(b => b?.Documents ?? 0)];
        var keys = new long[order.Length];
        var count = 0;
        for (var part = 0; part < buckets.Length; part++)
        {
            if (buckets[part] is not { } bucket)
                continue;
            for (var reader = bucket.Read(); reader.Next();)
            {
                keys[count] = ((long)reader.Customer << 31) | (uint)reader.Time;
                order[count++] = ((long)part << PartShift) | reader.Place;
                while (reader.Next(out _))
                {
                }
            }
        }

        Array.Sort(keys, order);
        for (var start = 0; start < count;)
        {
            var end = start + 1;
            while (end < count && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                order.AsSpan(start..end).Sort((a, b) => Number(a).SequenceCompareTo(Number(b)) is var c && c != 0 ? c : a.CompareTo(b));
            start = end;
        }

        return order;

        ReadOnlySpan<byte> Number(long document) => buckets[PartOf(document)]!.ReadAt(PlaceOf(document)).Number;
    }

    private static int PartOf(long document) => (int)(document >> PartShift);

    private static long PlaceOf(long document) => document & ((1L << PartShift) - 1);

    /// <summary>Document indices by day, then by index: a counting sort.</summary>
    /// <param name="day">Day number of each document.</param>
    internal static Column<int> ByDay(Column<int> day)
    {
        if (day.Length == 0)
            return Column<int>.Empty;
        var dayOf = day.Span;
        var (least, most) = (TensorPrimitives.Min(dayOf), TensorPrimitives.Max(dayOf));
        var next = new int[most - least + 2];
        foreach (var d in dayOf)
            next[d - least + 1]++;
        for (var i = 1; i < next.Length; i++)
            next[i] += next[i - 1];
        var byDay = Column<int>.Zeros(day.Length, out var all);
        for (var i = 0; i < all.Length; i++)
            all[next[dayOf[i] - least]++] = i;
        return byDay;
    }

    private readonly record struct BucketPlace(int Index, int Document, int Line, int NumberByte);
}
