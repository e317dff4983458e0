using Dashboard.Analytics.Privacy;
using Dashboard.Services.Access;

namespace Dashboard.Services.Tests.Access;

/// <summary>Who may what.</summary>
public sealed class ViewerTests
{
    [Theory]
    [InlineData(Role.Viewer, Permission.Export | Permission.WholeShop)]
    [InlineData(Role.Marketer, Permission.Export | Permission.WholeShop | Permission.SeePeople | Permission.ExportPeople | Permission.Edit)]
    [InlineData(Role.Analyst, Permission.Export | Permission.WholeShop | Permission.SeePeople | Permission.ExportPeople | Permission.Edit | Permission.Import)]
    [InlineData(Role.Administrator, Permission.Export | Permission.WholeShop | Permission.SeePeople | Permission.ExportPeople | Permission.Edit | Permission.Import | Permission.Administer)]
    public void Permissions_OfARole_AreAsDocumented(Role role, Permission may) => Assert.Equal(may, role.Permissions());

    [Fact]
    public void Roles_EachNext_MayAllThatTheOneBeforeMay()
    {
        for (var i = 1; i < Roles.All.Count; i++)
            Assert.Equal(Roles.All[i - 1].Permissions(), Roles.All[i - 1].Permissions() & Roles.All[i].Permissions());
    }

    [Fact]
    public void Of_AccountWithLimitedRows_MayNothingThatIsAboutTheWholeShop()
    {
        var viewer = Viewer.Of("ada", Role.Administrator, null, new RowScope(["Germany"], []), "k");

        Assert.False(viewer.May(Permission.WholeShop));
        Assert.False(viewer.May(Permission.Import));
        Assert.False(viewer.May(Permission.Administer));
        Assert.True(viewer.May(Permission.Edit | Permission.ExportPeople));
        Assert.Equal(new RowScope(["Germany"], []), viewer.View.Rows);
    }

    [Theory]
    [InlineData(Role.Viewer, null, true)]
    [InlineData(Role.Viewer, true, false)]
    [InlineData(Role.Marketer, null, false)]
    [InlineData(Role.Marketer, false, true)]
    public void Of_Account_HidesPeopleFromWhoMayNotSeeThem(Role role, bool? sees, bool hides) => Assert.Equal(hides, Viewer.Of("a", role, sees, null, "k").View.HidesPeople);

    [Fact]
    public void Within_Token_MayAtMostWhatBothMay()
    {
        var token = Viewer.Of("ada", Role.Analyst, null, null, "k").Within(Permission.Export | Permission.Administer);

        Assert.Equal(Permission.Export | Permission.WholeShop, token.Permissions);
        Assert.True(token.View.HidesPeople);
    }

    [Fact]
    public void Require_Nobody_IsDeniedEvenNothing()
    {
        Assert.Throws<AccessDeniedException>(() => Viewer.Nobody.Require(Permission.None));
        Assert.Throws<AccessDeniedException>(() => Viewer.Of("a", Role.Viewer, null, null, "").Require(Permission.Edit));
        Viewer.Operator("k").Require(Permission.Administer);
    }
}
