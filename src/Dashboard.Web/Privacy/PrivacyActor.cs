namespace Dashboard.Web.Privacy;

/// <summary>Who acts on people's data at this browser, as the audit writes it.</summary>
public sealed class PrivacyActor
{
    /// <summary>Name of the account.</summary>
    public string Name => "administrator";
}
