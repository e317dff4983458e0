using System.Globalization;

namespace Dashboard.Analytics.Clusters;

/// <summary>Proposes names from what sets clusters apart.</summary>
internal static class ClusterNames
{
    private const double Telling = 0.4;

    /// <summary>Names of clusters, each of its own.</summary>
    /// <param name="features">The features.</param>
    /// <param name="differences">For each cluster the difference of each feature from everybody, in standard deviations.</param>
    public static string[] Propose(IReadOnlyList<ClusterFeature> features, double[][] differences)
    {
        var names = new string[differences.Length];
        for (var words = 2; words <= 4; words++)
        {
            var shared = words == 2 ? null : names.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
            for (var cluster = 0; cluster < names.Length; cluster++)
            {
                if (shared?.Contains(names[cluster]) != false)
                    names[cluster] = Name(features, differences[cluster], words);
            }
        }

        // What still has the same name gets a number.
        foreach (var group in names.Select((name, cluster) => (name, cluster)).GroupBy(n => n.name, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList())
        {
            var number = 0;
            foreach (var (name, cluster) in group)
                names[cluster] = string.Create(CultureInfo.InvariantCulture, $"{name} {++number}");
        }

        return names;
    }

    private static string Name(IReadOnlyList<ClusterFeature> features, double[] differences, int words)
    {
        var telling = Enumerable.Range(0, features.Count).Where(f => Math.Abs(differences[f]) >= Telling).OrderByDescending(f => Math.Abs(differences[f])).Take(words).ToList();
        if (telling.Count == 0)
            return "Near the average";
        var name = string.Join(", ", telling.Select(f => differences[f] > 0 ? features[f].More : features[f].Less));
        return char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..];
    }
}
