using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Rules;
using Dashboard.Web.Charts;
using Dashboard.Web.Comparisons;

namespace Dashboard.Web.Overlaps;

/// <summary>Overlaps in words.</summary>
public static class OverlapText
{
    private static readonly string Unnamed = SetName.Of(new Not(new Everyone()), ChartColors.Muted).Name;

    /// <summary>Names and colours of the sets; a set without a name is called by its rule, and so are two of the same name.</summary>
    public static IReadOnlyList<SetName> Names(OverlapResult result)
    {
        var suggested = UsualSets.Of(result.Channels);
        SetName[] names = [.. result.Sets.Select((set, i) => Name(set.Rule, ChartColors.Series(i)))];
        return [.. names.Select((n, i) => names.Count(other => other.Name == n.Name) > 1 ? n with { Name = RuleText.Format(result.Sets[i].Rule) } : n)];

        SetName Name(Rule rule, string color)
        {
            var text = RuleText.Format(rule);
            if (suggested.FirstOrDefault(s => s.Rule == text)?.Name is { } known)
                return new SetName(known, color);
            var name = SetName.Of(rule, color);
            return name.Name == Unnamed ? name with { Name = text } : name;
        }
    }

    /// <summary>A combination: "Champions and Women", with "only" where customers of other sets don't count.</summary>
    public static string Name(Intersection intersection, IReadOnlyList<SetName> names, OverlapMode mode) =>
        Join([.. intersection.Sets.Select(s => names[s].Name)]) + (mode == OverlapMode.Exclusive ? " only" : "");

    /// <summary>The finding: how many are in several sets, and where most of them are.</summary>
    public static string Finding(OverlapResult result, IReadOnlyList<SetName> names)
    {
        if (result.InSeveral == 0)
            return "Nobody is in more than one of these sets";
        var largest = result.Intersections.First(i => i.SetCount > 1);
        return $"{Formats.Count(result.InSeveral, "customer")}, {Formats.Percent(result.InSeveral / (double)result.InAny)} of those in any set, {(result.InSeveral == 1 ? "is" : "are")} in several; most of them, {Formats.Integer(largest.Customers)}, in {Name(largest, names, result.Mode)}";
    }

    /// <summary>What the bars count.</summary>
    public static string Definition(OverlapResult result) => (result.Mode == OverlapMode.Exclusive
        ? "Customers in exactly the sets with a dot and in no other"
        : "Customers in all of the sets with a dot, whatever else they are in")
        + $", on {Formats.Date(result.Receipt.Range.To)}; {Formats.Integer(result.InNone)} of {Formats.Count(result.Everybody, "customer")} are in none";

    /// <summary>The pair that overlaps most, by Jaccard's coefficient.</summary>
    public static string Closest(OverlapResult result, IReadOnlyList<SetName> names) => result.Pairs.Where(p => p.Both > 0).MaxBy(p => p.Jaccard) is { } most
        ? $"{names[most.First].Name} and {names[most.Second].Name} share most: {Formats.Percent(most.Jaccard!.Value)} of those in either"
        : "No two sets share a customer";

    /// <summary>The pair furthest from chance whose interval leaves chance out.</summary>
    public static string Strongest(OverlapResult result, IReadOnlyList<SetName> names) =>
        result.Pairs.Where(p => p.Lift is { } lift && !lift.Interval.Contains(1)).MaxBy(p => Math.Abs(Math.Log(Math.Max(p.Lift!.Value, 1e-3)))) is { } most
            ? most.Both == 0
                ? $"{names[most.First].Name} and {names[most.Second].Name} share nobody; chance would give {Formats.Number(most.SizeFirst * (double)most.SizeSecond / result.Everybody, 0)}"
                : $"{names[most.First].Name} and {names[most.Second].Name}: {Formats.Number(most.Lift!.Value, 2)} times as many in both as by chance"
            : "No pair differs from chance";

    /// <summary>A pair in a line: how many share, of either set, lift with its interval.</summary>
    public static string Pair(SetPair pair, IReadOnlyList<SetName> names)
    {
        var text = $"{Formats.Count(pair.Both, "customer")} in both";
        if (pair.ShareOfFirst is { } first && pair.ShareOfSecond is { } second)
            text += $": {Formats.Percent(first)} of {names[pair.First].Name}, {Formats.Percent(second)} of {names[pair.Second].Name}";
        return pair.Lift is { } lift ? $"{text}; lift {Formats.Number(lift.Value, 2)} ({Range(pair)}, 95% interval)" : text;
    }

    /// <summary>The interval of a lift.</summary>
    public static string Range(SetPair pair) => pair.Lift is { } lift ? $"{Formats.Number(lift.Interval.Low, 2)} to {Formats.Number(lift.Interval.High, 2)}" : Formats.Missing;

    private static string Join(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
