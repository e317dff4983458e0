namespace Dashboard.Web.Components;

/// <summary>The icons there are; drawn by <c>Icon.razor</c>.</summary>
public enum IconName
{
    /// <summary>Four tiles.</summary>
    Overview,

    /// <summary>Overlapping circles.</summary>
    Segments,

    /// <summary>Two people.</summary>
    Customers,

    /// <summary>A globe.</summary>
    Demographics,

    /// <summary>A megaphone.</summary>
    Campaigns,

    /// <summary>A rising line.</summary>
    Trends,

    /// <summary>A line that opens into two.</summary>
    Predictions,

    /// <summary>A cylinder.</summary>
    Data,

    /// <summary>A padlock.</summary>
    Privacy,

    /// <summary>A magnifying glass.</summary>
    Search,

    /// <summary>A sun.</summary>
    Light,

    /// <summary>A moon.</summary>
    Dark,

    /// <summary>A screen.</summary>
    System,

    /// <summary>A keyboard.</summary>
    Keyboard,

    /// <summary>A cross.</summary>
    Close,

    /// <summary>A plus.</summary>
    Add,

    /// <summary>A table.</summary>
    Table,

    /// <summary>A receipt.</summary>
    Receipt,

    /// <summary>An arrow into a tray.</summary>
    Download,

    /// <summary>A chain.</summary>
    Link,

    /// <summary>The letter i in a circle.</summary>
    Info,

    /// <summary>A triangle with an exclamation mark.</summary>
    Warning,

    /// <summary>A tick in a circle.</summary>
    Done,

    /// <summary>An open box.</summary>
    Empty,

    /// <summary>A ladder.</summary>
    Ladder,

    /// <summary>An arrow into a cloud.</summary>
    Upload,

    /// <summary>An arrow that turns back.</summary>
    Undo,
}
