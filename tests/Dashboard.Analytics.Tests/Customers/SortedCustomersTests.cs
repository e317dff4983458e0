using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Tests.Customers;

public sealed class SortedCustomersTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(300, 5)]
    [InlineData(5_000, 3)]
    [InlineData(5_000, 100_000)]
    public void Item_EveryPosition_IsThatOfAStableSort(int count, int values)
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var random = new Random(seed);
            var set = Bitmap.Of([.. Enumerable.Range(0, count).Select(_ => random.Next(5) > 0)]);
            long[] value = [.. Enumerable.Range(0, count).Select(row => random.Next(10) == 0 ? SortedCustomers.Unknown : seed == 1 ? row : seed == 2 ? -row : random.Next(-values, values))];
            int[] byKey = [.. Enumerable.Range(0, count)];
            if (seed % 2 == 0)
                random.Shuffle(byKey);
            foreach (var descending in (bool[])[false, true])
            {
                var sorted = new SortedCustomers(set, seed % 2 == 0 ? byKey : [], row => value[row], descending);

                var members = byKey.Where(row => set[row]).ToList();
                var known = members.Where(row => value[row] != SortedCustomers.Unknown);
                int[] expected = [.. descending ? known.OrderByDescending(row => value[row]) : known.OrderBy(row => value[row]), .. members.Where(row => value[row] == SortedCustomers.Unknown)];
                Assert.Equal(expected.Length, sorted.Count);
                Assert.Equal(expected, Enumerable.Range(0, sorted.Count).Select(position => sorted[position]));

                var byKeyAlone = new SortedCustomers(set, seed % 2 == 0 ? byKey : [], null, descending);
                Assert.Equal(descending ? Enumerable.Reverse(members) : members, Enumerable.Range(0, sorted.Count).Select(position => byKeyAlone[position]));
            }
        }
    }
}
