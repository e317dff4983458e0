namespace Dashboard.Services.Samples;

/// <summary>What is wrong with a few rows, at fixed places, so that every size of shop has some of each.</summary>
internal static class Dirt
{
    /// <summary>One customer in 250 is there twice: the same person under another number, the e-mail address in capitals.</summary>
    public static bool IsDuplicate(int customer) => customer % 250 == 117;

    /// <summary>One customer in 170 has no country, and neither have the orders.</summary>
    public static bool HasNoCountry(int customer) => customer % 170 == 61;

    /// <summary>One customer in 400 was born 150 years before signing up, or is yet to be born.</summary>
    public static int? BirthYearShift(int customer) => (customer % 400) switch { 33 => -150, 233 => +60, _ => null };

    /// <summary>One customer in 300 typed the name in capitals.</summary>
    public static bool Shouts(int customer) => customer % 300 == 190;

    /// <summary>Three products have no category.</summary>
    public static bool KeepsCategorySilent(int category, int rank) => rank == 20 && category is 1 or 5 or 9;

    /// <summary>One order in 250 has a line that costs nothing.</summary>
    public const double FreeItemShare = 0.004;
}
