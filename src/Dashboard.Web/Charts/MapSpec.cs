namespace Dashboard.Web.Charts;

/// <summary>Countries shaded by a value; make it with <see cref="Countries.Map"/>, which finds them on the map.</summary>
public sealed record MapSpec : ChartSpec
{
    /// <inheritdoc/>
    public override string Kind => "map";

    /// <summary>What was found on the map.</summary>
    public required IReadOnlyList<MapPlace> Places { get; init; }

    /// <summary>What was not, with its value: too small for the map, or no country. It is listed under the map.</summary>
    public IReadOnlyList<Place> Unplaced { get; init; } = [];

    /// <summary>How values become colours.</summary>
    public HeatScale Scale { get; init; }

    /// <summary>The middle of a diverging scale.</summary>
    public double Center { get; init; } = 100;
}

/// <summary>A country as the data names it.</summary>
public sealed record Place(string Name, double Value, string? Note = null);

/// <summary>A place on the map.</summary>
/// <param name="Country">The name that the map has.</param>
/// <param name="Name">The name that the data has, all of them when several mean one country.</param>
/// <param name="Value">The value.</param>
/// <param name="Note">A line for the tooltip.</param>
public sealed record MapPlace(string Country, string Name, double Value, string? Note = null);
