using System.Globalization;
using System.Text;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Benchmarks.Shops;

/// <summary>Reads a plain CSV file (no quotes, one header row) into columns, a part of the file on each core.</summary>
internal static class CsvTable
{
    /// <summary>Reads the columns of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">What takes the fields of a column, by its name; other columns are passed over.</param>
    /// <returns>Number of rows.</returns>
    public static int Read(string file, params (string Name, CsvColumn Column)[] columns) => Read(
        file,
        columns.Select(c => c.Name),
        _ => Array.ConvertAll(columns, c => c.Column.NewPart()),
        (parts, column, field) => parts[column].Add(field),
        static _ => { }).Rows;

    /// <summary>Reads a file part by part.</summary>
    /// <typeparam name="T">What takes the rows of a part.</typeparam>
    /// <param name="file">The file.</param>
    /// <param name="columns">Names of the columns to read.</param>
    /// <param name="makePart">Makes a part; called in the order of the parts.</param>
    /// <param name="take">Takes a field of one of the columns.</param>
    /// <param name="endRow">Called behind each row.</param>
    public static (T[] Parts, int Rows) Read<T>(string file, IEnumerable<string> columns, Func<int, T> makePart, TakeField<T> take, Action<T> endRow)
    {
        var bytes = File.ReadAllBytes(file);
        var headerEnd = Array.IndexOf(bytes, (byte)'\n');
        var header = Encoding.UTF8.GetString(bytes, 0, headerEnd).TrimEnd('\r').Split(',');
        var wanted = Array.ConvertAll(header, name => Array.IndexOf([.. columns], name));
        const int count = 4;
        var bounds = new int[count + 1];
        for (var part = 0; part <= count; part++)
        {
            var at = headerEnd + 1 + (int)((long)(bytes.Length - headerEnd - 1) * part / count);
            bounds[part] = part is 0 or count ? at : Array.IndexOf(bytes, (byte)'\n', at) + 1;
        }

        T[] parts = [.. Enumerable.Range(0, count).Select(makePart)];
        var rows = new int[count];
        Parallel.For(0, count, part => rows[part] = ReadPart(bytes.AsSpan(bounds[part]..bounds[part + 1]), wanted, parts[part], take, endRow));
        return (parts, rows.Sum());
    }

    private static int ReadPart<T>(ReadOnlySpan<byte> text, int[] wanted, T part, TakeField<T> take, Action<T> endRow)
    {
        var rows = 0;
        while (!text.IsEmpty)
        {
            for (var column = 0; column < wanted.Length; column++)
            {
                var end = text.IndexOfAny((byte)',', (byte)'\n');
                var field = end < 0 ? text : text[..end];
                if (wanted[column] >= 0)
                    take(part, wanted[column], field.TrimEnd((byte)'\r'));
                text = end < 0 ? default : text[(end + 1)..];
            }

            endRow(part);
            rows++;
        }

        return rows;
    }

    /// <summary>Takes a field.</summary>
    public delegate void TakeField<in T>(T part, int column, ReadOnlySpan<byte> field);
}

/// <summary>A column on the way in.</summary>
internal abstract class CsvColumn
{
    public abstract CsvPart NewPart();

    /// <summary>Ten-thousandths of a decimal number with at most four decimals.</summary>
    public static long E4(ReadOnlySpan<byte> field)
    {
        var (value, decimals, isNegative) = (0L, -1, field.Length > 0 && field[0] == '-');
        foreach (var b in isNegative ? field[1..] : field)
        {
            if (b == '.')
            {
                decimals = 0;
                continue;
            }

            if (b is < (byte)'0' or > (byte)'9')
                throw new FormatException($"'{Encoding.UTF8.GetString(field)}' is no number.");
            value = (value * 10) + b - '0';
            decimals += decimals >= 0 ? 1 : 0;
        }

        for (var i = Math.Max(decimals, 0); i < 4; i++)
            value *= 10;
        return isNegative ? -value : value;
    }

    /// <summary>The day number of a date, 2024-11-27.</summary>
    public static int Day(ReadOnlySpan<byte> field)
    {
        var number = 0;
        foreach (var b in field)
            number = b == '-' ? number : (number * 10) + b - '0';
        return new DateOnly(number / 10_000, number / 100 % 100, number % 100).DayNumber;
    }
}

/// <summary>A part of a column on the way in.</summary>
internal abstract class CsvPart
{
    public abstract void Add(ReadOnlySpan<byte> field);
}

/// <summary>A column of numbers in ten-thousandths.</summary>
internal sealed class CsvNumbers : CsvColumn
{
    private readonly List<Part> parts = [];

    public override CsvPart NewPart()
    {
        parts.Add(new Part());
        return parts[^1];
    }

    public NumberColumn Build()
    {
        var shape = new NumberShape();
        foreach (var part in parts)
            shape.Add(part.Shape);
        var filler = new NumberFiller(shape, parts.Sum(p => p.Values.Count));
        var row = 0;
        foreach (var value in parts.SelectMany(p => p.Values))
            filler.Set(row++, value);
        return filler.Build();
    }

    private sealed class Part : CsvPart
    {
        public NumberShape Shape { get; } = new();

        public List<long> Values { get; } = [];

        public override void Add(ReadOnlySpan<byte> field)
        {
            Values.Add(CsvColumn.E4(field));
            Shape.Add(Values[^1]);
        }
    }
}

/// <summary>A column of texts of which there are few.</summary>
internal sealed class CsvTexts : CsvColumn
{
    private readonly List<Part> parts = [];

    public override CsvPart NewPart()
    {
        parts.Add(new Part());
        return parts[^1];
    }

    public TextColumn Build()
    {
        var texts = new TextCodes();
        var rows = new List<int>();
        foreach (var part in parts)
        {
            int[] codes = [.. part.Texts.Select(t => texts.CodeOf(Encoding.UTF8.GetString(t)))];
            rows.AddRange(part.Rows.Select(code => codes[code]));
        }

        return new TextColumn([.. rows], [.. texts.Values]);
    }

    private sealed class Part : CsvPart
    {
        public List<byte[]> Texts { get; } = [];

        public List<byte> Rows { get; } = [];

        public override void Add(ReadOnlySpan<byte> field)
        {
            var code = 0;
            while (code < Texts.Count && !field.SequenceEqual(Texts[code]))
                code++;
            if (code == Texts.Count)
                Texts.Add(field.ToArray());
            Rows.Add(checked((byte)code));
        }
    }
}

/// <summary>The customers of the comparison, as columns.</summary>
/// <param name="Country">Country.</param>
/// <param name="Gender">Gender.</param>
/// <param name="Age">Age in ten-thousandths of a year.</param>
/// <param name="EmailOptIn">Consent: 1 or 0, in ten-thousandths.</param>
/// <param name="SpendE4">What they spent.</param>
/// <param name="DaysSinceLast">Days since the last order, in ten-thousandths.</param>
/// <param name="ChurnE4">Churn score.</param>
internal sealed record CsvCustomers(TextColumn Country, TextColumn Gender, NumberColumn Age, NumberColumn EmailOptIn, NumberColumn SpendE4, NumberColumn DaysSinceLast, NumberColumn ChurnE4)
{
    /// <summary>Reads the file; the customer of a row has the row's number, from 1.</summary>
    public static CsvCustomers Read(string file)
    {
        var (ids, country, gender, age, optIn, spend, days, churn) =
            (new CsvNumbers(), new CsvTexts(), new CsvTexts(), new CsvNumbers(), new CsvNumbers(), new CsvNumbers(), new CsvNumbers(), new CsvNumbers());
        var rows = CsvTable.Read(
            file, ("customer_id", ids), ("country", country), ("age", age), ("gender", gender), ("email_opt_in", optIn), ("total_spend", spend), ("days_since_last", days), ("churn_score", churn));
        if (rows > 0 && (ids.Build() is var id && id[0] != 10_000 || id[rows - 1] != rows * 10_000L))
            throw new InvalidDataException("Customers must be numbered from 1 in the order of the file.");
        return new CsvCustomers(country.Build(), gender.Build(), age.Build(), optIn.Build(), spend.Build(), days.Build(), churn.Build());
    }
}

/// <summary>The orders of the comparison, as a snapshot.</summary>
internal static class CsvOrders
{
    /// <summary>Reads the file; customer 1 is the first.</summary>
    public static Snapshot Read(string file)
    {
        var builder = new SnapshotBuilder(new ShopSettings(), 1);
        var (parts, _) = CsvTable.Read(file, ["customer_id", "order_date", "amount", "channel"], _ => new Part(builder.NewPart()), static (part, column, field) => part.Take(column, field), static part => part.EndRow());
        var customers = parts.Max(p => p.LastCustomer) + 1;
        for (var customer = 1; customer <= customers; customer++)
            builder.Add(new CustomerFacts(customer.ToString(CultureInfo.InvariantCulture)));
        return builder.Build();
    }

    /// <summary>The same columns with nothing remembered.</summary>
    public static Snapshot Fresh(Snapshot snapshot) => new()
    {
        DataVersion = snapshot.DataVersion,
        Settings = snapshot.Settings,
        Customers = snapshot.Customers,
        Orders = snapshot.Orders,
        Lines = snapshot.Lines,
        Products = snapshot.Products,
        Campaigns = snapshot.Campaigns,
        Contacts = snapshot.Contacts,
    };

    private sealed class Part(DocumentPart documents)
    {
        private readonly byte[] channel = new byte[64];
        private int channelLength;
        private int customer;
        private int day;
        private long amountE4;

        public int LastCustomer { get; private set; } = -1;

        public void Take(int column, ReadOnlySpan<byte> field)
        {
            switch (column)
            {
                case 0:
                    customer = (int)(CsvColumn.E4(field) / 10_000) - 1;
                    LastCustomer = Math.Max(LastCustomer, customer);
                    break;
                case 1:
                    day = CsvColumn.Day(field);
                    break;
                case 2:
                    amountE4 = CsvColumn.E4(field);
                    break;
                default:
                    field.CopyTo(channel);
                    channelLength = field.Length;
                    break;
            }
        }

        public void EndRow()
        {
            documents.Add([], customer, day, 0, DocumentKind.Order, documents.ChannelCode(channel.AsSpan(0, channelLength)), -1);
            documents.Add(new LineFacts(-1, 10_000, amountE4, 0, amountE4));
        }
    }
}
