using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Segments;
using Dashboard.Web.Operation;

namespace Dashboard.Web.Access;

/// <summary>The one way by which a page changes something: who may not is stopped, and what was done stands in the audit.</summary>
/// <param name="who">Who does it.</param>
/// <param name="audit">Where it is noted.</param>
public sealed class Acts(CurrentViewer who, AuditLog audit)
{
    /// <summary>Name of the account that acts.</summary>
    public string Name => who.Viewer.Name;

    /// <summary>Does something and notes it.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="needed">What one must be allowed.</param>
    /// <param name="entry">What the audit says.</param>
    /// <param name="act">What is done; when it fails or says that it could not be done, nothing is noted.</param>
    /// <exception cref="AccessDeniedException">They may not; nothing was done.</exception>
    public async Task<T> DoAsync<T>(Permission needed, AuditEntry entry, Func<Task<T>> act)
    {
        try
        {
            who.Viewer.Require(needed);
        }
        catch (AccessDeniedException)
        {
            Meters.Denials.Add(1);
            throw;
        }

        var name = Name;
        var done = await act();
        if (!IsDone(done))
            return done;
        Meters.Acts.Add(1);
        await audit.AppendAsync(name, entry, CancellationToken.None);
        return done;
    }

    /// <summary>Does something and notes it.</summary>
    /// <param name="needed">What one must be allowed.</param>
    /// <param name="entry">What the audit says.</param>
    /// <param name="act">What is done; when it fails or says that it could not be done, nothing is noted.</param>
    /// <exception cref="AccessDeniedException">They may not; nothing was done.</exception>
    public Task DoAsync(Permission needed, AuditEntry entry, Func<Task> act) => DoAsync(needed, entry, async () =>
    {
        await act();
        return true;
    });

    /// <summary>Does something at once and notes it.</summary>
    /// <param name="needed">What one must be allowed.</param>
    /// <param name="entry">What the audit says.</param>
    /// <param name="act">What is done; when it fails or says that it could not be done, nothing is noted.</param>
    /// <exception cref="AccessDeniedException">They may not; nothing was done.</exception>
    public Task DoAsync(Permission needed, AuditEntry entry, Action act) => DoAsync(needed, entry, () =>
    {
        act();
        return Task.FromResult(true);
    });

    /// <summary>Notes something that was looked at or has happened.</summary>
    /// <param name="entry">What the audit says.</param>
    public Task NoteAsync(AuditEntry entry) => audit.AppendAsync(Name, entry, CancellationToken.None);

    // Services answer what could not be done, a name that is taken or a thing that is gone, with values.
    private static bool IsDone(object? result) => result switch
    {
        null or false => false,
        SegmentOutcome outcome => outcome is SegmentSaved,
        ManualListProblem problem => problem == ManualListProblem.None,
        _ => true,
    };
}
