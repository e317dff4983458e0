using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Services.Access;

/// <summary>Who looks at the shop, and what they may see and do.</summary>
/// <param name="Name">Name of the account, as the audit writes it.</param>
/// <param name="Permissions">What they may do.</param>
/// <param name="View">What part of the data they see.</param>
public sealed record Viewer(string Name, Permission Permissions, DataView View)
{
    /// <summary>How the audit names whoever runs commands on the machine.</summary>
    public const string OperatorName = "operator";

    /// <summary>Nobody: sees nothing and may do nothing.</summary>
    public static Viewer Nobody { get; } = new("nobody", Permission.None, DataView.Everything);

    /// <summary>Whoever runs commands on the machine that has the database file.</summary>
    /// <param name="pseudonymKey">Key of the pseudonyms, for a shop that shows nobody names and contacts.</param>
    public static Viewer Operator(string pseudonymKey) => new(OperatorName, Role.Administrator.Permissions(), new DataView { PseudonymKey = pseudonymKey });

    /// <summary>Whether this is somebody.</summary>
    public bool IsSomebody => this != Nobody;

    /// <summary>The viewer that an account, or a token of it, makes.</summary>
    /// <param name="name">Name of the account.</param>
    /// <param name="role">Its role.</param>
    /// <param name="seesPeople">Whether it sees names and contacts, where its role says otherwise; null for as the role says.</param>
    /// <param name="rows">The rows to which it is limited; null for all.</param>
    /// <param name="pseudonymKey">Key of the pseudonyms of people who are masked.</param>
    public static Viewer Of(string name, Role role, bool? seesPeople, RowScope? rows, string pseudonymKey)
    {
        var may = role.Permissions();
        may = seesPeople switch
        {
            true => may | Permission.SeePeople,
            false => may & ~Permission.SeePeople,
            null => may,
        };

        // What speaks of the whole shop, or changes it, is not for somebody who sees a part of it.
        if (rows is not null)
            may &= ~(Permission.WholeShop | Permission.Import | Permission.Administer);
        return new Viewer(name, may, new DataView { Rows = rows, HidesPeople = (may & Permission.SeePeople) == Permission.None, PseudonymKey = pseudonymKey });
    }

    /// <summary>The same person through a token, which may less.</summary>
    /// <param name="within">What the token may at most.</param>
    public Viewer Within(Permission within)
    {
        var may = Permissions & (within | Permission.WholeShop);
        return this with { Permissions = may, View = View with { HidesPeople = View.HidesPeople || (may & Permission.SeePeople) == Permission.None } };
    }

    /// <summary>What they see of a shop that may have decided that nobody sees names and contacts.</summary>
    /// <param name="settings">What the shop decided.</param>
    /// <exception cref="AccessDeniedException">They are nobody.</exception>
    public DataView ViewOf(ShopSettings settings)
    {
        Require(Permission.None);
        return settings.HidesPeople ? View with { HidesPeople = true } : View;
    }

    /// <summary>Whether they may do something.</summary>
    /// <param name="permission">All of what is needed.</param>
    public bool May(Permission permission) => (Permissions & permission) == permission;

    /// <summary>Stops what they may not do.</summary>
    /// <param name="permission">All of what is needed.</param>
    /// <exception cref="AccessDeniedException">They may not.</exception>
    public void Require(Permission permission)
    {
        if (!IsSomebody || !May(permission))
            throw new AccessDeniedException();
    }
}

/// <summary>Somebody asked for what they may not do.</summary>
public sealed class AccessDeniedException() : Exception("Your account may not do this. An administrator can change that under Accounts.");
