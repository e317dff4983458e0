using Dashboard.Analytics.Privacy;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Analytics.Statistics;

namespace Dashboard.Analytics.Assortment;

/// <summary>Turns counts of paths into a result.</summary>
/// <param name="question">What was counted.</param>
/// <param name="tally">The counts.</param>
/// <param name="shown">The paths shown, most customers first.</param>
/// <param name="least">Customers that a number needs to be shown.</param>
internal sealed class PathMaker(PathQuestion question, PathTally tally, PathPair[] shown, int least)
{
    private const int FlowItems = 8;

    public PathResult Make(PathRequest request, Snapshot snapshot, Receipt receipt)
    {
        var enough = tally.Pairs.Count(p => p.Customers >= least);
        return new PathResult
        {
            Customers = tally.Customers,
            CameBack = tally.CameBack,
            MedianDays = tally.AllGaps.Median,
            Starts = [.. Starts()],
            Links = Links(),
            HiddenPaths = tally.Pairs.Length - enough,
            MorePaths = enough - shown.Length,
            Flow = Flow(),
            Needs = tally.Customers >= PathRequest.FewestCustomers ? null : new NotEnoughData("what is bought next", "customers with such an order in the range", PathRequest.FewestCustomers, tally.Customers),
            MembersName = AssortmentMembers.Name(request.Members),
            Least = least,
            Choices = AssortmentMembers.Choices(snapshot),
            Receipt = receipt,
        };
    }

    private static AssortmentItem Name(AssortmentItems items, int item) => item < 0 ? new AssortmentItem(PathFlow.Others, "All others")
        : item == items.Count ? new AssortmentItem(Condition.Unknown, "Unknown")
        : new AssortmentItem(items.Values[item], items.Labels[item]);

    private IEnumerable<PathStart> Starts() => Enumerable.Range(0, tally.Started.Length).Where(item => tally.Started[item] >= least)
        .OrderBy(item => item == question.From.Count).ThenByDescending(item => tally.Started[item]).ThenBy(item => item)
        .Select(item => new PathStart(Name(question.From, item), tally.Started[item], tally.Returned[item], tally.MedianDaysFrom[item]));

    private IReadOnlyList<PathLink> Links()
    {
        var counts = Array.ConvertAll(shown, pair => new CoOccurrence(pair.Customers, tally.Returned[pair.From], tally.Arrived[pair.To], tally.CameBack));
        var p = new double[counts.Length];
        Parallel.For(0, counts.Length, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, i => p[i] = counts[i].FisherP());
        var adjusted = MultipleTests.BenjaminiHochberg(p);
        return [.. shown.Select((pair, i) => new PathLink(Name(question.From, pair.From), Name(question.To, pair.To), counts[i], tally.MedianDays(pair), p[i], adjusted[i]))];
    }

    private PathFlow Flow()
    {
        var from = Largest(tally.Started);
        var to = Largest(tally.Arrived);
        var (rowOf, columnOf) = (Places(from, tally.Started.Length), Places(to, tally.Arrived.Length));
        var flow = new int[from.Length, to.Length + 1];
        foreach (var pair in tally.Pairs)
            flow[rowOf[pair.From], columnOf[pair.To]] += pair.Customers;
        for (var item = 0; item < tally.Started.Length; item++)
        {
            if (tally.Started[item] > 0)
                flow[rowOf[item], to.Length] += tally.Started[item] - tally.Returned[item];
        }

        var hidden = SmallCells.Hidden(least, flow);
        var hiddenCustomers = 0;
        for (var row = 0; row < from.Length; row++)
        {
            for (var column = 0; column <= to.Length; column++)
                hiddenCustomers += hidden[row, column] ? flow[row, column] : 0;
        }

        return new PathFlow(
            Array.ConvertAll(from, item => Name(question.From, item)),
            Array.ConvertAll(to, item => Name(question.To, item)),
            [.. Enumerable.Range(0, from.Length).Select(row => (IReadOnlyList<int?>)[.. Enumerable.Range(0, to.Length).Select(column => Shown(row, column))])],
            [.. Enumerable.Range(0, from.Length).Select(row => Shown(row, to.Length))],
            hiddenCustomers,
            question.Counting == PathCounting.Main);

        int? Shown(int row, int column) => hidden[row, column] ? null : flow[row, column];
    }

    /// <summary>The largest items, then −1 for all others when there are more.</summary>
    private static int[] Largest(int[] counts)
    {
        var all = Enumerable.Range(0, counts.Length).Where(item => counts[item] > 0).OrderByDescending(item => counts[item]).ThenBy(item => item).ToArray();
        return all.Length <= FlowItems + 1 ? all : [.. all[..FlowItems], -1];
    }

    private static int[] Places(int[] largest, int items)
    {
        var places = new int[items];
        Array.Fill(places, largest.Length - 1);
        for (var place = 0; place < largest.Length; place++)
        {
            if (largest[place] >= 0)
                places[largest[place]] = place;
        }

        return places;
    }
}
