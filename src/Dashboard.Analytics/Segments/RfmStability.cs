using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Segments;

/// <summary>How firmly customers sit in their groups, in three steps.</summary>
public enum RfmFirmness
{
    /// <summary>At most 5 % would change group if all edges were 5 % off.</summary>
    Firm,

    /// <summary>At most 10 %.</summary>
    Fair,

    /// <summary>More than 10 %.</summary>
    Fragile,
}

/// <summary>How many customers change group when edges move.</summary>
public sealed record RfmStability
{
    /// <summary>By how many per cent edges are moved, in the order of <see cref="RfmEdgeTrial.Changed"/>.</summary>
    public static IReadOnlyList<int> Percents { get; } = [-10, -5, 5, 10];

    /// <summary>Each edge alone, measure by measure, each followed by its four edges together; all twelve together last.</summary>
    public required IReadOnlyList<RfmEdgeTrial> Trials { get; init; }

    /// <summary>The groups of customers with orders, and how many members sit near an edge.</summary>
    public required IReadOnlyList<RfmGroupFirmness> Groups { get; init; }

    /// <summary>Customers with an order.</summary>
    public required int Customers { get; init; }

    /// <summary>Those whose group some edge alone would change when moved by 5 % either way.</summary>
    public required int Near5 { get; init; }

    /// <summary>The same with 10 %.</summary>
    public required int Near10 { get; init; }

    /// <summary>The definition that was moved.</summary>
    public required RfmDefinition Definition { get; init; }

    /// <summary>How it was reached.</summary>
    public required Receipt Receipt { get; init; }

    /// <summary>Share of the customers with an order who would change group if all edges were 5 % off, in the worse direction; 0 to 1.</summary>
    public double ShareAt5 => Customers == 0 ? 0 : Math.Max(Trials[^1].Changed[1], Trials[^1].Changed[2]) / (double)Customers;

    /// <summary>The number as a word.</summary>
    public RfmFirmness Firmness => ShareAt5 <= 0.05 ? RfmFirmness.Firm : ShareAt5 <= 0.1 ? RfmFirmness.Fair : RfmFirmness.Fragile;
}

/// <summary>What moving some edges does.</summary>
/// <param name="Measure">The measure, null for all edges of all measures.</param>
/// <param name="Edge">1 to 4, null for all edges of the measure.</param>
/// <param name="Value">Where the edge lies, null for several: days, orders, or ten-thousandths.</param>
/// <param name="Moved">Where it would lie, by <see cref="RfmStability.Percents"/>; empty for several.</param>
/// <param name="Changed">Customers whose group would be another, by <see cref="RfmStability.Percents"/>.</param>
public sealed record RfmEdgeTrial(RfmMeasure? Measure, int? Edge, long? Value, IReadOnlyList<long> Moved, IReadOnlyList<int> Changed);

/// <summary>How firmly the members of a group sit in it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Name">What the shop calls it.</param>
/// <param name="Customers">Members.</param>
/// <param name="Near5">Members whom some edge moved by 5 % alone would put elsewhere.</param>
/// <param name="Near10">The same with 10 %.</param>
public sealed record RfmGroupFirmness(RfmGroup Group, string Name, int Customers, int Near5, int Near10);
