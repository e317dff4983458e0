using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Segments;

/// <summary>Turns rows of the store into segments and back.</summary>
internal static class SegmentRows
{
    public static Task<List<SavedSegmentRecord>> LivingAsync(DashboardDbContext context, CancellationToken cancellationToken) =>
        context.SavedSegments.Where(s => s.DeletedAt == null).ToListAsync(cancellationToken);

    /// <summary>The living segment that has a name, or null.</summary>
    public static SavedSegmentRecord? Holder(List<SavedSegmentRecord> living, string name)
    {
        var key = SegmentContent.KeyOf(name);
        return living.Find(s => s.NameKey == key);
    }

    public static StoredSegment Of(SavedSegmentRecord record) => new(
        record.Id,
        record.Version,
        new SegmentContent { Name = record.Name, Rule = record.Rule, Description = record.Description, Owner = record.Owner, Tags = TagList.Parse(record.Tags) },
        At(record.CreatedAt),
        At(record.ChangedAt),
        record.ChangedBy,
        record.DeletedAt is { } deleted ? At(deleted) : null);

    public static SegmentVersion Of(SegmentVersionRecord record) => new(
        record.Version,
        At(record.At),
        record.Author,
        record.Note,
        new SegmentContent { Name = record.Name, Rule = record.Rule, Description = record.Description, Owner = record.Owner, Tags = TagList.Parse(record.Tags) });

    public static SavedSegmentRecord New(SegmentContent content, long now) => new()
    {
        Name = content.Name,
        NameKey = SegmentContent.KeyOf(content.Name),
        Description = content.Description,
        Owner = content.Owner,
        Tags = TagsOf(content),
        Rule = content.Rule,
        CreatedAt = now,
        ChangedAt = now,
        ChangedBy = "",
    };

    /// <summary>Gives a segment a content and notes it as a version.</summary>
    public static void Stamp(DashboardDbContext context, SavedSegmentRecord record, SegmentContent content, SegmentEdit edit, long now)
    {
        var author = SegmentContent.Clean(edit.Author, "author", SegmentContent.LongestName);
        (record.Name, record.NameKey, record.Description, record.Owner) = (content.Name, SegmentContent.KeyOf(content.Name), content.Description, content.Owner);
        (record.Tags, record.Rule, record.Version, record.ChangedAt, record.ChangedBy) = (TagsOf(content), content.Rule, record.Version + 1, now, author);
        context.SegmentVersions.Add(new SegmentVersionRecord
        {
            SegmentId = record.Id,
            Version = record.Version,
            At = now,
            Author = author,
            Note = SegmentContent.Clean(edit.Note, "note", SegmentContent.LongestText),
            Name = record.Name,
            Description = record.Description,
            Owner = record.Owner,
            Tags = record.Tags,
            Rule = record.Rule,
        });
    }

    public static async Task<string> NoteAsync(DashboardDbContext context, SavedSegmentRecord record, CancellationToken cancellationToken) =>
        await context.SegmentVersions.Where(v => v.SegmentId == record.Id && v.Version == record.Version).Select(v => v.Note).FirstOrDefaultAsync(cancellationToken) ?? "";

    /// <summary>Removes for good what was deleted until an instant.</summary>
    public static async Task ForgetAsync(DashboardDbContext context, long until, CancellationToken cancellationToken)
    {
        var gone = await context.SavedSegments.Where(s => s.DeletedAt <= until).Select(s => s.Id).ToListAsync(cancellationToken);
        await context.SegmentVersions.Where(v => gone.Contains(v.SegmentId)).ExecuteDeleteAsync(cancellationToken);
        await context.SegmentSizes.Where(v => gone.Contains(v.SegmentId)).ExecuteDeleteAsync(cancellationToken);
        await context.SavedSegments.Where(s => gone.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    public static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static string TagsOf(SegmentContent content) => string.Join('\n', content.Tags.All);
}
