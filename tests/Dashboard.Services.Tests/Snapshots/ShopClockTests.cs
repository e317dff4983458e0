using Dashboard.Services.Snapshots;

namespace Dashboard.Services.Tests.Snapshots;

public sealed class ShopClockTests
{
    [Theory]
    [InlineData("Etc/UTC", "2011-06-01T23:59:59Z", "2011-06-01", 1439)]
    [InlineData("Europe/London", "2011-06-01T23:59:59Z", "2011-06-02", 59)]
    [InlineData("Europe/London", "2011-12-01T23:59:59Z", "2011-12-01", 1439)]
    [InlineData("Asia/Kathmandu", "2011-12-01T18:15:00Z", "2011-12-02", 0)]
    [InlineData("America/New_York", "1969-12-31T23:00:00Z", "1969-12-31", 1080)]
    public void Local_Instant_IsADayAndMinuteOfTheZone(string zone, string instant, string day, int minute)
    {
        var (localDay, localMinute) = new ShopClock(zone).Local(DateTimeOffset.Parse(instant).ToUnixTimeSeconds());

        Assert.Equal((DateOnly.Parse(day).DayNumber, (short)minute), (localDay, localMinute));
    }

    [Fact]
    public void Constructor_UnknownZone_NamesWhatToUse() =>
        Assert.Contains("Europe/London", Assert.Throws<ArgumentException>(() => new ShopClock("Mars/Olympus")).Message, StringComparison.Ordinal);
}
