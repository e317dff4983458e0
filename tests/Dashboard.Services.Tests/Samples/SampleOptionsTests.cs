using Dashboard.Services.Samples;

namespace Dashboard.Services.Tests.Samples;

public sealed class SampleOptionsTests
{
    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1_000_001)]
    public void Customers_OutOfRange_NamesTheRange(int customers)
    {
        var problem = Assert.Throws<ArgumentOutOfRangeException>(() => new SampleOptions { Customers = customers });

        Assert.Contains("1,000 to 1,000,000", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void Customers_EndsOfTheRange_AreAllowed(int customers) => Assert.Equal(customers, new SampleOptions { Customers = customers }.Customers);

    [Fact]
    public void LastDay_OutOfRange_NamesTheRange()
    {
        var problem = Assert.Throws<ArgumentOutOfRangeException>(() => new SampleOptions { LastDay = new DateOnly(1999, 12, 31) });

        Assert.Contains("2000-01-01 to 2100-12-31", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void SampleShop_ThreadsOutOfRange_AreRefused(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SampleShop(new SampleOptions(), threads));
}
