using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Services.Privacy;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Imports;

/// <summary>
/// One import into the store, in one transaction: add accepted rows and rejections as they come, then finish. Nothing is visible to others before
/// <see cref="Finish"/>, and nothing remains when the session is disposed without it, when it was a dry run, or when the file changes nothing.
/// </summary>
public sealed class ImportSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly ImportRecord record;
    private readonly CustomerWriter customers;
    private readonly ProductWriter products;
    private readonly CampaignWriter campaigns;
    private readonly OrderWriter orders;
    private readonly ContactWriter contacts;
    private readonly SpoolSpace space;
    private readonly LineBatch single = new(1);
    private readonly ErasedRows? erased;
    private readonly List<Rejection> rejections = [];
    private readonly SortedDictionary<string, long> rejectedByReason = new(StringComparer.Ordinal);
    private long accepted;
    private long rejected;

    private ImportSession(SqliteConnection connection, ImportRecord record, string databasePath)
    {
        this.connection = connection;
        this.record = record;
        transaction = connection.BeginTransaction(deferred: false);
        record.Id = Insert(record);
        space = new SpoolSpace(databasePath);
        erased = ErasedRows.Of(connection);
        customers = new CustomerWriter(connection, record.Id, space);
        products = new ProductWriter(connection, record.Id);
        campaigns = new CampaignWriter(connection, record.Id);
        orders = new OrderWriter(connection, record.Id, space);
        contacts = new ContactWriter(connection, record.Id, space);
    }

    /// <summary>Most rejections that are kept row by row; more are counted.</summary>
    public const int MaxRejectionsKept = 100_000;

    /// <summary>Begins an import; waits for a writer before it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="fileName">Name of the file, without its folder.</param>
    /// <param name="kind">Name of the <see cref="ImportKind"/>, or "sample".</param>
    /// <param name="plan">Mapping and options as JSON.</param>
    /// <param name="now">The time.</param>
    public static ImportSession Begin(DashboardStore store, string fileName, string kind, string plan, DateTimeOffset now)
    {
        var opened = store.Connect();
        try
        {
            return new ImportSession(opened, new ImportRecord { FileName = fileName, Kind = kind, Plan = plan, Report = "{}", StartedAt = now.ToUnixTimeSeconds() }, store.Path);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Adds an accepted row.</summary>
    /// <exception cref="OverflowException">The amounts add up to more than 900 trillion.</exception>
    public void Add(ImportRow row)
    {
        if (erased?.Without(ref row) is { } refused)
        {
            Reject(refused);
            return;
        }

        single.Clear();
        var said = -1;
        if (row.Customer is { } customer)
        {
            said = NumberOf(customer.Key);
            Say(said, single.Facts(customer));
        }

        if (row.Product is { } product)
        {
            var key = single.Text(product.Key);
            products.Say(products.Add(single[key], key.Hash), product);
        }

        foreach (var campaign in row.Campaigns)
            campaigns.Say(CampaignOf(campaign.Key), campaign);
        foreach (var contact in row.Contacts)
            contacts.Add(contact, CampaignOf(contact.CampaignKey), contact.CustomerKey == row.Customer?.Key ? said : NumberOf(contact.CustomerKey));
        if (row.Line is { } line)
            Add(single, single.Add(line));
        else
            accepted++;

        int NumberOf(string key)
        {
            var text = single.Text(key);
            return customers.Add(single[text], text.Hash);
        }

        int CampaignOf(string key)
        {
            var text = single.Text(key);
            return campaigns.Add(single[text], text.Hash);
        }

        void Say(int number, BatchText facts) => customers.Say(number, single[facts], facts.Hash);
    }

    /// <summary>Adds the rows of a batch.</summary>
    /// <exception cref="OverflowException">The amounts add up to more than 900 trillion.</exception>
    internal void Add(ParsedBatch batch)
    {
        foreach (var item in batch.Items)
        {
            if (item.Row is { } row)
                Add(row);
            else
                Reject(item.Rejection!);
        }

        var touched = 0;
        foreach (ref readonly var line in batch.Lines.Lines)
            touched += customers.Keys.Touch(line.Customer.Hash);
        GC.KeepAlive(touched);
        foreach (ref readonly var line in batch.Lines.Lines)
            Add(batch.Lines, erased is null ? line : erased.Without(batch.Lines, line));
        foreach (var rejection in batch.Rejections)
            Reject(rejection);
    }

    private void Add(LineBatch batch, in BatchLine line)
    {
        accepted++;
        var (customer, product) = (-1, -1);
        if (!line.Customer.IsNone)
        {
            customer = customers.Add(batch[line.Customer], line.Customer.Hash);
            if (line.NamesCustomer)
                customers.Say(customer, batch[line.CustomerFacts], line.CustomerFacts.Hash);
        }

        if (!line.Product.IsNone)
        {
            var known = products.Keys.Count;
            product = products.Add(batch[line.Product], line.Product.Hash);
            if (line.ProductFacts is { } facts)
                products.Say(product, facts);
            else if (product == known)
                products.Say(product, ProductCache.OfKey(Encoding.UTF8.GetString(batch[line.Product])));
        }

        orders.Add(batch, line, customer, product);
    }

    /// <summary>Notes a row that was not accepted.</summary>
    public void Reject(Rejection rejection)
    {
        rejected++;
        rejectedByReason[rejection.Reason] = rejectedByReason.GetValueOrDefault(rejection.Reason) + 1;
        if (rejections.Count < MaxRejectionsKept)
            rejections.Add(rejection);
    }

    /// <summary>Ends the import.</summary>
    /// <param name="dryRun">True to report and leave the store as it was.</param>
    /// <param name="notices">What a person should know of the file.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels; the store stays as it was.</param>
    /// <returns>The report, and the rejections that were kept.</returns>
    public (ImportReport Report, IReadOnlyList<Rejection> Rejections) Finish(bool dryRun, IReadOnlyList<string> notices, DateTimeOffset now, CancellationToken cancellationToken)
    {
        customers.Resolve(cancellationToken);
        products.Resolve(cancellationToken);
        campaigns.Resolve(cancellationToken);
        var orderCounts = orders.Finish(customers.Ids, products.Ids, customers.Keep, cancellationToken);
        var contactCounts = contacts.Finish(campaigns.Ids, customers.Ids, customers.Keep, cancellationToken);
        var customerCounts = customers.Finish(cancellationToken);
        var productCounts = products.Finish(cancellationToken);
        var campaignCounts = campaigns.Finish(cancellationToken);
        var changes = customerCounts.Changes || productCounts.Changes || campaignCounts.Changes || orderCounts.Changes || contactCounts.Changes;
        var report = new ImportReport
        {
            ImportId = dryRun ? null : record.Id,
            RowsRead = accepted + rejected,
            Accepted = accepted,
            Rejected = rejected,
            RejectedByReason = rejectedByReason,
            Records = record.Kind switch
            {
                nameof(ImportKind.Customers) => customerCounts,
                nameof(ImportKind.Products) => productCounts,
                nameof(ImportKind.Campaigns) => campaignCounts,
                nameof(ImportKind.Contacts) => contactCounts,
                _ => orderCounts,
            },
            CustomerRecords = customerCounts,
            Customers = customers.Keys.Count,
            Documents = orders.Documents,
            Lines = orders.Lines,
            Contacts = contacts.Count,
            TotalE4 = orders.TotalE4,
            EqualLines = orders.EqualLines,
            Notices = erased?.Notice is { } notice ? [.. notices, notice] : notices,
        };
        if (dryRun)
        {
            transaction.Rollback();
            return (report, rejections);
        }

        record.FinishedAt = now.ToUnixTimeSeconds();
        record.Report = JsonSerializer.Serialize(report);
        if (changes)
        {
            DashboardStore.BumpDataVersion(connection);
            Complete(transaction);
        }
        else
        {
            // The file changes nothing: forget every row of it and keep only the note that it was read.
            transaction.Rollback();
            using var note = connection.BeginTransaction(deferred: false);
            Insert(record, record.Id);
            Complete(note);
        }

        return (report, rejections);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        space.Dispose();
        transaction.Dispose();
        connection.Dispose();
    }

    /// <summary>Decides the shop's currency and time zone, where nobody has yet or where there is no order that was read by the old ones.</summary>
    /// <param name="currency">ISO code, or null to leave it.</param>
    /// <param name="timeZone">IANA id, or null to leave it.</param>
    /// <exception cref="StoreException">The store holds orders in another currency.</exception>
    public void Decide(string? currency, string? timeZone)
    {
        var hasOrders = DocumentBlocks.Any(connection);
        Decide("Currency", currency, hasOrders, "The amounts in the store are in {0} and this file's are in {1}. Convert the file, or keep it in a database of its own with --database.");
        Decide("TimeZone", timeZone, hasOrders, "The days in the store are those of {0}, not of {1}. Leave the time zone out, or use a database of its own with --database.");
    }

    private void Decide(string name, string? value, bool isFixed, string conflict)
    {
        if (value is null)
            return;
        using var find = new BulkReader(connection, "SELECT Value FROM Settings WHERE Name = ?");
        find.SetText(0, name);
        if (isFixed && find.Step() && find.Text(0) is { } decided && decided != value)
            throw new StoreException(string.Format(CultureInfo.InvariantCulture, conflict, decided, value));
        DashboardStore.Execute(connection, "INSERT INTO Settings (Name, Value) VALUES (@0, @1) ON CONFLICT (Name) DO UPDATE SET Value = excluded.Value", name, value);
    }

    private void Complete(SqliteTransaction last)
    {
        DashboardStore.Execute(connection, "UPDATE Imports SET FinishedAt = @1, Report = @2 WHERE Id = @0", record.Id, record.FinishedAt, record.Report);
        using (var insert = BulkWriter.Insert(connection, "RejectedRows", "ImportId, RowNumber, \"Column\", Value, Reason, Message"))
        {
            insert.Set(0, record.Id);
            foreach (var rejection in rejections)
            {
                insert.Set(1, rejection.RowNumber);
                insert.SetText(2, rejection.Column);
                insert.SetText(3, rejection.Value);
                insert.SetText(4, rejection.Reason);
                insert.SetText(5, rejection.Message);
                insert.Run();
            }
        }

        last.Commit();
    }

    private long Insert(ImportRecord import, long? id = null)
    {
        DashboardStore.Execute(
            connection,
            "INSERT INTO Imports (Id, FileName, Kind, StartedAt, FinishedAt, Plan, Report) VALUES (@0, @1, @2, @3, @4, @5, @6)",
            id, import.FileName, import.Kind, import.StartedAt, import.FinishedAt, import.Plan, import.Report);
        using var last = new BulkReader(connection, "SELECT last_insert_rowid()");
        return last.Scalar();
    }
}
