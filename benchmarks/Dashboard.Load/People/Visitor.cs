using System.Diagnostics;

namespace Dashboard.Load.People;

/// <summary>When a step had its effect, counted from its beginning.</summary>
/// <param name="Painted">The result of the address was there: in the prerendered HTML, in a render batch, or on the screen.</param>
/// <param name="Live">After a first view: the page's circuit showed the result too and answers clicks; null for other steps.</param>
public sealed record StepTimes(TimeSpan Painted, TimeSpan? Live = null);

/// <summary>One way to look at the site: a real browser, or the light client.</summary>
public interface IVisitor : IAsyncDisposable
{
    /// <summary>Name in reports.</summary>
    string Name { get; }

    /// <summary>Loads a page anew; what was open is closed before the clock starts.</summary>
    Task<StepTimes> LoadAsync(string address, CancellationToken cancellationToken);

    /// <summary>Goes to another address within the open page.</summary>
    Task<StepTimes> GoAsync(string address, CancellationToken cancellationToken);

    /// <summary>When the newest effect of a step came after it began, as tables and charts follow the head; null when the visitor cannot tell.</summary>
    /// <param name="begun">When the step began, as a timestamp of <see cref="Stopwatch"/>.</param>
    TimeSpan? Settled(long begun);
}
