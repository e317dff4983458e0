namespace Dashboard.Services.Imports.Reading;

/// <summary>Gathers what a column's values have in common. Most columns repeat few values, so a value is looked at once and then only counted.</summary>
internal sealed class ColumnSurvey(int index, string name, int distinctLimit)
{
    private const int MostCharactersOfNumber = 40;
    private readonly Dictionary<ulong, int> groupOf = [];
    private readonly List<ValueSigns> groups = [];
    private readonly List<long> counts = [];
    private readonly List<string> samples = [];
    private long repeats;
    private (long Least, long Greatest) dot = (long.MaxValue, long.MinValue);
    private (long Least, long Greatest) comma = (long.MaxValue, long.MinValue);
    private string? currency;

    /// <summary>Votes of this column on the decimal separator of the file.</summary>
    public (long Dot, long Comma) DecimalVotes => IsNumeric ? (Count(ValueSigns.CertainlyDot), Count(ValueSigns.CertainlyComma)) : (0, 0);

    private bool IsNumeric => Nearly(Math.Max(Count(ValueSigns.Dot), Count(ValueSigns.Comma)));

    private long Filled => counts.Sum();

    // Values that say anything.
    private long Said => Filled - Count(ValueSigns.Nothing);

    public void Add(ReadOnlySpan<char> value)
    {
        if (value.IsWhiteSpace()) return;
        var hash = Hash(value);
        var isNew = !groupOf.TryGetValue(hash, out var group);
        if (isNew) group = GroupOf(Look(value));
        counts[group]++;
        if (groupOf.Count >= distinctLimit) return;
        if (isNew) Remember(hash, group, value);
        else repeats++;
    }

    public ColumnProfile Profile(long rows, char fileDecimal)
    {
        var (type, filled, isNumeric) = (TypeOf(), Filled, IsNumeric);
        var (dots, commas, dotVotes, commaVotes) = (Count(ValueSigns.Dot), Count(ValueSigns.Comma), Count(ValueSigns.CertainlyDot), Count(ValueSigns.CertainlyComma));
        var separator = dotVotes == commaVotes ? fileDecimal : dotVotes > commaVotes ? '.' : ',';
        if (separator == ',' && commas < dots && commaVotes == 0) separator = '.';
        var range = separator == '.' ? dot : comma;
        var (order, ambiguous) = Count(ValueSigns.Date) > 0 ? Order() : (null, false);
        return new ColumnProfile
        {
            Index = index,
            Name = name,
            Type = type,
            Filled = filled,
            FillRate = rows == 0 ? 0 : (double)filled / rows,
            Distinct = groupOf.Count,
            DistinctIsLimit = groupOf.Count >= distinctLimit,
            Samples = samples,
            DateOrder = order,
            DateOrderIsAmbiguous = ambiguous,
            DecimalSeparator = separator,
            HasThousands = isNumeric && (Count(ValueSigns.Grouped) > 0 || (Count(ValueSigns.OpenSeparator) > 0 && (separator == '.' ? dots > commas : commas > dots))),
            Currency = isNumeric ? currency : null,
            HasPercent = isNumeric && Count(ValueSigns.Percent) > 0,
            LeastE4 = isNumeric && range.Least <= range.Greatest ? range.Least : null,
            GreatestE4 = isNumeric && range.Least <= range.Greatest ? range.Greatest : null,
            IsUnique = filled == rows && repeats == 0 && filled > 1,
        };
    }

    private long Count(ValueSigns sign)
    {
        var count = 0L;
        for (var i = 0; i < groups.Count; i++)
        {
            if ((groups[i] & sign) != ValueSigns.None) count += counts[i];
        }

        return count;
    }

    // Nearly all values that say anything; in a small file one may be wrong.
    private bool Nearly(long count)
    {
        var said = Said;
        return count > 0 && said - count <= Math.Max(0.05 * said, said >= 3 ? 1 : 0);
    }

    private ColumnType TypeOf()
    {
        var (said, booleans, dates) = (Said, Count(ValueSigns.Boolean), Count(ValueSigns.Date));
        if (Filled == 0) return ColumnType.Empty;
        if (said == 0) return ColumnType.Text;
        if (Nearly(Count(ValueSigns.Email))) return ColumnType.Email;
        if (booleans > 0 && booleans >= 0.95 * said) return ColumnType.Boolean;
        var integers = Count(ValueSigns.Integer);
        if (integers >= said) return ColumnType.Integer;
        if (Nearly(dates)) return Count(ValueSigns.HasTime) > 0 ? ColumnType.DateTime : ColumnType.Date;
        if (IsNumeric) return integers >= Math.Max(Count(ValueSigns.Dot), Count(ValueSigns.Comma)) ? ColumnType.Integer : ColumnType.Number;
        return Nearly(Count(ValueSigns.Time)) ? ColumnType.Time : ColumnType.Text;
    }

    // Day first or month first is decided by the values that only one of them can read.
    private (DateOrder? Order, bool Ambiguous) Order()
    {
        var (ymd, dmy, mdy) = (Count(ValueSigns.YearFirst), Count(ValueSigns.DayFirst), Count(ValueSigns.MonthFirst));
        var (dates, differ) = (Count(ValueSigns.Date), Count(ValueSigns.OrderMatters));
        if (ymd >= dmy && ymd >= mdy && differ == 0) return (DateOrder.YearMonthDay, false);
        if (dmy == mdy) return differ > 0 ? (null, true) : (DateOrder.DayMonthYear, false);
        var (order, more, fewer) = dmy > mdy ? (DateOrder.DayMonthYear, dmy, mdy) : (DateOrder.MonthDayYear, mdy, dmy);
        var onlyMore = dates - fewer;
        var onlyFewer = dates - more;
        return onlyFewer > 0.05 * (onlyMore + onlyFewer) ? (null, true) : (order, false);
    }

    private int GroupOf(ValueSigns signs)
    {
        var group = groups.IndexOf(signs);
        if (group >= 0) return group;
        groups.Add(signs);
        counts.Add(0);
        return groups.Count - 1;
    }

    private ValueSigns Look(ReadOnlySpan<char> value)
    {
        if (value.Length <= 9 && ValueText.IsNothing(value)) return ValueSigns.Nothing;
        var signs = ValueText.Boolean(value) is not null ? ValueSigns.Boolean : ValueSigns.None;
        if (value.Contains('@') && ValueText.IsEmail(value.Trim())) signs |= ValueSigns.Email;
        if (char.IsLetter(value[0]) && value.IndexOfAnyInRange('0', '9') < 0) return signs;
        var isPercent = value.EndsWith("%");
        if (isPercent) signs |= ValueSigns.Percent;
        return signs | LookForNumber(isPercent ? value[..^1] : value) | LookForDate(value);
    }

    private ValueSigns LookForNumber(ReadOnlySpan<char> value)
    {
        if (value.Length > MostCharactersOfNumber) return ValueSigns.None;
        var isDot = NumberText.TryParseE4(value, '.', out var asDot, out _);
        var isComma = NumberText.TryParseE4(value, ',', out var asComma, out _);
        if (!isDot && !isComma) return ValueSigns.None;
        var signs = ValueSigns.None;
        if (isDot)
        {
            signs |= ValueSigns.Dot;
            dot = (Math.Min(dot.Least, asDot), Math.Max(dot.Greatest, asDot));
        }

        if (isComma)
        {
            signs |= ValueSigns.Comma;
            comma = (Math.Min(comma.Least, asComma), Math.Max(comma.Greatest, asComma));
        }

        var evidence = NumberText.DecimalEvidence(value);
        if (evidence == '.') signs |= ValueSigns.CertainlyDot;
        else if (evidence == ',') signs |= ValueSigns.CertainlyComma;
        else if (evidence == '?') signs |= ValueSigns.OpenSeparator;
        else if (asDot % 10_000 == 0) signs |= ValueSigns.Integer;
        if (evidence is '.' or ',' && value.IndexOfAny('.', ',') != value.LastIndexOfAny('.', ',')) signs |= ValueSigns.Grouped;
        currency ??= NumberText.Currency(value);
        return signs;
    }

    private static ValueSigns LookForDate(ReadOnlySpan<char> value)
    {
        var dmy = DateText.TryParse(value, DateOrder.DayMonthYear, out var asDmy);
        var mdy = DateText.TryParse(value, DateOrder.MonthDayYear, out var asMdy);
        var ymd = DateText.TryParse(value, DateOrder.YearMonthDay, out var asYmd);
        if (!dmy && !mdy && !ymd) return value.Contains(':') && DateText.TryTime(value, out _, out _) ? ValueSigns.Time : ValueSigns.None;
        var signs = ValueSigns.Date;
        if (dmy) signs |= ValueSigns.DayFirst;
        if (mdy) signs |= ValueSigns.MonthFirst;
        if (ymd) signs |= ValueSigns.YearFirst;
        if (dmy && mdy && asDmy != asMdy) signs |= ValueSigns.OrderMatters;
        if ((dmy ? asDmy : mdy ? asMdy : asYmd).HasTime) signs |= ValueSigns.HasTime;
        return signs;
    }

    private void Remember(ulong hash, int group, ReadOnlySpan<char> value)
    {
        groupOf.Add(hash, group);
        if (samples.Count < 10) samples.Add(value.Length > 100 ? string.Concat(value[..100], "…") : value.ToString());
    }

    // FNV-1a: it only tells values apart, and must be the same in every run.
    private static ulong Hash(ReadOnlySpan<char> value)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in value) hash = (hash ^ c) * 1_099_511_628_211UL;
        return hash;
    }
}
