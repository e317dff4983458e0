using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Rules;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Overlaps;

/// <summary>A set of customers that every shop has.</summary>
/// <param name="Rule">Its rule, in canonical text.</param>
/// <param name="Name">What it is called.</param>
public sealed record UsualSet(string Rule, string Name);

/// <summary>Sets to begin with, when nobody has chosen any: habits, consent and the best customers overlap in ways that say something, where RFM groups never do.</summary>
public static class UsualSets
{
    private const int MostSaved = 6;

    /// <summary>Sets that often overlap; consent through e-mail, else through the first channel that the data knows.</summary>
    /// <param name="channels">Channels of consents.</param>
    public static IReadOnlyList<UsualSet> Of(IReadOnlyList<string> channels)
    {
        var sets = new List<UsualSet>
        {
            new("orders(last 90 days) >= 1", "Bought in the last 90 days"),
            new("orders(ever) >= 2", "More than one order"),
            new("returns(ever) >= 1", "Returned something"),
        };
        if ((channels.Contains("email") ? "email" : channels is [var first, ..] ? first : null) is { } channel)
            sets.Insert(1, new(RuleText.Format(new FieldRule("consent", channel, new CompareTest(RuleOperator.Equal, new TextValue("granted")))), $"Agreed to {(channel == "email" ? "e-mail" : channel)}"));
        return sets;
    }

    /// <summary>The usual sets of a shop that hold somebody, its champions, and its saved segments by name. At least two, so that there is something to look at in an empty shop too.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="everybody">Who is looked at.</param>
    /// <param name="asOfDay">Day number on which rules are asked.</param>
    /// <param name="cancellationToken">Polled.</param>
    internal static RuleList<Rule> Of(Snapshot snapshot, Bitmap everybody, int asOfDay, CancellationToken cancellationToken)
    {
        var usual = Of([.. snapshot.Customers.Consent.Keys.Order(StringComparer.Ordinal)]).Select(s => RuleText.Parse(s.Rule))
            .Append(new FieldRule("rfm.group", null, new CompareTest(RuleOperator.Equal, new TextValue(RfmGroup.Champions.Name())))).ToList();
        var held = usual.Where(r => Bitmap.CountBoth(RuleMembers.Of(snapshot, r, asOfDay, cancellationToken), everybody) > 0).ToList();
        var saved = snapshot.Segments.Segments
            .OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
            .Select(s => (Rule)new SegmentRule(s.Name))
            .Where(r => RuleErrors.OfRule(snapshot, r) is null)
            .Take(MostSaved);
        return [.. held.Count >= OverlapRequest.FewestSets ? held : usual.Take(OverlapRequest.FewestSets), .. saved];
    }
}
