namespace Dashboard.Web.Charts;

/// <summary>Steps that people pass, each with fewer left.</summary>
public sealed record FunnelSpec : ChartSpec
{
    /// <inheritdoc/>
    public override string Kind => "funnel";

    /// <summary>The steps, first to last.</summary>
    public required IReadOnlyList<FunnelStep> Steps { get; init; }
}

/// <summary>A step of a funnel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">How many took it.</param>
/// <param name="Note">A line for the tooltip.</param>
/// <param name="Color">Token.</param>
/// <param name="OfPrevious">Share of those who took the step before; null for value over value, which is the same when no step can be skipped.</param>
public sealed record FunnelStep(string Name, double Value, string? Note = null, string Color = "series-1", double? OfPrevious = null);

/// <summary>
/// Streams between nodes in columns: who moved from where to where. Its marks are links (series 0, by their index) and nodes (series 1, by theirs).
/// </summary>
public sealed record SankeySpec : ChartSpec
{
    private const int NodeHeight = 34;

    /// <inheritdoc/>
    public override string Kind => "sankey";

    /// <summary>Headings of the columns, first to last: "First order", "Second order".</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The nodes; those of a column stand below each other in this order.</summary>
    public required IReadOnlyList<SankeyNode> Nodes { get; init; }

    /// <summary>The links, each from a node to one of a later column. A node is as tall as the larger of what comes in and what goes out.</summary>
    public required IReadOnlyList<SankeyLink> Links { get; init; }

    /// <summary>It follows from the column with the most nodes.</summary>
    public override int Height => 24 + Math.Clamp(Nodes.GroupBy(n => n.Column).Select(c => c.Count()).DefaultIfEmpty(1).Max() * NodeHeight, 240, 640);
}

/// <summary>A node of a Sankey chart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Column">Index of its column.</param>
/// <param name="Color">Token; links have that of the node they leave unless they say otherwise.</param>
/// <param name="Note">A line for the tooltip.</param>
public sealed record SankeyNode(string Name, int Column, string Color = "series-1", string? Note = null);

/// <summary>A link of a Sankey chart.</summary>
/// <param name="From">Index of the node that it leaves.</param>
/// <param name="To">Index of the node that it enters.</param>
/// <param name="Value">How much flows, 0 or more.</param>
/// <param name="Note">A line for the tooltip.</param>
/// <param name="Color">Token; null for that of the node that it leaves.</param>
public sealed record SankeyLink(int From, int To, double Value, string? Note = null, string? Color = null);
