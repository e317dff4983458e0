using System.Net;
using Dashboard.Web.Access;

namespace Dashboard.Web.Tests.Access;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , ")]
    public void Parse_Nothing_TrustsNobody(string? setting) => Assert.Null(TrustedProxies.Parse(setting));

    [Fact]
    public void Parse_AddressesAndRanges_TrustsThoseAlone()
    {
        var options = TrustedProxies.Parse("10.0.0.2, ::1,192.168.0.0/16")!;

        Assert.Equal([IPAddress.Parse("10.0.0.2"), IPAddress.IPv6Loopback], options.KnownProxies);
        Assert.Equal([System.Net.IPNetwork.Parse("192.168.0.0/16")], options.KnownIPNetworks);
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.2, 10.0.0.0/99")]
    [InlineData("*")]
    public void Parse_SomethingElse_SaysWhatToWrite(string setting)
    {
        var problem = Assert.Throws<ArgumentException>(() => TrustedProxies.Parse(setting));

        Assert.Contains("neither an address such as 10.0.0.2 nor a range", problem.Message, StringComparison.Ordinal);
    }
}
