using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Services.Audit;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using static System.FormattableString;

namespace Dashboard.Services.Privacy;

/// <summary>Puts together what the shop keeps of a person: for the screen, and for a request of access.</summary>
/// <param name="store">The store.</param>
/// <param name="snapshots">The data as analyses see it.</param>
/// <param name="engine">What is computed and predicted.</param>
/// <param name="audit">Notes who asked for it.</param>
/// <param name="time">The clock.</param>
public sealed class PersonService(DashboardStore store, SnapshotService snapshots, AnalysisEngine engine, AuditLog audit, TimeProvider time)
{
    /// <summary>The keys that a key or an e-mail address means.</summary>
    /// <param name="entry">The key, exactly, or an e-mail address, whatever its case.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<IReadOnlyList<string>> KeysAsync(string entry, CancellationToken cancellationToken) =>
        CustomerMatches.Of(await snapshots.NewestAsync(cancellationToken), [entry.Trim()], cancellationToken).GetValueOrDefault(entry.Trim(), []);

    /// <summary>Everything of a person; null when there is no such key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="who">Who asks; the audit keeps it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StoreException">The store is damaged.</exception>
    public async Task<PersonRecord?> FindAsync(string key, string who, CancellationToken cancellationToken)
    {
        var estimates = await EstimatesAsync(key, cancellationToken);
        var record = await Task.Run(() => Read(key, estimates, cancellationToken), cancellationToken);
        if (record is not null)
            await audit.AppendAsync(who, new AuditEntry("person.access", record.Pseudonym, 1), CancellationToken.None);
        return record;
    }

    /// <summary>Facts, history and consents of a person, without documents: what the screen shows first. Null when there is no such key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<PersonSummary?> SummaryAsync(string key, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = store.Connect();
            using var transaction = connection.BeginTransaction(deferred: true);
            if (PersonRows.IdOf(connection, key) is not { } id)
                return null;
            var told = PersonRows.Told(connection, id);
            return new PersonSummary(key, Pseudonyms.Text(Pseudonyms.SecretOf(connection), key), Merged(told), told, ConsentLedger.Of(connection, id));
        },
        cancellationToken);

    /// <summary>The newest word on each fact.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Merged(IReadOnlyList<ToldFacts> told)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in told.SelectMany(t => t.Facts))
            facts[name] = value;
        return [.. facts.Where(f => f.Value != HandEdits.Cleared)];
    }

    private PersonRecord? Read(string key, (IReadOnlyList<string> Segments, IReadOnlyList<KeyValuePair<string, string>> Estimates) computed, CancellationToken cancellationToken)
    {
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        if (PersonRows.IdOf(connection, key) is not { } id)
            return null;
        var told = PersonRows.Told(connection, id);
        var names = PersonNames.Of([key], told);
        var found = new PersonFiles(connection, id, key);
        return new PersonRecord
        {
            Key = key,
            Pseudonym = Pseudonyms.Text(Pseudonyms.SecretOf(connection), key),
            At = time.GetUtcNow(),
            DataVersion = DashboardStore.DataVersion(connection),
            Currency = ShopSettingsService.Read(connection).Currency,
            Facts = Merged(told),
            Told = told,
            Consents = ConsentLedger.Of(connection, id),
            Documents = found.Documents(cancellationToken),
            Contacts = found.Contacts(),
            Lists = found.Lists(names),
            Segments = computed.Segments,
            Estimates = computed.Estimates,
            Decisions = found.Decisions(),
            Texts = PersonalTexts.Naming(connection, names),
            ListExports = found.ListExports(told.Count == 0 ? 0 : told[0].At.ToUnixTimeSeconds()),
        };
    }

    private async Task<(IReadOnlyList<string> Segments, IReadOnlyList<KeyValuePair<string, string>> Estimates)> EstimatesAsync(string key, CancellationToken cancellationToken)
    {
        await snapshots.NewestAsync(cancellationToken);
        var scope = new Scope(new RangeChoice("all"), Comparison.None, Filter.Everything);
        if (await engine.RunAsync(new CustomerRequest(key, scope), DataView.Everything, null, cancellationToken) is not CustomerProfile profile)
            return ([], []);
        var segments = await engine.RunAsync(new CustomerSegmentsRequest(key, scope), DataView.Everything, null, cancellationToken);
        return ([.. segments.Segments.Where(s => s.Explanation is { Holds: true }).Select(s => s.Name)], [.. Estimates(profile)]);
    }

    private static IEnumerable<KeyValuePair<string, string>> Estimates(CustomerProfile profile)
    {
        var customer = profile.Customer;
        yield return new("RFM group", customer.SegmentName ?? "none");
        if (customer.Orders > 0)
            yield return new("Recency, frequency and money scores", Invariant($"{customer.RecencyScore}, {customer.FrequencyScore}, {customer.MoneyScore} of 5"));
        yield return new("Orders", Invariant($"{customer.Orders}"));
        yield return new("Revenue", Invariant($"{customer.RevenueE4 / 10_000m}"));
        if (profile.NextOrder.Earliest is { } earliest)
            yield return new("Next order, predicted", Invariant($"{earliest:yyyy-MM-dd} to {profile.NextOrder.Latest:yyyy-MM-dd} (80 % interval)"));
        foreach (var (what, chance) in ((string, LikelihoodPrediction?)[])[("Churn", profile.Prediction.Churn), ("Purchase", profile.Prediction.Purchase)])
        {
            if (chance is not null)
                yield return new($"{what}, predicted", Invariant($"{chance.Probability:P0} within {chance.HorizonDays} days (model run {chance.Run})"));
        }

        if (profile.Prediction.Value is { } value)
            yield return new("Revenue in 365 days, predicted", Invariant($"{value.In365Days.Revenue.Expected:0.00} (80 % interval {value.In365Days.Revenue.Range80.Low:0.00} to {value.In365Days.Revenue.Range80.High:0.00}, model run {value.Run})"));
    }
}

/// <summary>Facts, history and consents of a person.</summary>
/// <param name="Key">The key.</param>
/// <param name="Pseudonym">How the audit names the person.</param>
/// <param name="Facts">The newest word on each fact.</param>
/// <param name="Told">All that was ever told.</param>
/// <param name="Consents">The ledger, newest first.</param>
public sealed record PersonSummary(
    string Key, string Pseudonym, IReadOnlyList<KeyValuePair<string, string>> Facts, IReadOnlyList<ToldFacts> Told, IReadOnlyList<ConsentEntry> Consents);
