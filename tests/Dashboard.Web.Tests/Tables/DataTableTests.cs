using Bunit;
using Dashboard.Web.Tables;

namespace Dashboard.Web.Tests.Tables;

public sealed class DataTableTests : ScreenContext
{
    private static readonly TableModel Table = new(
        "Revenue by country",
        [new("Country"), new("Revenue", IsNumber: true)],
        [[new("Germany", Href: "/de"), new("£20", 20)], [new("austria", Color: "series-1"), new("£100", 100)], [new("<b>France</b>"), new("n/a")]])
    {
        Total = [new("Total"), new("£120", 120)],
        More = "+17 more countries",
    };

    [Fact]
    public void Headings_Clicked_SortBothWaysAndBack()
    {
        var table = Render<DataTable>(p => p.Add(t => t.Table, Table));

        Assert.Equal(["Germany", "austria", "<b>France</b>"], Names(table));
        table.FindAll(".sort")[1].Click();
        Assert.Equal(["austria", "Germany", "<b>France</b>"], Names(table));
        Assert.Equal("descending", table.FindAll("thead th")[1].GetAttribute("aria-sort"));
        table.FindAll(".sort")[1].Click();
        Assert.Equal(["Germany", "austria", "<b>France</b>"], Names(table));
        Assert.Equal("ascending", table.FindAll("thead th")[1].GetAttribute("aria-sort"));
        table.FindAll(".sort")[1].Click();
        Assert.Null(table.FindAll("thead th")[1].GetAttribute("aria-sort"));
    }

    [Fact]
    public void Text_Column_SortsWhateverTheCase()
    {
        var table = Render<DataTable>(p => p.Add(t => t.Table, Table));

        table.FindAll(".sort")[0].Click();

        Assert.Equal(["<b>France</b>", "austria", "Germany"], Names(table));
    }

    [Fact]
    public void Total_Given_StaysLast()
    {
        var table = Render<DataTable>(p => p.Add(t => t.Table, Table));

        table.FindAll(".sort")[1].Click();

        Assert.Equal("£120", table.WaitForElement("tfoot td").TextContent.Trim());
        Assert.Equal("+17 more countries", table.WaitForElement(".table-more").TextContent);
    }

    [Fact]
    public void Cells_FromAFile_AreText()
    {
        var table = Render<DataTable>(p => p.Add(t => t.Table, Table));

        Assert.Empty(table.FindAll("tbody b"));
        Assert.Equal("/de", table.WaitForElement("tbody a").GetAttribute("href"));
        Assert.Equal("--swatch: var(--series-1)", table.WaitForElement(".swatch").GetAttribute("style"));
    }

    private static IEnumerable<string> Names(IRenderedComponent<DataTable> table) => table.FindAll("tbody th").Select(e => e.TextContent.Trim());
}
