using System.Collections.Concurrent;
using System.Globalization;

namespace Dashboard.Web;

/// <summary>Numbers and dates as screens write them, in the culture of the person who looks. Amounts are ten-thousandths of the currency unit.</summary>
public static class Formats
{
    /// <summary>What stands where there is no value.</summary>
    public const string Missing = "n/a";

    private static readonly ConcurrentDictionary<(string Culture, string Currency), NumberFormatInfo> Currencies = new();

    private static readonly Lazy<Dictionary<string, string>> Symbols = new(() => CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(c => new RegionInfo(c.Name))
        .GroupBy(r => r.ISOCurrencySymbol, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Select(r => r.CurrencySymbol).OrderBy(s => s.Length).ThenBy(s => s, StringComparer.Ordinal).First(), StringComparer.OrdinalIgnoreCase));

    /// <summary>An amount with its currency: £9,747,747.93; yen and the like have no decimals.</summary>
    /// <param name="amountE4">Ten-thousandths of the unit.</param>
    /// <param name="currency">ISO 4217 code.</param>
    /// <param name="digits">Decimals; those of the currency when null.</param>
    public static string Money(long amountE4, string currency, int? digits = null) =>
        (amountE4 / 10_000m).ToString($"C{digits ?? CurrencyDigits(currency)}", Currency(currency));

    /// <summary>An amount that is an estimate or a mean, in units of the currency.</summary>
    public static string Money(double amount, string currency, int? digits = null) =>
        double.IsFinite(amount) ? amount.ToString($"C{digits ?? CurrencyDigits(currency)}", Currency(currency)) : Missing;

    /// <summary>An amount in a few characters: £9.75M. For cards and axes, where the exact amount is a click away.</summary>
    public static string MoneyShort(long amountE4, string currency)
    {
        var (scaled, suffix, digits) = Scale(amountE4 / 10_000d);
        return suffix.Length == 0 ? Money(amountE4, currency, Math.Abs(scaled) < 100 ? null : 0) : Affix(scaled.ToString($"C{digits}", Currency(currency)), suffix);
    }

    /// <summary>A count: 4,372.</summary>
    public static string Integer(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A number with as many decimals as asked for.</summary>
    public static string Number(double value, int digits = 1) => double.IsFinite(value) ? value.ToString($"N{digits}", CultureInfo.CurrentCulture) : Missing;

    /// <summary>A count in a few characters: 541.9K.</summary>
    public static string Compact(double value)
    {
        var (scaled, suffix, digits) = Scale(value);
        return suffix.Length == 0 ? scaled.ToString("#,0.#", CultureInfo.CurrentCulture) : scaled.ToString($"N{digits}", CultureInfo.CurrentCulture) + suffix;
    }

    /// <summary>A share as a percentage: 0.1234 is 12.3%.</summary>
    public static string Percent(double share, int digits = 1) => double.IsFinite(share) ? share.ToString($"P{digits}", CultureInfo.CurrentCulture) : Missing;

    /// <summary>A difference of two shares: 0.012 is +1.2 pts.</summary>
    public static string Points(double difference, int digits = 1) =>
        double.IsFinite(difference) ? (difference * 100).ToString($"+#,0.{new string('0', digits)};-#,0.{new string('0', digits)};0", CultureInfo.CurrentCulture) + " pts" : Missing;

    /// <summary>A day: 9 Dec 2011, in the order of the culture.</summary>
    public static string Date(DateOnly day) => day.ToString(DayPattern(), CultureInfo.CurrentCulture);

    /// <summary>A day of a year that is known: 9 Dec, in the order of the culture.</summary>
    public static string ShortDate(DateOnly day) => day.ToString(DayPattern().Replace(", yyyy", "", StringComparison.Ordinal).Replace(" yyyy", "", StringComparison.Ordinal).Replace("yyyy ", "", StringComparison.Ordinal), CultureInfo.CurrentCulture);

    /// <summary>A moment: 9 Dec 2011, 14:05 UTC.</summary>
    public static string Time(DateTimeOffset at) => $"{Date(DateOnly.FromDateTime(at.UtcDateTime))}, {at.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";

    /// <summary>A range of days: "1 Dec 2010 – 9 Dec 2011", or one day.</summary>
    public static string Dates(DateOnly from, DateOnly to) => from == to ? Date(from) : $"{Date(from)} – {Date(to)}";

    /// <summary>A month: Dec 2011.</summary>
    public static string Month(DateOnly month) => month.ToString("MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>A number of days: "1 day", "12 days".</summary>
    public static string Days(long days) => days == 1 ? "1 day" : $"{Integer(days)} days";

    /// <summary>A size in bytes in a few characters: 45.6 MB, counted in powers of 1,024.</summary>
    public static string FileSize(long bytes) => bytes switch
    {
        >= 1L << 30 => Number(bytes / (double)(1L << 30), 2) + " GB",
        >= 1L << 20 => Number(bytes / (double)(1L << 20)) + " MB",
        >= 1L << 10 => Number(bytes / (double)(1L << 10), 0) + " KB",
        _ => Count(bytes, "byte"),
    };

    /// <summary>"1 customer", "4,372 customers".</summary>
    public static string Count(long value, string one, string? many = null) => $"{Integer(value)} {(value == 1 ? one : many ?? one + "s")}";

    /// <summary>An estimate's range: "12.0 – 15.5", from two texts.</summary>
    public static string Range(string low, string high) => $"{low} – {high}";

    /// <summary>Decimals that a currency has in use: 0 for yen, 3 for Kuwaiti dinar, else 2.</summary>
    public static int CurrencyDigits(string currency) => currency.ToUpperInvariant() switch
    {
        "JPY" or "KRW" or "VND" or "CLP" or "ISK" or "HUF" or "UGX" or "XAF" or "XOF" or "XPF" or "PYG" or "RWF" => 0,
        "KWD" or "BHD" or "JOD" or "OMR" or "TND" or "IQD" or "LYD" => 3,
        _ => 2,
    };

    private static NumberFormatInfo Currency(string currency) => Currencies.GetOrAdd((CultureInfo.CurrentCulture.Name, currency), static key =>
    {
        var format = (NumberFormatInfo)CultureInfo.GetCultureInfo(key.Culture).NumberFormat.Clone();
        // "¤" is what the invariant culture has; a code that no region uses stands for itself, apart from the digits.
        format.CurrencySymbol = Symbols.Value.TryGetValue(key.Currency, out var symbol) && symbol != "¤" ? symbol : key.Currency + " ";
        if (key.Culture.Length == 0 || format.CurrencyNegativePattern == 0)
            format.CurrencyNegativePattern = 1;
        return format;
    });

    private static string DayPattern()
    {
        var pattern = CultureInfo.CurrentCulture.DateTimeFormat.ShortDatePattern;
        var month = pattern.IndexOf('M', StringComparison.Ordinal);
        if (CultureInfo.CurrentCulture.Name.Length == 0)
            return "d MMM yyyy";
        if (pattern.IndexOf('y', StringComparison.Ordinal) < month)
            return "yyyy MMM d";
        return month < pattern.IndexOf('d', StringComparison.Ordinal) ? "MMM d, yyyy" : "d MMM yyyy";
    }

    private static (double Scaled, string Suffix, int Digits) Scale(double value)
    {
        // The limits are where rounding would show four digits before the point: 999,950 is 1.00M, not 1,000.0K.
        return Math.Abs(value) switch
        {
            >= 999_950_000 => (value / 1e9, "B", 2),
            >= 999_950 => (value / 1e6, "M", 2),
            >= 10_000 => (value / 1e3, "K", 1),
            _ => (value, "", 0),
        };
    }

    private static string Affix(string number, string suffix)
    {
        var last = number.Length - 1;
        while (last > 0 && !char.IsDigit(number[last]))
            last--;
        return number.Insert(last + 1, suffix);
    }
}
