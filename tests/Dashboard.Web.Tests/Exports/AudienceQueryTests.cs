using Dashboard.Analytics.Scopes;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Tests.Exports;

public sealed class AudienceQueryTests
{
    [Fact]
    public void Parse_Nothing_IsEverybodyForAnalysisWithTheUsualColumns()
    {
        var query = AudienceQuery.Parse(null, "", " ", null);

        Assert.Equal(("everyone", null, null), (query.Rule, query.Channel, query.Name));
        Assert.Equal(["key", "segment", "country", "language", "last-order", "orders", "revenue"], query.Chosen());
        Assert.Equal("/exports", query.Address(Scope.Default));
    }

    [Fact]
    public void Chosen_ColumnsThatThePurposeDoesNotCover_AreLeftOut() =>
        Assert.Equal(["email", "key"], AudienceQuery.Parse(null, "email", "email, phone,key", null).Chosen());

    [Fact]
    public void Parse_TextOfAChoice_IsTheSameChoice()
    {
        var scope = Scope.Default with { Range = new RangeChoice("all"), Filter = Filter.Everything.With(Dimension.Country, "Côte & Cie") };
        var query = AudienceQuery.Parse("country = \"a&b\" and not (orders(last 90 days) >= 1)", "email", "key,attribute-Shoe size", "Win back & more");

        var (again, same) = AudienceQuery.Parse(query.Text(scope));

        Assert.Equal(query.Address(scope), same.Address(again));
        Assert.Equal(query.Columns, same.Columns);
    }
}
