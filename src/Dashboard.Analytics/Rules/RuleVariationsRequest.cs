using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Rules;

/// <summary>Asks what a rule would mean with other numbers: "what if 90 days became 60".</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Scope">The last day of its range is the as-of day; its filter narrows everybody.</param>
/// <param name="Number">Which number of <see cref="RuleNumbers.Of"/>; null tries each.</param>
/// <param name="Values">The numbers to try, for one number only; null for those of <see cref="RuleNumbers.Alternatives"/>.</param>
public sealed record RuleVariationsRequest(Rule Rule, Scope Scope, int? Number = null, RuleList<decimal>? Values = null) : IAnalysis<RuleVariations>
{
    /// <summary>Most variations of one request.</summary>
    public const int MostVariations = 100;

    /// <inheritdoc/>
    /// <exception cref="RuleException">The rule can't be used on the data.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number, a value can't stand there, or there are too many.</exception>
    public RuleVariations Run(Snapshot snapshot, CancellationToken cancellationToken)
    {
        RuleErrors.Check(snapshot, Rule);
        var audience = new RuleAudience(snapshot, Scope, cancellationToken);
        var numbers = RuleNumbers.Of(Rule);
        if (Number is { } asked && (asked < 0 || asked >= numbers.Count))
            throw new ArgumentOutOfRangeException(nameof(Number), Number, FormattableString.Invariant($"The rule has {numbers.Count} numbers."));
        if (Values is not null && Number is null)
            throw new ArgumentOutOfRangeException(nameof(Values), Values, "Values are tried for one number: say which.");
        var tried = numbers.Where(n => Number is null || n.Position == Number).SelectMany(n => (Values ?? RuleNumbers.Alternatives(n)).Select(v => (Number: n, Value: v))).ToList();
        if (tried.Count > MostVariations)
        {
            if (Values is not null)
                throw new ArgumentOutOfRangeException(nameof(Values), tried.Count, FormattableString.Invariant($"Up to {MostVariations} variations are tried at once."));
            tried.RemoveRange(MostVariations, tried.Count - MostVariations);
        }

        var now = audience.Members(Rule);
        return new RuleVariations
        {
            Numbers = numbers,
            AsOf = audience.AsOf,
            Customers = now.Count(),
            Contactable = audience.Contactable(now),
            Tried = [.. tried.Select(Try).OfType<RuleVariation>()],
            Receipt = Receipt.For(snapshot, Scope, $"Customers who meet the rule with one number changed, as of {RulePhrases.Text(audience.AsOf)}.", audience.Count, "customers") with
            {
                Details = [new("Rule", RuleText.Format(Rule))],
            },
        };

        RuleVariation? Try((RuleNumber Number, decimal Value) variation)
        {
            var rule = RuleNumbers.With(Rule, variation.Number.Position, variation.Value);
            // A proposed number may turn a range around.
            if (RuleErrors.OfRule(snapshot, rule) is { } issue)
                return Values is null ? null : throw new ArgumentOutOfRangeException(nameof(Values), variation.Value, issue.Message);
            var members = audience.Members(rule);
            return new RuleVariation(variation.Number.Position, variation.Value, rule, members.Count(), audience.Contactable(members), (members - now).Count(), (now - members).Count());
        }
    }
}

/// <summary>What a rule would mean with other numbers.</summary>
public sealed record RuleVariations
{
    /// <summary>The numbers of the rule.</summary>
    public required IReadOnlyList<RuleNumber> Numbers { get; init; }

    /// <summary>The day on which the rules were asked.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>How many customers meet the rule as it is.</summary>
    public required int Customers { get; init; }

    /// <summary>How many of them may be contacted, by channel.</summary>
    public required IReadOnlyList<ChannelCount> Contactable { get; init; }

    /// <summary>The variations, by number and then ascending, or as they were asked for.</summary>
    public required IReadOnlyList<RuleVariation> Tried { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }
}

/// <summary>A rule with one number changed.</summary>
/// <param name="Number">Position of the number.</param>
/// <param name="Value">The number instead.</param>
/// <param name="Rule">The rule with it.</param>
/// <param name="Customers">How many customers meet it.</param>
/// <param name="Contactable">How many of them may be contacted, by channel.</param>
/// <param name="Entering">How many meet it and not the rule as it is.</param>
/// <param name="Leaving">How many meet the rule as it is and not this one.</param>
public sealed record RuleVariation(int Number, decimal Value, Rule Rule, int Customers, IReadOnlyList<ChannelCount> Contactable, int Entering, int Leaving);
