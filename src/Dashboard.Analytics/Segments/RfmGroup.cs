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

/// <summary>Names of the groups and what to do with each.</summary>
public static class RfmGroups
{
    /// <summary>Stands for a customer who is not known yet as of the day: no order, return or sign-up until then.</summary>
    public const byte NotYet = byte.MaxValue;

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

    /// <summary>The name that screens, filters and exports use.</summary>
    public static string Name(this RfmGroup group) => Names[(int)group];

    /// <summary>What to do with the group, in a sentence.</summary>
    public static string Action(this RfmGroup group) => Actions[(int)group];

    /// <summary>The name in lower case with hyphens, as in a URL or a style class: "needs-attention".</summary>
    public static string Slug(this RfmGroup group) => Names[(int)group].ToLowerInvariant().Replace(' ', '-');

    /// <summary>Finds a group by name or slug, whatever the case; null when there is none.</summary>
    public static RfmGroup? Find(string? name)
    {
        foreach (var group in All)
        {
            if (string.Equals(group.Name(), name, StringComparison.OrdinalIgnoreCase) || string.Equals(group.Slug(), name, StringComparison.OrdinalIgnoreCase))
                return group;
        }

        return null;
    }

    /// <summary>
    /// The group of a customer with orders, by recency score and FM, the mean of frequency and money scores rounded half up (1 to 5 each):
    /// R5: FM 1–2 New, 3 Active, 4–5 Champions; R4: 1–2 Promising, 3 Active, 4–5 Loyal; R3: 1–2 Almost lost, 3 Needs attention, 4–5 Loyal;
    /// R1–2: 1–2 Dormant, 3–4 At risk, 5 Previously loyal.
    /// </summary>
    public static RfmGroup Of(int recencyScore, int frequencyMoneyScore) => (recencyScore, frequencyMoneyScore) switch
    {
        (5, <= 2) => RfmGroup.New,
        (5, 3) => RfmGroup.Active,
        (5, _) => RfmGroup.Champions,
        (4, <= 2) => RfmGroup.Promising,
        (4, 3) => RfmGroup.Active,
        (4, _) => RfmGroup.Loyal,
        (3, <= 2) => RfmGroup.AlmostLost,
        (3, 3) => RfmGroup.NeedsAttention,
        (3, _) => RfmGroup.Loyal,
        (_, <= 2) => RfmGroup.Dormant,
        (_, <= 4) => RfmGroup.AtRisk,
        _ => RfmGroup.PreviouslyLoyal,
    };
}
