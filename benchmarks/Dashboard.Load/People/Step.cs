namespace Dashboard.Load.People;

/// <summary>How a person comes to an address.</summary>
public enum StepKind
{
    /// <summary>By loading the page, as from a bookmark.</summary>
    FirstView,

    /// <summary>From another page by a link, in the circuit that is open.</summary>
    Open,

    /// <summary>By another range, comparison, filter or metric on the same page.</summary>
    Change,
}

/// <summary>One thing that a person does.</summary>
/// <param name="Kind">How.</param>
/// <param name="Screen">Name of the screen it leads to.</param>
/// <param name="Address">The address, from the slash.</param>
public sealed record Step(StepKind Kind, string Screen, string Address);
