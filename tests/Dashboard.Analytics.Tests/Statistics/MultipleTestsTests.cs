using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

/// <summary>Numbers of R's <c>p.adjust</c>.</summary>
public class MultipleTestsTests
{
    [Fact]
    public void Holm_FiveValues_EqualsR() =>
        Assert.Equal([0.05, 0.08, 0.09, 0.09, 0.09], MultipleTests.Holm([0.01, 0.02, 0.03, 0.04, 0.05]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void BenjaminiHochberg_EightValues_EqualsR() =>
        Assert.Equal(
            [0.008, 0.032, 0.0672, 0.0672, 0.0672, 0.08, 0.0845714, 0.205],
            MultipleTests.BenjaminiHochberg([0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205]).Select(p => Math.Round(p, 7)));

    [Fact]
    public void Adjust_AnyOrder_KeepsOrderAndNeverLowers()
    {
        var random = new Random(3);
        for (var run = 0; run < 200; run++)
        {
            double[] p = [.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => Math.Round(random.NextDouble(), 2))];
            foreach (var adjusted in new[] { MultipleTests.Holm(p), MultipleTests.BenjaminiHochberg(p) })
            {
                for (var i = 0; i < p.Length; i++)
                {
                    Assert.InRange(adjusted[i], p[i] - 1e-12, 1);
                    for (var j = 0; j < p.Length; j++)
                        Assert.True(p[i] >= p[j] || adjusted[i] <= adjusted[j]);
                }
            }
        }
    }

    [Fact]
    public void Adjust_NoneOrBad_IsEmptyOrRefused()
    {
        Assert.Empty(MultipleTests.Holm([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultipleTests.BenjaminiHochberg([0.5, double.NaN]));
    }
}
