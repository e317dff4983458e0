namespace Dashboard.Web.Components;

/// <summary>Something that could be written where the caret is.</summary>
/// <param name="Text">What is put in.</param>
/// <param name="Start">First character that it takes the place of.</param>
/// <param name="Length">How many characters it takes the place of.</param>
/// <param name="Label">What the list shows.</param>
/// <param name="Detail">What it is, in a few words; null for nothing.</param>
public sealed record Completion(string Text, int Start, int Length, string Label, string? Detail = null);

/// <summary>What is wrong with a text, and where.</summary>
/// <param name="Message">What, and what to write instead.</param>
/// <param name="Start">First character that is wrong, from 0; −1 when it is about the whole.</param>
/// <param name="Length">How many characters.</param>
public sealed record TextProblem(string Message, int Start = -1, int Length = 0);
