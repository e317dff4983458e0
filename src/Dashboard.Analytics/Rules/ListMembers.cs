using System.Runtime.CompilerServices;
using System.Text;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>The customers of a manual list.</summary>
internal static class ListMembers
{
    private const int MostStackCharacters = 256;

    public static Bitmap Of(Snapshot snapshot, CustomerList list)
    {
        var keys = snapshot.Customers.Keys;
        var wanted = list.Keys.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var found = new Bitmap(keys.Length);
        Partitions.Run(found.Length, (from, to) => Add(keys, wanted, found, from, to), CancellationToken.None);
        return found;
    }

    [SkipLocalsInit]
    private static void Add(Utf8Column keys, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> wanted, Bitmap found, int from, int to)
    {
        Span<char> buffer = stackalloc char[MostStackCharacters];
        for (var row = from; row < to; row++)
        {
            var key = keys.Utf8(row);
            if (key.Length > MostStackCharacters ? wanted.Contains(Encoding.UTF8.GetString(key)) : wanted.Contains(buffer[..Encoding.UTF8.GetChars(key, buffer)]))
                found.Add(row);
        }
    }
}
