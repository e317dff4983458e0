namespace Dashboard.Load;

/// <summary>What to do to which site.</summary>
public sealed record LoadOptions
{
    /// <summary>Seconds after which a step without a result is an error.</summary>
    public const int PatienceSeconds = 60;

    /// <summary>Most people at a time.</summary>
    public const int MostPeople = 1_000;

    /// <summary>Longest run in seconds.</summary>
    public const int LongestSeconds = 3_600;

    /// <summary>People without a browser.</summary>
    public required int People { get; init; }

    /// <summary>People with a real browser, beside them.</summary>
    public required int Browsers { get; init; }

    /// <summary>Seconds for which they walk about before, unmeasured: a server that has just begun compiles its code as it goes.</summary>
    public required int Warm { get; init; }

    /// <summary>How long people walk about, in seconds.</summary>
    public required int Seconds { get; init; }

    /// <summary>Time between two steps of a person on average, in seconds.</summary>
    public required double Think { get; init; }

    /// <summary>Seed of everything that is drawn.</summary>
    public required int Seed { get; init; }

    /// <summary>Circuits held open at a time to see what one costs; 0 to leave that out.</summary>
    public required int Held { get; init; }
}
