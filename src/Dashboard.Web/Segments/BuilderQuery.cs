using System.Globalization;
using Dashboard.Services.Segments;

namespace Dashboard.Web.Segments;

/// <summary>
/// What the builder's address holds: the rule under edit and what is written about it, so that Back undoes, a link shares it, and a lost connection loses nothing.
/// What is left out is as it was saved.
/// </summary>
/// <param name="Rule">Text of the rule, as written; null for the saved one.</param>
/// <param name="IsText">Whether the rule is edited as text.</param>
/// <param name="Version">The saved version that the edit began with; null while nothing is edited.</param>
/// <param name="Name">Name, or null for the saved one.</param>
/// <param name="Description">Description, or null for the saved one.</param>
/// <param name="Owner">Owner, or null for the saved one.</param>
/// <param name="Tags">Tags, or null for the saved ones.</param>
public sealed record BuilderQuery(string? Rule, bool IsText, int? Version, string? Name, string? Description, string? Owner, string? Tags)
{
    /// <summary>Nothing edited, as a form.</summary>
    public static BuilderQuery Empty { get; } = new(null, false, null, null, null, null, null);

    /// <summary>Whether anything is edited.</summary>
    public bool IsEdited => (Rule ?? Name ?? Description ?? Owner ?? Tags) is not null;

    /// <summary>Writes the parameters; those without a value are null and left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters()
    {
        yield return new("rule", Rule);
        yield return new("view", IsText ? "text" : null);
        yield return new("v", IsEdited ? Version?.ToString(CultureInfo.InvariantCulture) : null);
        yield return new("n", Name);
        yield return new("d", Description);
        yield return new("o", Owner);
        yield return new("t", Tags);
    }

    /// <summary>What a person has written, over what was saved.</summary>
    /// <param name="saved">The saved content; null for a new segment.</param>
    public SegmentContent Over(SegmentContent? saved) => new()
    {
        Name = Name ?? saved?.Name ?? "",
        Rule = Rule ?? saved?.Rule ?? "everyone",
        Description = Description ?? saved?.Description ?? "",
        Owner = Owner ?? saved?.Owner ?? "",
        Tags = Tags is { } tags ? TagList.Parse(tags) : saved?.Tags ?? TagList.None,
    };

    /// <summary>The same without what is as it was saved, and with the version that the edit began with.</summary>
    /// <param name="saved">The saved content; null for a new segment.</param>
    /// <param name="version">Its version; null for a new segment.</param>
    public BuilderQuery Since(SegmentContent? saved, int? version)
    {
        var before = saved ?? Empty.Over(null);
        var left = this with
        {
            Rule = saved is not null && Rule == saved.Rule ? null : Rule,
            Name = Name == before.Name ? null : Name,
            Description = Description == before.Description ? null : Description,
            Owner = Owner == before.Owner ? null : Owner,
            Tags = Tags is { } tags && TagList.Parse(tags).Equals(before.Tags) ? null : Tags,
        };
        return left with { Version = left.IsEdited ? Version ?? version : null };
    }
}
