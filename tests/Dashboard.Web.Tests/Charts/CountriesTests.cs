using System.Text.Json;
using Dashboard.Services.Tests;
using Dashboard.Web.Charts;

namespace Dashboard.Web.Tests.Charts;

public sealed class CountriesTests
{
    [Theory]
    [InlineData("EIRE", "Ireland")]
    [InlineData("usa", "United States of America")]
    [InlineData("UK", "United Kingdom")]
    [InlineData("RSA", "South Africa")]
    [InlineData(" germany ", "Germany")]
    [InlineData("de", "Germany")]
    [InlineData("CZE", "Czechia")]
    [InlineData("Unspecified", null)]
    [InlineData("Channel Islands", null)]
    [InlineData("", null)]
    public void OnTheMap_NamesAndCodes_FindTheCountry(string name, string? expected) => Assert.Equal(expected, Countries.OnTheMap(name));

    [Fact]
    public void OnTheMap_EveryCountryOfTheAtlas_IsFoundByItsOwnName()
    {
        using var atlas = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "wwwroot-assets", "wwwroot", "world.json")));

        var names = atlas.RootElement.GetProperty("objects").GetProperty("countries").GetProperty("geometries").EnumerateArray()
            .Select(g => g.GetProperty("properties").GetProperty("name").GetString()!).Where(n => n != "Antarctica").ToList();

        Assert.Equal(176, names.Count);
        Assert.All(names, name => Assert.Equal(name, Countries.OnTheMap(name)));
    }

    [Fact]
    public void Map_TwoNamesOfOneCountry_AddUp()
    {
        var map = Countries.Map("x", "Customers", [new("England", 5), new("Scotland", 2), new("Malta", 1)], ValueFormat.Integer);

        Assert.Equal(new MapPlace("United Kingdom", "England, Scotland", 7), Assert.Single(map.Places));
        Assert.Equal(new Place("Malta", 1), Assert.Single(map.Unplaced));
    }

    [Fact]
    public void Map_ValuesThatDoNotAdd_KeepTheFirst() =>
        Assert.Equal(120, Assert.Single(Countries.Map("x", "Index", [new("England", 120), new("Wales", 80)], ValueFormat.Integer, adds: false).Places).Value);
}
