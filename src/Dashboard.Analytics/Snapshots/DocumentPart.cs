using System.Text;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Documents on the way into the columns, in compact form. A reader fills one part; several readers fill a part each, side by side. Not for use by two threads at once.
/// </summary>
/// <remarks>
/// The documents of neighbouring customers wait together, in buckets small enough for a processor's cache: bringing ten million documents that come in any order into the
/// order of customers is bound by the memory's latency otherwise.
/// </remarks>
public sealed class DocumentPart
{
    /// <summary>Customers of a bucket, as a power of two.</summary>
    internal const int BucketBits = 12;
    private const int MinuteBits = 11;

    private readonly List<DocumentBucket?> buckets = [];
    private DocumentBucket anonymous = new();
    private readonly TextCodes channels = new();
    private readonly TextCodes countries = new();
    private readonly Utf8Cache channelCache;
    private readonly Utf8Cache countryCache;
    private DocumentBucket? last;

    internal DocumentPart() => (channelCache, countryCache) = (new Utf8Cache(channels), new Utf8Cache(countries));

    internal IReadOnlyList<string> Channels => channels.Values;

    internal IReadOnlyList<string> Countries => countries.Values;

    /// <summary>What the quantities are like.</summary>
    internal NumberShape Quantities { get; } = new();

    /// <summary>What the prices are like.</summary>
    internal NumberShape Prices { get; } = new();

    /// <summary>What the discounts are like.</summary>
    internal NumberShape Discounts { get; } = new();

    /// <summary>What the amounts are like.</summary>
    internal NumberShape Amounts { get; } = new();

    /// <summary>Adds a document; the lines added next belong to it. Units as in <see cref="OrderColumns"/>.</summary>
    /// <param name="document">The document.</param>
    public void Add(in DocumentFacts document) => Add(
        Encoding.UTF8.GetBytes(document.Number), document.Customer, document.Day, document.Minute, document.Kind, channels.CodeOf(document.Channel), countries.CodeOf(document.Country));

    /// <summary>The code of a sales channel in UTF-8 in this part; −1 for an empty one, which is unknown.</summary>
    public int ChannelCode(ReadOnlySpan<byte> channel) => channelCache.CodeOf(channel);

    /// <summary>The code of a country in UTF-8 in this part; −1 for an empty one, which is unknown.</summary>
    public int CountryCode(ReadOnlySpan<byte> country) => countryCache.CodeOf(country);

    /// <summary>Adds a document whose number is UTF-8, with the codes of its channel and country; −1 for those that are unknown.</summary>
    public void Add(ReadOnlySpan<byte> number, int customer, int day, short minute, DocumentKind kind, int channel, int country)
    {
        last?.Close();
        last = BucketOf(customer);
        last.Begin(customer, Time(day, minute), kind, channel, country, number);
    }

    /// <summary>Adds a line to the document added last.</summary>
    /// <exception cref="InvalidOperationException">There is no document yet.</exception>
    public void Add(in LineFacts line)
    {
        if (last is null)
            throw new InvalidOperationException("A line needs a document: add the document first.");
        last.Add(line);
        Quantities.Add(line.QuantityE4);
        Prices.Add(line.UnitPriceE4);
        Discounts.Add(line.DiscountE4);
        Amounts.Add(line.AmountE4);
    }

    /// <summary>The day of a time as the buckets keep it.</summary>
    internal static int DayOf(int time) => time >> MinuteBits;

    /// <summary>The minute of the day of a time as the buckets keep it.</summary>
    internal static short MinuteOf(int time) => (short)(time & ((1 << MinuteBits) - 1));

    /// <summary>Ends the last document; none can be added after it.</summary>
    internal void Close()
    {
        last?.Close();
        last = null;
    }

    /// <summary>Hands out a bucket and forgets it.</summary>
    /// <param name="index">Which: customers from index × 2^<see cref="BucketBits"/> on; −1 for the documents without one.</param>
    internal DocumentBucket? Take(int index)
    {
        if (index >= buckets.Count)
            return null;
        var bucket = index < 0 ? anonymous : buckets[index];
        if (index < 0)
            anonymous = new DocumentBucket();
        else
            buckets[index] = null;
        return bucket;
    }

    /// <summary>Documents, lines and bytes of numbers of a bucket.</summary>
    internal (int Documents, long Lines, int NumberBytes) SizeOf(int index)
    {
        var bucket = index < 0 ? anonymous : index < buckets.Count ? buckets[index] : null;
        return bucket is null ? default : (bucket.Documents, bucket.Lines, bucket.NumberBytes);
    }

    private static int Time(int day, short minute) => (day << MinuteBits) + minute;

    private DocumentBucket BucketOf(int customer)
    {
        if (customer < 0)
            return anonymous;
        var index = customer >> BucketBits;
        while (buckets.Count <= index)
            buckets.Add(null);
        return buckets[index] ??= new DocumentBucket();
    }

    // Remembers the text of the row before, since neighbours often share it, and spares a string for every other row.
    private sealed class Utf8Cache(TextCodes codes)
    {
        private readonly Dictionary<ulong, (byte[] Text, int Code)> known = [];
        private byte[] last = [];
        private int lastCode = -1;

        public int CodeOf(ReadOnlySpan<byte> text)
        {
            if (text.SequenceEqual(last))
                return lastCode;
            var hash = 14695981039346656037UL;
            foreach (var b in text)
                hash = (hash ^ b) * 1099511628211;
            if (!known.TryGetValue(hash, out var entry) || !text.SequenceEqual(entry.Text))
                known[hash] = entry = (text.ToArray(), codes.CodeOf(Encoding.UTF8.GetString(text)));
            (last, lastCode) = (entry.Text, entry.Code);
            return lastCode;
        }
    }
}
