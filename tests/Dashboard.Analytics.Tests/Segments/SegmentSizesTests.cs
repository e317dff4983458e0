using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Segments;

public sealed class SegmentSizesTests
{
    [Fact]
    public void Count_RandomShops_HasTheSizesOfTheScoresOfEachDay()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var shop = TestShop.Random(seed, 120);
            var thresholds = RfmScores.Of(shop, shop.LastDay.DayNumber).Thresholds;
            var days = SegmentSizes.MonthEnds(shop, shop.LastDay.DayNumber - (seed * 20));
            foreach (var people in (Bitmap[])[Bitmap.All(120), Bitmap.Of([.. Enumerable.Range(0, 120).Select(c => c % 3 == 0)])])
            {
                var sizes = SegmentSizes.Count(shop, thresholds, people, days, TestContext.Current.CancellationToken);

                for (var i = 0; i < days.Length; i++)
                {
                    var groups = RfmScores.Of(shop, days[i], thresholds).Groups;
                    Assert.Equal(RfmGroups.All.Select(g => people.ToArray().Count(c => groups[c] == (byte)g)), sizes.Select(s => s[i]));
                }
            }
        }
    }
}
