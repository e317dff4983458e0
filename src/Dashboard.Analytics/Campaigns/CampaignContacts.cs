using System.Collections;
using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Campaigns;

/// <summary>Which customers of a campaign are listed; null means either way. Customers of whom a step is not known are in neither answer.</summary>
/// <param name="Control">Held out, or treated.</param>
/// <param name="Delivered">Reached or not.</param>
/// <param name="Opened">Opened or not.</param>
/// <param name="Clicked">Clicked or not.</param>
/// <param name="Converted">Bought in the outcome window or not.</param>
/// <param name="Attributed">Whether the campaign's click earned an order of theirs.</param>
/// <param name="Search">Text that key, name or e-mail address contains, whatever the case.</param>
public sealed record ContactFilter(
    bool? Control = null,
    bool? Delivered = null,
    bool? Opened = null,
    bool? Clicked = null,
    bool? Converted = null,
    bool? Attributed = null,
    string? Search = null);

/// <summary>The customers of a campaign, one row each.</summary>
/// <param name="Key">The campaign's key.</param>
/// <param name="Scope">Whom, as in <see cref="CampaignRequest"/>.</param>
/// <param name="Filter">Which of them.</param>
/// <param name="Rules">How conversions are counted and credited; null for the defaults.</param>
public sealed record CampaignContactsRequest(string Key, Scope Scope, ContactFilter Filter, CampaignRules? Rules = null) : IAnalysis<CampaignContactsResult>, IScoped
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A window is out of range.</exception>
    public CampaignContactsResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var rules = Rules ?? CampaignRules.Default;
        rules.Check();
        var index = Array.IndexOf(snapshot.Campaigns.Keys, Key);
        if (index < 0)
            return new CampaignContactsResult { Rows = [], Customers = 0, Receipt = MakeReceipt(snapshot, rules, 0, 0, OutcomeSource.NotKnown) };
        var selection = CampaignSelection.Of(snapshot, Scope.Filter, index);
        var people = Respondents.Of(snapshot, index, rules, selection);
        cancellationToken.ThrowIfCancellationRequested();
        var credits = Credits(snapshot, people, rules, selection);
        var listed = new List<int>();
        for (var i = 0; i < people.Count; i++)
        {
            if (IsWanted(snapshot, people, credits, i))
                listed.Add(i);
        }

        return new CampaignContactsResult
        {
            Rows = new ContactRows(snapshot, people, credits, [.. listed]),
            Customers = people.Count,
            Receipt = MakeReceipt(snapshot, rules, listed.Count, people.Count, people.Source),
        };
    }

    private bool IsWanted(Snapshot snapshot, Respondents people, Dictionary<int, Credit> credits, int i)
    {
        var (flags, known) = (people.Flags[i], people.Known[i]);
        if (Filter.Control is { } control && control != ((flags & ContactFlags.Control) != ContactFlags.None))
            return false;
        if (!Is(Filter.Delivered, ContactFlags.Delivered) || !Is(Filter.Opened, ContactFlags.Opened)
            || !Is(Filter.Clicked, ContactFlags.Clicked) || !Is(Filter.Converted, ContactFlags.Converted))
            return false;
        if (Filter.Attributed is { } attributed && attributed != credits.ContainsKey(people.Customer[i]))
            return false;
        if (string.IsNullOrWhiteSpace(Filter.Search))
            return true;
        var (customers, customer, text) = (snapshot.Customers, people.Customer[i], Filter.Search.Trim());
        return Has(customers.Keys[customer]) || Has(customers.Names[customer]) || Has(customers.Emails[customer]);

        bool Is(bool? wanted, ContactFlags step) => wanted is not { } yes || ((known & step) != ContactFlags.None && yes == ((flags & step) != ContactFlags.None));
        bool Has(string? value) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) ?? false;
    }

    private static Dictionary<int, Credit> Credits(Snapshot snapshot, Respondents people, CampaignRules rules, Selection selection)
    {
        var credits = new Dictionary<int, Credit>();
        if (!people.OrdersCover)
        {
            for (var i = 0; i < people.Count && people.Source == OutcomeSource.Recorded; i++)
            {
                if (CampaignSummary.IsRecordedCredit(people.Flags[i]))
                    credits[people.Customer[i]] = new Credit(1, people.Knows(i, ContactFlags.Revenue) ? people.RevenueE4[i] : null);
            }

            return credits;
        }

        foreach (var order in ClickCredits.Of(snapshot, rules.AttributionDays).OrdersOf(people.Campaign))
        {
            var customer = snapshot.Orders.Customer[order];
            if (!selection.Customers[customer] || !selection.Orders[order])
                continue;
            var sum = credits.GetValueOrDefault(customer);
            credits[customer] = new Credit(sum.Conversions + 1, (sum.RevenueE4 ?? 0) + selection.AmountE4[order]);
        }

        return credits;
    }

    private Receipt MakeReceipt(Snapshot snapshot, CampaignRules rules, int listed, int customers, OutcomeSource source) => Receipt.For(
        snapshot, Scope, "Customers of one campaign, treated or held out, with what is known of each. " + CampaignText.Definition(rules), listed, "customers") with
    {
        ComparedWith = null,
        LeftOut = listed < customers ? [new LeftOut(customers - listed, "customers of the campaign who do not match the list's filter")] : [],
        Details =
        [
            new("Campaign", Key),
            new("List filter", Describe()),
            new("Outcome", CampaignText.Outcome(source, rules)),
            .. CampaignText.Details(rules),
        ],
    };

    private string Describe()
    {
        var parts = new List<string>();
        Add(Filter.Control, "held out", "treated");
        Add(Filter.Delivered, "delivered", "not delivered");
        Add(Filter.Opened, "opened", "not opened");
        Add(Filter.Clicked, "clicked", "not clicked");
        Add(Filter.Converted, "converted", "not converted");
        Add(Filter.Attributed, "with an attributed order", "without an attributed order");
        if (!string.IsNullOrWhiteSpace(Filter.Search))
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"containing “{Filter.Search.Trim()}”"));
        return parts.Count == 0 ? "everybody" : string.Join(", ", parts);

        void Add(bool? wanted, string yes, string no)
        {
            if (wanted is { } value)
                parts.Add(value ? yes : no);
        }
    }
}

/// <summary>The customers of a campaign that were asked for.</summary>
public sealed record CampaignContactsResult
{
    /// <summary>One row a customer, by customer index. Rows are made when they are read, so a list of a million costs no more than its indices.</summary>
    public required IReadOnlyList<CampaignContact> Rows { get; init; }

    /// <summary>Customers of the campaign, listed or not.</summary>
    public required int Customers { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>A customer in a campaign; null stands for what is not recorded.</summary>
public sealed record CampaignContact
{
    /// <summary>Customer index.</summary>
    public required int Customer { get; init; }

    /// <summary>The shop's own id of the customer.</summary>
    public required string Key { get; init; }

    /// <summary>Name.</summary>
    public required string? Name { get; init; }

    /// <summary>E-mail address.</summary>
    public required string? Email { get; init; }

    /// <summary>RFM group on the day before the campaign's start; null when the customer was not known then.</summary>
    public required RfmGroup? Segment { get; init; }

    /// <summary>What the shop calls the group; null without one.</summary>
    public required string? SegmentName { get; init; }

    /// <summary>Whether the customer was held out.</summary>
    public required bool IsControl { get; init; }

    /// <summary>Number of contacts.</summary>
    public required int Contacts { get; init; }

    /// <summary>Time of the first contact on the shop's clock; the start of the campaign where the contact has none.</summary>
    public required DateTime? At { get; init; }

    /// <summary>Delivered.</summary>
    public required bool? Delivered { get; init; }

    /// <summary>Opened.</summary>
    public required bool? Opened { get; init; }

    /// <summary>Clicked or visited.</summary>
    public required bool? Clicked { get; init; }

    /// <summary>Bought in the outcome window.</summary>
    public required bool? Converted { get; init; }

    /// <summary>Net revenue of the outcome window in ten-thousandths.</summary>
    public required long? RevenueE4 { get; init; }

    /// <summary>Orders that the campaign's click earned.</summary>
    public required int AttributedConversions { get; init; }

    /// <summary>Their net revenue in ten-thousandths; null when not known.</summary>
    public required long? AttributedRevenueE4 { get; init; }
}

internal readonly record struct Credit(int Conversions, long? RevenueE4);

internal sealed class ContactRows(Snapshot snapshot, Respondents people, Dictionary<int, Credit> credits, int[] listed) : IReadOnlyList<CampaignContact>
{
    private readonly Codes groups = CampaignSelection.ColumnOf(snapshot, Dimension.Segment, people.Campaign).Codes;

    public int Count => listed.Length;

    public CampaignContact this[int index]
    {
        get
        {
            var i = listed[index];
            var (customer, flags, known) = (people.Customer[i], people.Flags[i], people.Known[i]);
            var credit = credits.TryGetValue(customer, out var found) ? found : new Credit(0, people.OrdersCover ? 0 : null);
            return new CampaignContact
            {
                Customer = customer,
                Key = snapshot.Customers.Keys.Text(customer),
                Name = snapshot.Customers.Names[customer],
                Email = snapshot.Customers.Emails[customer],
                Segment = groups[customer] < 0 ? null : (RfmGroup)groups[customer],
                SegmentName = groups[customer] < 0 ? null : snapshot.Settings.Rfm.Names.Name((RfmGroup)groups[customer]),
                IsControl = (flags & ContactFlags.Control) != ContactFlags.None,
                Contacts = people.Contacts[i],
                At = people.Minute[i] < 0 ? null : DateTime.MinValue.AddMinutes(people.Minute[i]),
                Delivered = Known(ContactFlags.Delivered),
                Opened = Known(ContactFlags.Opened),
                Clicked = Known(ContactFlags.Clicked),
                Converted = Known(ContactFlags.Converted),
                RevenueE4 = (known & ContactFlags.Revenue) == ContactFlags.None ? null : people.RevenueE4[i],
                AttributedConversions = credit.Conversions,
                AttributedRevenueE4 = credit.RevenueE4,
            };

            bool? Known(ContactFlags step) => (known & step) == ContactFlags.None ? null : (flags & step) != ContactFlags.None;
        }
    }

    public IEnumerator<CampaignContact> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
