using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Rules;
using Dashboard.Services.Snapshots;
using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Predictions;

/// <summary>
/// The ledger of decisions: whom, what, until when, who answers for it, what is expected. The customers are written down by name when it is made, so that a later model or rule does not
/// change whom it was about. A deleted decision can be restored for 30 days.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="snapshots">Where customers are looked up.</param>
/// <param name="time">The clock.</param>
public sealed class DecisionService(DashboardStore store, SnapshotService snapshots, TimeProvider time)
{
    /// <summary>Most characters of a text.</summary>
    public const int LongestText = 400;

    /// <summary>Most characters of an owner.</summary>
    public const int LongestName = 80;

    /// <summary>Most days until a decision is due.</summary>
    public const int MostDays = 730;

    /// <summary>The largest share of a control.</summary>
    public const double LargestControl = 0.5;

    private readonly SoftDeletion deletion = new(time);

    /// <summary>The decisions, by the day on which they are due, last first.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<Decision>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await Rows(SoftDeletion.Living(context.Decisions).OrderByDescending(d => d.DueDay).ThenByDescending(d => d.Id)).ToListAsync(cancellationToken);
    }

    /// <summary>The deleted decisions that can still be restored, last deleted first.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<Decision>> ListDeletedAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await Rows(deletion.Deleted(context.Decisions)).ToListAsync(cancellationToken);
    }

    /// <summary>A decision with the question for its outcome; null when there is none.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<DecisionToScore?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        if (await Rows(SoftDeletion.Living(context.Decisions).Where(d => d.Id == id)).FirstOrDefaultAsync(cancellationToken) is not { } decision)
            return null;
        var keys = await context.Decisions.AsNoTracking().Where(d => d.Id == id).Select(d => new { d.Target, d.Control }).FirstAsync(cancellationToken);
        return new DecisionToScore(decision, new DecisionOutcomeRequest(Unpack(keys.Target), Unpack(keys.Control), decision.MadeOn, decision.Due));
    }

    /// <summary>Notes a decision about the customers who match a rule now; some of them, drawn by chance, become its control.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">Something is missing, out of its range, or nobody matches; the message says what.</exception>
    /// <exception cref="RuleException">The rule can't be read.</exception>
    public async Task<Decision> AddAsync(DecisionDraft draft, CancellationToken cancellationToken)
    {
        var rule = RuleText.Parse(draft.Rule);
        var offer = Cleaned(draft.Offer, "offer", LongestText);
        if (offer.Length == 0)
            throw new ArgumentException("Write what is offered, such as \"10 % off by e-mail\".", nameof(draft));
        if (draft.ExpectedShare is < 0 or > 1)
            throw new ArgumentException("The expected share of buyers lies between 0 % and 100 %.", nameof(draft));
        if (draft.ControlShare is < 0 or > LargestControl)
            throw new ArgumentException("The control is a share from 0 % to 50 % of the customers.", nameof(draft));
        var snapshot = await snapshots.NewestAsync(cancellationToken);
        if (draft.Due <= snapshot.LastDay || draft.Due > snapshot.LastDay.AddDays(MostDays))
            throw new ArgumentException(FormattableString.Invariant($"The due day lies after the last day with data, {snapshot.LastDay:yyyy-MM-dd}, and within {MostDays} days of it. Choose another day."), nameof(draft));
        var (target, control) = DecisionSplit.Of(snapshot, rule, draft.ControlShare, cancellationToken);
        GC.KeepAlive(snapshot);
        if (target.Keys.Count == 0)
            throw new ArgumentException("Nobody matches the rule on this data. Choose other customers.", nameof(draft));
        var record = new DecisionRecord
        {
            MadeAt = deletion.Now,
            MadeOn = snapshot.LastDay.DayNumber,
            DueDay = draft.Due.DayNumber,
            Rule = RuleText.Format(rule),
            Offer = offer,
            Owner = Cleaned(draft.Owner, "owner", LongestName),
            Note = Cleaned(draft.Note, "note", LongestText),
            ExpectedShare = draft.ExpectedShare,
            ExpectedValueE4 = draft.ExpectedValueE4,
            ModelRun = draft.ModelRun,
            Target = Pack(target),
            Control = Pack(control),
            Customers = target.Keys.Count,
            InControl = control.Keys.Count,
        };
        await using var context = store.CreateDbContext();
        context.Decisions.Add(record);
        await context.SaveChangesAsync(cancellationToken);
        return await Rows(context.Decisions.Where(d => d.Id == record.Id)).FirstAsync(cancellationToken);
    }

    /// <summary>Deletes a decision, so that it can be restored for 30 days; those deleted longer ago are removed for good.</summary>
    /// <returns>False when there is no such decision, or it was deleted before.</returns>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await deletion.DeleteAsync(context.Decisions, id, cancellationToken);
    }

    /// <summary>Restores a decision that was deleted in the last 30 days.</summary>
    /// <returns>False when there is no such decision, or it was deleted longer ago.</returns>
    public async Task<bool> RestoreAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        return await deletion.RestoreAsync(context.Decisions, id, cancellationToken);
    }

    private static string Cleaned(string text, string what, int longest)
    {
        var clean = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return clean.Length <= longest ? clean : throw new ArgumentException(FormattableString.Invariant($"The {what} has {clean.Length} characters; {longest} fit. Shorten it."), nameof(text));
    }

    // Keys hold no line breaks: an import reads them from one cell and trims them.
    private static byte[] Pack(CustomerKeySet keys) => PackedText.Pack(string.Join('\n', keys.Keys));

    private static CustomerKeySet Unpack(byte[] packed) => new(PackedText.Unpack(packed).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    private static IQueryable<Decision> Rows(IQueryable<DecisionRecord> records) => records.AsNoTracking().Select(d => new Decision
    {
        Id = d.Id,
        MadeAt = DateTimeOffset.FromUnixTimeSeconds(d.MadeAt),
        MadeOn = DateOnly.FromDayNumber(d.MadeOn),
        Due = DateOnly.FromDayNumber(d.DueDay),
        Rule = d.Rule,
        Offer = d.Offer,
        Owner = d.Owner,
        Note = d.Note,
        ExpectedShare = d.ExpectedShare,
        ExpectedValueE4 = d.ExpectedValueE4,
        ModelRun = d.ModelRun,
        Customers = d.Customers,
        InControl = d.InControl,
        DeletedAt = d.DeletedAt == null ? null : DateTimeOffset.FromUnixTimeSeconds(d.DeletedAt.Value),
    });
}
