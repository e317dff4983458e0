namespace Dashboard.Web.Charts;

/// <summary>What defines a group of people, a few traits one below the other: each with its value beside that of everybody and the evidence in words.</summary>
public sealed record PersonaSpec : ChartSpec
{
    private const int TraitHeight = 96;

    /// <inheritdoc/>
    public override string Kind => "persona";

    /// <summary>Name of the group.</summary>
    public required string Name { get; init; }

    /// <summary>Who it stands beside: "Everybody".</summary>
    public required string OtherName { get; init; }

    /// <summary>Token of the group's bars.</summary>
    public string Color { get; init; } = "series-1";

    /// <summary>The traits, strongest first.</summary>
    public required IReadOnlyList<PersonaTrait> Traits { get; init; }

    /// <summary>It follows from the traits; a narrow chart grows beyond it.</summary>
    public override int Height => Math.Max(1, Traits.Count) * TraitHeight;
}

/// <summary>A trait.</summary>
/// <param name="Name">What it is: "Country: Germany".</param>
/// <param name="Value">Of the group, as text.</param>
/// <param name="Other">Of those it stands beside, as text.</param>
/// <param name="Part">Length of the group's bar, 0 to 1.</param>
/// <param name="OtherPart">Length of the other bar, 0 to 1.</param>
/// <param name="What">What the values are: "share", "median".</param>
/// <param name="Evidence">Difference, interval and sample size in a sentence.</param>
public sealed record PersonaTrait(string Name, string Value, string Other, double Part, double OtherPart, string What, string Evidence);
