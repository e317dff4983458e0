namespace Dashboard.Services.Segments;

/// <summary>A list of customers made by hand: imported, pasted or picked.</summary>
/// <param name="Id">Its number, which stays when the name changes.</param>
/// <param name="Version">Grows by one with every change.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Owner">Who answers for it; may be empty.</param>
/// <param name="Customers">Customers on it.</param>
/// <param name="Unmatched">Entries that mean no customer so far.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="DeletedAt">When it was deleted; null while it lives.</param>
public sealed record ManualList(
    long Id, int Version, string Name, string Description, string Owner, int Customers, int Unmatched, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, DateTimeOffset? DeletedAt);

/// <summary>One entry of a list.</summary>
/// <param name="Entry">What was written: a customer's key or an e-mail address.</param>
/// <param name="CustomerKey">Key of the customer meant; null while there is none.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="Source">Where it came from: a file's name, "pasted", "hand-picked".</param>
public sealed record ManualListEntry(string Entry, string? CustomerKey, DateTimeOffset AddedAt, string Source);

/// <summary>What came of adding entries to a list.</summary>
/// <param name="List">The list now.</param>
/// <param name="Read">Different entries that were given.</param>
/// <param name="Added">Customers who are on the list now and were not before.</param>
/// <param name="Already">Entries whose customers were on it already.</param>
/// <param name="Unmatched">Entries that mean no customer, in the order given; they are kept and looked up again when data comes in.</param>
/// <param name="Shared">Addresses that more than one customer has; all of them are on the list.</param>
public sealed record ManualListReport(ManualList List, int Read, int Added, int Already, IReadOnlyList<string> Unmatched, IReadOnlyList<string> Shared);

/// <summary>How an attempt to change a list ended, unless it was done.</summary>
public enum ManualListProblem
{
    /// <summary>It was done.</summary>
    None,

    /// <summary>There is no such list, or it was deleted meanwhile.</summary>
    Gone,

    /// <summary>Another living list has the name.</summary>
    NameTaken,

    /// <summary>Segments use it; confirm to go on.</summary>
    InUse,
}
