using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>Movement between the groups from one day to another.</summary>
public sealed record RfmMovement
{
    /// <summary>The earlier day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The later day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Every pair of groups that some customer has, those who stayed included; from the best group, those not known yet last.</summary>
    public required IReadOnlyList<RfmMove> Moves { get; init; }

    /// <summary>The eleven groups and, last, customers not known yet: sums over <see cref="Moves"/>.</summary>
    public required IReadOnlyList<RfmMovementGroup> Groups { get; init; }

    /// <summary>Customers known on the later day: the sum of all moves.</summary>
    public required int Customers { get; init; }

    /// <summary>Those of them known on the earlier day.</summary>
    public required int Known { get; init; }

    /// <summary>Those of the known who are in another group now.</summary>
    public required int Moved { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>Customers who came between the days.</summary>
    public int Entries => Customers - Known;

    /// <summary>Moved as a share of the known, 0 to 1; null when nobody was known.</summary>
    public double? ShareMoved => Known == 0 ? null : (double)Moved / Known;

    internal static RfmMovement Of(MoveTally tally, (DateOnly From, DateOnly To) days, RfmNames names, Receipt receipt)
    {
        var moves = new List<RfmMove>();
        for (var then = 0; then < RfmCodes.Count; then++)
        {
            for (var now = 0; now < RfmCodes.Count; now++)
            {
                var index = (then * RfmCodes.Count) + now;
                if (tally.Customers[index] > 0)
                    moves.Add(new RfmMove(RfmCodes.GroupOf(then), (RfmGroup)now, tally.Customers[index], tally.Ordered[index], tally.BeforeE4[index], tally.AfterE4[index]));
            }
        }

        return new RfmMovement
        {
            From = days.From,
            To = days.To,
            Moves = moves,
            Groups = [.. Enumerable.Range(0, RfmCodes.Count).Select(code => RfmMovementGroup.Of(RfmCodes.GroupOf(code), names, moves))],
            Customers = moves.Sum(m => m.Customers),
            Known = moves.Where(m => m.From is not null).Sum(m => m.Customers),
            Moved = moves.Where(m => m.From is not null && !m.Stayed).Sum(m => m.Customers),
            Receipt = receipt,
        };
    }
}

/// <summary>Customers of one group then and one group now.</summary>
/// <param name="From">Group on the earlier day, null for customers not known yet.</param>
/// <param name="To">Group on the later day.</param>
/// <param name="Customers">How many.</param>
/// <param name="Ordered">Those of them who ordered between the days.</param>
/// <param name="BeforeE4">Their revenue in as many days up to the earlier day, in ten-thousandths.</param>
/// <param name="AfterE4">Their revenue between the days, in ten-thousandths.</param>
public sealed record RfmMove(RfmGroup? From, RfmGroup To, int Customers, int Ordered, long BeforeE4, long AfterE4)
{
    /// <summary>Whether the group is the same on both days.</summary>
    public bool Stayed => From == To;

    /// <summary>Change of revenue, in ten-thousandths.</summary>
    public long ChangeE4 => AfterE4 - BeforeE4;
}

/// <summary>One group on both days.</summary>
/// <param name="Group">The group, null for customers not known yet.</param>
/// <param name="Name">What the shop calls it.</param>
/// <param name="Then">Members on the earlier day: the sum of its row.</param>
/// <param name="Now">Members on the later day: the sum of its column.</param>
/// <param name="Stayed">Members on both.</param>
/// <param name="Ordered">Members on the earlier day who ordered until the later one.</param>
/// <param name="BeforeE4">Revenue of the members on the earlier day in as many days up to it, in ten-thousandths.</param>
/// <param name="AfterE4">Revenue of the members on the earlier day between the days, in ten-thousandths.</param>
public sealed record RfmMovementGroup(RfmGroup? Group, string Name, int Then, int Now, int Stayed, int Ordered, long BeforeE4, long AfterE4)
{
    /// <summary>Members on the later day who were elsewhere, or not known, on the earlier one.</summary>
    public int Entered => Now - Stayed;

    /// <summary>Members on the earlier day who are elsewhere on the later one.</summary>
    public int Left => Then - Stayed;

    /// <summary>Share of the members then who ordered until the later day, 0 to 1: what happened anyway, and so the number that an action has to beat. Null without members.</summary>
    public double? OrderedShare => Then == 0 ? null : (double)Ordered / Then;

    internal static RfmMovementGroup Of(RfmGroup? group, RfmNames names, List<RfmMove> moves)
    {
        var row = moves.FindAll(m => m.From == group);
        return new RfmMovementGroup(
            group,
            names.Name(group),
            row.Sum(m => m.Customers),
            moves.Where(m => m.To == group).Sum(m => m.Customers),
            row.Where(m => m.Stayed).Sum(m => m.Customers),
            row.Sum(m => m.Ordered),
            row.Sum(m => m.BeforeE4),
            row.Sum(m => m.AfterE4));
    }
}
