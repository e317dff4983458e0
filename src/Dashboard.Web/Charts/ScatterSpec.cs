namespace Dashboard.Web.Charts;

/// <summary>Rows of data as dots by two of their values.</summary>
public sealed record ScatterSpec : ChartSpec
{
    /// <inheritdoc/>
    public override string Kind => "scatter";

    /// <summary>The value across.</summary>
    public required ScatterAxis X { get; init; }

    /// <summary>The value upwards.</summary>
    public required ScatterAxis Y { get; init; }

    /// <summary>Kinds of dots, with their colours.</summary>
    public required IReadOnlyList<ScatterGroup> Groups { get; init; }

    /// <summary>The dots.</summary>
    public required IReadOnlyList<ScatterPoint> Points { get; init; }

    /// <summary>What a dot is: "Customer".</summary>
    public string AxisName { get; init; } = "Row";
}

/// <summary>An axis of a scatter.</summary>
/// <param name="Name">What it measures.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Log">Whether equal distances are equal factors, but near 0, where they are equal differences: log(1 + value).</param>
public sealed record ScatterAxis(string Name, ValueFormat Format, bool Log = false);

/// <summary>A kind of dots.</summary>
public sealed record ScatterGroup(string Name, string Color);

/// <summary>A dot.</summary>
/// <param name="Name">What it is.</param>
/// <param name="X">Its value across.</param>
/// <param name="Y">Its value upwards.</param>
/// <param name="Group">Index of its kind.</param>
public sealed record ScatterPoint(string Name, double X, double Y, int Group);
