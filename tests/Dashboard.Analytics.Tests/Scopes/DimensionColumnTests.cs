using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Tests.Snapshots;

namespace Dashboard.Analytics.Tests.Scopes;

public class DimensionColumnTests
{
    [Fact]
    public void GroupingOf_DimensionsOfCustomersAndDocuments_EqualsDocumentByDocument()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var shop = TestShop.Random(seed);
            var amounts = Selection.Of(shop, Filter.Everything.With(Dimension.Category, "Kitchen"), shop.LastDay.DayNumber).AmountE4;
            foreach (var dimension in (Dimension[])[Dimension.Segment, Dimension.AgeBand, Dimension.Gender, Dimension.Country, Dimension.Channel])
            {
                var column = DimensionColumn.Of(shop, dimension, shop.LastDay.DayNumber);
                var unknown = column.Values.Length;
                var expected = Enumerable.Range(0, shop.Orders.Count).ToLookup(o =>
                {
                    var row = column.Level == DimensionLevel.Order ? o : shop.Orders.Customer[o];
                    return row < 0 ? unknown + 1 : column.Codes[row] < 0 ? unknown : column.Codes[row];
                });
                var sum = Measure.Sum(amounts);

                var totals = new GroupBy([column.GroupingOf(shop, DimensionLevel.Order)], sum).Compute(Bitmap.All(shop.Orders.Count), CancellationToken.None);

                Assert.Equal(unknown + (column.Level == DimensionLevel.Order ? 1 : 2), totals.Rows.Length);
                for (var group = 0; group < totals.Rows.Length; group++)
                {
                    Assert.Equal(expected[group].Count(), totals.Rows[group]);
                    Assert.Equal(expected[group].Sum(o => amounts[o]), totals.Of(sum)[group]);
                }
            }
        }
    }

    [Fact]
    public void GroupingOf_RowsWithoutOneValue_IsRefused()
    {
        var shop = TestShop.Random(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => DimensionColumn.Of(shop, Dimension.Category, shop.LastDay.DayNumber).GroupingOf(shop, DimensionLevel.Order));
        Assert.Throws<ArgumentOutOfRangeException>(() => DimensionColumn.Of(shop, Dimension.Channel, shop.LastDay.DayNumber).GroupingOf(shop, DimensionLevel.Customer));
    }
}
