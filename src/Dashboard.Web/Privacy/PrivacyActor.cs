using Dashboard.Services.Access;
using Dashboard.Web.Access;

namespace Dashboard.Web.Privacy;

/// <summary>Who acts on people's data at this browser, as the audit writes it; only administrators may.</summary>
/// <param name="who">Who it is.</param>
public sealed class PrivacyActor(CurrentViewer who)
{
    /// <summary>Name of the account.</summary>
    /// <exception cref="AccessDeniedException">They may not.</exception>
    public string Name
    {
        get
        {
            var viewer = who.Viewer;
            viewer.Require(Permission.Administer);
            return viewer.Name;
        }
    }
}
