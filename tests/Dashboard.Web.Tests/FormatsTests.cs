using System.Globalization;

namespace Dashboard.Web.Tests;

public sealed class FormatsTests
{
    [Theory]
    [InlineData("en-GB", "GBP", "£9,747,747.93")]
    [InlineData("de-DE", "EUR", "9.747.747,93 €")]
    [InlineData("en-US", "USD", "$9,747,747.93")]
    [InlineData("en-GB", "JPY", "¥9,747,748")]
    [InlineData("en-GB", "XXQ", "XXQ 9,747,747.93")]
    public void Money_CultureAndCurrency_AreBothRespected(string culture, string currency, string expected) =>
        Assert.Equal(expected, In(culture, () => Formats.Money(97_477_479_340, currency)).Replace('￥', '¥').Replace('\u00a0', ' '));

    [Fact]
    public void Money_Negative_HasASignAndNoBrackets() =>
        Assert.Equal("-$12.50", In("en-US", () => Formats.Money(-125_000, "USD")));

    [Fact]
    public void Money_NotFinite_IsMissing() => Assert.Equal("n/a", Formats.Money(double.NaN, "GBP"));

    [Theory]
    [InlineData(97_477_479_340, "£9.75M")]
    [InlineData(9_999_499_999, "£999.9K")]
    [InlineData(9_999_500_000, "£1.00M")]
    [InlineData(125_000_000, "£12.5K")]
    [InlineData(99_990_000, "£9,999")]
    [InlineData(123_400, "£12.34")]
    [InlineData(0, "£0.00")]
    [InlineData(-125_000_000, "-£12.5K")]
    public void MoneyShort_AnyAmount_KeepsThreeFigures(long amountE4, string expected) => Assert.Equal(expected, Formats.MoneyShort(amountE4, "GBP"));

    [Fact]
    public void MoneyShort_CurrencyAfterTheNumber_PutsTheSuffixBeforeIt() =>
        Assert.Equal("9,75M €", In("de-DE", () => Formats.MoneyShort(97_477_479_340, "EUR")).Replace('\u00a0', ' '));

    [Theory]
    [InlineData(541_909, "541.9K")]
    [InlineData(4372, "4,372")]
    [InlineData(1_067_371, "1.07M")]
    public void Compact_Counts_AreShort(double value, string expected) => Assert.Equal(expected, Formats.Compact(value));

    [Theory]
    [InlineData("en-GB", "9 Dec 2011")]
    [InlineData("en-US", "Dec 9, 2011")]
    [InlineData("", "9 Dec 2011")]
    public void Date_OrderOfTheCulture_IsKept(string culture, string expected) => Assert.Equal(expected, In(culture, () => Formats.Date(new DateOnly(2011, 12, 9))));

    [Theory]
    [InlineData("en-GB", "9 Dec")]
    [InlineData("en-US", "Dec 9")]
    [InlineData("", "9 Dec")]
    public void ShortDate_OrderOfTheCulture_IsKept(string culture, string expected) => Assert.Equal(expected, In(culture, () => Formats.ShortDate(new DateOnly(2011, 12, 9))));

    [Fact]
    public void Dates_OneDay_IsWrittenOnce() => Assert.Equal("9 Dec 2011", Formats.Dates(new DateOnly(2011, 12, 9), new DateOnly(2011, 12, 9)));

    [Fact]
    public void Percent_NotFinite_IsMissing() => Assert.Equal(("12.3%", "n/a"), (Formats.Percent(0.1234), Formats.Percent(double.NaN)));

    [Fact]
    public void Points_Signs_AreShown() => Assert.Equal(("+1.2 pts", "-0.5 pts", "0 pts"), (Formats.Points(0.012), Formats.Points(-0.005), Formats.Points(0)));

    [Fact]
    public void Count_OneAndMany_AgreeInNumber() => Assert.Equal(("1 customer", "4,372 customers", "2 countries"), (Formats.Count(1, "customer"), Formats.Count(4372, "customer"), Formats.Count(2, "country", "countries")));

    private static string In(string culture, Func<string> write)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return write();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
