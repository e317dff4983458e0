using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Trends;

namespace Dashboard.Analytics.Tests.Trends;

public class TimeBucketsTests
{
    private static DateRange Range(string from, string to) => new(DateOnly.Parse(from), DateOnly.Parse(to));

    [Fact]
    public void ByCalendar_Weeks_BeginOnMondays()
    {
        // 1 January 2025 is a Wednesday.
        var range = Range("2025-01-01", "2025-01-14");

        var buckets = TimeBuckets.ByCalendar(range, TimeStep.Week);

        Assert.Equal([Range("2025-01-01", "2025-01-05"), Range("2025-01-06", "2025-01-12"), Range("2025-01-13", "2025-01-14")], Pieces(buckets));
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(i => buckets.IsWhole(i, TimeStep.Week)));
    }

    [Fact]
    public void ByCalendar_Months_FollowTheirLengths()
    {
        var buckets = TimeBuckets.ByCalendar(Range("2024-01-31", "2024-03-31"), TimeStep.Month);

        Assert.Equal([Range("2024-01-31", "2024-01-31"), Range("2024-02-01", "2024-02-29"), Range("2024-03-01", "2024-03-31")], Pieces(buckets));
        Assert.Equal([false, true, true], Enumerable.Range(0, 3).Select(i => buckets.IsWhole(i, TimeStep.Month)));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 7, 1)]
    [InlineData(23, 23, 1)]
    [InlineData(28, 14, 2)]
    [InlineData(365, 12, 30)]
    public void OfEqualLength_SomeDays_CutsEqualPiecesThatEndWithTheRange(int days, int count, int length)
    {
        var range = new DateRange(new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 1).AddDays(days - 1));

        var buckets = TimeBuckets.OfEqualLength(range);

        Assert.Equal(count, buckets.Count);
        Assert.All(Pieces(buckets), piece => Assert.Equal(length, piece.Days));
        Assert.Equal(range.To, buckets[buckets.Count - 1].To);
        Assert.Equal(days == 365 ? -1 : 0, buckets.IndexOf(range.From.DayNumber));
    }

    [Fact]
    public void IndexOf_EveryDay_IsThePieceThatHoldsIt()
    {
        var range = Range("2024-02-10", "2025-03-09");
        foreach (var buckets in Enum.GetValues<TimeStep>().Select(step => TimeBuckets.ByCalendar(range, step)))
        {
            for (var day = range.From.DayNumber; day <= range.To.DayNumber; day++)
                Assert.True(buckets[buckets.IndexOf(day)].Contains(day));
            Assert.Equal(range.Days, Pieces(buckets).Sum(p => p.Days));
            Assert.Equal((-1, -1), (buckets.IndexOf(range.From.DayNumber - 1), buckets.IndexOf(range.To.DayNumber + 1)));
        }
    }

    private static IEnumerable<DateRange> Pieces(TimeBuckets buckets) => Enumerable.Range(0, buckets.Count).Select(i => buckets[i]);
}
