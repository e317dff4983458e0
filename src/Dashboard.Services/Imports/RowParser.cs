using static System.FormattableString;

namespace Dashboard.Services.Imports;

/// <summary>
/// Reads the fields of rows by what their columns mean. What identifies, dates or values a row must be readable, else the row is
/// rejected; facts that only describe a customer (e-mail, birth) are left out and counted when they cannot be true.
/// </summary>
internal abstract class RowParser
{
    private const int LongestKey = 256;
    private static readonly int FieldKinds = Enum.GetValues<ImportField>().Length;
    private readonly int[] _columnOf = new int[FieldKinds];
    private readonly TextPool[] _pools;
    private readonly char[] _decimals;
    private readonly DateOrder[] _orders;
    private readonly LocalClock _clock;
    private readonly long _latest;
    private TableReader _row = null!;

    protected RowParser(ImportPlan plan, ImportCounts counts)
    {
        Plan = plan;
        Counts = counts;
        Array.Fill(_columnOf, -1);
        var names = plan.File.Columns;
        for (var i = 0; i < names.Count; i++)
        {
            if (plan.Mapping.Columns.FirstOrDefault(column => column.Column == names[i]) is not { Field: { } field } mapped) continue;
            if (FieldCatalog.MayRepeat(field)) Repeated.Add((field, i, mapped.Name ?? mapped.Column));
            else _columnOf[(int)field] = i;
        }

        _pools = [.. names.Select(_ => new TextPool())];
        _decimals = [.. plan.Columns.Select(column => plan.DecimalSeparator ?? column.DecimalSeparator)];
        _orders = [.. plan.Columns.Select(column => plan.DateOrder ?? column.DateOrder ?? DateOrder.DayMonthYear)];
        _clock = new LocalClock(TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone));
        _latest = plan.AsOf is { } asOf ? (asOf.DayNumber - DateText.EpochDay + 2) * 86_400L : long.MaxValue;
    }

    protected ImportPlan Plan { get; }

    protected ImportCounts Counts { get; }

    /// <summary>Columns of the fields that several columns may have.</summary>
    protected List<(ImportField Field, int Column, string Name)> Repeated { get; } = [];

    protected Rejection? Rejection { get; private set; }

    protected long RowNumber => _row.RowNumber;

    public static RowParser For(ImportPlan plan, ImportCounts counts, IReadOnlyList<string> arms) => plan.Kind switch
    {
        ImportKind.Orders => new OrderRowParser(plan, counts),
        ImportKind.Customers => new CustomerRowParser(plan, counts),
        ImportKind.Products => new ProductRowParser(plan, counts),
        ImportKind.Campaigns => new CampaignRowParser(plan, counts),
        _ => new ContactRowParser(plan, counts, arms),
    };

    /// <summary>Reads the row that the reader stands on.</summary>
    public ImportItem Parse(TableReader reader)
    {
        _row = reader;
        Rejection = null;
        var row = Parse();
        return row is null ? new ImportItem(null, Rejection) : new ImportItem(row, null);
    }

    /// <summary>Whether a row may end before this column: nothing that the row needs is in it.</summary>
    public bool MayBeMissing(int column)
    {
        var field = Array.IndexOf(_columnOf, column);
        if (field < 0) return true;
        var definition = FieldCatalog.Find(Plan.Kind, (ImportField)field);
        return definition is { Shape: FieldShape.Text or FieldShape.Email or FieldShape.Gender } && (ImportField)field != ImportField.Group;
    }

    /// <summary>The row, or null when it was rejected.</summary>
    protected abstract ImportRow? Parse();

    protected bool Has(ImportField field) => _columnOf[(int)field] >= 0;

    protected ReadOnlySpan<char> Value(ImportField field) => _columnOf[(int)field] is >= 0 and var column ? _row.Field(column) : default;

    /// <summary>Text as it stands, only without spaces at its ends; null when nothing is left.</summary>
    protected string? Text(ImportField field) => TextAt(_columnOf[(int)field]);

    protected string? TextAt(int column)
    {
        if (column < 0) return null;
        var text = _row.Field(column).Trim(' ');
        return text.IsEmpty ? null : _pools[column].Get(text);
    }

    /// <summary>An id without white space around it; null when the field is empty. False when it is too long.</summary>
    protected bool TryKey(ImportField field, out string? key)
    {
        key = null;
        var column = _columnOf[(int)field];
        if (column < 0) return true;
        var text = _row.Field(column).Trim();
        if (text.IsEmpty) return true;
        if (text.Length > LongestKey) return Reject(field, RejectionReason.IdTooLong, Invariant($"An id has at most {LongestKey} characters."));
        key = _pools[column].Get(text);
        return true;
    }

    /// <summary>The customer's id: the mapped column, or file and row when the plan says so. Words for nothing are no id.</summary>
    protected bool TryCustomer(out string? key)
    {
        if (!Has(ImportField.Customer) && Plan.RowNumberIds)
        {
            key = ImportPlan.RowKey(Plan.File, RowNumber);
            return true;
        }

        if (!TryKey(ImportField.Customer, out key)) return false;
        if (key is null) return true;
        if (ValueText.IsNothing(key))
        {
            key = null;
        }
        else if (key.Length > 2 && key.EndsWith(".0", StringComparison.Ordinal) && key.AsSpan(0, key.Length - 2).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            Counts.Notice(ImportNotice.IdsMadeWhole);
            key = _pools[_columnOf[(int)ImportField.Customer]].Get(key.AsSpan(0, key.Length - 2));
        }

        return true;
    }

    /// <summary>A number in ten-thousandths; null when the field is empty. False when it cannot be read.</summary>
    protected bool TryNumber(ImportField field, out long? number)
    {
        number = null;
        var column = _columnOf[(int)field];
        if (column < 0) return true;
        var text = _row.Field(column);
        if (!NumberText.TryParseE4(text, _decimals[column], out var e4, out var rounded))
        {
            if (ValueText.IsNothing(text)) return true;
            return Reject(field, RejectionReason.BadNumber, $"This is not a number with a decimal {(_decimals[column] == '.' ? "point" : "comma")}.");
        }

        if (e4 is > 1_000_000_000_000_0000 or < -1_000_000_000_000_0000) return Reject(field, RejectionReason.NumberTooLarge, "This number is larger than a million millions.");
        if (rounded) Counts.Notice(ImportNotice.NumbersRounded);
        number = e4;
        return true;
    }

    /// <summary>A date on the shop's clock; null when the field is empty. False when it cannot be read.</summary>
    protected bool TryDate(ImportField field, out LocalStamp? stamp)
    {
        stamp = null;
        var column = _columnOf[(int)field];
        if (column < 0) return true;
        var text = _row.Field(column);
        if (!DateText.TryParse(text, _orders[column], out var found))
        {
            if (ValueText.IsNothing(text)) return true;
            return Reject(field, RejectionReason.BadDate, $"This is not a date between 1900 and 2100 in the order {OrderName(_orders[column])}.");
        }

        stamp = found;
        return true;
    }

    /// <summary>An instant that has come already; null when the field is empty.</summary>
    protected bool TryInstant(ImportField field, bool mayBeFuture, out long? seconds)
    {
        seconds = null;
        if (!TryDate(field, out var stamp)) return false;
        if (stamp is not { } local) return true;
        seconds = _clock.ToUtc(local);
        return mayBeFuture || seconds < _latest || Reject(field, RejectionReason.FutureDate, Invariant($"This date lies after {Plan.AsOf:yyyy-MM-dd}."));
    }

    protected char DecimalOf(ImportField field) => _decimals[_columnOf[(int)field]];

    protected DateOrder OrderOf(ImportField field) => _orders[_columnOf[(int)field]];

    protected long ToUtc(LocalStamp local) => _clock.ToUtc(local);

    protected bool IsFuture(long seconds) => seconds >= _latest;

    /// <summary>Yes or no; a count above 0 is yes; null when the field is empty. False when it is neither.</summary>
    protected bool TryBoolean(ImportField field, out bool? value) => TryBooleanAt(_columnOf[(int)field], out value);

    protected bool TryBooleanAt(int column, out bool? value)
    {
        value = null;
        if (column < 0) return true;
        var text = _row.Field(column);
        value = ValueText.Boolean(text);
        if (value is not null || ValueText.IsNothing(text)) return true;
        if (NumberText.TryParseE4(text, _decimals[column], out var count, out _) && count >= 0)
        {
            value = count > 0;
            return true;
        }

        return RejectAt(column, RejectionReason.BadBoolean, "This is neither yes nor no.");
    }

    /// <summary>Rejects the row for a field; always false.</summary>
    protected bool Reject(ImportField field, string reason, string message) => RejectAt(_columnOf[(int)field], reason, message);

    protected bool RejectMissing(ImportField field) => Reject(field, RejectionReason.MissingValue, $"The row has no {FieldCatalog.KeyOf(field).Replace('-', ' ')}.");

    private bool RejectAt(int column, string reason, string message)
    {
        var value = column >= 0 ? _row.Field(column) : default;
        Rejection = new Rejection(RowNumber, column >= 0 ? Plan.File.Columns[column] : null, Clip(value), reason, message);
        return false;
    }

    internal static string Clip(ReadOnlySpan<char> value) => value.Length > 200 ? string.Concat(value[..199], "…") : value.ToString();

    private static string OrderName(DateOrder order) => order switch
    {
        DateOrder.DayMonthYear => "day, month, year",
        DateOrder.MonthDayYear => "month, day, year",
        _ => "year, month, day",
    };
}
