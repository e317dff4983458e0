namespace Dashboard.Analytics.Predictions;

/// <summary>What a model predicts of a customer.</summary>
public enum ModelKind
{
    /// <summary>Orders and money of the time to come.</summary>
    Lifetime,

    /// <summary>No order within the shop's churn horizon.</summary>
    Churn,

    /// <summary>An order within 30 days.</summary>
    Purchase,
}

/// <summary>How much the data of a shop can carry, from little to much. A prediction stands on the highest rung that its data reaches.</summary>
public enum LadderRung
{
    /// <summary>Counts of what happened; nothing is said of one customer.</summary>
    Counts,

    /// <summary>Rates of groups of like customers, drawn towards the shop's rate where a group is small.</summary>
    Rates,

    /// <summary>A model with a handful of parameters.</summary>
    Parametric,

    /// <summary>A model learned from many examples.</summary>
    Learned,
}
