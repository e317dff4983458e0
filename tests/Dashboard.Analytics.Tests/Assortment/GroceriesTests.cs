using Dashboard.Analytics.Assortment;

namespace Dashboard.Analytics.Tests.Assortment;

/// <summary>The baskets that the R package arules documents: counts of sets and rules equal those of arules and of mlxtend.</summary>
public sealed class GroceriesTests
{
    private static readonly Lazy<(ListedBaskets Baskets, string[] Names)?> Groceries = new(Read);

    public static TheoryData<double, double, int, int, int, string, string, string, double> Published => new()
    {
        { 0.01, 0.5, 333, 15, 15, "88/213/32", "citrus fruit + root vegetables", "other vegetables", 3.0296 },
        { 0.006, 0.25, 747, 463, 467, "109/478/156/4", "herbs", "root vegetables", 3.9565 },
        { 0.005, 0.5, 1001, 120, 120, "", "curd + tropical fruit", "yogurt", 3.6906 },
        { 0.001, 0.5, 13492, 5668, 5829, "157/2981/6831/3137/376/10", "Instant food products + soda", "hamburger meat", 18.9957 },
        { 0.001, 0.8, 13492, 410, 413, "157/2981/6831/3137/376/10", "liquor + red/blush wine", "bottled beer", 11.2353 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Find_Groceries_EqualsArulesAndMlxtend(
        double support, double confidence, int itemsets, int oneItem, int any, string sizes, string antecedent, string consequent, double lift)
    {
        if (Groceries.Value is not var (baskets, names))
            return;
        var sets = FrequentItemsets.Mine(baskets, support, 10, 100_000, TestContext.Current.CancellationToken);

        Assert.Equal(9835, sets.Baskets);
        Assert.Equal(itemsets, sets.Count);
        var bySize = Enumerable.Range(0, sets.Count).GroupBy(s => sets.Items(s).Length).OrderBy(g => g.Key).Select(g => g.Count());
        if (sizes.Length > 0)
            Assert.Equal(sizes, string.Join('/', bySize));
        var (rules, total) = RuleFinder.Find(sets, confidence, anyConsequent: false, 100_000, TestContext.Current.CancellationToken);
        Assert.Equal(oneItem, total);
        Assert.Equal(any, RuleFinder.Find(sets, confidence, anyConsequent: true, 100_000, TestContext.Current.CancellationToken).Total);
        Assert.Equal(antecedent, string.Join(" + ", rules[0].Left.Select(i => names[i]).Order(StringComparer.Ordinal)));
        Assert.Equal(consequent, names[Assert.Single(rules[0].Right)]);
        Assert.Equal(lift, rules[0].Counts.Lift, 4);
    }

    [Fact]
    public void Find_Groceries_HasAsManyRulesOfEachLengthAsArules()
    {
        if (Groceries.Value is not var (baskets, _))
            return;
        var sets = FrequentItemsets.Mine(baskets, 0.001, 10, 100_000, TestContext.Current.CancellationToken);

        var rules = RuleFinder.Find(sets, 0.5, anyConsequent: false, 100_000, TestContext.Current.CancellationToken).Rules;

        Assert.Equal("11/1461/3211/939/46", string.Join('/', rules.GroupBy(r => r.Left.Length + 1).OrderBy(g => g.Key).Select(g => g.Count())));
    }

    [Fact]
    public void Mine_Groceries_CountsTheItemsThatTheReadmeNames()
    {
        if (Groceries.Value is not var (baskets, names))
            return;
        var sets = FrequentItemsets.Mine(baskets, 0.1, 1, 100, TestContext.Current.CancellationToken);

        Assert.Equal((2513, 1903, 1809, 1715, 1372), (Count("whole milk"), Count("other vegetables"), Count("rolls/buns"), Count("soda"), Count("yogurt")));

        int Count(string name) => sets.CountOf(sets.Find([Array.IndexOf(names, name)]));
    }

    private static (ListedBaskets Baskets, string[] Names)? Read()
    {
        if (SharedData.Find("groceries-baskets", "groceries.csv") is not { } path)
            return null;
        var lines = File.ReadAllLines(path).Select(line => line.Split(',', StringSplitOptions.TrimEntries)).ToList();
        string[] names = [.. lines.SelectMany(line => line).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return (new ListedBaskets([.. lines.Select(line => line.Select(name => Array.BinarySearch(names, name, StringComparer.Ordinal)).ToArray())], names.Length), names);
    }
}
