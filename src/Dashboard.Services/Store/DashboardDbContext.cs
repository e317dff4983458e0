using Dashboard.Services.Segments;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Store;

/// <summary>
/// The store through EF Core: migrations, and the small tables that screens read and write row by row (imports, settings, annotations).
/// Bulk rows (customers, orders, lines, contacts) go through prepared statements on the same connection.
/// </summary>
/// <param name="options">Connection and provider.</param>
public sealed class DashboardDbContext(DbContextOptions<DashboardDbContext> options) : DbContext(options)
{
    /// <summary>Imports, newest last.</summary>
    public DbSet<ImportRecord> Imports => Set<ImportRecord>();

    /// <summary>Rejected rows of imports.</summary>
    public DbSet<RejectedRow> RejectedRows => Set<RejectedRow>();

    /// <summary>Settings of the shop by name.</summary>
    public DbSet<SettingRecord> Settings => Set<SettingRecord>();

    /// <summary>Notes that people pin to days.</summary>
    public DbSet<AnnotationRecord> Annotations => Set<AnnotationRecord>();

    /// <summary>Recipes of exports.</summary>
    public DbSet<ExportRecipeRecord> ExportRecipes => Set<ExportRecipeRecord>();

    /// <summary>Files that were exported, newest last.</summary>
    public DbSet<ExportHistoryRecord> ExportHistory => Set<ExportHistoryRecord>();

    /// <summary>Saved segments, newest versions.</summary>
    public DbSet<SavedSegmentRecord> SavedSegments => Set<SavedSegmentRecord>();

    /// <summary>All versions of saved segments.</summary>
    public DbSet<SegmentVersionRecord> SegmentVersions => Set<SegmentVersionRecord>();

    /// <summary>Sizes of saved segments as they were evaluated.</summary>
    public DbSet<SegmentSizeRecord> SegmentSizes => Set<SegmentSizeRecord>();

    /// <summary>Lists of customers made by hand.</summary>
    public DbSet<ManualListRecord> ManualLists => Set<ManualListRecord>();

    /// <summary>Entries of the lists.</summary>
    public DbSet<ManualListEntryRecord> ManualListEntries => Set<ManualListEntryRecord>();

    /// <summary>Saved cluster models.</summary>
    public DbSet<ClusterModelRecord> ClusterModels => Set<ClusterModelRecord>();

    /// <summary>Runs of model trainings, newest last.</summary>
    public DbSet<ModelRunRecord> ModelRuns => Set<ModelRunRecord>();

    /// <summary>Decisions about customers.</summary>
    public DbSet<DecisionRecord> Decisions => Set<DecisionRecord>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ImportRecord>().ToTable("Imports");
        modelBuilder.Entity<RejectedRow>().ToTable("RejectedRows");
        modelBuilder.Entity<SettingRecord>().ToTable("Settings").HasKey(s => s.Name);
        modelBuilder.Entity<AnnotationRecord>().ToTable("Annotations");
        modelBuilder.Entity<ExportRecipeRecord>().ToTable("ExportRecipes");
        modelBuilder.Entity<ExportHistoryRecord>().ToTable("ExportHistory");
        modelBuilder.Entity<SavedSegmentRecord>().ToTable("SavedSegments");
        modelBuilder.Entity<SegmentVersionRecord>().ToTable("SegmentVersions").HasKey(v => new { v.SegmentId, v.Version });
        modelBuilder.Entity<SegmentSizeRecord>().ToTable("SegmentSizes").HasKey(s => new { s.SegmentId, s.At });
        modelBuilder.Entity<ManualListRecord>().ToTable("ManualLists");
        modelBuilder.Entity<ManualListEntryRecord>().ToTable("ManualListEntries").HasKey(e => new { e.ListId, e.Entry, e.CustomerKey });
        modelBuilder.Entity<ClusterModelRecord>().ToTable("ClusterModels");
        modelBuilder.Entity<ModelRunRecord>().ToTable("ModelRuns");
        modelBuilder.Entity<DecisionRecord>().ToTable("Decisions");
    }
}

/// <summary>One import, kept for ever: what came in, how it was read, and whether it was undone.</summary>
public sealed class ImportRecord
{
    /// <summary>Number of the import.</summary>
    public long Id { get; set; }

    /// <summary>Name of the file, without its folder.</summary>
    public required string FileName { get; set; }

    /// <summary>What the file was about: the name of an <see cref="Imports.ImportKind"/>, or "sample".</summary>
    public required string Kind { get; set; }

    /// <summary>Start, seconds since 1970-01-01T00:00:00Z.</summary>
    public long StartedAt { get; set; }

    /// <summary>End, seconds since 1970-01-01T00:00:00Z.</summary>
    public long FinishedAt { get; set; }

    /// <summary>When it was undone, or null.</summary>
    public long? UndoneAt { get; set; }

    /// <summary>Mapping and options as JSON, so that the import can be repeated.</summary>
    public required string Plan { get; set; }

    /// <summary>The <see cref="Imports.ImportReport"/> as JSON.</summary>
    public required string Report { get; set; }
}

/// <summary>A row that an import left out.</summary>
public sealed class RejectedRow
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>The import.</summary>
    public long ImportId { get; set; }

    /// <summary>Row number in the file, the header being row 1.</summary>
    public long RowNumber { get; set; }

    /// <summary>Name of the column, or null when the whole row is meant.</summary>
    public string? Column { get; set; }

    /// <summary>The value, clipped.</summary>
    public string? Value { get; set; }

    /// <summary>Short code of the reason.</summary>
    public required string Reason { get; set; }

    /// <summary>The reason in words.</summary>
    public required string Message { get; set; }
}

/// <summary>One setting.</summary>
public sealed class SettingRecord
{
    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>Value as text.</summary>
    public required string Value { get; set; }
}

/// <summary>A note pinned to a day, shown as a flag on trends.</summary>
public sealed class AnnotationRecord : ISoftDeleted
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>Day number.</summary>
    public int Day { get; set; }

    /// <summary>The note.</summary>
    public required string Text { get; set; }

    /// <summary>When it was made, seconds since 1970-01-01T00:00:00Z.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When it was deleted, or null; it can be restored for 30 days.</summary>
    public long? DeletedAt { get; set; }
}

/// <summary>A saved cluster model.</summary>
public sealed class ClusterModelRecord : ISoftDeleted
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>Name, of its own among those that are not deleted.</summary>
    public required string Name { get; set; }

    /// <summary>When it was saved, seconds since 1970-01-01T00:00:00Z.</summary>
    public long CreatedAt { get; set; }

    /// <summary>The <see cref="Dashboard.Analytics.Clusters.ClusterModel"/> as JSON, the names of the clusters apart.</summary>
    public required string Model { get; set; }

    /// <summary>Names of the clusters as a JSON list.</summary>
    public required string ClusterNames { get; set; }

    /// <summary>When it was deleted, or null; it can be restored for 30 days.</summary>
    public long? DeletedAt { get; set; }
}
