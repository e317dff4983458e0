namespace Dashboard.Analytics.Campaigns;

/// <summary>Where the outcome of a contact is taken from.</summary>
public enum OutcomeChoice
{
    /// <summary>What the contact file recorded, where it recorded it for treated and held-out customers alike; else the customers' orders.</summary>
    Automatic,

    /// <summary>What the contact file recorded, or nothing.</summary>
    Recorded,

    /// <summary>The customers' orders after the contact, or nothing.</summary>
    Orders,
}

/// <summary>Where the outcome of a campaign was taken from.</summary>
public enum OutcomeSource
{
    /// <summary>Neither the contact file nor the orders tell what happened afterwards.</summary>
    NotKnown,

    /// <summary>The contact file says who bought and, perhaps, for how much, in a window of its own.</summary>
    Recorded,

    /// <summary>The customers' orders within <see cref="CampaignRules.OutcomeDays"/> days of the contact.</summary>
    Orders,
}

/// <summary>How conversions are counted and credited.</summary>
/// <param name="AttributionDays">A click earns an order that follows within this many days of 24 hours, 1 to 90.</param>
/// <param name="OutcomeDays">Orders count as the outcome of a contact within this many days of 24 hours, 1 to 365.</param>
/// <param name="Outcome">Where the outcome is taken from.</param>
/// <param name="PlannedControlShare">Share of customers that was meant to be held out, above 0 and below 1; null when the plan is not known.</param>
public sealed record CampaignRules(
    int AttributionDays = 5,
    int OutcomeDays = 14,
    OutcomeChoice Outcome = OutcomeChoice.Automatic,
    double? PlannedControlShare = null)
{
    /// <summary>Last click within 5 days; outcome within 14 days.</summary>
    public static CampaignRules Default { get; } = new();

    /// <summary>Refuses numbers out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A window or the planned share is out of range.</exception>
    public void Check()
    {
        if (AttributionDays is < 1 or > 90)
            throw new ArgumentOutOfRangeException(nameof(AttributionDays), AttributionDays, "The attribution window is 1 to 90 days.");
        if (OutcomeDays is < 1 or > 365)
            throw new ArgumentOutOfRangeException(nameof(OutcomeDays), OutcomeDays, "The outcome window is 1 to 365 days.");
        if (PlannedControlShare is not (null or (> 0 and < 1)))
            throw new ArgumentOutOfRangeException(nameof(PlannedControlShare), PlannedControlShare, "The planned control share is above 0 and below 1.");
    }
}
