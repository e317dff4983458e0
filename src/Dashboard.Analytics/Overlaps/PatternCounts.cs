using System.Numerics;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Overlaps;

/// <summary>How many customers are in each combination of sets, and how many of them are in further sets (those who may be contacted).</summary>
internal sealed class PatternCounts
{
    private PatternCounts(int[][] exclusive) => (Exclusive, Inclusive) = (exclusive, [.. exclusive.Select(SupersetSums)]);

    /// <summary>By pattern those in exactly its sets; first all customers, then those of each further set. Pattern 0 is none of the sets.</summary>
    public int[][] Exclusive { get; }

    /// <summary>By pattern those in all of its sets, like <see cref="Exclusive"/>. Pattern 0 is everybody.</summary>
    public int[][] Inclusive { get; }

    /// <summary>Customers in two or more sets.</summary>
    public int InSeveral => Exclusive[0].Where((_, pattern) => BitOperations.PopCount((uint)pattern) > 1).Sum();

    /// <summary>Counts in one pass, 64 customers at a time: those of a word with the same pattern are taken together.</summary>
    /// <param name="everybody">Who counts at all.</param>
    /// <param name="sets">The sets, 12 at most; who is not among everybody doesn't count.</param>
    /// <param name="further">Sets counted within each pattern.</param>
    /// <param name="cancellationToken">Looked at between parts.</param>
    public static PatternCounts Of(Bitmap everybody, IReadOnlyList<Bitmap> sets, IReadOnlyList<Bitmap> further, CancellationToken cancellationToken)
    {
        var (patterns, kinds) = (1 << sets.Count, 1 + further.Count);
        var sums = Partitions.Accumulate(
            everybody.Length,
            () => new int[patterns * kinds],
            (counts, from, to) =>
            {
                for (var word = from / Bitmap.WordBits; word * Bitmap.WordBits < to; word++)
                    Add(counts, word);
            },
            (sum, counts) =>
            {
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += counts[i];
            },
            cancellationToken);
        return new PatternCounts([.. Enumerable.Range(0, kinds).Select(kind => sums[(kind * patterns)..((kind + 1) * patterns)])]);

        void Add(int[] counts, int word)
        {
            var left = everybody.Words[word];
            while (left != 0)
            {
                var (bit, same, pattern) = (BitOperations.TrailingZeroCount(left), left, 0);
                for (var s = 0; s < sets.Count; s++)
                {
                    var members = sets[s].Words[word];
                    if ((members >> bit & 1) != 0)
                    {
                        pattern |= 1 << s;
                        same &= members;
                    }
                    else
                    {
                        same &= ~members;
                    }
                }

                counts[pattern] += BitOperations.PopCount(same);
                for (var f = 0; f < further.Count; f++)
                    counts[((f + 1) * patterns) + pattern] += BitOperations.PopCount(same & further[f].Words[word]);
                left &= ~same;
            }
        }
    }

    // Adds to each pattern without a set what the same pattern with it has, set after set.
    private static int[] SupersetSums(int[] exclusive)
    {
        var sums = (int[])exclusive.Clone();
        for (var bit = 1; bit < sums.Length; bit <<= 1)
        {
            for (var pattern = 0; pattern < sums.Length; pattern++)
            {
                if ((pattern & bit) == 0)
                    sums[pattern] += sums[pattern | bit];
            }
        }

        return sums;
    }
}
