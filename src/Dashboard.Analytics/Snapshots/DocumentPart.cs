using System.Text;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Documents on the way into the columns, in compact form. A reader fills one part; several readers fill a part each, side by side. Not for use by two threads at once.
/// </summary>
public sealed class DocumentPart
{
    private readonly Utf8Builder numbers = new();
    private readonly Growing<Document> documents = new();
    private readonly TextCodes channels = new();
    private readonly TextCodes countries = new();
    private readonly Utf8Cache channelCache;
    private readonly Utf8Cache countryCache;

    internal DocumentPart() => (channelCache, countryCache) = (new Utf8Cache(channels), new Utf8Cache(countries));

    /// <summary>Number of documents.</summary>
    public int Count => documents.Length;

    internal ReadOnlySpan<Document> Documents => documents.Span;

    internal PackedLines Lines { get; } = new();

    internal IReadOnlyList<string> Channels => channels.Values;

    internal IReadOnlyList<string> Countries => countries.Values;

    /// <summary>Adds a document; the lines added next belong to it. Units as in <see cref="OrderColumns"/>.</summary>
    /// <param name="document">The document.</param>
    public void Add(in DocumentFacts document)
    {
        numbers.Add(document.Number);
        Add(document.Customer, document.Day, document.Minute, document.Kind, channels.CodeOf(document.Channel), countries.CodeOf(document.Country));
    }

    /// <summary>Adds a document whose texts are UTF-8; empty texts are unknown.</summary>
    public void Add(ReadOnlySpan<byte> number, int customer, int day, short minute, DocumentKind kind, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> country)
    {
        numbers.Add(number);
        Add(customer, day, minute, kind, channelCache.CodeOf(channel), countryCache.CodeOf(country));
    }

    /// <summary>Adds a line to the document added last.</summary>
    /// <exception cref="InvalidOperationException">There is no document yet.</exception>
    public void Add(in LineFacts line)
    {
        if (documents.Length == 0)
            throw new InvalidOperationException("A line needs a document: add the document first.");
        Lines.Add(line);
        ref var document = ref documents.Span[^1];
        document.Lines++;
        document.AmountE4 += line.AmountE4;
    }

    internal ReadOnlySpan<byte> Number(int document) => numbers.Utf8(document);

    private void Add(int customer, int day, short minute, DocumentKind kind, int channel, int country) => documents.Add(new Document
    {
        Customer = customer,
        Time = (day * 2048) + minute,
        Kind = kind,
        Channel = channel,
        Country = country,
        FirstLine = Lines.Position,
    });

    internal struct Document
    {
        public long AmountE4;
        public long FirstLine;
        public int Customer;
        public int Time;
        public int Channel;
        public int Country;
        public int Lines;
        public DocumentKind Kind;

        public readonly int Day => Time >> 11;

        public readonly short Minute => (short)(Time & 2047);
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
