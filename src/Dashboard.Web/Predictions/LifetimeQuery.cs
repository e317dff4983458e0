using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Predictions;

/// <summary>What the address of the lifetime values means.</summary>
/// <param name="HorizonDays">Days ahead.</param>
/// <param name="By">What groups are shown.</param>
/// <param name="Discount">Yearly discount.</param>
public sealed record LifetimeQuery(int HorizonDays, ValueBreakdown By, double Discount)
{
    /// <summary>Where the slider stops.</summary>
    public static IReadOnlyList<int> Horizons { get; } = [30, 90, 180, 365];

    /// <summary>Discounts to choose from, as in addresses and in words.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Discounts { get; } = [new("", "No discount"), new("0.05", "5% a year"), new("0.1", "10% a year"), new("0.15", "15% a year")];

    private const int UsualDays = 365;

    /// <summary>Reads an address.</summary>
    /// <param name="days">Days ahead; nothing for a year.</param>
    /// <param name="by">"country", "acquisition" or "cohort"; nothing for segments.</param>
    /// <param name="discount">As in "0.1"; nothing for none.</param>
    /// <exception cref="ArgumentException">What is there is no number; the message is shown.</exception>
    public static LifetimeQuery Parse(string? days, string? by, string? discount)
    {
        if (!string.IsNullOrEmpty(days) && !int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new ArgumentException($"The horizon is a number of days from 1 to {CustomerValues.MostDays}, not “{days}”.", nameof(days));
        if (!string.IsNullOrEmpty(discount) && !double.TryParse(discount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
            throw new ArgumentException($"The yearly discount is a number from 0 to 1, not “{discount}”.", nameof(discount));
        return new LifetimeQuery(
            string.IsNullOrEmpty(days) ? UsualDays : int.Parse(days, CultureInfo.InvariantCulture),
            by switch { "country" => ValueBreakdown.Country, "acquisition" => ValueBreakdown.Acquisition, "cohort" => ValueBreakdown.Cohort, _ => ValueBreakdown.Segment },
            string.IsNullOrEmpty(discount) ? 0 : double.Parse(discount, CultureInfo.InvariantCulture));
    }

    /// <summary>The parameters of the address; usual values are left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters() =>
    [
        new("h", HorizonDays == UsualDays ? null : HorizonDays.ToString(CultureInfo.InvariantCulture)),
        new("by", Text(By) is { Length: > 0 } by ? by : null),
        new("discount", Discount > 0 ? Discount.ToString(CultureInfo.InvariantCulture) : null),
    ];

    /// <summary>A breakdown as in addresses.</summary>
    public static string Text(ValueBreakdown by) => by == ValueBreakdown.Segment ? "" : by.ToString().ToLowerInvariant();

    /// <summary>The request.</summary>
    public LifetimeValueRequest Request(Scope scope) => new(scope, HorizonDays, By, Discount);

    /// <summary>Where the slider stands: the stop that is nearest.</summary>
    public int Stop => Enumerable.Range(0, Horizons.Count).MinBy(i => Math.Abs(Horizons[i] - HorizonDays));
}
