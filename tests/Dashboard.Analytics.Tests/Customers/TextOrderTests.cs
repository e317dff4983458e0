using System.Text;
using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Customers;

public sealed class TextOrderTests
{
    private static readonly string[] Parts = ["", "a", "b", "ab", "person ", "12345678", "\0", "\0\0\0\0\0\0\0\0", "z", "é", "\ufffd", "\ue000", "😀", "李"];

    [Fact]
    public void Of_RandomTexts_SortsBytesAndEqualOnesByRow()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var texts = RandomTexts(seed, 2_000);
            var bytes = Array.ConvertAll(texts, Encoding.UTF8.GetBytes);
            var wanted = Bitmap.Of([.. Enumerable.Range(0, texts.Length).Select(row => row % 7 != seed % 7)]);

            var order = TextOrder.Of(TextBlock.Of(bytes.Length, (_, _) => 0, (row, to) => to.Add(bytes[row])), wanted);

            int[] expected = [.. wanted.ToArray().OrderBy(row => bytes[row], Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).ThenBy(row => row)];
            Assert.Equal(expected, order.Rows);
            Assert.Equal(expected.Select((row, at) => at > 0 && bytes[row].AsSpan().SequenceEqual(bytes[expected[at - 1]])), order.IsSame.ToArray());
        }
    }

    [Fact]
    public void Texts_RandomNames_RankAsTheirFoldedTexts()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var names = RandomTexts(seed, 1_500);
            var shop = Shop(names.Select((name, i) => new CustomerFacts("C" + i) { Name = name, City = name }));

            foreach (var ranks in (int[][])[CustomerRanks.Texts(shop, "Names", shop.Customers.Names), CustomerRanks.Texts(shop, "City", shop.Customers.City)])
            {
                Assert.Equal(names.Select(string.IsNullOrEmpty), ranks.Select(r => r < 0));
                int[] known = [.. Enumerable.Range(0, names.Length).Where(row => names[row].Length > 0).OrderBy(row => FoldedText.Of(names[row]), StringComparer.Ordinal)];
                for (var i = 1; i < known.Length; i++)
                    Assert.Equal(Math.Sign(string.CompareOrdinal(FoldedText.Of(names[known[i - 1]]), FoldedText.Of(names[known[i]]))), Math.Sign(ranks[known[i - 1]].CompareTo(ranks[known[i]])));
            }
        }
    }

    [Fact]
    public void ByKey_RandomKeys_NumbersComeByValueBeforeTexts()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            string[] keys = [.. Enumerable.Range(0, 900).Select(i => random.Next(3) switch { 0 => random.Next(2_000).ToString("D" + random.Next(1, 6), System.Globalization.CultureInfo.InvariantCulture), 1 => "C" + random.Next(300), _ => Parts[random.Next(1, Parts.Length)] + random.Next(99) }).Distinct(StringComparer.Ordinal)];
            var shop = Shop(keys.Select(key => new CustomerFacts(key)));

            string[] expected = [.. keys.OrderBy(k => k.All(char.IsAsciiDigit) ? 0 : 1).ThenBy(k => k.All(char.IsAsciiDigit) ? int.Parse(k, System.Globalization.CultureInfo.InvariantCulture) : 0).ThenBy(k => k, StringComparer.Ordinal)];
            Assert.Equal(expected, CustomerRanks.ByKey(shop).Select(c => keys[c]));
            for (var i = 1; i < expected.Length; i++)
                Assert.True(CustomerRanks.CompareKeys(Encoding.UTF8.GetBytes(expected[i - 1]), Encoding.UTF8.GetBytes(expected[i])) < 0);
        }
    }

    [Fact]
    public void ByKey_KeysThatLieInOrder_IsEmpty() => Assert.Empty(CustomerRanks.ByKey(Shop([new("7"), new("10"), new("A"), new("😀"), new("\uffee")])));

    private static string[] RandomTexts(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (seed % 2 == 0 ? "person " : "") + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Parts[random.Next(Parts.Length)])))];
    }

    private static Snapshot Shop(IEnumerable<CustomerFacts> customers)
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        foreach (var customer in customers)
            builder.Add(customer);
        return builder.Build();
    }
}
