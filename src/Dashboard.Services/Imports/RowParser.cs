using Dashboard.Services.Imports.Reading;
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
    private readonly int[] columnOf = new int[FieldKinds];
    private readonly TextPool[] pools;
    private readonly char[] decimals;
    private readonly DateOrder[] orders;
    private readonly LocalClock clock;
    private readonly long latest;
    private RowBatch row = null!;

    protected RowParser(ImportPlan plan)
    {
        Plan = plan;
        Array.Fill(columnOf, -1);
        var names = plan.File.Columns;
        for (var i = 0; i < names.Count; i++)
        {
            if (plan.Mapping.Columns.FirstOrDefault(column => column.Column == names[i]) is not { Field: { } field } mapped) continue;
            if (FieldCatalog.MayRepeat(field)) Repeated.Add((field, i, mapped.Name ?? mapped.Column));
            else columnOf[(int)field] = i;
        }

        pools = [.. names.Select(_ => new TextPool())];
        decimals = [.. plan.Columns.Select(column => plan.DecimalSeparator ?? column.DecimalSeparator)];
        orders = [.. plan.Columns.Select(column => plan.DateOrder ?? column.DateOrder ?? DateOrder.DayMonthYear)];
        clock = new LocalClock(TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone));
        latest = plan.AsOf is { } asOf ? (asOf.DayNumber - DateText.EpochDay + 2) * 86_400L : long.MaxValue;
    }

    protected ImportPlan Plan { get; }

    /// <summary>Counts of the rows that are parsed now.</summary>
    protected ImportCounts Counts { get; private set; } = new();

    /// <summary>Whether what a row becomes depends on the rows before it.</summary>
    public virtual bool NeedsOrder => false;

    /// <summary>Columns of the fields that several columns may have.</summary>
    protected List<(ImportField Field, int Column, string Name)> Repeated { get; } = [];

    protected Rejection? Rejection { get; private set; }

    protected long RowNumber => row.RowNumber;

    public static RowParser For(ImportPlan plan, IReadOnlyList<string> arms) => plan.Kind switch
    {
        ImportKind.Orders => new OrderRowParser(plan),
        ImportKind.Customers => new CustomerRowParser(plan),
        ImportKind.Products => new ProductRowParser(plan),
        ImportKind.Campaigns => new CampaignRowParser(plan),
        _ => new ContactRowParser(plan, arms),
    };

    /// <summary>Reads the row that the batch stands on.</summary>
    public ImportItem Parse(RowBatch batch, ImportCounts counts)
    {
        Begin(batch, counts);
        return Parse() is { } parsed ? new ImportItem(parsed, null) : new ImportItem(null, Rejection);
    }

    /// <summary>Turns to the row that the batch stands on.</summary>
    protected void Begin(RowBatch batch, ImportCounts counts)
    {
        (row, Counts) = (batch, counts);
        Rejection = null;
    }

    /// <summary>Whether a row may end before this column: nothing that the row needs is in it.</summary>
    public bool MayBeMissing(int column)
    {
        var field = Array.IndexOf(columnOf, column);
        if (field < 0) return true;
        var definition = FieldCatalog.Find(Plan.Kind, (ImportField)field);
        return definition is { Shape: FieldShape.Text or FieldShape.Email or FieldShape.Gender } && (ImportField)field != ImportField.Group;
    }

    /// <summary>The row, or null when it was rejected.</summary>
    protected abstract ImportRow? Parse();

    protected bool Has(ImportField field) => columnOf[(int)field] >= 0;

    protected ReadOnlySpan<char> Value(ImportField field) => columnOf[(int)field] is >= 0 and var column ? row.Field(column) : default;

    /// <summary>Text as it stands, only without spaces at its ends; null when nothing is left.</summary>
    protected string? Text(ImportField field) => TextAt(columnOf[(int)field]);

    protected string? TextAt(int column)
    {
        if (column < 0) return null;
        var text = row.Field(column).Trim(' ');
        return text.IsEmpty ? null : pools[column].Get(text);
    }

    /// <summary>Text as <see cref="Text"/> gives it, empty when nothing is left; it lives as long as the row.</summary>
    protected ReadOnlySpan<char> Characters(ImportField field) => Value(field).Trim(' ');

    /// <summary>An id without white space around it; null when the field is empty. False when it is too long.</summary>
    protected bool TryKey(ImportField field, out string? key)
    {
        var found = TryKey(field, out ReadOnlySpan<char> text);
        key = text.IsEmpty ? null : pools[columnOf[(int)field]].Get(text);
        return found;
    }

    /// <summary>An id without white space around it, as long as the row lives; empty when the field is. False when it is too long.</summary>
    protected bool TryKey(ImportField field, out ReadOnlySpan<char> key)
    {
        key = Value(field).Trim();
        if (key.Length <= LongestKey) return true;
        key = default;
        return Reject(field, RejectionReason.IdTooLong, Invariant($"An id has at most {LongestKey} characters."));
    }

    /// <summary>The customer's id: the mapped column, or file and row when the plan says so. Words for nothing are no id.</summary>
    protected bool TryCustomer(out string? key)
    {
        var found = TryCustomer(out ReadOnlySpan<char> text);
        key = text.IsEmpty ? null : Has(ImportField.Customer) ? pools[columnOf[(int)ImportField.Customer]].Get(text) : text.ToString();
        return found;
    }

    /// <summary>The customer's id as <see cref="TryCustomer(out string?)"/> gives it, empty for none; it lives as long as the row.</summary>
    protected bool TryCustomer(out ReadOnlySpan<char> key)
    {
        if (!Has(ImportField.Customer) && Plan.RowNumberIds)
        {
            key = ImportPlan.RowKey(Plan.File, RowNumber);
            return true;
        }

        if (!TryKey(ImportField.Customer, out key)) return false;
        if (ValueText.IsNothing(key))
        {
            key = default;
        }
        else if (key.Length > 2 && key.EndsWith(".0") && key[..^2].IndexOfAnyExceptInRange('0', '9') < 0)
        {
            Counts.Notice(ImportNotice.IdsMadeWhole);
            key = key[..^2];
        }

        return true;
    }

    /// <summary>A number in ten-thousandths; null when the field is empty. False when it cannot be read.</summary>
    protected bool TryNumber(ImportField field, out long? number)
    {
        number = null;
        var column = columnOf[(int)field];
        if (column < 0) return true;
        var text = row.Field(column);
        if (!NumberText.TryParseE4(text, decimals[column], out var e4, out var rounded))
        {
            if (ValueText.IsNothing(text)) return true;
            return Reject(field, RejectionReason.BadNumber, $"This is not a number with a decimal {(decimals[column] == '.' ? "point" : "comma")}.");
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
        var column = columnOf[(int)field];
        if (column < 0) return true;
        var text = row.Field(column);
        if (!DateText.TryParse(text, orders[column], out var found))
        {
            if (ValueText.IsNothing(text)) return true;
            return Reject(field, RejectionReason.BadDate, $"This is not a date between 1900 and 2100 in the order {OrderName(orders[column])}.");
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
        seconds = clock.ToUtc(local);
        return mayBeFuture || seconds < latest || Reject(field, RejectionReason.FutureDate, Invariant($"This date lies after {Plan.AsOf:yyyy-MM-dd}."));
    }

    protected char DecimalOf(ImportField field) => decimals[columnOf[(int)field]];

    protected DateOrder OrderOf(ImportField field) => orders[columnOf[(int)field]];

    protected long ToUtc(LocalStamp local) => clock.ToUtc(local);

    protected bool IsFuture(long seconds) => seconds >= latest;

    /// <summary>Yes or no; a count above 0 is yes; null when the field is empty. False when it is neither.</summary>
    protected bool TryBoolean(ImportField field, out bool? value) => TryBooleanAt(columnOf[(int)field], out value);

    protected bool TryBooleanAt(int column, out bool? value)
    {
        value = null;
        if (column < 0) return true;
        var text = row.Field(column);
        value = ValueText.Boolean(text);
        if (value is not null || ValueText.IsNothing(text)) return true;
        if (NumberText.TryParseE4(text, decimals[column], out var count, out _) && count >= 0)
        {
            value = count > 0;
            return true;
        }

        return RejectAt(column, RejectionReason.BadBoolean, "This is neither yes nor no.");
    }

    /// <summary>Rejects the row for a field; always false.</summary>
    protected bool Reject(ImportField field, string reason, string message) => RejectAt(columnOf[(int)field], reason, message);

    protected bool RejectMissing(ImportField field) => Reject(field, RejectionReason.MissingValue, $"The row has no {FieldCatalog.KeyOf(field).Replace('-', ' ')}.");

    private bool RejectAt(int column, string reason, string message)
    {
        var value = column >= 0 ? row.Field(column) : default;
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
