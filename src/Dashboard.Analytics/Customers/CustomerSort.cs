using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>What a list of customers is sorted by. Unknown values come last in both directions, and equal ones by key.</summary>
public enum CustomerSort
{
    /// <summary>Best match of the search first, then by key; without a search, by key.</summary>
    Match,

    /// <summary>The shop's own id; ids of digits alone as numbers.</summary>
    Key,

    /// <summary>Name.</summary>
    Name,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Country.</summary>
    Country,

    /// <summary>Region.</summary>
    Region,

    /// <summary>City.</summary>
    City,

    /// <summary>Age.</summary>
    Age,

    /// <summary>Gender.</summary>
    Gender,

    /// <summary>Day of the first order.</summary>
    FirstOrder,

    /// <summary>Day of the last order.</summary>
    LastOrder,

    /// <summary>Days since the last order.</summary>
    DaysSinceLastOrder,

    /// <summary>Number of orders.</summary>
    Orders,

    /// <summary>Number of returns.</summary>
    Returns,

    /// <summary>Net revenue until the end of the range.</summary>
    Revenue,

    /// <summary>Net revenue in the range.</summary>
    RevenueInRange,

    /// <summary>Net revenue an order.</summary>
    AverageOrderValue,

    /// <summary>RFM group, best first.</summary>
    Segment,
}

/// <summary>Ranks of texts among a snapshot's customers, computed once: sorting a million texts again for each page would be felt.</summary>
internal static class CustomerRanks
{
    /// <summary>Position of each customer by key.</summary>
    public static int[] Keys(Snapshot snapshot) => snapshot.Memo((nameof(CustomerRanks), nameof(Keys)), () =>
    {
        var keys = snapshot.Customers.Keys.Select(key => key!).ToArray();
        var order = Enumerable.Range(0, keys.Length).ToArray();
        // Stores hand customers out by key, so there is often nothing to sort.
        if (!order.Skip(1).All(i => CompareKeys(keys[i - 1], keys[i]) <= 0))
            Array.Sort(keys, order, Comparer<string>.Create(CompareKeys));
        var ranks = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            ranks[order[i]] = i;
        return ranks;
    });

    /// <summary>Rank of each customer by a text, equal for equal folded texts, −1 for unknown.</summary>
    public static int[] Texts(Snapshot snapshot, string name, Utf8Column texts) => snapshot.Memo((nameof(CustomerRanks), name), () => RanksOf([.. texts]));

    /// <summary>Rank of each customer by a text column, −1 for unknown.</summary>
    public static int[] Texts(Snapshot snapshot, string name, TextColumn column) => snapshot.Memo((nameof(CustomerRanks), name), () =>
    {
        var ranks = RanksOf(column.Values);
        return Array.ConvertAll(column.Codes.ToArray(), code => code < 0 ? -1 : ranks[code]);
    });

    /// <summary>Keys of digits alone by their number, before all others, which follow by code unit.</summary>
    internal static int CompareKeys(string? a, string? b)
    {
        var left = Digits(a);
        var right = Digits(b);
        if (left.IsEmpty != right.IsEmpty)
            return left.IsEmpty ? 1 : -1;
        var byLength = left.Length.CompareTo(right.Length);
        if (byLength != 0)
            return byLength;
        var byNumber = left.SequenceCompareTo(right);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(a, b);
    }

    private static ReadOnlySpan<char> Digits(string? key)
    {
        if (string.IsNullOrEmpty(key) || key.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return [];
        var trimmed = key.AsSpan().TrimStart('0');
        return trimmed.IsEmpty ? "0" : trimmed;
    }

    /// <summary>Ranks by folded text; each distinct text is folded and sorted once, since names and places repeat.</summary>
    private static int[] RanksOf(string?[] texts)
    {
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        var slotOf = Array.ConvertAll(texts, text =>
        {
            if (text is null)
                return -1;
            if (!slots.TryGetValue(text, out var slot))
                slots[text] = slot = slots.Count;
            return slot;
        });
        var folded = slots.Keys.Select(FoldedText.Of).ToArray();
        var order = Enumerable.Range(0, folded.Length).ToArray();
        Array.Sort(folded, order, StringComparer.Ordinal);
        var ranks = new int[folded.Length];
        var rank = 0;
        for (var i = 0; i < order.Length; i++)
        {
            rank += i > 0 && !string.Equals(folded[i], folded[i - 1], StringComparison.Ordinal) ? 1 : 0;
            ranks[order[i]] = rank;
        }

        return Array.ConvertAll(slotOf, slot => slot < 0 ? -1 : ranks[slot]);
    }
}
