using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Predictions;

/// <summary>What the address of the contracts page says beside the scope: <c>start=begin&amp;end=cancelled&amp;every=month&amp;discount=10&amp;table=…</c>.</summary>
/// <param name="Start">Attribute of the start; null for the one that looks like it.</param>
/// <param name="End">Attribute of the end; null for the one that looks like it.</param>
/// <param name="Period">How often contracts are renewed.</param>
/// <param name="Discount">Yearly discount in percent.</param>
/// <param name="Table">A pasted table; null for the attributes.</param>
public sealed record ContractQuery(string? Start, string? End, ContractPeriod Period, int Discount, string? Table)
{
    private const int UsualDiscount = 10;

    /// <summary>A published example: yearly contracts of two groups (Fader and Hardie 2007).</summary>
    public static ContractQuery Example { get; } = new(null, null, ContractPeriod.Year, UsualDiscount, "Regular: 1000, 631, 468, 382, 326, 289, 262, 241|High end: 1000, 869, 743, 653, 593, 551, 517, 491");

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="ArgumentException">The discount is no whole number from 1 to 100.</exception>
    public static ContractQuery Parse(string? start, string? end, string? every, string? discount, string? table) => new(
        Text(start),
        Text(end),
        Enum.TryParse<ContractPeriod>(every, ignoreCase: true, out var period) && Enum.IsDefined(period) ? period : ContractPeriod.Month,
        string.IsNullOrWhiteSpace(discount) ? UsualDiscount
            : int.TryParse(discount, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 100 ? percent
            : throw new ArgumentException("Give the yearly discount as a whole number of percent from 1 to 100."),
        Text(table));

    /// <summary>Writes the parameters; what is usual is left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters() =>
    [
        new("start", Start), new("end", End), new("every", Period == ContractPeriod.Month ? null : Period.ToString().ToLowerInvariant()),
        new("discount", Discount == UsualDiscount ? null : Discount.ToString(CultureInfo.InvariantCulture)), new("table", Table),
    ];

    /// <summary>The question.</summary>
    public ContractRequest Request(Scope scope) => new(scope) { Start = Start, End = End, Period = Period, Discount = Discount / 100.0, Table = Table };

    /// <summary>A pasted text as an address has it: lines with bars between.</summary>
    public static string? Lines(string? pasted) => Text(string.Join('|', (pasted ?? "").Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
