using Dashboard.Web.Access;

namespace Dashboard.Web.Tests.Access;

public sealed class OpenPagesTests
{
    [Fact]
    public void TryOpen_MoreThanAnAccountMay_AreRefusedUntilOneCloses()
    {
        var pages = new OpenPages();

        // Side by side, as browsers come.
        var opened = 0;
        Parallel.For(0, OpenPages.Most + 30, _ => Interlocked.Add(ref opened, pages.TryOpen("ada") ? 1 : 0));

        Assert.Equal((OpenPages.Most, OpenPages.Most), (opened, pages.Of("ada")));
        Assert.True(pages.TryOpen("bo"));
        pages.Close("ada");
        Assert.True(pages.TryOpen("ada"));
        Assert.False(pages.TryOpen("ada"));
    }
}
