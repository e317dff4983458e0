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
        table.Act(".sort", 1, e => e.Click());
        Assert.Equal(["austria", "Germany", "<b>France</b>"], Names(table));
        table.WaitForAssertion(() => Assert.Equal("descending", table.FindAll("thead th")[1].GetAttribute("aria-sort")));
        table.Act(".sort", 1, e => e.Click());
        Assert.Equal(["Germany", "austria", "<b>France</b>"], Names(table));
        table.WaitForAssertion(() => Assert.Equal("ascending", table.FindAll("thead th")[1].GetAttribute("aria-sort")));
        table.Act(".sort", 1, e => e.Click());
        Assert.Null(table.FindAll("thead th")[1].GetAttribute("aria-sort"));
    }

    [Fact]
    public void Text_Column_SortsWhateverTheCase()
    {
        var table = Render<DataTable>(p => p.Add(t => t.Table, Table));

        table.Act(".sort", 0, e => e.Click());

        Assert.Equal(["<b>France</b>", "austria", "Germany"], Names(table));
    }

    [Fact]
    public void Total_Given_StaysLast()
    {
        var table = Render<DataTable>(p => p.Add(t => t.Table, Table));

        table.Act(".sort", 1, e => e.Click());

        table.WaitForAssertion(() => Assert.Equal("£120", table.Find("tfoot td").TextContent.Trim()));
        table.WaitForAssertion(() => Assert.Equal("+17 more countries", table.Find(".table-more").TextContent));
    }

    [Fact]
    public void Cells_FromAFile_AreText()
    {
        var table = Render<DataTable>(p => p.Add(t => t.Table, Table));

        Assert.Empty(table.FindAll("tbody b"));
        table.WaitForAssertion(() => Assert.Equal("/de", table.Find("tbody a").GetAttribute("href")));
        table.WaitForAssertion(() => Assert.Equal("--swatch: var(--series-1)", table.Find(".swatch").GetAttribute("style")));
    }

    private static IEnumerable<string> Names(IRenderedComponent<DataTable> table) => table.FindAll("tbody th").Select(e => e.TextContent.Trim());
}
