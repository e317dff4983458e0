using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Customers;

/// <summary>Finds the customers that written keys and e-mail addresses mean.</summary>
public static class CustomerMatches
{
    /// <summary>The customers that each entry means: the one with that key, else all with that e-mail address, whatever its case.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="entries">Keys and addresses without space around them; doubles count once.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Keys of the customers by entry, in the order of the customers; entries that mean nobody are left out.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(Snapshot snapshot, IReadOnlyCollection<string> entries, CancellationToken cancellationToken)
    {
        var wanted = entries.ToHashSet(StringComparer.Ordinal);
        var addresses = wanted.Where(e => e.Contains('@', StringComparison.Ordinal)).ToLookup(e => e, StringComparer.OrdinalIgnoreCase);
        var (byKey, byAddress) = (new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), new Dictionary<string, List<string>>(StringComparer.Ordinal));
        var customers = snapshot.Customers;
        for (var customer = 0; customer < customers.Count; customer++)
        {
            if (customer % 65_536 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            var key = customers.Keys.Text(customer);
            if (wanted.Contains(key))
                byKey[key] = [key];
            if (addresses.Count == 0 || customers.Emails[customer] is not { } email)
                continue;
            foreach (var entry in addresses[email])
            {
                if (!byAddress.TryGetValue(entry, out var found))
                    byAddress[entry] = found = [];
                found.Add(key);
            }
        }

        foreach (var (entry, found) in byAddress)
            byKey.TryAdd(entry, found);
        return byKey;
    }
}
