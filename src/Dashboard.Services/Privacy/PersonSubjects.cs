using Dashboard.Services.Store;

namespace Dashboard.Services.Privacy;

/// <summary>How the audit names people: by pseudonyms that tell nothing without the secret of the store, so that the audit can stay when somebody is erased.</summary>
/// <param name="store">The store.</param>
public sealed class PersonSubjects(DashboardStore store)
{
    /// <summary>The pseudonym of a customer.</summary>
    /// <param name="key">The shop's own id.</param>
    public string Of(string key)
    {
        using var connection = store.Connect();
        return Pseudonyms.Text(Pseudonyms.SecretOf(connection), key);
    }
}
