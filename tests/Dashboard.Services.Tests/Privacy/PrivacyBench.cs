using Dashboard.Services.Audit;
using Dashboard.Services.Imports;
using Dashboard.Services.Privacy;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Services.Tests.Privacy;

/// <summary>A store with everything around it that acts on people.</summary>
internal sealed class PrivacyBench : IDisposable
{
    public PrivacyBench()
    {
        Audit = new AuditLog(Store, Clock);
        Snapshots = new SnapshotService(Store);
        Analyses = new AnalysisEngine(Snapshots);
        Uploads = new UploadFolder(Store, Clock);
        Imports = new ImportService(Store, new ShopSettingsService(Store), Clock);
        Desk = new ImportDesk(Uploads, Imports, Queue, Clock, NullLogger<ImportDesk>.Instance);
        Edits = new PersonEdits(Store, Queue, Audit, Clock);
        Erasures = new ErasureService(Store, Queue, Snapshots, Desk, Uploads, Audit, Clock);
        People = new PersonService(Store, Snapshots, Analyses, Audit, Clock);
        Retention = new RetentionService(Store, Queue, Snapshots, Erasures, Uploads, Audit, Clock);
        Map = new DataMapService(Store, Uploads, Retention);
    }

    public TemporaryStore Temporary { get; } = new();

    public DashboardStore Store => Temporary.Store;

    public MovingClock Clock { get; } = new();

    public StoreQueue Queue { get; } = new();

    public AuditLog Audit { get; }

    public SnapshotService Snapshots { get; }

    public AnalysisEngine Analyses { get; }

    public UploadFolder Uploads { get; }

    public ImportService Imports { get; }

    public ImportDesk Desk { get; }

    public PersonEdits Edits { get; }

    public ErasureService Erasures { get; }

    public PersonService People { get; }

    public RetentionService Retention { get; }

    public DataMapService Map { get; }

    /// <summary>Imports a file of a text.</summary>
    public ImportReport Import(string name, string text, ImportKind kind, bool attributes = false)
    {
        var path = Path.Combine(Temporary.Folder, "in-" + name);
        File.WriteAllText(path, text);
        try
        {
            var plan = Imports.Propose(Services.Imports.Reading.FileProfile.Read(Services.Imports.Reading.TabularFile.Open(path), TestContext.Current.CancellationToken), new ImportChoices { Kind = kind, UnknownAsAttributes = attributes });
            return Imports.Run(plan, dryRun: false, null, TestContext.Current.CancellationToken).Report;
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose()
    {
        Analyses.Dispose();
        Snapshots.Dispose();
        Audit.Dispose();
        Queue.Dispose();
        Temporary.Dispose();
    }
}
