using Dashboard.Analytics.Predictions;

namespace Dashboard.Services.Predictions;

/// <summary>What a person decides about customers.</summary>
public sealed record DecisionDraft
{
    /// <summary>Text of the rule of whom it is about.</summary>
    public required string Rule { get; init; }

    /// <summary>What they are offered, 1 to <see cref="DecisionService.LongestText"/> characters.</summary>
    public required string Offer { get; init; }

    /// <summary>The last day that counts.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>Who answers for it; may be empty.</summary>
    public string Owner { get; init; } = "";

    /// <summary>What else is to be known; may be empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>Share of the customers that is expected to order until then, 0 to 1; null when nobody says.</summary>
    public double? ExpectedShare { get; init; }

    /// <summary>Money that it is expected to add, in ten-thousandths of the currency unit; null when nobody says.</summary>
    public long? ExpectedValueE4 { get; init; }

    /// <summary>Run of the model that it rests on; null for none.</summary>
    public long? ModelRun { get; init; }

    /// <summary>Share of the customers that is drawn by chance and left alone, 0 to 0.5, so that the effect can be told from what would have happened anyway.</summary>
    public double ControlShare { get; init; }
}

/// <summary>A decision about customers, as it was made.</summary>
public sealed record Decision
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The last day of the data then.</summary>
    public required DateOnly MadeOn { get; init; }

    /// <summary>The last day that counts.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>Text of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>What was offered.</summary>
    public required string Offer { get; init; }

    /// <summary>Who answers for it; may be empty.</summary>
    public required string Owner { get; init; }

    /// <summary>What else is to be known; may be empty.</summary>
    public required string Note { get; init; }

    /// <summary>Share that was expected to order; null when nobody said.</summary>
    public required double? ExpectedShare { get; init; }

    /// <summary>Money that it was expected to add; null when nobody said.</summary>
    public required long? ExpectedValueE4 { get; init; }

    /// <summary>Run of the model that it rests on; null for none.</summary>
    public required long? ModelRun { get; init; }

    /// <summary>Customers that it is about.</summary>
    public required long Customers { get; init; }

    /// <summary>Customers of the control.</summary>
    public required long InControl { get; init; }

    /// <summary>When it was deleted; null while it is there.</summary>
    public required DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>A decision and what became of it.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Request">The question for its outcome.</param>
public sealed record DecisionToScore(Decision Decision, DecisionOutcomeRequest Request);
