namespace Dashboard.Services.Imports.Reading;

/// <summary>In which order a file writes day, month and year.</summary>
public enum DateOrder
{
    /// <summary>2011-12-09, 2011/12/09, 20111209: also read when another order is set, if the year comes first with four digits.</summary>
    YearMonthDay,

    /// <summary>9/12/2011, 09.12.11.</summary>
    DayMonthYear,

    /// <summary>12/9/2011.</summary>
    MonthDayYear,
}

/// <summary>A date, perhaps with a time, as the file says it.</summary>
/// <param name="Seconds">Seconds from 1970-01-01 00:00 on the clock that the file means.</param>
/// <param name="HasTime">Whether a time was there.</param>
/// <param name="OffsetSeconds">Offset from UTC when the text names one (Z, +02:00).</param>
internal readonly record struct LocalStamp(long Seconds, bool HasTime, int? OffsetSeconds)
{
    public DateOnly Date => DateOnly.FromDayNumber((int)(Math.DivRem(Seconds, 86_400).Quotient - (Seconds % 86_400 < 0 ? 1 : 0)) + DateText.EpochDay);
}

/// <summary>Reads dates: numbers in a given order with '-', '/', '.' or space between, month names, compact ISO; then perhaps a time, AM or PM, an offset.</summary>
internal static class DateText
{
    /// <summary>Day number of 1970-01-01.</summary>
    public const int EpochDay = 719_162;

    private static readonly string[][] MonthNames =
    [
        ["jan", "january", "januar", "janvier", "janv", "enero", "ene", "jän", "jänner"], ["feb", "february", "februar", "février", "fév", "févr", "febrero"],
        ["mar", "march", "märz", "mrz", "mär", "mars", "marzo"], ["apr", "april", "avril", "avr", "abril", "abr"], ["may", "mai", "mayo"],
        ["jun", "june", "juni", "juin", "junio"], ["jul", "july", "juli", "juillet", "juil", "julio"], ["aug", "august", "août", "agosto", "ago"],
        ["sep", "sept", "september", "septembre", "septiembre"], ["oct", "october", "okt", "oktober", "octobre", "octubre"],
        ["nov", "november", "novembre", "noviembre"], ["dec", "december", "dez", "dezember", "décembre", "déc", "diciembre", "dic"],
    ];

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Months = MonthNames
        .SelectMany((names, month) => names.Select(name => (name, month: month + 1)))
        .ToDictionary(pair => pair.name, pair => pair.month, StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Reads a date in this order; years before 1900 and after 2100 are not dates. Two-digit years are 1970 to 2069.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DateOrder order, out LocalStamp stamp)
    {
        stamp = default;
        text = text.Trim();
        if (text.Length is < 6 or > 64) return false;
        var at = 0;
        if (!TryIso(text, ref at, out var day) && !TryDate(text, order, ref at, out day)) return false;
        if (at == text.Length)
        {
            stamp = new LocalStamp(day * 86_400L, false, null);
            return true;
        }

        if (text[at] is 'T' or 't' or ' ' or ',' or ':') at++;
        while (at < text.Length && text[at] == ' ') at++;
        if (!TryTime(text[at..], out var seconds, out var offset)) return false;
        stamp = new LocalStamp((day * 86_400L) + seconds, true, offset);
        return true;
    }

    /// <summary>Reads a time of day, with AM or PM, fractions (cut off) and an offset if there.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, out int seconds, out int? offset)
    {
        seconds = 0;
        offset = null;
        text = text.Trim();
        var at = 0;
        if (!Digits(text, ref at, 2, out var hour, out _)) return false;
        int minute = 0, second = 0;
        if (at < text.Length && text[at] is ':' or '.' or 'h')
        {
            at++;
            if (!Digits(text, ref at, 2, out minute, out var length) || length != 2) return false;
            if (at < text.Length && text[at] is ':' or '.')
            {
                at++;
                if (!Digits(text, ref at, 2, out second, out length) || length != 2) return false;
                if (at < text.Length && text[at] is '.' or ',')
                {
                    at++;
                    while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
                }
            }
        }
        else if (at == text.Length)
        {
            return false;
        }

        var rest = text[at..].Trim();
        if (StartsWithMeridiem(rest, out var afternoon))
        {
            if (hour is < 1 or > 12) return false;
            hour = (hour % 12) + (afternoon ? 12 : 0);
            rest = rest[(rest.Length > 2 && rest[1] == '.' ? 4 : 2)..].Trim();
        }

        if (hour > 23 || minute > 59 || second > 60) return false;
        seconds = (hour * 3600) + (minute * 60) + Math.Min(second, 59);
        return rest.IsEmpty || TryOffset(rest, out offset);
    }

    /// <summary>The order in a format such as "dd/MM/yyyy", "dmy" or "M/d/yyyy h:mm tt"; null when it has no year, month and day.</summary>
    public static DateOrder? OrderOf(string format)
    {
        var day = format.IndexOf('d', StringComparison.OrdinalIgnoreCase);
        var month = format.Contains('M', StringComparison.Ordinal) ? format.IndexOf('M', StringComparison.Ordinal) : format.IndexOf('m', StringComparison.Ordinal);
        var year = format.IndexOf('y', StringComparison.OrdinalIgnoreCase);
        if (day < 0 || month < 0 || year < 0) return null;
        if (year < month && month < day) return DateOrder.YearMonthDay;
        if (day < month && month < year) return DateOrder.DayMonthYear;
        return month < day && day < year ? DateOrder.MonthDayYear : null;
    }

    // 2011-12-09, which most files write, and which every order reads alike.
    private static bool TryIso(ReadOnlySpan<char> text, ref int at, out int day)
    {
        day = 0;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-' || (text.Length > 10 && char.IsAsciiLetterOrDigit(text[10]) && text[10] is not ('T' or 't'))) return false;
        var (year, month, date) = (0, 0, 0);
        for (var i = 0; i < 10; i++)
        {
            if (i is 4 or 7) continue;
            var digit = text[i] - '0';
            if ((uint)digit > 9) return false;
            if (i < 4) year = (year * 10) + digit;
            else if (i < 7) month = (month * 10) + digit;
            else date = (date * 10) + digit;
        }

        if (!TryDay(year, month, date, out day)) return false;
        at = 10;
        return true;
    }

    private static bool TryDate(ReadOnlySpan<char> text, DateOrder order, ref int at, out int day)
    {
        day = 0;
        if (char.IsLetter(text[0])) SkipWeekday(text, ref at);
        Span<int> values = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        var name = -1;
        for (var part = 0; part < 3; part++)
        {
            if (part > 0 && !SkipSeparator(text, ref at)) return false;
            if (at < text.Length && char.IsLetter(text[at]))
            {
                var start = at;
                while (at < text.Length && char.IsLetter(text[at])) at++;
                if (name >= 0 || !Months.TryGetValue(text[start..at], out values[part])) return false;
                name = part;
                continue;
            }

            if (!Digits(text, ref at, 8, out values[part], out lengths[part])) return false;
            if (part == 0 && lengths[0] == 8) return TryDay(values[0] / 10_000, values[0] / 100 % 100, values[0] % 100, out day);
            if (at < text.Length && part == (name == 0 ? 1 : 0)) SkipOrdinal(text, ref at);
        }

        return Resolve(values, lengths, name, order, out day);
    }

    private static bool Resolve(ReadOnlySpan<int> values, ReadOnlySpan<int> lengths, int name, DateOrder order, out int day)
    {
        day = 0;
        int y, m, d;
        if (name == 2) return false;
        if (name == 0) (m, d, y) = (0, 1, 2);
        else if (lengths[0] == 4) (y, m, d) = (0, 1, 2);
        else if (name == 1 && order != DateOrder.YearMonthDay) (d, m, y) = (0, 1, 2);
        else if (name == 1) (d, m, y) = lengths[2] == 4 || lengths[0] == 1 ? (0, 1, 2) : (2, 1, 0);
        else if (order == DateOrder.YearMonthDay) (y, m, d) = (0, 1, 2);
        else (d, m, y) = order == DateOrder.DayMonthYear ? (0, 1, 2) : (1, 0, 2);
        if (lengths[y] is not (2 or 4) || lengths[d] > 2 || lengths[m] > 2) return false;
        var year = lengths[y] == 4 ? values[y] : values[y] + (values[y] < 70 ? 2000 : 1900);
        return TryDay(year, values[m], values[d], out day);
    }

    private static bool TryDay(int year, int month, int dayOfMonth, out int day)
    {
        day = 0;
        if (year is < 1900 or > 2100 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month)) return false;
        day = new DateOnly(year, month, dayOfMonth).DayNumber - EpochDay;
        return true;
    }

    private static void SkipWeekday(ReadOnlySpan<char> text, ref int at)
    {
        var end = 0;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        if (Months.ContainsKey(text[..end])) return;
        while (end < text.Length && text[end] is ' ' or ',' or '.') end++;
        at = end;
    }

    private static void SkipOrdinal(ReadOnlySpan<char> text, ref int at)
    {
        var rest = text[at..];
        if (rest.StartsWith("st ") || rest.StartsWith("nd ") || rest.StartsWith("rd ") || rest.StartsWith("th ") || rest.StartsWith("th,") || rest.StartsWith("st,") || rest.StartsWith("nd,") || rest.StartsWith("rd,")) at += 2;
    }

    private static bool SkipSeparator(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is '-' or '/' or '.' or ' ' or ',') at++;
        return at - start is >= 1 and <= 2;
    }

    private static bool Digits(ReadOnlySpan<char> text, ref int at, int most, out int value, out int length)
    {
        value = 0;
        length = 0;
        while (at < text.Length && char.IsAsciiDigit(text[at]) && length < most)
        {
            value = (value * 10) + (text[at++] - '0');
            length++;
        }

        return length > 0;
    }

    private static bool StartsWithMeridiem(ReadOnlySpan<char> text, out bool afternoon)
    {
        afternoon = text.StartsWith("pm", StringComparison.OrdinalIgnoreCase) || text.StartsWith("p.m.", StringComparison.OrdinalIgnoreCase);
        return afternoon || text.StartsWith("am", StringComparison.OrdinalIgnoreCase) || text.StartsWith("a.m.", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int? offset)
    {
        offset = 0;
        if (text is "Z" or "z" or "UTC" or "GMT") return true;
        if (text.Length < 3 || text[0] is not ('+' or '-')) return false;
        var at = 1;
        if (!Digits(text, ref at, 2, out var hours, out _)) return false;
        if (at < text.Length && text[at] == ':') at++;
        var minutes = 0;
        if (at < text.Length && !Digits(text, ref at, 2, out minutes, out _)) return false;
        if (at < text.Length || hours > 15 || minutes > 59) return false;
        offset = (text[0] == '-' ? -1 : 1) * ((hours * 3600) + (minutes * 60));
        return true;
    }
}
