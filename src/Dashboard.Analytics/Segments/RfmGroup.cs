namespace Dashboard.Analytics.Segments;

/// <summary>The eleven named groups of customers, in the order in which screens show them.</summary>
public enum RfmGroup : byte
{
    /// <summary>Bought lately, often and for much.</summary>
    Champions,

    /// <summary>Buy often and for much, not quite as lately.</summary>
    Loyal,

    /// <summary>Buy regularly.</summary>
    Active,

    /// <summary>First order just now.</summary>
    New,

    /// <summary>Bought lately, little so far.</summary>
    Promising,

    /// <summary>Average buyers whose last order is a while ago.</summary>
    NeedsAttention,

    /// <summary>The best of the past, silent for long.</summary>
    PreviouslyLoyal,

    /// <summary>Good customers, silent for long.</summary>
    AtRisk,

    /// <summary>Bought little, and a while ago.</summary>
    AlmostLost,

    /// <summary>Bought little, long ago.</summary>
    Dormant,

    /// <summary>Known, and never ordered.</summary>
    Prospects,
}

/// <summary>The groups' own names and what to do with each.</summary>
public static class RfmGroups
{
    /// <summary>Stands for a customer who is not known yet as of the day: no order, return or sign-up until then.</summary>
    public const byte NotYet = byte.MaxValue;

    /// <summary>What <see cref="NotYet"/> is called.</summary>
    public const string NotYetName = "Not known yet";

    private static readonly string[] Names =
        ["Champions", "Loyal", "Active", "New", "Promising", "Needs attention", "Previously loyal", "At risk", "Almost lost", "Dormant", "Prospects"];

    private static readonly string[] Actions =
    [
        "Thank them: early access, referrals, reviews. No discount needed.",
        "Offer a loyalty benefit and products that go with what they buy.",
        "Suggest the next product; a bundle raises the basket.",
        "Welcome series within a week; make the second order easy.",
        "Show best sellers and a small reason to come back within 30 days.",
        "Remind them with what they liked; a time-limited offer.",
        "Personal win-back: call or write to the best of them.",
        "Win back now: strong offer on what they used to buy.",
        "Low-cost reminder; ask what went wrong.",
        "One last message, then write less often to save money and reputation.",
        "Invite to a first order; check that the sign-up promise was kept.",
    ];

    /// <summary>Every group, best first.</summary>
    public static IReadOnlyList<RfmGroup> All { get; } = Enum.GetValues<RfmGroup>();

    /// <summary>The group's own name, which filters and links use; a shop may call it otherwise, see <see cref="RfmNames"/>.</summary>
    public static string Name(this RfmGroup group) => Names[(int)group];

    /// <summary>What to do with the group, in a sentence; a shop may say otherwise, see <see cref="RfmNames"/>.</summary>
    public static string Action(this RfmGroup group) => Actions[(int)group];

    /// <summary>The name in lower case with hyphens, as in a URL or a style class: "needs-attention".</summary>
    public static string Slug(this RfmGroup group) => Names[(int)group].ToLowerInvariant().Replace(' ', '-');

    /// <summary>Finds a group by its own name or slug, whatever the case; null when there is none.</summary>
    public static RfmGroup? Find(string? name)
    {
        foreach (var group in All)
        {
            if (string.Equals(group.Name(), name, StringComparison.OrdinalIgnoreCase) || string.Equals(group.Slug(), name, StringComparison.OrdinalIgnoreCase))
                return group;
        }

        return null;
    }
}

/// <summary>The group of a customer as numbers have it.</summary>
internal static class RfmCodes
{
    /// <summary>Numbers of groups: each group, and last those who are in none yet.</summary>
    public const int Count = (int)RfmGroup.Prospects + 2;

    /// <summary>The number of those who are in no group yet.</summary>
    public const int NotYet = Count - 1;

    /// <summary>The number of a group byte: itself, or <see cref="NotYet"/>.</summary>
    public static int Of(byte group) => group == RfmGroups.NotYet ? NotYet : group;

    /// <summary>The group of a number, null for <see cref="NotYet"/>.</summary>
    public static RfmGroup? GroupOf(int code) => code == NotYet ? null : (RfmGroup)code;
}
