using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Tests.Statistics;

public class IntervalTests
{
    [Fact]
    public void Contains_EndsAndOutside_CountsEnds()
    {
        var interval = new Interval(1, 3, 0.95);

        Assert.True(interval.Contains(1) && interval.Contains(3) && !interval.Contains(3.01));
        Assert.Equal(2, interval.Width);
    }
}
