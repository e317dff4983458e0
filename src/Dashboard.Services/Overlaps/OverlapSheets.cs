using Dashboard.Analytics.Overlaps;
using Dashboard.Analytics.Privacy;
using Dashboard.Services.Excel;

namespace Dashboard.Services.Overlaps;

/// <summary>The overlap of sets of customers as sheets: intersections, pairs, sets. Counts of few people are joined or left empty as <see cref="CountRelease"/> says, so that no file gives them away.</summary>
public static class OverlapSheets
{
    /// <summary>The names that <see cref="Part"/> knows, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["intersections", "pairs", "sets"];

    /// <summary>All sheets.</summary>
    /// <param name="result">The overlap.</param>
    /// <param name="names">What the sets are called, a name a set.</param>
    public static IReadOnlyList<Sheet> All(OverlapResult result, IReadOnlyList<string> names) => [.. Parts.Select(part => Part(result, names, part)!)];

    /// <summary>One sheet by its name in <see cref="Parts"/>, or null.</summary>
    /// <param name="result">The overlap.</param>
    /// <param name="names">What the sets are called, a name a set.</param>
    /// <param name="part">The name.</param>
    public static Sheet? Part(OverlapResult result, IReadOnlyList<string> names, string part) => part switch
    {
        "intersections" => Intersections(result, names),
        "pairs" => Pairs(result, names),
        "sets" => Sets(result, names),
        _ => null,
    };

    private static Sheet Intersections(OverlapResult result, IReadOnlyList<string> names)
    {
        var release = result.Release;
        var rows = result.Intersections
            .Where(i => release.Shows(i.Pattern) || (result.Mode == OverlapMode.Inclusive && release.Inclusive.Contains(i.Pattern)))
            .Select(i => new Row(
                string.Join(" and ", i.Sets.Select(s => names[s])),
                i.SetCount,
                release.Shows(i.Pattern) ? i.Exclusive : null,
                release.Inclusive.Contains(i.Pattern) ? i.Inclusive : null,
                result.Mode == OverlapMode.Exclusive || (release.Shows(i.Pattern) && release.Inclusive.Contains(i.Pattern) && i.Inclusive == i.Exclusive) ? i.Contactable : null,
                result.RuleOf(i.Pattern).ToString()))
            .ToList();
        if (release.Shows(0))
            rows.Add(new("None of the sets", 0, result.InNone, null, null, result.RuleOf(0).ToString()));
        if (release.Joined.Count > 0)
            rows.Add(new($"{release.Joined.Count} smaller intersections{(release.Shows(0) ? "" : ", none of the sets among them")}", null, release.JoinedCustomers, null, null, null));
        return Sheet.Of(
            "Intersections",
            [
                new("Sets", CellKind.Text) { Width = 50 }, new("Number of sets", CellKind.Integer), new("Customers in exactly these", CellKind.Integer), new("Customers in all of these", CellKind.Integer),
                .. result.Channels.Select(c => new SheetColumn($"Contactable by {c}", CellKind.Integer)), new("Rule", CellKind.Text) { Width = 80 },
            ],
            rows,
            (sheet, row) =>
            {
                sheet.Text(row.Sets);
                sheet.Integer(row.SetCount);
                sheet.Integer(row.Exclusive);
                sheet.Integer(row.Inclusive);
                for (var channel = 0; channel < result.Channels.Count; channel++)
                    sheet.Integer(row.Contactable?[channel]);
                sheet.Text(row.Rule);
            });
    }

    private static Sheet Pairs(OverlapResult result, IReadOnlyList<string> names) => Sheet.Of(
        "Pairs",
        [
            new("First set", CellKind.Text), new("Second set", CellKind.Text), new("Customers of the first", CellKind.Integer), new("Customers of the second", CellKind.Integer), new("In both", CellKind.Integer),
            new("Of the first", CellKind.Percent), new("Of the second", CellKind.Percent), Number("Jaccard"), Number("Overlap coefficient"), Number("Lift"), Number("Lift, 95% from"), Number("Lift, 95% to"),
        ],
        result.Pairs,
        (row, pair) =>
        {
            // Every figure of a pair says how many share, given the sizes of its sets.
            var (first, second) = (ShowsSet(result, pair.First), ShowsSet(result, pair.Second));
            var shown = first && second && result.Release.Inclusive.Contains(1 << pair.First | 1 << pair.Second) ? pair : null;
            row.Text(names[pair.First]);
            row.Text(names[pair.Second]);
            row.Integer(first ? pair.SizeFirst : null);
            row.Integer(second ? pair.SizeSecond : null);
            row.Integer(shown?.Both);
            row.Percent(shown?.ShareOfFirst);
            row.Percent(shown?.ShareOfSecond);
            row.Number(shown?.Jaccard);
            row.Number(shown?.Coefficient);
            row.Number(shown?.Lift?.Value);
            row.Number(shown?.Lift?.Interval.Low);
            row.Number(shown?.Lift?.Interval.High);
        });

    private static Sheet Sets(OverlapResult result, IReadOnlyList<string> names) => Sheet.Of(
        "Sets",
        [new("Set", CellKind.Text), new("Rule", CellKind.Text) { Width = 60 }, new("Customers", CellKind.Integer), .. result.Channels.Select(c => new SheetColumn($"Contactable by {c}", CellKind.Integer)), new("Of customers in all", CellKind.Integer)],
        result.Sets.Count,
        (row, index) =>
        {
            var (set, isShown) = (result.Sets[index], ShowsSet(result, index));
            row.Text(names[index]);
            row.Text(set.Rule.ToString());
            row.Integer(isShown ? set.Customers : null);
            foreach (var contactable in set.Contactable)
                row.Integer(isShown ? contactable : null);
            row.Integer(SmallGroups.IsSmall(result.Everybody, result.SmallestGroup) ? null : result.Everybody);
        });

    // A set is shown with those of it who may be contacted, or not at all.
    private static bool ShowsSet(OverlapResult result, int set) => result.Release.Inclusive.Contains(1 << set);

    private static SheetColumn Number(string title) => new(title, CellKind.Number) { Decimals = 4 };

    private sealed record Row(string Sets, int? SetCount, int? Exclusive, int? Inclusive, IReadOnlyList<int>? Contactable, string? Rule);
}
