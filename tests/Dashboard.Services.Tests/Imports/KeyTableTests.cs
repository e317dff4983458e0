using System.Globalization;
using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;

namespace Dashboard.Services.Tests.Imports;

public sealed class KeyTableTests
{
    [Fact]
    public void Add_ManyKeysTwice_NumbersEachOnceInOrderOfArrival()
    {
        var keys = new KeyTable();
        var texts = Enumerable.Range(0, 20_000).Select(i => (i * 7919 % 20_011).ToString(CultureInfo.InvariantCulture)).Append("").Append("ä").ToList();

        var first = texts.Select(t => Add(keys, t)).ToList();

        Assert.Equal(Enumerable.Range(0, texts.Count), first);
        Assert.Equal(first, texts.Select(t => Add(keys, t)));
        Assert.Equal(texts, Enumerable.Range(0, keys.Count).Select(i => Encoding.UTF8.GetString(keys[i])));
    }

    [Fact]
    public void Sorted_KeysWithLongCommonBeginnings_AreInTheOrderOfTheirBytes()
    {
        var keys = new KeyTable();
        string[] texts = ["customer-2", "customer-10", "customer", "b", "", "customer-1", "Z", "ä", "customer\0", "abc", "abcdefgh", "abcdefghi"];
        foreach (var text in texts)
            Add(keys, text);

        Assert.Equal(texts.Order(StringComparer.Ordinal), keys.Sorted().Select(i => texts[i]));
    }

    private static int Add(KeyTable keys, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return keys.Add(utf8, StableHash.Of(utf8));
    }
}
