using System.Globalization;
using Dashboard.Services.Imports.Reading;

namespace Dashboard.Services.Tests.Imports.Reading;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("2.55", '.', 25_500)]
    [InlineData("-80995", '.', -809_950_000)]
    [InlineData("1,234.56", '.', 12_345_600)]
    [InlineData("1.234,56", ',', 12_345_600)]
    [InlineData("1'234'567.5", '.', 12_345_675_000)]
    [InlineData("1 234,5", ',', 12_345_000)]
    [InlineData("1\u00A0234,5", ',', 12_345_000)]
    [InlineData("12,34,567.00", '.', 12_345_670_000)]
    [InlineData("(12.50)", '.', -125_000)]
    [InlineData("£ 3.10", '.', 31_000)]
    [InlineData("-£3.10", '.', -31_000)]
    [InlineData("3,10 €", ',', 31_000)]
    [InlineData("USD 3", '.', 30_000)]
    [InlineData("12.5-", '.', -125_000)]
    [InlineData("−5", '.', -50_000)]
    [InlineData("+5", '.', 50_000)]
    [InlineData(".5", '.', 5_000)]
    [InlineData("5.", '.', 50_000)]
    [InlineData("1E-3", '.', 10)]
    [InlineData("1.5E+2", '.', 1_500_000)]
    [InlineData("000123", '.', 1_230_000)]
    [InlineData("0.00005", '.', 0)]
    [InlineData("0.00015", '.', 2)]
    [InlineData("0.00025", '.', 2)]
    [InlineData("0.000250000000000000000000000000000000001", '.', 3)]
    [InlineData("922337203685477.5807", '.', 9_223_372_036_854_775_807)]
    public void TryParseE4_Number_IsExact(string text, char separator, long expected)
    {
        Assert.True(NumberText.TryParseE4(text, separator, out var e4, out _));
        Assert.Equal(expected, e4);
    }

    [Theory]
    [InlineData("", '.')]
    [InlineData("-", '.')]
    [InlineData(".", '.')]
    [InlineData("1,2", '.')]
    [InlineData("1.2", ',')]
    [InlineData("12,3456", '.')]
    [InlineData("1,2345.6", '.')]
    [InlineData("1..2", '.')]
    [InlineData("--1", '.')]
    [InlineData("1e", '.')]
    [InlineData("1e9999999999", '.')]
    [InlineData("abc", '.')]
    [InlineData("1/2", '.')]
    [InlineData("NaN", '.')]
    [InlineData("922337203685477.5808", '.')]
    public void TryParseE4_NoNumber_IsRefused(string text, char separator) => Assert.False(NumberText.TryParseE4(text, separator, out _, out _));

    [Fact]
    public void TryParseE4_RandomDecimals_EqualDecimalArithmetic()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var value = new decimal(random.Next(), random.Next(200), 0, random.Next(2) == 0, (byte)random.Next(9));
            Assert.True(NumberText.TryParseE4(value.ToString(CultureInfo.InvariantCulture), '.', out var e4, out var rounded));
            var exact = value * 10_000;
            Assert.Equal(decimal.Round(exact, MidpointRounding.ToEven), e4);
            Assert.Equal(exact != decimal.Truncate(exact), rounded);
            Assert.True(NumberText.TryParseE4(value.ToString("N9", CultureInfo.GetCultureInfo("de-DE")), ',', out var german, out _));
            Assert.Equal(e4, german);
        }
    }

    [Theory]
    [InlineData("1,234", '?')]
    [InlineData("1.234", '?')]
    [InlineData("0.234", '.')]
    [InlineData("1.23", '.')]
    [InlineData("1,5", ',')]
    [InlineData("1.234.567", ',')]
    [InlineData("1.234,5", ',')]
    [InlineData("17", '\0')]
    public void DecimalEvidence_Number_SaysWhatIsCertain(string text, char expected) => Assert.Equal(expected, NumberText.DecimalEvidence(text));
}
