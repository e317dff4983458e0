using Dashboard.Services.Imports.Reading;
using Dashboard.Services.Store;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Imports;

/// <summary>What a draft is busy with.</summary>
public enum DraftTask
{
    /// <summary>The file is looked at.</summary>
    Reading,

    /// <summary>A dry run.</summary>
    Trying,

    /// <summary>The import.</summary>
    Importing,
}

/// <summary>What an import would do.</summary>
/// <param name="Report">The report.</param>
/// <param name="Rejections">Rows that would be left out, at most <see cref="ImportSession.MaxRejectionsKept"/>.</param>
public sealed record ImportTrial(ImportReport Report, IReadOnlyList<Rejection> Rejections);

/// <summary>
/// One uploaded file on its way into the store: how it is read, what its columns mean, what importing it would do, and at last what it did.
/// Its work goes on whoever looks; only one task of it runs at a time, so two browser tabs cannot start the same import twice.
/// </summary>
public sealed class ImportDraft
{
    private readonly ImportService imports;
    private readonly StoreQueue queue;
    private readonly Lock gate = new();

    internal ImportDraft(Upload upload, ImportService imports, StoreQueue queue, ILogger log, DateTimeOffset addedAt)
    {
        (Upload, this.imports, this.queue, AddedAt) = (upload, imports, queue, addedAt);
        Options = new TabularOptions { FileName = upload.FileName };
        Work = new LongWork<ImportProgress>(log);
    }

    /// <summary>The file.</summary>
    public Upload Upload { get; }

    /// <summary>When it came.</summary>
    public DateTimeOffset AddedAt { get; }

    /// <summary>The running task; its <see cref="LongWork{TProgress}.Changed"/> is raised whenever anything of the draft changed.</summary>
    public LongWork<ImportProgress> Work { get; }

    /// <summary>What runs, or ran last.</summary>
    public DraftTask Doing { get; private set; }

    /// <summary>How the file is to be read.</summary>
    public TabularOptions Options { get; private set; }

    /// <summary>What is in the file; null until it was read, or when it can't be.</summary>
    public FileProfile? Profile { get; private set; }

    /// <summary>The kind that the columns speak for, and how clearly, 0 to 1.</summary>
    public (ImportKind Kind, double Confidence) Guess { get; private set; }

    /// <summary>What was chosen instead of what was proposed.</summary>
    public ImportChoices Choices { get; private set; } = new();

    /// <summary>How the file will be imported; null until it was read.</summary>
    public ImportPlan? Plan { get; private set; }

    /// <summary>What was wrong with the last choice, which was not taken; null when nothing was.</summary>
    public string? ChoiceProblem { get; private set; }

    /// <summary>What importing by this plan would do; null until a dry run ended.</summary>
    public ImportTrial? Trial { get; private set; }

    /// <summary>What the import did; null until it ended.</summary>
    public ImportReport? Report { get; private set; }

    /// <summary>Whether the plan has nothing left to decide.</summary>
    public bool IsReady => Plan is { Problems.Count: 0 };

    /// <summary>Looks at the file, again if it is to be read otherwise. What was chosen about its columns starts anew.</summary>
    /// <returns>When it ended; false, at once, when another task runs or the file was imported.</returns>
    public Task<bool> ReadAsync(Func<TabularOptions, TabularOptions>? change = null) => BeginAsync(DraftTask.Reading, async (_, cancellationToken) =>
    {
        var options = change?.Invoke(Options) ?? Options;
        (Profile, Plan, Trial) = (null, null, null);
        Options = options;
        var profile = await Task.Run(() => FileProfile.Read(TabularFile.Open(Upload.Path, options), cancellationToken), cancellationToken);
        var choices = new ImportChoices { Kind = Choices.Kind, Currency = Choices.Currency, TimeZone = Choices.TimeZone };
        Guess = MappingProposal.KindOf(profile);
        (Choices, Plan, Profile) = (choices, imports.Propose(profile, choices), profile);
    });

    /// <summary>Decides something about the import; a dry run made before no longer counts.</summary>
    /// <param name="change">The choices with the change.</param>
    public void Choose(Func<ImportChoices, ImportChoices> change)
    {
        lock (gate)
        {
            if (Work.IsRunning || Report is not null || Profile is not { } profile)
                return;
            try
            {
                var choices = change(Choices);
                Plan = imports.Propose(profile, choices);
                (Choices, Trial, ChoiceProblem) = (choices, null, null);
            }
            catch (ImportException e)
            {
                ChoiceProblem = e.Message;
            }
        }

        Work.Tell();
    }

    /// <summary>Finds out what the import would do; the store stays as it is.</summary>
    /// <returns>When it ended; false, at once, when another task runs, the plan has open problems, or the file was imported.</returns>
    public Task<bool> TryAsync() => Plan is not { Problems.Count: 0 } plan ? Task.FromResult(false) : BeginAsync(DraftTask.Trying, async (progress, cancellationToken) =>
    {
        Trial = null;
        var (report, rejections) = await queue.RunAsync(() => imports.Run(plan, dryRun: true, progress, cancellationToken), cancellationToken);
        Trial = new ImportTrial(report, rejections);
    });

    /// <summary>Imports the file, whole or not at all; then it is no longer needed and goes.</summary>
    /// <returns>When it ended; false, at once, when another task runs, the plan has open problems, or the file was imported.</returns>
    public Task<bool> ImportAsync() => Plan is not { Problems.Count: 0 } plan ? Task.FromResult(false) : BeginAsync(DraftTask.Importing, async (progress, cancellationToken) =>
    {
        (Report, _) = await queue.RunAsync(() => imports.Run(plan, dryRun: false, progress, cancellationToken), cancellationToken);
        UploadFolder.Remove(Upload);
    });

    private Task<bool> BeginAsync(DraftTask task, Func<IProgress<ImportProgress>, CancellationToken, Task> run) =>
        Report is not null ? Task.FromResult(false) : Work.StartAsync((progress, cancellationToken) =>
        {
            // Another tab may have imported it between the question and the turn.
            if (Report is not null)
                return Task.CompletedTask;
            Doing = task;
            return run(progress, cancellationToken);
        });
}
