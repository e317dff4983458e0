using System.Globalization;
using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Comparisons;

/// <summary>Tests facts one after the other and collects what was found, what is shown, and what could not be tested.</summary>
internal sealed class DifferenceTests(int sizeA, int sizeB, int smallestGroup)
{
    /// <summary>Numbers whose skewness, in both sets together, is beyond this are compared by ranks. It is decided before the sets are told apart.</summary>
    private const double LeastSkewness = 1;

    public List<Difference> Differences { get; } = [];

    public List<FactComparison> Facts { get; } = [];

    public List<NotTested> Skipped { get; } = [];

    private string Few => string.Create(CultureInfo.InvariantCulture, $"taken together or not listed, for fewer than {smallestGroup} people of one side have them");

    /// <summary>Tests each value of a fact that enough people have.</summary>
    public void Add(ShareFact fact)
    {
        var present = fact.Levels.Where(l => l.A + l.B > 0).ToList();
        if (present.Count == 0 || TooFew(fact.Name, fact.KnownA, fact.KnownB))
            return;
        bool[] joined = fact.IsExclusive
            ? SmallGroups.Joined(smallestGroup, Enumerable.Range(0, present.Count).ToArray(), -1, [.. present.Select(l => l.A)], [.. present.Select(l => l.B)])
            : [.. present.Select(l => SmallGroups.IsSmall(l.A, smallestGroup) || SmallGroups.IsSmall(l.B, smallestGroup))];
        var chosen = Largest(present, joined);
        var large = chosen.ConvertAll(i => present[i]);
        var isLarge = new bool[present.Count];
        foreach (var i in chosen)
            isLarge[i] = true;
        var small = present.Where((_, i) => !isLarge[i]).ToList();
        var isCut = joined.Count(j => j) < small.Count;
        if (large.Count == 0)
        {
            Skipped.Add(new NotTested(fact.Name, small.Count, Few));
            return;
        }

        Facts.Add(Shown(fact, fact.IsOrdered ? [.. present.Where((_, i) => isLarge[i])] : large, small));
        // Of two values one says all; the one that the first set has more of.
        var tested = fact.IsExclusive && large.Count == 2 && small.Count == 0
            ? [.. large.OrderByDescending(l => Share(l.A, fact.KnownA) - Share(l.B, fact.KnownB)).Take(1)]
            : large;
        var rare = 0;
        foreach (var level in tested)
        {
            if (IsEnough(level, fact))
                Differences.Add(Compare(fact, level));
            else
                rare++;
        }

        if (rare > 0)
            Skipped.Add(new NotTested(fact.Name, rare, string.Create(CultureInfo.InvariantCulture, $"fewer than {SetDifferences.LeastExpected} people of the smaller side would have it, or not have it")));
        if (small.Count > 0)
        {
            var why = isCut ? string.Create(CultureInfo.InvariantCulture, $"only the {SetDifferences.MostLevels} values with the most people are compared") : Few;
            Skipped.Add(new NotTested(fact.Name, small.Count, why));
        }
    }

    /// <summary>Tests a number.</summary>
    public void Add(NumberFact fact)
    {
        var groups = new RankedPair(fact.A, fact.B);
        if (groups.Count == 0 || TooFew(fact.Name, fact.A.Count, fact.B.Count))
            return;
        var medians = groups.Medians(fact.Scale);
        Facts.Add(new FactComparison
        {
            Subject = fact.Subject,
            Fact = fact.Name,
            Unit = fact.Unit,
            IsExclusive = true,
            Levels = NumberBins.Of(fact, groups, smallestGroup),
            KnownA = fact.A.Count,
            KnownB = fact.B.Count,
            UnknownA = sizeA - fact.A.Count,
            UnknownB = sizeB - fact.B.Count,
            Means = fact.A.Count > 0 && fact.B.Count > 0 ? (fact.A.Summary(fact.Scale).Mean, fact.B.Summary(fact.Scale).Mean) : null,
            Medians = medians is ({ } a, { } b, _) ? (a, b) : null,
        });
        Differences.Add(Compare(fact, groups, (medians.First!.Value, medians.Second!.Value, medians.Both!.Value)));
    }

    // The values with the most people in both sets together are looked at: that choice does not know the sets apart. Only those that can be among them are put in order.
    private static List<int> Largest(List<CountedLevel> levels, bool[] joined)
    {
        var people = new List<int>();
        for (var i = 0; i < levels.Count; i++)
        {
            if (!joined[i])
                people.Add(levels[i].A + levels[i].B);
        }

        people.Sort();
        var least = people.Count > SetDifferences.MostLevels ? people[^SetDifferences.MostLevels] : 0;
        return
        [
            .. Enumerable.Range(0, levels.Count).Where(i => !joined[i] && levels[i].A + levels[i].B >= least)
                .OrderByDescending(i => levels[i].A + levels[i].B).ThenBy(i => levels[i].Value, StringComparer.Ordinal).Take(SetDifferences.MostLevels),
        ];
    }

    private static bool IsEnough(CountedLevel level, ShareFact fact)
    {
        double known = fact.KnownA + fact.KnownB;
        var (has, hasNot) = (level.A + level.B, known - level.A - level.B);
        return Math.Min(fact.KnownA, fact.KnownB) * Math.Min(has, hasNot) / known >= SetDifferences.LeastExpected;
    }

    private static Difference Compare(ShareFact fact, CountedLevel level)
    {
        var (a, b) = (Share(level.A, fact.KnownA), Share(level.B, fact.KnownB));
        var wald = Proportions.WaldDifference(level.B, fact.KnownB, level.A, fact.KnownA, SetDifferences.Level);
        return new Difference
        {
            Subject = fact.Subject,
            Fact = fact.Name,
            Level = level.Label,
            Condition = fact.Dimension is { } dimension ? new Condition(dimension, level.Value) : null,
            Unit = FactUnit.Share,
            A = a,
            B = b,
            Both = Share(level.A + level.B, fact.KnownA + fact.KnownB),
            CountA = level.A,
            CountB = level.B,
            KnownA = fact.KnownA,
            KnownB = fact.KnownB,
            Gap = wald with { Interval = Proportions.Newcombe(level.B, fact.KnownB, level.A, fact.KnownA, SetDifferences.Level) },
            Ratio = Proportions.Ratio(level.B, fact.KnownB, level.A, fact.KnownA, SetDifferences.Level),
            Effect = Proportions.CohenH(level.B, fact.KnownB, level.A, fact.KnownA, SetDifferences.Level),
            Measure = EffectMeasure.CohenH,
            Test = Proportions.PooledZTest(level.B, fact.KnownB, level.A, fact.KnownA),
        };
    }

    private static Difference Compare(NumberFact fact, RankedPair groups, (double A, double B, double Both) medians)
    {
        var (a, b) = (fact.A.Summary(fact.Scale), fact.B.Summary(fact.Scale));
        var g = Means.HedgesG(b, a, SetDifferences.Level);
        var superiority = Superiority.Of(groups, SetDifferences.Level);
        var byRanks = g is null || Math.Abs(groups.Skewness) > LeastSkewness;
        return new Difference
        {
            Subject = fact.Subject,
            Fact = fact.Name,
            Unit = fact.Unit,
            A = a.Mean,
            B = b.Mean,
            Both = fact.A.SummaryWith(fact.B, fact.Scale).Mean,
            Medians = medians,
            CountA = fact.A.Count,
            CountB = fact.B.Count,
            KnownA = fact.A.Count,
            KnownB = fact.B.Count,
            Gap = Means.WelchDifference(b, a, SetDifferences.Level),
            HedgesG = g,
            Superiority = superiority,
            Effect = byRanks ? OnScaleOfD(superiority) : Cut(g!),
            Measure = byRanks ? EffectMeasure.Superiority : EffectMeasure.HedgesG,
            Test = byRanks ? Superiority.Test(groups) : Means.WelchTest(b, a),
        };
    }

    private static Estimate OnScaleOfD(Estimate superiority)
    {
        var (low, high) = (Superiority.AsCohenD(superiority.Interval.Low), Superiority.AsCohenD(superiority.Interval.High));
        // The slope of the scale carries the error over.
        var d = Superiority.AsCohenD(superiority.Value);
        var error = double.IsFinite(d) ? superiority.StandardError * Math.Sqrt(4 * Math.PI) * Math.Exp(d * d / 4) : 0;
        return Cut(superiority with { Value = d, StandardError = error, Interval = superiority.Interval with { Low = low, High = high } });
    }

    // Cohen's h reaches π; the other measures, which have no end, stop there too, so that ranks and charts stay finite.
    private static Estimate Cut(Estimate effect) => effect with
    {
        Value = Math.Clamp(effect.Value, -Math.PI, Math.PI),
        Interval = effect.Interval with { Low = Math.Clamp(effect.Interval.Low, -Math.PI, Math.PI), High = Math.Clamp(effect.Interval.High, -Math.PI, Math.PI) },
    };

    private static double Share(int count, int known) => known == 0 ? 0 : (double)count / known;

    private FactComparison Shown(ShareFact fact, List<CountedLevel> large, List<CountedLevel> small)
    {
        var levels = large.ConvertAll(l => Row(l.Label is null ? null : l.Value, l.Label ?? "Yes", l.A, l.B));
        if (fact.IsExclusive && small.Count > 0)
            levels.Add(Row(null, string.Create(CultureInfo.InvariantCulture, $"Other ({small.Count} values)"), small.Sum(l => l.A), small.Sum(l => l.B)));
        return new FactComparison
        {
            Subject = fact.Subject,
            Fact = fact.Name,
            Unit = FactUnit.Share,
            IsExclusive = fact.IsExclusive,
            Levels = levels,
            KnownA = fact.KnownA,
            KnownB = fact.KnownB,
            UnknownA = sizeA - fact.KnownA,
            UnknownB = sizeB - fact.KnownB,
            Joined = small.Count,
        };

        FactShare Row(string? value, string label, int a, int b) => new(value, label, a, b, Share(a, fact.KnownA), Share(b, fact.KnownB));
    }

    private bool TooFew(string name, int knownA, int knownB)
    {
        var least = Math.Max(SetDifferences.LeastSample, smallestGroup);
        if (knownA >= least && knownB >= least)
            return false;
        Skipped.Add(new NotTested(name, 0, string.Create(CultureInfo.InvariantCulture, $"known of fewer than {least} people of one side")));
        return true;
    }
}
