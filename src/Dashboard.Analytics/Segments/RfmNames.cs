namespace Dashboard.Analytics.Segments;

/// <summary>
/// What a shop calls the eleven groups, and what it does with each. A name is for people: filters, links and rules keep the group's own name, so that
/// they mean the same after a renaming.
/// </summary>
public sealed class RfmNames : IEquatable<RfmNames>
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 40;

    /// <summary>Most characters of an action.</summary>
    public const int LongestAction = 300;

    private readonly string[] names;
    private readonly string[] actions;

    private RfmNames(string[] names, string[] actions) => (this.names, this.actions) = (names, actions);

    /// <summary>The names and actions of <see cref="RfmGroups"/>.</summary>
    public static RfmNames Default { get; } = new([.. RfmGroups.All.Select(g => g.Name())], [.. RfmGroups.All.Select(g => g.Action())]);

    /// <summary>What the shop calls a group.</summary>
    public string Name(RfmGroup group) => names[(int)group];

    /// <summary>What the shop calls a group, or "Not known yet" for customers who are in none.</summary>
    public string Name(RfmGroup? group) => group is { } known ? Name(known) : RfmGroups.NotYetName;

    /// <summary>What the shop does with a group.</summary>
    public string Action(RfmGroup group) => actions[(int)group];

    /// <summary>The group of a name, the shop's or its own, or a slug, whatever the case; null when there is none.</summary>
    public RfmGroup? Find(string? name)
    {
        foreach (var group in RfmGroups.All)
        {
            if (string.Equals(Name(group), name, StringComparison.OrdinalIgnoreCase))
                return group;
        }

        return RfmGroups.Find(name);
    }

    /// <summary>These names with another name and action for one group; an empty text is the group's own.</summary>
    /// <param name="group">The group.</param>
    /// <param name="name">Its name, up to <see cref="LongestName"/> characters.</param>
    /// <param name="action">What to do, up to <see cref="LongestAction"/> characters.</param>
    public RfmNames With(RfmGroup group, string? name, string? action)
    {
        string[] changedNames = [.. names], changedActions = [.. actions];
        changedNames[(int)group] = Clean(name, LongestName, "name", group) ?? group.Name();
        changedActions[(int)group] = Clean(action, LongestAction, "action", group) ?? group.Action();
        return new RfmNames(changedNames, changedActions);
    }

    /// <summary>Checks that no two groups could be taken for each other.</summary>
    /// <returns>These names.</returns>
    /// <exception cref="ArgumentException">Two groups have one name, or a group has the own name of another; the message is for the person who chose them.</exception>
    public RfmNames Checked()
    {
        foreach (var group in RfmGroups.All)
        {
            foreach (var other in RfmGroups.All)
            {
                if (other != group && string.Equals(Name(group), Name(other), StringComparison.OrdinalIgnoreCase))
                    throw new ArgumentException($"Two groups are named '{Name(group)}'. Give each group a name of its own.");
                if (other != group && RfmGroups.Find(Name(group)) == other)
                    throw new ArgumentException($"'{Name(group)}' is the own name of another group, by which filters and links know it. Choose another name for {group.Name()}.");
            }
        }

        return this;
    }

    /// <inheritdoc/>
    public bool Equals(RfmNames? other) => other is not null && names.AsSpan().SequenceEqual(other.names) && actions.AsSpan().SequenceEqual(other.actions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RfmNames);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var text in names.Concat(actions))
            hash.Add(text, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    private static string? Clean(string? text, int longest, string what, RfmGroup group)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= longest ? text : throw new ArgumentException($"The {what} of {group.Name()} has {text.Length} characters; at most {longest} fit.");
    }
}
