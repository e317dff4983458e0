using Dashboard.Analytics.Rules;
using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Segments;

/// <summary>Rules that mention a clustering and its clusters, <c>cluster("Habits") = "Regulars"</c>, and how they follow other names.</summary>
public static class ClusterMentions
{
    private const string Word = "cluster";

    /// <summary>A rule with the names of a clustering as they are after it was renamed. A rule that can't be read stays as it is.</summary>
    /// <param name="rule">Text of the rule.</param>
    /// <param name="model">The name of the clustering before, and after.</param>
    /// <param name="clusters">The names of its clusters before, each with the name after.</param>
    public static string Renamed(string rule, (string From, string To) model, IReadOnlyDictionary<string, string> clusters)
    {
        if (!RuleMentions.Mentions(rule, Word, model.From) || !RuleText.TryParse(rule, out var read, out _) || read is null)
            return rule;
        return RuleText.Format(Renamed(read, model, clusters));
    }

    /// <summary>Lets saved segments (as a version of their own) and export recipes follow the names of a clustering; the caller saves.</summary>
    internal static async Task FollowAsync(
        DashboardDbContext context, (string From, string To) model, IReadOnlyDictionary<string, string> clusters, long now, CancellationToken cancellationToken)
    {
        foreach (var segment in await context.SavedSegments.ToListAsync(cancellationToken))
        {
            if (Renamed(segment.Rule, model, clusters) is var rule && rule != segment.Rule)
                SegmentRows.Stamp(context, segment, SegmentRows.Of(segment).Content with { Rule = rule }, new SegmentEdit(Note: $"Follows the names of the clustering “{model.To}”"), now);
        }

        foreach (var recipe in await context.ExportRecipes.ToListAsync(cancellationToken))
        {
            recipe.Rule = Renamed(recipe.Rule, model, clusters);
            recipe.Query = RecipeMentions.Changed(recipe.Query, value => Renamed(value, model, clusters));
        }
    }

    private static Rule Renamed(Rule rule, (string From, string To) model, IReadOnlyDictionary<string, string> clusters)
    {
        return rule switch
        {
            AllOf => new AllOf([.. rule.Children.Select(Part)]),
            AnyOf => new AnyOf([.. rule.Children.Select(Part)]),
            Not not => new Not(Part(not.Part)),
            FieldRule { Field: Word, Argument: { } name } field when string.Equals(name, model.From, StringComparison.OrdinalIgnoreCase) => field with { Argument = model.To, Test = Test(field.Test) },
            _ => rule,
        };

        Rule Part(Rule part) => Renamed(part, model, clusters);

        RuleTest Test(RuleTest test) => test switch
        {
            CompareTest compare => compare with { Value = Value(compare.Value) },
            InTest among => among with { Values = [.. among.Values.Select(Value)] },
            _ => test,
        };

        RuleValue Value(RuleValue value) =>
            value is TextValue text && clusters.FirstOrDefault(c => string.Equals(c.Key, text.Text, StringComparison.OrdinalIgnoreCase)) is { Key: not null } found ? new TextValue(found.Value) : value;
    }
}
