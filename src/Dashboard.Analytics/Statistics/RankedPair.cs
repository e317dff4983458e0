namespace Dashboard.Analytics.Statistics;

/// <summary>Two groups of numbers in one ascending order: what ranks, medians and histograms of both are read from.</summary>
internal sealed class RankedPair
{
    private readonly List<Entry> entries = [];

    /// <summary>Puts two groups in order.</summary>
    public RankedPair(RankedValues first, RankedValues second)
    {
        (First, Second) = (first, second);
        for (var size = Math.Max(first.BelowZero.Length, second.BelowZero.Length) - 1; size > 0; size--)
            Add(-size, first.BelowZero, second.BelowZero, size);
        for (var key = 0; key < Math.Max(first.FromZero.Length, second.FromZero.Length); key++)
            Add(key, first.FromZero, second.FromZero, key);
    }

    /// <summary>The first group.</summary>
    public RankedValues First { get; }

    /// <summary>The second group.</summary>
    public RankedValues Second { get; }

    /// <summary>Number of values of both.</summary>
    public int Count => First.Count + Second.Count;

    /// <summary>The keys that some value has, ascending, with how many of each group have it.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Skewness of both taken together: the mean cube over the cubed standard deviation, 0 when symmetric; 0 without spread.</summary>
    public double Skewness
    {
        get
        {
            double mean = 0, square = 0, cube = 0;
            foreach (var entry in entries)
                mean += (entry.First + entry.Second) * RankedValues.ValueOf(entry.Key) / Count;
            foreach (var entry in entries)
            {
                var rest = RankedValues.ValueOf(entry.Key) - mean;
                square += (entry.First + entry.Second) * rest * rest;
                cube += (entry.First + entry.Second) * rest * rest * rest;
            }

            return square == 0 ? 0 : cube / Count / Math.Pow(square / Count, 1.5);
        }
    }

    /// <summary>Medians of the first group, of the second, and of both: the value in the middle, the mean of the middle two of an even number.</summary>
    /// <param name="scale">How many of the whole numbers make one unit.</param>
    public (double? First, double? Second, double? Both) Medians(double scale)
    {
        return (Median(First.Count, e => e.First), Median(Second.Count, e => e.Second), Median(Count, e => e.First + e.Second));

        double? Median(int count, Func<Entry, int> of) => count == 0 ? null : (At((count - 1) / 2, of) + At(count / 2, of)) / 2 / scale;
    }

    /// <summary>The value of both at a place of the ascending order.</summary>
    /// <param name="place">From 0 to the number of values less one.</param>
    public double At(long place) => At(place, e => e.First + e.Second);

    private double At(long place, Func<Entry, int> of)
    {
        var seen = 0L;
        foreach (var entry in entries)
        {
            seen += of(entry);
            if (seen > place)
                return RankedValues.ValueOf(entry.Key);
        }

        throw new ArgumentOutOfRangeException(nameof(place), place, "There are not as many values.");
    }

    private void Add(int key, ReadOnlySpan<int> first, ReadOnlySpan<int> second, int place)
    {
        var entry = new Entry(key, place < first.Length ? first[place] : 0, place < second.Length ? second[place] : 0);
        if (entry.First + entry.Second > 0)
            entries.Add(entry);
    }

    /// <summary>A key with how many values have it.</summary>
    /// <param name="Key">The key, as <see cref="RankedValues.KeyOf"/> gives it.</param>
    /// <param name="First">Of the first group.</param>
    /// <param name="Second">Of the second group.</param>
    public readonly record struct Entry(int Key, int First, int Second);
}
