using Dashboard.Analytics.Segments;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>Edits a definition of RFM.</summary>
public sealed partial class RfmEditor
{
    private static readonly int[] Edges = [1, 2, 3, 4];
    private static readonly RfmGroup[] Groups = [.. RfmGroups.All.Where(g => g != RfmGroup.Prospects)];
    private RfmDefinition? shown;
    private RfmDraft draft = RfmDraft.Of(RfmDefinition.Default, new RfmThresholds([0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]));
    private string? problem;

    /// <summary>The definition to begin with.</summary>
    [Parameter, EditorRequired]
    public required RfmDefinition Definition { get; set; }

    /// <summary>Its edges on the day.</summary>
    [Parameter, EditorRequired]
    public required RfmThresholds Thresholds { get; set; }

    /// <summary>Currency of the money edges.</summary>
    [Parameter, EditorRequired]
    public required string Currency { get; set; }

    /// <summary>Try a definition.</summary>
    [Parameter]
    public EventCallback<RfmDefinition> OnPreview { get; set; }

    /// <summary>Make a definition the shop's.</summary>
    [Parameter]
    public EventCallback<RfmDefinition> OnSave { get; set; }

    /// <summary>Further buttons.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string[] Measures => ["Days since last order", "Orders", $"Net revenue in {Currency}"];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // What is being edited stays until another definition is shown.
        if (Definition == shown)
            return;
        (shown, draft, problem) = (Definition, RfmDraft.Of(Definition, Thresholds), null);
    }

    private RfmDefinition? Read()
    {
        try
        {
            problem = null;
            return draft.Read();
        }
        catch (ArgumentException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private Task PreviewAsync() => Read() is { } definition ? OnPreview.InvokeAsync(definition) : Task.CompletedTask;

    private Task SaveAsync() => Read() is { } definition ? OnSave.InvokeAsync(definition) : Task.CompletedTask;
}
