using System.Text;
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

    private readonly byte[] text;
    private readonly int[] first;

    private CustomerSearch(byte[] text, int[] first)
    {
        this.text = text;
        this.first = first;
    }

    public static CustomerSearch Of(Snapshot snapshot) => snapshot.Memo(nameof(CustomerSearch), () => Build(snapshot.Customers));

    /// <summary>Parts of a search that must all be found: words, folded.</summary>
    public static byte[][] Words(string search) =>
        [.. FoldedText.Of(search).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];

    /// <summary>How well each customer answers: the worst of the words; everybody answers a search without words exactly.</summary>
    public SearchMatch[] Find(string search)
    {
        var matches = new SearchMatch[first.Length - 1];
        var words = Words(search);
        if (words.Length == 0)
            return matches;
        Array.Fill(matches, SearchMatch.None);
        var longest = words.MaxBy(w => w.Length)!;
        var position = 0;
        while (position < text.Length)
        {
            var hit = text.AsSpan(position).IndexOf(longest);
            if (hit < 0)
                break;
            var customer = Array.BinarySearch(first, position + hit);
            if (customer < 0)
                customer = ~customer - 1;
            var own = text.AsSpan(first[customer], first[customer + 1] - first[customer]);
            var worst = SearchMatch.Exact;
            foreach (var word in words)
            {
                var match = Match(own, word);
                worst = match > worst ? match : worst;
            }

            matches[customer] = worst;
            position = first[customer + 1];
        }

        return matches;
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
        var starts = new int[customers.Count + 1];
        var bytes = new List<byte>(customers.Count * 48);
        var buffer = new byte[256];
        for (var customer = 0; customer < customers.Count; customer++)
        {
            starts[customer] = bytes.Count;
            bytes.Add(Field);
            Append(customers.Keys[customer]);
            Append(customers.Names[customer]);
            Append(customers.Emails[customer]);
        }

        starts[^1] = bytes.Count;
        return new CustomerSearch([.. bytes], starts);

        void Append(string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            var folded = FoldedText.Of(value);
            var most = Encoding.UTF8.GetMaxByteCount(folded.Length);
            if (buffer.Length < most)
                buffer = new byte[most];
            bytes.AddRange(buffer.AsSpan(0, Encoding.UTF8.GetBytes(folded, buffer)));
            bytes.Add(Field);
        }
    }
}
