namespace Dashboard.Web.Audit;

/// <summary>Actions of the audit in words.</summary>
public static class AuditText
{
    /// <summary>First parts of actions, to filter by.</summary>
    public static IReadOnlyList<(string Value, string Words)> Kinds { get; } =
    [
        ("sign-in", "Signing in"), ("account", "Accounts"), ("session", "Sessions"), ("token", "Tokens"), ("export", "Exports"), ("import", "Imports and undos"), ("person", "People's data"), ("privacy", "Privacy settings"), ("consent", "Consents"),
        ("segment", "Segments"), ("list", "Lists"), ("cluster", "Clusterings"), ("model", "Models"), ("decision", "Decisions"), ("note", "Notes"), ("recipe", "Recipes"), ("settings", "Settings"), ("fairness", "Fairness"), ("store", "Backups and checks"), ("audit", "The audit itself"),
    ];

    /// <summary>An action in words: "segment.save" is "Segment saved".</summary>
    public static string Words(string action) => action switch
    {
        "sign-in" => "Signed in",
        "sign-in.failed" => "Sign-in failed",
        "sign-out" => "Signed out",
        "export" => "Exported",
        "export.list" => "Exported people",
        "import" => "Imported",
        "import.undo" => "Import undone",
        "person.see" => "Person looked at",
        "person.erase" => "Person erased",
        _ => char.ToUpperInvariant(action[0]) + action[1..].Replace('.', ' ').Replace('-', ' '),
    };
}
