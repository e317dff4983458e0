using Dashboard.Analytics.Data;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Data;

public sealed class AddressFaultsTests
{
    private static readonly string[] Parts =
        ["a", "B", "ab", "example", "@", "@", ".", ".", "com", "-", " ", "\t", ",", "<", "\u00a0", "\u2003", "ß", "ü", "Ü", "ı", "i", "I", "K", "\u212a", "ﬁ", "\u0085", "\u0001", "\u007f", "名"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_RandomAddresses_FindsWhatAQuestionToEachFinds(int seed)
    {
        var random = new Random(seed);
        var addresses = new string?[20_000];
        for (var i = 0; i < addresses.Length; i++)
        {
            addresses[i] = random.Next(4) switch
            {
                0 => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Parts[random.Next(Parts.Length)])),
                1 => $"{(random.Next(2) == 0 ? "User" : "user")}{random.Next(4_000)}@example.com{(random.Next(9) == 0 ? " " : "")}",
                2 => Parts[random.Next(Parts.Length)] + "@" + Parts[random.Next(Parts.Length)] + ".com",
                _ => random.Next(9) == 0 ? new string('x', 240 + random.Next(20)) + "@b.com" : null,
            };
        }

        var faults = AddressFaults.Of(Utf8Column.From(addresses));

        var plain = addresses.Select(a => string.IsNullOrWhiteSpace(a) ? null : a.Trim().ToUpperInvariant()).ToArray();
        var often = plain.OfType<string>().GroupBy(p => p, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(Rows(row => plain[row] is null), faults.Of(QualityFault.Missing, addresses.Length).ToArray());
        Assert.Equal(Rows(row => plain[row] is not null && !AddressFaults.IsAddress(addresses[row]!.Trim())), faults.Of(QualityFault.Malformed, addresses.Length).ToArray());
        Assert.Equal(
            Rows(row => plain[row] is { } p && AddressFaults.IsAddress(addresses[row]!.Trim()) && often.Contains(p)),
            faults.Of(QualityFault.Duplicate, addresses.Length).ToArray());

        int[] Rows(Func<int, bool> isWanted) => [.. Enumerable.Range(0, addresses.Length).Where(isWanted)];
    }
}
