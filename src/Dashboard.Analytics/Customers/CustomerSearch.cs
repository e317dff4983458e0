using System.Collections.Concurrent;
using System.Text;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>How well a customer answers a search; less is better.</summary>
internal enum SearchMatch : byte
{
    /// <summary>A whole key, name or e-mail address.</summary>
    Exact,

    /// <summary>The beginning of one.</summary>
    Start,

    /// <summary>The beginning of a word.</summary>
    Word,

    /// <summary>Somewhere inside.</summary>
    Inside,

    /// <summary>Not at all.</summary>
    None,
}

/// <summary>
/// Finds customers by key, name and e-mail address. The folded texts of all customers lie in one block of UTF-8, which is scanned with
/// vector instructions: some 50 MB for a million customers, a pass over which takes hundredths of a second.
/// </summary>
internal sealed class CustomerSearch
{
    // Neither byte occurs in UTF-8, so that a search never matches across fields.
    private const byte Field = 0xFF;

    private const int MostRecent = 8;

    private readonly ConcurrentDictionary<string, SearchMatches> recent = new(StringComparer.Ordinal);
    private readonly TextBlock texts;

    private CustomerSearch(TextBlock texts) => this.texts = texts;

    public static CustomerSearch Of(Snapshot snapshot) => snapshot.MemoOfData(nameof(CustomerSearch), () => Build(snapshot.Customers));

    /// <summary>Parts of a search that must all be found: words, folded.</summary>
    public static byte[][] Words(string search) =>
        [.. FoldedText.Of(search).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];

    /// <summary>
    /// How well each customer answers: the worst of the words; everybody answers a search without words exactly. The searches made last are kept, so that another sort
    /// or filter does not search again.
    /// </summary>
    /// <param name="search">The search.</param>
    /// <param name="cancellationToken">Looked at before each part of the customers.</param>
    public SearchMatches Find(string search, CancellationToken cancellationToken)
    {
        if (recent.TryGetValue(search, out var known))
            return known;
        if (recent.Count >= MostRecent)
            recent.Clear();
        return recent[search] = Search(search, cancellationToken);
    }

    private SearchMatches Search(string search, CancellationToken cancellationToken)
    {
        var words = Words(search);
        if (words.Length == 0)
            return new SearchMatches(Bitmap.All(texts.Length), new SearchMatch[texts.Length]);
        var found = new SearchMatches(new Bitmap(texts.Length), new SearchMatch[texts.Length]);
        var longest = words.MaxBy(w => w.Length)!;
        Partitions.Run(texts.Length, (from, to) => Find(words, longest, found, from, to), cancellationToken);
        return found;
    }

    private void Find(byte[][] words, byte[] longest, SearchMatches found, int from, int to)
    {
        var first = texts.Starts;
        var customer = from;
        for (var position = first[from]; position < first[to]; position = first[customer + 1])
        {
            var hit = texts.Bytes[position..first[to]].IndexOf(longest);
            if (hit < 0)
                break;
            customer = CustomerAt(first, position + hit, customer, to);
            var worst = SearchMatch.Exact;
            foreach (var word in words)
            {
                var match = Match(texts[customer], word);
                worst = match > worst ? match : worst;
            }

            if (worst != SearchMatch.None)
                found.Customers.Add(customer);
            found.Matches[customer] = worst;
        }
    }

    // Strides that double: hits are often close to each other.
    private static int CustomerAt(ReadOnlySpan<int> first, int position, int low, int end)
    {
        var stride = 1;
        while (low + stride < end && first[low + stride] <= position)
        {
            low += stride;
            stride *= 2;
        }

        var high = Math.Min(low + stride, end);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (first[middle] <= position)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private static SearchMatch Match(ReadOnlySpan<byte> own, ReadOnlySpan<byte> word)
    {
        var best = SearchMatch.None;
        var position = 0;
        while (best > SearchMatch.Exact && own[position..].IndexOf(word) is var hit && hit >= 0)
        {
            position += hit;
            var before = own[position - 1];
            var match = before != Field ? (IsLetterOrDigit(before) ? SearchMatch.Inside : SearchMatch.Word)
                : own[position + word.Length] == Field ? SearchMatch.Exact
                : SearchMatch.Start;
            best = match < best ? match : best;
            position++;
        }

        return best;
    }

    private static bool IsLetterOrDigit(byte value) => value >= 0x80 || char.IsAsciiLetterOrDigit((char)value);

    private static CustomerSearch Build(CustomerColumns customers)
    {
        Utf8Column[] fields = [customers.Keys, customers.Names, customers.Emails];
        return new CustomerSearch(TextBlock.Of(
            customers.Count,
            (from, to) => fields.Sum(f => f.Starts[to] - f.Starts[from]) + ((1 + fields.Length) * (to - from)),
            (customer, to) =>
            {
                to.Add(Field);
                foreach (var field in fields)
                    Append(field.Utf8(customer), to);
            }));

        static void Append(ReadOnlySpan<byte> text, Growing<byte> to)
        {
            if (text.IsEmpty)
                return;
            FoldedText.Append(text, to);
            to.Add(Field);
        }
    }
}

/// <summary>Whom a search finds.</summary>
/// <param name="Customers">The customers found.</param>
/// <param name="Matches">How well each of them answers; of the others it says nothing.</param>
internal sealed record SearchMatches(Bitmap Customers, SearchMatch[] Matches);
