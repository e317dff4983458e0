namespace Dashboard.Web.Segments;

/// <summary>How the person at this browser signs what is saved; kept while the page is open.</summary>
public sealed class EditorName
{
    /// <summary>The name; empty until it is given.</summary>
    public string Value { get; set; } = "";
}
