namespace Dashboard.Web.Components;

/// <summary>States of a page or panel other than its result.</summary>
public enum StateKind
{
    /// <summary>It is on its way.</summary>
    Loading,

    /// <summary>Something failed.</summary>
    Problem,

    /// <summary>There is nothing yet.</summary>
    Empty,

    /// <summary>There is too little for this.</summary>
    NotEnoughData,
}
