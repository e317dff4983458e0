using Dashboard.Services.Imports;

namespace Dashboard.Web.Data;

/// <summary>The steps of an import, in order.</summary>
public enum ImportStep
{
    /// <summary>A file comes to the server.</summary>
    Upload,

    /// <summary>What is in it.</summary>
    Preview,

    /// <summary>What its columns mean.</summary>
    Mapping,

    /// <summary>What importing it would do.</summary>
    Check,

    /// <summary>It is imported.</summary>
    Import,

    /// <summary>What it did.</summary>
    Done,
}

/// <summary>Which step an import is at.</summary>
public static class ImportSteps
{
    /// <summary>Names as the rail shows them.</summary>
    public static string Name(ImportStep step) => step switch
    {
        ImportStep.Check => "Dry run",
        _ => step.ToString(),
    };

    /// <summary>The step to show: the one that was asked for, or the last one before it that can be shown.</summary>
    /// <param name="draft">The file; null when none was chosen.</param>
    /// <param name="asked">Name of a step from the address; null for the furthest that needs no decision.</param>
    public static ImportStep Resolve(ImportDraft? draft, string? asked)
    {
        if (draft is null)
            return ImportStep.Upload;
        if (draft.Report is not null)
            return ImportStep.Done;
        if (draft is { Work.IsRunning: true, Doing: DraftTask.Importing })
            return ImportStep.Import;
        var step = Enum.TryParse<ImportStep>(asked, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : ImportStep.Preview;
        var furthest = draft.Profile is null ? ImportStep.Preview : draft.IsReady ? ImportStep.Check : ImportStep.Mapping;
        return step == ImportStep.Upload ? ImportStep.Preview : step < furthest ? step : furthest;
    }

    /// <summary>Whether a step can be gone to from the rail.</summary>
    public static bool CanGo(ImportDraft? draft, ImportStep step) => draft is { Report: null, Work.IsRunning: false } && step switch
    {
        ImportStep.Upload => true,
        ImportStep.Preview => true,
        ImportStep.Mapping => draft.Profile is not null,
        ImportStep.Check => draft.IsReady,
        _ => false,
    };
}
