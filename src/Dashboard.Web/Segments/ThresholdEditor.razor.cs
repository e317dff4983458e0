using Dashboard.Analytics.Segments;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>Edits the edges between the RFM scores.</summary>
public sealed partial class ThresholdEditor
{
    private readonly string[][] texts = [new string[4], new string[4], new string[4]];
    private RfmThresholds? shown;
    private string? problem;

    /// <summary>The edges on the screen.</summary>
    [Parameter, EditorRequired]
    public required RfmThresholds Thresholds { get; set; }

    /// <summary>Currency of the money edges.</summary>
    [Parameter, EditorRequired]
    public required string Currency { get; set; }

    /// <summary>Whether the edges on the screen are a preview.</summary>
    [Parameter]
    public bool IsPreview { get; set; }

    /// <summary>Try edges; null leaves the preview.</summary>
    [Parameter]
    public EventCallback<RfmThresholds?> OnPreview { get; set; }

    /// <summary>Make edges the shop's; null for the quintiles.</summary>
    [Parameter]
    public EventCallback<RfmThresholds?> OnSave { get; set; }

    private string[] Measures => ["Days since last order", "Orders", $"Net revenue in {Currency}"];

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Thresholds.Equals(shown))
            return;
        shown = Thresholds;
        var lists = ThresholdsQuery.Format(Thresholds).Split(';');
        for (var measure = 0; measure < lists.Length; measure++)
            lists[measure].Split(',').CopyTo(texts[measure], 0);
    }

    private RfmThresholds? Read()
    {
        try
        {
            problem = null;
            return ThresholdsQuery.Parse(string.Join(';', texts.Select(t => string.Join(',', t.Select(x => x?.Trim() ?? "")))));
        }
        catch (ArgumentException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private Task PreviewAsync() => Read() is { } thresholds ? OnPreview.InvokeAsync(thresholds) : Task.CompletedTask;

    private Task SaveAsync() => Read() is { } thresholds ? OnSave.InvokeAsync(thresholds) : Task.CompletedTask;
}
