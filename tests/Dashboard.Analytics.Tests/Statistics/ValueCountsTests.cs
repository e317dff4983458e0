using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public sealed class ValueCountsTests
{
    [Fact]
    public void Add_AnyValuesInAnyParts_HaveTheMeanMedianAndCountsOfTheSortedValues()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            int[] values = [.. Enumerable.Range(0, random.Next(1, 500)).Select(_ => random.Next(20) switch { 0 => random.Next(), 1 => -random.Next(50), 2 => random.Next(20_000), _ => random.Next(300) })];
            var (all, parts) = (new ValueCounts(), Enumerable.Range(0, 3).Select(_ => new ValueCounts()).ToArray());
            foreach (var value in values)
                parts[random.Next(3)].Add(value);
            foreach (var part in parts)
                all.Add(part);

            Array.Sort(values);
            Assert.Equal(values.Length, all.Total);
            Assert.Equal(values.Average(), all.Mean);
            Assert.Equal(((long)values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2.0, all.Median);
            Assert.Equal(values.GroupBy(v => v).Select(g => KeyValuePair.Create(g.Key, g.Count())), all.Ascending);
        }
    }

    [Fact]
    public void Mean_NoValue_IsNull() => Assert.Equal((null, null), (new ValueCounts().Mean, new ValueCounts().Median));
}
