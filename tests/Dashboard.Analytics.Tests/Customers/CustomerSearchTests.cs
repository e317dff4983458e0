using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Customers;

public sealed class CustomerSearchTests
{
    [Fact]
    public void Find_RandomShopAndWords_AnswersAsEachFieldByItselfDoes()
    {
        string[] parts = ["ann", "Ann", "ÉMILE", "straße", "smith", "a", "b", " ", "-", "12", "李", "@x.com", "."];
        for (var seed = 1; seed <= 8; seed++)
        {
            var random = new Random(seed);
            var builder = new SnapshotBuilder(new ShopSettings(), 1);
            var fields = new List<string[]>();
            for (var i = 0; i < 40_000 / (seed == 1 ? 1 : 40); i++)
            {
                string[] own = ["K" + i, Text(), Text()];
                builder.Add(new CustomerFacts(own[0]) { Name = own[1], Email = own[2] });
                fields.Add([.. own.Where(f => f.Length > 0).Select(FoldedText.Of).Where(f => f.Length > 0)]);
            }

            var search = CustomerSearch.Of(builder.Build());
            foreach (var words in (string[])["ann", "a b", "emile", "strasse 12", "k1", "12", "@x.com", "zzz", "smith ann 李"])
            {
                var found = search.Find(words, TestContext.Current.CancellationToken);

                Assert.Same(found, search.Find(words, TestContext.Current.CancellationToken));
                for (var customer = 0; customer < fields.Count; customer++)
                {
                    var expected = words.Split(' ').Select(FoldedText.Of).Max(word => fields[customer].Select(field => Match(field, word)).Min());
                    Assert.Equal(expected, found.Customers[customer] ? found.Matches[customer] : SearchMatch.None);
                }
            }

            string Text() => string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => parts[random.Next(parts.Length)]));
        }
    }

    private static SearchMatch Match(string field, string word)
    {
        var best = SearchMatch.None;
        for (var at = field.IndexOf(word, StringComparison.Ordinal); at >= 0; at = field.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var match = at == 0 ? field.Length == word.Length ? SearchMatch.Exact : SearchMatch.Start
                : field[at - 1] >= 0x80 || char.IsAsciiLetterOrDigit(field[at - 1]) ? SearchMatch.Inside : SearchMatch.Word;
            best = match < best ? match : best;
        }

        return best;
    }
}
