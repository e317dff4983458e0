using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Queries;

public class GroupByTests
{
    private static readonly DateRange Days = new(new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 1));

    [Theory]
    [MemberData(nameof(RandomColumns.Lengths), MemberType = typeof(RandomColumns))]
    public async Task Compute_TwoDimensionsAndEveryMeasure_EqualsRowByRowOnAnyNumberOfCores(int length)
    {
        var data = new Data(length);
        var (sum, least, most, owners, mean) =
            (Measure.Sum(Numbers.Of(data.Amounts)), Measure.Least(Numbers.Of(data.Amounts)), Measure.Most(Numbers.Of(data.Amounts)), Measure.Distinct(data.Owners), Measure.Sum(data.Scores));
        var query = new GroupBy([Grouping.OfDays(data.Day, Days), Grouping.Of(data.Codes, 5)], sum, least, most, owners, mean);

        var totals = query.Compute(data.Rows, CancellationToken.None);

        Assert.Equal(61 * 6, query.Groups);
        var expected = data.Rows.ToArray().ToLookup(r => query.GroupOf(data.Day[r] - Days.From.DayNumber, data.Codes[r] < 0 ? 5 : data.Codes[r]));
        for (var group = 0; group < query.Groups; group++)
        {
            var rows = expected[group].ToArray();
            Assert.Equal(rows.Length, totals.Rows[group]);
            Assert.Equal(rows.Sum(r => data.Amounts[r]), totals.Of(sum)[group]);
            Assert.Equal(rows.Select(r => data.Amounts[r]).DefaultIfEmpty(long.MaxValue).Min(), totals.Of(least)[group]);
            Assert.Equal(rows.Select(r => data.Amounts[r]).DefaultIfEmpty(long.MinValue).Max(), totals.Of(most)[group]);
            Assert.Equal(rows.Select(r => data.Owners[r]).Where(o => o >= 0).Distinct().Count(), totals.Of(owners)[group]);
            Assert.Equal(rows.Sum(r => (double)data.Scores[r]), totals.Of(mean)[group], 9);
        }

        var alone = await RandomColumns.OnOneCore(() => query.Compute(data.Rows, CancellationToken.None));
        Assert.Equal(totals.Of(mean).ToArray(), alone.Of(mean).ToArray());
        Assert.Equal(totals.Of(owners).ToArray(), alone.Of(owners).ToArray());
    }

    [Fact]
    public void Add_PartsCutAnywhere_GivesTheWhole()
    {
        var data = new Data(5000);
        var (sum, owners) = (Measure.Sum(Numbers.Of(data.Amounts)), Measure.Distinct(data.Owners));
        var query = new GroupBy([Grouping.Of(data.Codes, 5)], sum, owners);
        var whole = query.Compute(data.Rows, CancellationToken.None);
        var random = new Random(5);
        for (var i = 0; i < 100; i++)
        {
            int[] cuts = [0, .. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(5001)).Order(), 5000];
            var parts = cuts.Zip(cuts.Skip(1), (from, to) => query.Part(data.Rows, from, to)).ToArray();

            foreach (var later in parts.Skip(1))
                parts[0].Add(later);

            Assert.Equal(whole.Rows.ToArray(), parts[0].Rows.ToArray());
            Assert.Equal(whole.Of(sum).ToArray(), parts[0].Of(sum).ToArray());
            Assert.Equal(whole.Of(owners).ToArray(), parts[0].Of(owners).ToArray());
        }
    }

    [Fact]
    public void Compute_NoDimension_IsOneGroupOfAllRows()
    {
        var sum = Measure.Sum(Numbers.Of(new long[] { long.MaxValue, 5, -5, long.MinValue }));

        var totals = new GroupBy([], sum).Compute(Bitmap.All(4), CancellationToken.None);

        Assert.Equal([4], totals.Rows.ToArray());
        Assert.Equal([-1], totals.Of(sum).ToArray());
    }

    [Fact]
    public void Compute_DocumentsByWhatCustomersAre_PutsAnonymousOnesLast()
    {
        var countries = Grouping.Of(TextColumn.From(["DE", "FR", null]));
        var documents = Grouping.Of(Column<int>.Of(0, 0, 1, 2, -1, -1), countries);

        var totals = new GroupBy([documents]).Compute(Bitmap.All(6), CancellationToken.None);

        Assert.Equal([2, 1, 1, 2], totals.Rows.ToArray());
    }

    [Fact]
    public void Compute_SpansOfDays_GroupsByThem()
    {
        var days = Column<int>.Of([.. Enumerable.Range(Days.From.DayNumber, Days.Days)]);
        var months = Grouping.OfDays(days, Days, day => DateOnly.FromDayNumber(day).Month - 1, 3);

        Assert.Equal([31, 29, 1], new GroupBy([months]).Compute(Bitmap.All(61), CancellationToken.None).Rows.ToArray());
        Assert.Throws<ArgumentException>(() => Grouping.OfDays(days, Days, _ => 3, 3));
    }

    [Fact]
    public void Of_AnotherMeasureOrQuery_IsRefused()
    {
        var totals = new GroupBy([]).Compute(new Bitmap(1), CancellationToken.None);

        Assert.Throws<ArgumentException>(() => totals.Of(Measure.Sum(Numbers.Of(new long[1]))));
        Assert.Throws<ArgumentException>(() => totals.Add(new GroupBy([], Measure.Sum(Numbers.Of(new long[1]))).Compute(new Bitmap(1), CancellationToken.None)));
        Assert.Throws<ArgumentException>(() => new GroupBy(Enumerable.Repeat(Grouping.OfDays(Column<int>.Empty, new DateRange(default, new DateOnly(3000, 1, 1))), 2)));
    }

    [Fact]
    public void Part_MoreRows_AllocatesNoMore()
    {
        var data = new Data(25_600);
        var query = new GroupBy([Grouping.OfDays(data.Day, Days), Grouping.Of(data.Codes, 5)], Measure.Sum(Numbers.Of(data.Amounts)), Measure.Distinct(data.Owners));

        Assert.Equal(RandomColumns.Allocated(() => query.Part(data.Rows, 0, 100)), RandomColumns.Allocated(() => query.Part(data.Rows, 0, 25_600)));
    }

    // Rows sorted by owner, those without one last, as documents are.
    private sealed class Data
    {
        public Data(int length)
        {
            var random = new Random(length);
            Amounts = RandomColumns.Longs(random, length, long.MinValue / 100_000, long.MaxValue / 100_000);
            Codes = Analytics.Snapshots.Codes.Of(RandomColumns.Codes(random, length, 5), 5);
            Day = Column<int>.Of([.. Enumerable.Range(0, length).Select(_ => Days.From.DayNumber + random.Next(Days.Days))]);
            Owners = Column<int>.Of([.. Enumerable.Range(0, length).Select(r => r >= length * 9 / 10 ? -1 : r / 40)]);
            Scores = Column<float>.Of([.. Enumerable.Range(0, length).Select(_ => random.NextSingle())]);
            Rows = RandomColumns.Set(random, length, 0.3);
        }

        public long[] Amounts { get; }

        public Codes Codes { get; }

        public Column<int> Day { get; }

        public Column<int> Owners { get; }

        public Column<float> Scores { get; }

        public Bitmap Rows { get; }
    }
}
