namespace Dashboard.Web.Components;

/// <summary>How a note is meant.</summary>
public enum NoteTone
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>It went well.</summary>
    Good,

    /// <summary>Read on before relying on this.</summary>
    Warn,

    /// <summary>It failed.</summary>
    Bad,
}
