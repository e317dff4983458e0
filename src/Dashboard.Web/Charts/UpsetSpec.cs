namespace Dashboard.Web.Charts;

/// <summary>
/// Intersections of sets: bars above, below each the dots of its sets, the sizes of the sets at the left (UpSet: Lex et al. 2014, IEEE TVCG 20:1983). As many bars are drawn as fit; what the smaller ones hold is said.
/// Its marks are bars (series 0, by their index) and sets (series 1, by theirs).
/// </summary>
public sealed record UpsetSpec : ChartSpec
{
    private const int BarsHeight = 220;
    private const int SetHeight = 28;

    /// <inheritdoc/>
    public override string Kind => "upset";

    /// <summary>The sets from top to bottom.</summary>
    public required IReadOnlyList<UpsetSet> Sets { get; init; }

    /// <summary>The intersections, largest first.</summary>
    public required IReadOnlyList<UpsetBar> Bars { get; init; }

    /// <summary>Whether nobody is counted in two bars, so that the smaller ones can be added up.</summary>
    public bool AddsUp { get; init; }

    /// <summary>It follows from the sets.</summary>
    public override int Height => BarsHeight + (Sets.Count * SetHeight) + 8;
}

/// <summary>A set of an UpSet chart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its size.</param>
/// <param name="Color">Token.</param>
/// <param name="Note">A line for the tooltip.</param>
public sealed record UpsetSet(string Name, double Value, string Color = "series-1", string? Note = null);

/// <summary>An intersection of an UpSet chart.</summary>
/// <param name="Name">Its sets in words.</param>
/// <param name="Sets">Indexes of its sets, ascending.</param>
/// <param name="Value">How many it holds.</param>
/// <param name="Note">A line for the tooltip.</param>
/// <param name="Color">Token.</param>
public sealed record UpsetBar(string Name, IReadOnlyList<int> Sets, double Value, string? Note = null, string Color = "series-1");
