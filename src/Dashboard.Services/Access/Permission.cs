namespace Dashboard.Services.Access;

/// <summary>What somebody may do. Looking at numbers needs none of them.</summary>
[Flags]
public enum Permission
{
    /// <summary>Look at numbers, with people masked.</summary>
    None = 0,

    /// <summary>See names and contacts.</summary>
    SeePeople = 1,

    /// <summary>Take files of numbers away.</summary>
    Export = 2,

    /// <summary>Take lists of people away.</summary>
    ExportPeople = 4,

    /// <summary>Save, change and delete segments, lists, notes, recipes, clusterings and decisions.</summary>
    Edit = 8,

    /// <summary>Import and undo, look at rows as they came, change the shop's settings, train models.</summary>
    Import = 16,

    /// <summary>See what is about the shop as a whole and knows no rows that are kept from somebody: everybody has it whose rows are not limited.</summary>
    WholeShop = 32,

    /// <summary>Accounts, audit, privacy, the state of the program.</summary>
    Administer = 64,
}

/// <summary>What an account is for.</summary>
public enum Role
{
    /// <summary>Looks at numbers; sees no names and takes no lists of people away.</summary>
    Viewer,

    /// <summary>Makes segments and campaigns, and exports audiences.</summary>
    Marketer,

    /// <summary>Imports data, trains models and exports everything besides.</summary>
    Analyst,

    /// <summary>Does everything, and decides who gets in.</summary>
    Administrator,
}

/// <summary>What each role may do.</summary>
public static class Roles
{
    /// <summary>All roles, from the one that may least to the one that may most.</summary>
    public static IReadOnlyList<Role> All { get; } = Enum.GetValues<Role>();

    /// <summary>What a role may do on all rows.</summary>
    public static Permission Permissions(this Role role) => role switch
    {
        Role.Viewer => Permission.Export | Permission.WholeShop,
        Role.Marketer => Role.Viewer.Permissions() | Permission.SeePeople | Permission.ExportPeople | Permission.Edit,
        Role.Analyst => Role.Marketer.Permissions() | Permission.Import,
        Role.Administrator => Role.Analyst.Permissions() | Permission.Administer,
        _ => Permission.None,
    };

    /// <summary>What a role is for, in a sentence.</summary>
    public static string Words(this Role role) => role switch
    {
        Role.Viewer => "Looks at numbers and takes tables of them away. Names and contacts are masked.",
        Role.Marketer => "Makes segments, lists and decisions, and exports audiences.",
        Role.Analyst => "Imports data, trains models and changes the shop's settings besides.",
        Role.Administrator => "Decides who gets in, reads the audit, and acts for people's privacy besides.",
        _ => "",
    };
}
