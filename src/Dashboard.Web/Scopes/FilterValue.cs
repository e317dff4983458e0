namespace Dashboard.Web.Scopes;

/// <summary>A value that a filter can ask for.</summary>
/// <param name="Value">As the filter has it.</param>
/// <param name="Label">As the menu shows it.</param>
/// <param name="Count">How many customers (or orders) have it.</param>
public sealed record FilterValue(string Value, string Label, long Count);
