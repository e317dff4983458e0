using System.Text.Json.Serialization;

namespace Dashboard.Web.Charts;

/// <summary>What a chart shows; <c>Chart.razor</c> sends it to charts.js. It holds numbers and names, never markup, and colours as token names.</summary>
public abstract record ChartSpec
{
    /// <summary>Which function of charts.js draws it.</summary>
    public abstract string Kind { get; }

    /// <summary>What the chart is of, for those who cannot see it: "Revenue by month".</summary>
    public required string Label { get; init; }

    /// <summary>What a value is, as a table heading: "Revenue".</summary>
    public string ValueName { get; init; } = "Value";

    /// <summary>How values are written.</summary>
    public ValueFormat Format { get; init; } = ValueFormat.Integer;

    /// <summary>Height in pixels; kept free while the chart is being drawn.</summary>
    public virtual int Height { get; init; } = 320;
}

/// <summary>Lines over time or another ordered axis; gaps are nulls.</summary>
public sealed record LineSpec : ChartSpec
{
    /// <inheritdoc/>
    public override string Kind => "line";

    /// <summary>One label a point, already in the culture of the page.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>What the labels are: "Month".</summary>
    public string AxisName { get; init; } = "Date";

    /// <summary>The lines, each with a value a label.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>Intervals around a forecast; the 80 % band is drawn darker than the 95 % band.</summary>
    public IReadOnlyList<LineBand> Bands { get; init; } = [];

    /// <summary>Flags at points.</summary>
    public IReadOnlyList<ChartAnnotation> Annotations { get; init; } = [];

    /// <summary>Whether the main line is filled down to zero.</summary>
    public bool Area { get; init; }

    /// <summary>Whether the series are parts that add up.</summary>
    public bool Stacked { get; init; }

    /// <summary>Whether the axis begins at zero.</summary>
    public bool FromZero { get; init; } = true;
}

/// <summary>One line.</summary>
public sealed record LineSeries(string Name, IReadOnlyList<double?> Values, LineRole Role = LineRole.Main, string Color = "series-1");

/// <summary>What a line is; it decides how it is drawn.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LineRole>))]
public enum LineRole
{
    /// <summary>What was recorded: solid.</summary>
    Main,

    /// <summary>The period compared with: lighter and dashed.</summary>
    Comparison,

    /// <summary>What is expected: dashed.</summary>
    Forecast,

    /// <summary>A smoothed line: thin.</summary>
    MovingAverage,
}

/// <summary>An interval around a line.</summary>
/// <param name="Name">"80% interval".</param>
/// <param name="Level">80 or 95.</param>
/// <param name="Low">Lower ends, null where there is none.</param>
/// <param name="High">Upper ends, null where there is none.</param>
/// <param name="Color">Token of the line it belongs to.</param>
public sealed record LineBand(string Name, int Level, IReadOnlyList<double?> Low, IReadOnlyList<double?> High, string Color = "series-1");

/// <summary>A flag at a point.</summary>
/// <param name="At">Index of the point.</param>
/// <param name="Text">A few words.</param>
public sealed record ChartAnnotation(int At, string Text);

/// <summary>Bars from zero.</summary>
public sealed record BarSpec : ChartSpec
{
    /// <inheritdoc/>
    public override string Kind => "bar";

    /// <summary>One label a bar or group of bars.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>What the labels are: "Country".</summary>
    public string AxisName { get; init; } = "Group";

    /// <summary>Series; one colour each.</summary>
    public required IReadOnlyList<BarSeries> Series { get; init; }

    /// <summary>Colours a bar, for a single series; null for the series' colour.</summary>
    public IReadOnlyList<string>? PointColors { get; init; }

    /// <summary>A line under the tooltip of each label, such as "+17 more".</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Lying bars: for names that are long.</summary>
    public bool Horizontal { get; init; }

    /// <summary>Whether the series are parts that add up.</summary>
    public bool Stacked { get; init; }
}

/// <summary>The bars of one series; predicted ones are hatched.</summary>
public sealed record BarSeries(string Name, IReadOnlyList<double?> Values, string Color = "series-1", bool Predicted = false);

/// <summary>Shares of a whole as areas.</summary>
public sealed record TreemapSpec : ChartSpec
{
    /// <inheritdoc/>
    public override string Kind => "treemap";

    /// <summary>The parts, in any order; drawn largest first.</summary>
    public required IReadOnlyList<Tile> Tiles { get; init; }
}

/// <summary>A part of a treemap.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its size, 0 or more.</param>
/// <param name="Color">Token; it must have an "-ink" beside it.</param>
/// <param name="Note">A line for the tooltip.</param>
public sealed record Tile(string Name, double Value, string Color = "series-1", string? Note = null);

/// <summary>A table of shaded cells.</summary>
public sealed record HeatmapSpec : ChartSpec
{
    /// <inheritdoc/>
    public override string Kind => "heatmap";

    /// <summary>Names of the rows.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>What the rows are.</summary>
    public string AxisName { get; init; } = "Group";

    /// <summary>Names of the columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Values by row, then column; null where there is none.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> Values { get; init; }

    /// <summary>A line for the tooltip of each cell, such as its count.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Notes { get; init; }

    /// <summary>Cells that are not final, such as those of a month that is not over: drawn lighter with a dashed edge; null when all are.</summary>
    public IReadOnlyList<IReadOnlyList<bool>>? Unfinished { get; init; }

    /// <summary>How values become colours.</summary>
    public HeatScale Scale { get; init; }

    /// <summary>The middle of a diverging scale: 100 for an index.</summary>
    public double Center { get; init; } = 100;

    /// <summary>The value from which a sequential scale is darkest; the largest when null. Set it where one column is always full, as in a cohort table.</summary>
    public double? Most { get; init; }

    /// <summary>Height of a row in pixels.</summary>
    public int CellHeight { get; init; } = 36;

    /// <summary>It follows from the rows.</summary>
    public override int Height => (Rows.Count * CellHeight) + 26;
}

/// <summary>How values become colours.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HeatScale>))]
public enum HeatScale
{
    /// <summary>From little to much, one hue.</summary>
    Sequential,

    /// <summary>Blue below the centre, orange above it, by factors.</summary>
    Diverging,

    /// <summary>Blue below the centre, orange above it, by standard deviations from it.</summary>
    Deviations,
}

/// <summary>A population pyramid: two sides by band, and those of whom one of both is not recorded.</summary>
public sealed record PyramidSpec : ChartSpec
{
    /// <inheritdoc/>
    public override string Kind => "pyramid";

    /// <summary>Bands from top to bottom, "Unknown" among them when there are any.</summary>
    public required IReadOnlyList<string> Bands { get; init; }

    /// <summary>What the bands are.</summary>
    public string AxisName { get; init; } = "Age";

    /// <summary>Series 0, drawn to the left.</summary>
    public required PyramidSide Left { get; init; }

    /// <summary>Series 1, drawn to the right.</summary>
    public required PyramidSide Right { get; init; }

    /// <summary>Series 2: gender not recorded or another one, drawn apart on the same scale; null when there is nobody.</summary>
    public PyramidSide? Other { get; init; }
}

/// <summary>One side of a pyramid, a value a band.</summary>
public sealed record PyramidSide(string Name, IReadOnlyList<double> Values, string Color);

/// <summary>Estimates as dots, each with its 95 % interval, on one axis.</summary>
public sealed record IntervalSpec : ChartSpec
{
    /// <inheritdoc/>
    public override string Kind => "interval";

    /// <summary>The estimates from top to bottom.</summary>
    public required IReadOnlyList<IntervalRow> Rows { get; init; }

    /// <summary>What the rows are: "Segment".</summary>
    public string AxisName { get; init; } = "Group";

    /// <summary>The value that has a line of its own: 0 for no effect.</summary>
    public double Reference { get; init; }

    /// <summary>What <see cref="IntervalRow.Other"/> is, drawn as a hollow diamond; null when no row has it.</summary>
    public string? OtherName { get; init; }

    /// <summary>It follows from the rows.</summary>
    public override int Height => (Math.Max(1, Rows.Count) * 34) + 24;
}

/// <summary>An estimate with its interval.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Value">The estimate; null when it is not known.</param>
/// <param name="Low">Lower end; null when there is none.</param>
/// <param name="High">Upper end; null when there is none.</param>
/// <param name="Note">A line for the tooltip, such as the sample size.</param>
/// <param name="Color">Token.</param>
/// <param name="Other">Another figure of the same unit to stand beside, without interval.</param>
public sealed record IntervalRow(string Name, double? Value, double? Low, double? High, string? Note = null, string Color = "series-1", double? Other = null);

/// <summary>What was clicked or chosen by key.</summary>
/// <param name="Series">Index of the series, row or side.</param>
/// <param name="Point">Index of the label, tile, column, step or place.</param>
public readonly record struct ChartMark(int Series, int Point);
