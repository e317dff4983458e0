using Dashboard.Services.Imports;
using Dashboard.Services.Imports.Reading;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Data;

/// <summary>What the columns of a file mean, open to change; what is wrong with it is said at once.</summary>
public sealed partial class MappingStep
{
    private IReadOnlySet<string> conflicts = new HashSet<string>();

    /// <summary>The file.</summary>
    [Parameter, EditorRequired]
    public required ImportDraft Draft { get; set; }

    /// <summary>Back to the preview.</summary>
    [Parameter]
    public EventCallback OnBack { get; set; }

    /// <summary>On to the dry run.</summary>
    [Parameter]
    public EventCallback OnNext { get; set; }

    private FileProfile Profile => Draft.Profile!;

    private ImportPlan Plan => Draft.Plan!;

    private int Mapped => Plan.Mapping.Columns.Count(c => c.Field is not null);

    private bool AsksForDates => Draft.Choices.DateFormat is null
        && Plan.Mapping.Columns.Any(m => m.Field is { } meant && FieldCatalog.Find(Plan.Kind, meant)?.Shape == FieldShape.Date && Profile.Columns.Any(c => c.Name == m.Column && c.DateOrderIsAmbiguous));

    /// <inheritdoc/>
    protected override void OnParametersSet() => conflicts = MappingChanges.Conflicts(Plan.Mapping);

    private void Set(string column, string field) => SetAll(MappingChanges.Set(Plan, column, Enum.TryParse<ImportField>(field, out var chosen) ? chosen : null));

    private void SetAll(FieldMapping? mapping)
    {
        Draft.Choose(c => c with { Mapping = mapping });
        conflicts = MappingChanges.Conflicts(Plan.Mapping);
    }
}
