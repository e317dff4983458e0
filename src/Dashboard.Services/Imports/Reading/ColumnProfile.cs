namespace Dashboard.Services.Imports.Reading;

/// <summary>What the values of a column are, as far as they were read.</summary>
public enum ColumnType
{
    /// <summary>No values.</summary>
    Empty,

    /// <summary>Anything.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Numbers, some with decimals, or amounts.</summary>
    Number,

    /// <summary>Dates.</summary>
    Date,

    /// <summary>Dates, some with a time.</summary>
    DateTime,

    /// <summary>Times of day.</summary>
    Time,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>E-mail addresses.</summary>
    Email,
}

/// <summary>What is known of a column from the rows that were looked at.</summary>
public sealed record ColumnProfile
{
    /// <summary>Position, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Type that at least 95 % of the values have; in a small file, all but one.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Rows with a value.</summary>
    public required long Filled { get; init; }

    /// <summary>Share of rows with a value, 0 to 1.</summary>
    public required double FillRate { get; init; }

    /// <summary>Different values, counted up to a limit.</summary>
    public required int Distinct { get; init; }

    /// <summary>True when there are more different values than were counted.</summary>
    public bool DistinctIsLimit { get; init; }

    /// <summary>First different values, at most ten.</summary>
    public required IReadOnlyList<string> Samples { get; init; }

    /// <summary>Order of day, month and year that the values decide; null when there are no dates, or when they leave it open.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>True when every date of the column can be read day first and month first, with different results: a person must say.</summary>
    public bool DateOrderIsAmbiguous { get; init; }

    /// <summary>Decimal separator of the numbers, '.' or ','.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>True when thousands are separated.</summary>
    public bool HasThousands { get; init; }

    /// <summary>Currency that the values name, as an ISO code where it is known; null when they name none.</summary>
    public string? Currency { get; init; }

    /// <summary>True when values end in a per cent sign.</summary>
    public bool HasPercent { get; init; }

    /// <summary>Least number, in ten-thousandths; null without numbers.</summary>
    public long? LeastE4 { get; init; }

    /// <summary>Greatest number, in ten-thousandths; null without numbers.</summary>
    public long? GreatestE4 { get; init; }

    /// <summary>True when every value is different, as the key of a table is.</summary>
    public bool IsUnique { get; init; }
}

/// <summary>Gathers what a column's values have in common.</summary>
internal sealed class ColumnSurvey(int index, string name, int distinctLimit)
{
    private readonly HashSet<ulong> _seen = [];
    private readonly List<string> _samples = [];
    private readonly long[] _dates = new long[3];
    private long _filled, _nothing, _dots, _commas, _integers, _booleans, _emails, _times, _withTime, _dateOrTime, _differ, _repeats, _dotVotes, _commaVotes, _openVotes, _grouped, _percents;
    private (long Least, long Greatest) _dot = (long.MaxValue, long.MinValue);
    private (long Least, long Greatest) _comma = (long.MaxValue, long.MinValue);
    private string? _currency;

    /// <summary>Votes of this column on the decimal separator of the file.</summary>
    public (long Dot, long Comma) DecimalVotes => IsNumeric ? (_dotVotes, _commaVotes) : (0, 0);

    private bool IsNumeric => Nearly(Math.Max(_dots, _commas));

    public void Add(ReadOnlySpan<char> value)
    {
        if (value.IsWhiteSpace()) return;
        _filled++;
        Remember(value);
        if (value.Length <= 9 && ValueText.IsNothing(value))
        {
            _nothing++;
            return;
        }

        if (ValueText.Boolean(value) is not null) _booleans++;
        if (char.IsLetter(value[0]) && value.IndexOfAnyInRange('0', '9') < 0)
        {
            if (value.Contains('@') && ValueText.IsEmail(value.Trim())) _emails++;
            return;
        }

        AddNumber(value.EndsWith("%") ? value[..^1] : value);
        if (value.EndsWith("%")) _percents++;
        AddDate(value);
        if (value.Contains('@') && ValueText.IsEmail(value.Trim())) _emails++;
    }

    public ColumnProfile Profile(long rows, char fileDecimal)
    {
        var type = TypeOf();
        var separator = _dotVotes == _commaVotes ? fileDecimal : _dotVotes > _commaVotes ? '.' : ',';
        if (separator == ',' && _commas < _dots && _commaVotes == 0) separator = '.';
        var range = separator == '.' ? _dot : _comma;
        var (order, ambiguous) = _dateOrTime > 0 ? Order() : (null, false);
        return new ColumnProfile
        {
            Index = index,
            Name = name,
            Type = type,
            Filled = _filled,
            FillRate = rows == 0 ? 0 : (double)_filled / rows,
            Distinct = _seen.Count,
            DistinctIsLimit = _seen.Count >= distinctLimit,
            Samples = _samples,
            DateOrder = order,
            DateOrderIsAmbiguous = ambiguous,
            DecimalSeparator = separator,
            HasThousands = IsNumeric && (_grouped > 0 || (_openVotes > 0 && (separator == '.' ? _dots > _commas : _commas > _dots))),
            Currency = IsNumeric ? _currency : null,
            HasPercent = IsNumeric && _percents > 0,
            LeastE4 = IsNumeric && range.Least <= range.Greatest ? range.Least : null,
            GreatestE4 = IsNumeric && range.Least <= range.Greatest ? range.Greatest : null,
            IsUnique = _filled == rows && _repeats == 0 && _filled > 1,
        };
    }

    // Nearly all values that say anything; in a small file one may be wrong.
    private bool Nearly(long count)
    {
        var said = _filled - _nothing;
        return count > 0 && said - count <= Math.Max(0.05 * said, said >= 3 ? 1 : 0);
    }

    private ColumnType TypeOf()
    {
        if (_filled == 0) return ColumnType.Empty;
        if (_filled == _nothing) return ColumnType.Text;
        if (Nearly(_emails)) return ColumnType.Email;
        if (_booleans > 0 && _booleans >= 0.95 * (_filled - _nothing)) return ColumnType.Boolean;
        if (_integers >= _filled - _nothing) return ColumnType.Integer;
        if (Nearly(_dateOrTime)) return _withTime > 0 ? ColumnType.DateTime : ColumnType.Date;
        if (IsNumeric) return _integers >= Math.Max(_dots, _commas) ? ColumnType.Integer : ColumnType.Number;
        return Nearly(_times) ? ColumnType.Time : ColumnType.Text;
    }

    // Day first or month first is decided by the values that only one of them can read.
    private (DateOrder? Order, bool Ambiguous) Order()
    {
        var (ymd, dmy, mdy) = (_dates[(int)DateOrder.YearMonthDay], _dates[(int)DateOrder.DayMonthYear], _dates[(int)DateOrder.MonthDayYear]);
        if (ymd >= dmy && ymd >= mdy && _differ == 0) return (DateOrder.YearMonthDay, false);
        if (dmy == mdy) return _differ > 0 ? (null, true) : (DateOrder.DayMonthYear, false);
        var (order, more, fewer) = dmy > mdy ? (DateOrder.DayMonthYear, dmy, mdy) : (DateOrder.MonthDayYear, mdy, dmy);
        var onlyMore = _dateOrTime - fewer;
        var onlyFewer = _dateOrTime - more;
        return onlyFewer > 0.05 * (onlyMore + onlyFewer) ? (null, true) : (order, false);
    }

    private void AddNumber(ReadOnlySpan<char> value)
    {
        if (value.Length > 40) return;
        var dot = NumberText.TryParseE4(value, '.', out var asDot, out _);
        var comma = NumberText.TryParseE4(value, ',', out var asComma, out _);
        if (!dot && !comma) return;
        if (dot)
        {
            _dots++;
            _dot = (Math.Min(_dot.Least, asDot), Math.Max(_dot.Greatest, asDot));
        }

        if (comma)
        {
            _commas++;
            _comma = (Math.Min(_comma.Least, asComma), Math.Max(_comma.Greatest, asComma));
        }

        var evidence = NumberText.DecimalEvidence(value);
        if (evidence == '.') _dotVotes++;
        else if (evidence == ',') _commaVotes++;
        else if (evidence == '?') _openVotes++;
        else if (asDot % 10_000 == 0) _integers++;
        if (evidence is '.' or ',' && value.IndexOfAny('.', ',') != value.LastIndexOfAny('.', ',')) _grouped++;
        _currency ??= NumberText.Currency(value);
    }

    private void AddDate(ReadOnlySpan<char> value)
    {
        var dmy = DateText.TryParse(value, DateOrder.DayMonthYear, out var asDmy);
        var mdy = DateText.TryParse(value, DateOrder.MonthDayYear, out var asMdy);
        var ymd = DateText.TryParse(value, DateOrder.YearMonthDay, out var asYmd);
        if (!dmy && !mdy && !ymd)
        {
            if (value.Contains(':') && DateText.TryTime(value, out _, out _)) _times++;
            return;
        }

        _dateOrTime++;
        if (dmy) _dates[(int)DateOrder.DayMonthYear]++;
        if (mdy) _dates[(int)DateOrder.MonthDayYear]++;
        if (ymd) _dates[(int)DateOrder.YearMonthDay]++;
        if (dmy && mdy && asDmy != asMdy) _differ++;
        if ((dmy ? asDmy : mdy ? asMdy : asYmd).HasTime) _withTime++;
    }

    private void Remember(ReadOnlySpan<char> value)
    {
        if (_seen.Count >= distinctLimit) return;
        // FNV-1a: only counts differences, and must be the same in every run.
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var c in value) hash = (hash ^ c) * 1_099_511_628_211UL;
        if (!_seen.Add(hash)) _repeats++;
        else if (_samples.Count < 10) _samples.Add(value.Length > 100 ? string.Concat(value[..100], "…") : value.ToString());
    }
}
