namespace Dashboard.Services.Excel;

/// <summary>How a currency's amounts are shown in a workbook.</summary>
internal static class MoneyFormat
{
    // ISO 4217, minor units other than two.
    private static readonly string[] WithoutDecimals =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly string[] WithThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>The number of decimals that a currency is counted in.</summary>
    public static int Decimals(string currency) =>
        WithoutDecimals.Contains(currency) ? 0 : WithThreeDecimals.Contains(currency) ? 3 : 2;

    /// <summary>
    /// An Excel number format. The symbol stands in the bracketed form with its locale that Excel itself writes, so that it stays the
    /// same currency on every reader's computer; a currency without a symbol that all readers know is shown by its code.
    /// </summary>
    /// <exception cref="ArgumentException">The currency is not three capital letters.</exception>
    public static string NumberFormat(string currency, int? decimals)
    {
        if (currency is not { Length: 3 } || !currency.All(char.IsAsciiLetterUpper))
            throw new ArgumentException($"\"{currency}\" is not a currency code. Give the three capital letters of ISO 4217, such as GBP.", nameof(currency));
        var digits = NumberFormats.Digits(decimals ?? Decimals(currency));
        return currency switch
        {
            "GBP" => "[$£-809]" + digits,
            "EUR" => "[$€-2]\\ " + digits,
            "USD" => "[$$-409]" + digits,
            "JPY" => "[$¥-411]" + digits,
            _ => $"{digits}\\ [${currency}]",
        };
    }
}

/// <summary>Excel number formats by kind of column.</summary>
internal static class NumberFormats
{
    public const string General = "General";
    public const string Text = "@";

    /// <summary>The format of a column. Days and times are in ISO order, which reads the same in every country.</summary>
    public static string Of(SheetColumn column, string currency) => column.Kind switch
    {
        CellKind.Text => Text,
        CellKind.Integer => Digits(0),
        CellKind.Number => Digits(column.Decimals ?? 2),
        CellKind.Money => MoneyFormat.NumberFormat(currency, column.Decimals),
        CellKind.Percent => Fixed("0", column.Decimals ?? 1) + "%",
        CellKind.Date => "yyyy\\-mm\\-dd",
        CellKind.DateTime => "yyyy\\-mm\\-dd\\ hh:mm:ss",
        _ => General,
    };

    /// <summary>Thousands separated, with so many decimals.</summary>
    public static string Digits(int decimals) => Fixed("#,##0", decimals);

    private static string Fixed(string whole, int decimals) => decimals == 0 ? whole : whole + "." + new string('0', decimals);
}
