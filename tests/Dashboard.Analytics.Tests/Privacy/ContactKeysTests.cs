using Dashboard.Analytics.Privacy;

namespace Dashboard.Analytics.Tests.Privacy;

public sealed class ContactKeysTests
{
    [Theory]
    [InlineData("anna@example.com")]
    [InlineData("+491701234567")]
    [InlineData("+49 170 1234567")]
    [InlineData("(+49) 170-1234567")]
    [InlineData("01701234567")]
    [InlineData("0170/1234567")]
    [InlineData("170 123 45 67")]
    [InlineData("555-123-4567")]
    [InlineData("tel:+4930123456")]
    [InlineData("phone 0301234567")]
    [InlineData("0012345")]
    public void LooksLikeContact_Contacts_AreFound(string key) => Assert.True(ContactKeys.LooksLikeContact(key));

    [Theory]
    [InlineData("")]
    [InlineData("C-17")]
    [InlineData("12345678")]
    [InlineData("C0001234")]
    [InlineData("C-2024-000123")]
    [InlineData("INV 2024 0001234")]
    [InlineData("C0012345678")]
    [InlineData("K-000012345")]
    [InlineData("012345")]
    public void LooksLikeContact_Ids_AreNot(string key) => Assert.False(ContactKeys.LooksLikeContact(key));

    [Fact]
    public void Of_Contact_IsTwelveDigitsOfItsHmac()
    {
        // From Python's hmac.
        Assert.Equal("C-17", ContactKeys.Of("C-17", "Jefe"u8));
        Assert.Equal("P-41732520d447", ContactKeys.Of("anna@example.com", "Jefe"u8));
    }
}
