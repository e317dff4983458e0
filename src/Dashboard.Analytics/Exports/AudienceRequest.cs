using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Exports;

/// <summary>
/// Who would be in a file: the customers of a rule within a scope, and of them those who may be contacted through the channel that the file is for.
/// </summary>
/// <param name="Scope">When, and whom else the filter leaves; the rule is asked on the last day of the range.</param>
/// <param name="Rule">The customers.</param>
/// <param name="Channel">What the file is for: a channel of which customers were asked, or null for analysis only, which takes everybody and no contact details.</param>
public sealed record AudienceRequest(Scope Scope, Rule Rule, string? Channel) : IAnalysis<AudienceResult>
{
    /// <summary>Rows of the preview.</summary>
    public const int PreviewRows = 5;

    /// <inheritdoc/>
    /// <exception cref="RuleException">The rule can't be used on this data.</exception>
    /// <exception cref="ArgumentException">Nobody was ever asked about the channel.</exception>
    public AudienceResult Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var asOfDay = snapshot.Resolve(Scope.Range).To.DayNumber;
        var matching = CustomerMembers.Of(snapshot, Scope, Population.Everyone).Flags & RuleMembers.Of(snapshot, Rule, asOfDay, cancellationToken);
        var channels = snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal).Select(c => ChannelOf(snapshot, matching, c)).ToArray();
        var channel = Channel is null ? null : Array.Find(channels, c => string.Equals(c.Channel, Channel, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"Nobody was asked about '{Channel}', so nobody may be contacted that way. {(channels.Length == 0 ? "Import consents first." : $"Choose one of {string.Join(", ", channels.Select(c => c.Channel))}.")}");
        var files = FileOf(channel?.Channel).Run(snapshot, cancellationToken);
        return new AudienceResult
        {
            Known = snapshot.Customers.Count,
            Matching = matching.Count(),
            Channels = channels,
            Channel = channel,
            Included = files.Count,
            AttributeNames = files.AttributeNames,
            Models = snapshot.Models,
            Predicted = files.Predicted,
            Preview = [.. files.Rows.Take(PreviewRows)],
            Receipt = Explained(files.Receipt, matching.Count(), channel),
        };
    }

    /// <summary>The rows of the file: those who match and may be contacted, the most valuable first.</summary>
    /// <param name="channel">The channel, or null for analysis only.</param>
    public CustomerExportRequest FileOf(string? channel)
    {
        var rule = channel is null ? Rule : Rule.All(Rule, new FieldRule("contactable", channel, new FlagTest()));
        // Several rules of a filter are alternatives: one that the screen filters by is joined to this one.
        var others = Scope.Filter.Values(Dimension.Rule).Select(RuleText.Parse).ToArray();
        if (others.Length > 0)
            rule = Rule.All(rule, Rule.Any(others));
        return new CustomerExportRequest(Scope with { Filter = Scope.Filter.Only(Dimension.Rule, RuleText.Format(rule)) }, Sort: CustomerSort.Revenue, Descending: true);
    }

    private Receipt Explained(Receipt receipt, int matching, AudienceChannel? channel) => receipt with
    {
        Definition = "Customers of the rule, as of the last day of the range; " + (channel is null
            ? "for analysis only: no names or addresses."
            : $"only those who agreed to marketing by {channel.Channel} and have the address that it needs."),
        LeftOut = channel is null ? receipt.LeftOut :
        [
            .. receipt.LeftOut,
            .. Reasons(channel).Where(r => r.Rows > 0),
        ],
        Details =
        [
            new("Rule", RuleText.Format(Rule)),
            new("In words", RuleSentence.Of(Rule)),
            new("Purpose", AudienceResult.PurposeOf(channel)),
            new("Customers of the rule", matching.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            .. receipt.Details,
        ],
    };

    private static IEnumerable<LeftOut> Reasons(AudienceChannel channel) =>
    [
        new(channel.Refused, $"refused marketing by {channel.Channel}"),
        new(channel.NeverAsked, $"never asked about marketing by {channel.Channel}"),
        new(channel.WithoutAddress, "agreed, and no address on record"),
    ];

    private static AudienceChannel ChannelOf(Snapshot snapshot, Bitmap matching, string channel)
    {
        var refused = Bitmap.CountBoth(matching, Predicates.Between(snapshot.Customers.Consent[channel], sbyte.MinValue, (sbyte)-1));
        var granted = Bitmap.CountBoth(matching, snapshot.ConsentTo(channel));
        var contactable = Bitmap.CountBoth(matching, Contactable.Of(snapshot, channel)!);
        return new AudienceChannel(channel, contactable, refused, matching.Count() - granted - refused, granted - contactable);
    }
}

/// <summary>Who would be in a file.</summary>
public sealed record AudienceResult
{
    /// <summary>Customers whom the data knows.</summary>
    public required int Known { get; init; }

    /// <summary>Customers of the rule within the scope.</summary>
    public required int Matching { get; init; }

    /// <summary>Of them, who may be contacted how; one entry for each channel that any customer was asked about.</summary>
    public required IReadOnlyList<AudienceChannel> Channels { get; init; }

    /// <summary>The channel that the file is for, or null for analysis only.</summary>
    public required AudienceChannel? Channel { get; init; }

    /// <summary>What the file is for, in words.</summary>
    public string Purpose => PurposeOf(Channel);

    /// <summary>Rows of the file.</summary>
    public required int Included { get; init; }

    /// <summary>Custom attributes that the file can have as columns.</summary>
    public required IReadOnlyList<string> AttributeNames { get; init; }

    /// <summary>The models in use, which give further columns.</summary>
    public PredictionModels Models { get; init; } = PredictionModels.None;

    /// <summary>What they say of the customers of the preview.</summary>
    public PredictedValues? Predicted { get; init; }

    /// <summary>The first rows of the file.</summary>
    public required IReadOnlyList<CustomerListRow> Preview { get; init; }

    /// <summary>How it was reached, with those left out by reason.</summary>
    public required Receipt Receipt { get; init; }

    internal static string PurposeOf(AudienceChannel? channel) => channel is null ? "Analysis" : $"Marketing by {channel.Channel}, on the customers' consent";
}

/// <summary>The customers of a rule by what may be done through a channel; the four numbers add up to all of them.</summary>
/// <param name="Channel">"email", "sms" …</param>
/// <param name="Contactable">Agreed, and have the address that the channel needs.</param>
/// <param name="Refused">Said no.</param>
/// <param name="NeverAsked">Nothing is recorded.</param>
/// <param name="WithoutAddress">Agreed, and have no address on record.</param>
public sealed record AudienceChannel(string Channel, int Contactable, int Refused, int NeverAsked, int WithoutAddress);
