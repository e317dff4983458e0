using Dashboard.Load.People;
using Dashboard.Load.Reports;

namespace Dashboard.Browser.Tests.Load;

public sealed class ScriptTests
{
    private static readonly Shop Shop = new([["country:Germany", "country:United Kingdom"], ["segment:Champions"]], ["champions", "lost"], ["spring"], ["C1", "C2"]);

    [Fact]
    public void Play_EqualSeeds_GiveEqualSteps()
    {
        Assert.Equal(new Script(Shop, 7).Play().Take(200), new Script(Shop, 7).Play().Take(200));
        Assert.NotEqual(new Script(Shop, 7).Play().Take(200), new Script(Shop, 8).Play().Take(200));
    }

    [Fact]
    public void Play_AnyStep_LeadsElsewhereAndVisitsEveryScreen()
    {
        var steps = new Script(Shop, 1).Play().Take(2_000).ToList();

        Assert.Equal(StepKind.FirstView, steps[0].Kind);
        Assert.All(steps.Zip(steps.Skip(1)).Where(pair => pair.Second.Kind != StepKind.FirstView), pair => Assert.NotEqual(pair.First.Address, pair.Second.Address));
        Assert.Equal(
            ["Campaign", "Campaigns", "Customer", "Customers", "Data", "Demographics", "Overview", "Segment", "Segments", "Trends"],
            steps.Select(s => s.Screen).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(steps, s => s.Address.Contains("f=country%3AUnited%20Kingdom", StringComparison.Ordinal));
    }

    [Fact]
    public void Percentiles_NearestRank_IsAValueThatWasSeen()
    {
        double[] values = [.. Enumerable.Range(1, 200)];

        Assert.Equal([100, 190, 198, 200], new[] { 0.5, 0.95, 0.99, 1 }.Select(share => Percentiles.Of(values, share)));
        Assert.Null(Percentiles.Of([], 0.5));
    }
}
