using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>Moves edges in every way and counts whose group changes, cell by cell.</summary>
/// <param name="scores">Map and present edges.</param>
/// <param name="edges">Edges of days, orders and money.</param>
/// <param name="counts">Customers by place among the edges of days, orders and money.</param>
internal sealed class EdgeTrials(RfmScores scores, MovedEdges[] edges, int[] counts)
{
    private readonly int[][] present = Array.ConvertAll(edges, e => e.Scores(null, 0));
    private readonly bool[] near5 = new bool[counts.Length];
    private readonly bool[] near10 = new bool[counts.Length];

    public RfmStability Result(RfmDefinition definition, Receipt receipt)
    {
        var trials = new List<RfmEdgeTrial>();
        for (var measure = 0; measure < edges.Length; measure++)
        {
            for (var edge = 0; edge < 4; edge++)
            {
                var value = edges[measure][edge];
                trials.Add(new RfmEdgeTrial(
                    (RfmMeasure)measure, edge + 1, value, [.. RfmStability.Percents.Select(p => MovedEdges.Moved(value, p))], [.. RfmStability.Percents.Select(p => Alone(measure, edge, p))]));
            }

            trials.Add(new RfmEdgeTrial((RfmMeasure)measure, null, null, [], [.. RfmStability.Percents.Select(p => Changed(With(measure, null, p), null))]));
        }

        trials.Add(new RfmEdgeTrial(null, null, null, [], [.. RfmStability.Percents.Select(p => Changed(Array.ConvertAll(edges, e => e.Scores(null, p)), null))]));
        var (members, membersNear5, membersNear10) = Members();
        return new RfmStability
        {
            Trials = trials,
            Groups = [.. RfmGroups.All.Where(g => g != RfmGroup.Prospects).Select(g => new RfmGroupFirmness(g, definition.Names.Name(g), members[(int)g], membersNear5[(int)g], membersNear10[(int)g]))],
            Customers = counts.Sum(),
            Near5 = membersNear5.Sum(),
            Near10 = membersNear10.Sum(),
            Definition = definition,
            Receipt = receipt,
        };
    }

    private int Alone(int measure, int edge, int percent)
    {
        var tried = With(measure, edge, percent);
        if (Math.Abs(percent) <= 5)
            Changed(tried, near5);
        return Changed(tried, near10);
    }

    private int[][] With(int measure, int? edge, int percent)
    {
        int[][] tried = [.. present];
        tried[measure] = edges[measure].Scores(edge, percent);
        return tried;
    }

    private int Changed(int[][] tried, bool[]? marked)
    {
        var changed = 0;
        for (var cell = 0; cell < counts.Length; cell++)
        {
            if (counts[cell] == 0 || GroupOf(tried, cell) == GroupOf(present, cell))
                continue;
            changed += counts[cell];
            if (marked is not null)
                marked[cell] = true;
        }

        return changed;
    }

    private (int[] All, int[] Near5, int[] Near10) Members()
    {
        var (all, members5, members10) = (new int[RfmCodes.Count], new int[RfmCodes.Count], new int[RfmCodes.Count]);
        for (var cell = 0; cell < counts.Length; cell++)
        {
            var group = GroupOf(present, cell);
            all[group] += counts[cell];
            members5[group] += near5[cell] ? counts[cell] : 0;
            members10[group] += near10[cell] ? counts[cell] : 0;
        }

        return (all, members5, members10);
    }

    private byte GroupOf(int[][] scored, int cell)
    {
        var (money, place) = (cell % edges[2].Places, cell / edges[2].Places);
        return scores.Yardstick.GroupOf(scored[0][place / edges[1].Places], scored[1][place % edges[1].Places], scored[2][money]);
    }
}
