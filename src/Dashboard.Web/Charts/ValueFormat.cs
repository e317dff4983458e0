namespace Dashboard.Web.Charts;

/// <summary>How a chart writes its values, in tooltips and on axes (by the script) and in its table (here).</summary>
/// <param name="Name">"money", "percent", "integer", "number".</param>
/// <param name="Currency">ISO code for money.</param>
/// <param name="Digits">Decimals.</param>
public sealed record ValueFormat(string Name, string? Currency = null, int Digits = 0)
{
    /// <summary>Counts.</summary>
    public static ValueFormat Integer { get; } = new("integer");

    /// <summary>Shares, 0 to 1, as percentages with one decimal.</summary>
    public static ValueFormat Percent { get; } = new("percent", Digits: 1);

    /// <summary>Amounts in units of a currency.</summary>
    public static ValueFormat Money(string currency) => new("money", currency, Formats.CurrencyDigits(currency));

    /// <summary>Numbers with decimals.</summary>
    public static ValueFormat Number(int digits) => new("number", Digits: digits);

    /// <summary>A value as text, in the culture of the page.</summary>
    public string Text(double? value) => value is not { } v ? Formats.Missing : Name switch
    {
        "money" => Formats.Money(v, Currency!, Digits),
        "percent" => Formats.Percent(v, Digits),
        _ => Formats.Number(v, Digits),
    };
}
