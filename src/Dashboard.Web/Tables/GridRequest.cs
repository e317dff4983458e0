namespace Dashboard.Web.Tables;

/// <summary>What <c>ServerGrid</c> asks for.</summary>
/// <param name="Skip">Position of the first row.</param>
/// <param name="Take">How many rows.</param>
/// <param name="Column">Name of the property to sort by; null for the list's own order.</param>
/// <param name="Descending">Largest first.</param>
public readonly record struct GridRequest(int Skip, int Take, string? Column, bool Descending);

/// <summary>What it gets.</summary>
/// <param name="Rows">The rows asked for.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record GridRows<TRow>(IReadOnlyList<TRow> Rows, int Total);
