using Dashboard.Services.Samples;

namespace Dashboard.Services.Tests.Samples;

public sealed class CalendarTests
{
    private readonly Calendar calendar = new(new DateOnly(2026, 10, 31));

    [Theory]
    [InlineData(2000, 4, 23)]
    [InlineData(2008, 3, 23)]
    [InlineData(2011, 4, 24)]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2038, 4, 25)]
    public void Easter_KnownYears_IsTheSundayOfTheChurches(int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), Calendar.Easter(year));

    [Theory]
    [InlineData(2023, 24)]
    [InlineData(2024, 29)]
    [InlineData(2025, 28)]
    public void BlackFriday_KnownYears_FollowsTheFourthThursday(int year, int day) => Assert.Equal(new DateOnly(year, 11, day), Calendar.BlackFriday(year));

    [Fact]
    public void Days_ThreeYears_EndOnTheLastDay()
    {
        Assert.Equal(new DateOnly(2023, 11, 1), calendar.First);
        Assert.Equal(366 + 365 + 365, calendar.Days);
        Assert.Equal(new DateOnly(2026, 10, 31), calendar.DateOf(calendar.Days - 1));
    }

    [Fact]
    public void Instant_AnyDay_IsBerlinTime()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        for (var day = 0; day < calendar.Days; day++)
        {
            var local = calendar.DateOf(day).ToDateTime(new TimeOnly(9, 30));
            Assert.Equal(new DateTimeOffset(local, berlin.GetUtcOffset(local)).ToUnixTimeSeconds(), calendar.Instant(day, (9 * 3600) + 1800));
        }
    }

    [Fact]
    public void Bell_AcrossNewYear_IsRound()
    {
        Assert.Equal(1, Calendar.Bell(new DateOnly(2025, 1, 10), 10, 20));
        Assert.Equal(Calendar.Bell(new DateOnly(2025, 1, 20), 10, 20), Calendar.Bell(new DateOnly(2025, 12, 31), 10, 20), 12);
    }

    [Fact]
    public void HolidayFactor_BlackFriday_IsTheHighestOfItsFortnight()
    {
        var blackFriday = Calendar.BlackFriday(2025).DayNumber - calendar.First.DayNumber;

        Assert.Equal(blackFriday, Enumerable.Range(blackFriday - 7, 14).MaxBy(d => calendar.HolidayFactor[d]));
        Assert.True(calendar.IsSale[blackFriday]);
    }
}
