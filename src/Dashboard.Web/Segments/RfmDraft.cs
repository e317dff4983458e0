using System.Globalization;
using Dashboard.Analytics.Segments;

namespace Dashboard.Web.Segments;

/// <summary>A definition of RFM while a person edits it: texts that may not be right yet.</summary>
public sealed class RfmDraft
{
    private RfmDraft(string[][] edges, RfmGroup[] map, string[] names, string[] actions) => (Edges, Map, Names, Actions) = (edges, map, names, actions);

    /// <summary>Months of the window, empty for all history.</summary>
    public string? WindowMonths { get; set; }

    /// <summary>Whether the edges below count; without, the quintiles of the day.</summary>
    public bool HasFixedEdges { get; set; }

    /// <summary>Four edges each of days, orders and money.</summary>
    public string[][] Edges { get; }

    /// <summary>The group of each cell: recency 5 first, then frequency-and-money 1 first.</summary>
    public RfmGroup[] Map { get; }

    /// <summary>A name a group.</summary>
    public string[] Names { get; }

    /// <summary>An action a group.</summary>
    public string[] Actions { get; }

    /// <summary>Groups of customers with orders that no cell leads to.</summary>
    public IEnumerable<RfmGroup> Unused => RfmGroups.All.Where(g => g != RfmGroup.Prospects && !Map.Contains(g));

    /// <summary>A draft of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="edges">The edges on the day, to begin with where the definition has none.</param>
    public static RfmDraft Of(RfmDefinition definition, RfmThresholds edges) => new(
        [.. RfmThresholdsText.Format(edges).Split(';').Select(list => list.Split(','))],
        [.. definition.Map.Cells],
        [.. RfmGroups.All.Select(definition.Names.Name)],
        [.. RfmGroups.All.Select(definition.Names.Action)])
    {
        WindowMonths = definition.WindowMonths?.ToString(CultureInfo.InvariantCulture),
        HasFixedEdges = definition.Thresholds is not null,
    };

    /// <summary>The definition that is meant.</summary>
    /// <exception cref="ArgumentException">Something is not right yet; the message says what.</exception>
    public RfmDefinition Read()
    {
        var names = RfmNames.Default;
        foreach (var group in RfmGroups.All)
            names = names.With(group, Names[(int)group], Actions[(int)group]);
        return new RfmDefinition
        {
            WindowMonths = Window(),
            Thresholds = HasFixedEdges ? RfmThresholdsText.Parse(string.Join(';', Edges.Select(list => string.Join(',', list.Select(x => x?.Trim() ?? ""))))) : null,
            Map = new RfmMap(Map),
            Names = names.Checked(),
        };
    }

    private int? Window() =>
        string.IsNullOrWhiteSpace(WindowMonths) ? null
        : int.TryParse(WindowMonths.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months is >= 1 and <= RfmDefinition.LongestWindow ? months
        : throw new ArgumentException($"A window has 1 to {RfmDefinition.LongestWindow} months; leave it empty for all history.");
}
