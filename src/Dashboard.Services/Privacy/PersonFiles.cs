using Dashboard.Analytics.Customers;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>Looks for one customer in the tables whose rows lie by import and not by customer: they are read through.</summary>
/// <param name="connection">A connection within a transaction.</param>
/// <param name="id">Id of the customer.</param>
/// <param name="key">The key.</param>
internal sealed class PersonFiles(SqliteConnection connection, long id, string key)
{
    /// <summary>All documents in all versions, newest first.</summary>
    public IReadOnlyList<PersonDocument> Documents(CancellationToken cancellationToken)
    {
        var (products, names) = (new Dictionary<long, string>(), new Dictionary<long, string>());
        var found = new List<PersonDocument>();
        var hidden = HiddenVersions.Of(connection);
        using var reader = new BulkReader(connection, "SELECT Id, Data FROM DocumentBlocks ORDER BY Id");
        while (reader.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = new DocumentBlock(reader.Blob(1), reader.Int64(0));
            var places = hidden.In(reader.Int64(0));
            while (block.Next(out var document))
            {
                if (document.CustomerId != id)
                    continue;
                var lines = new List<CustomerLine>();
                for (var read = LineCodec.Read(document.Lines); read.Next(out var line);)
                {
                    var product = line.ProductId;
                    lines.Add(new CustomerLine(
                        product is { } p ? Text(products, "SELECT Key FROM Products WHERE Id = ?", p) : null,
                        product is { } n ? Text(names, "SELECT Name FROM ProductFacts WHERE ProductId = ? AND Name IS NOT NULL ORDER BY ImportId DESC", n) : null,
                        line.QuantityE4, line.UnitPriceE4, line.DiscountE4, line.AmountE4));
                }

                found.Add(new PersonDocument(
                    Utf8(document.Number)!, DateTimeOffset.FromUnixTimeSeconds(document.AtSeconds), (DocumentKind)document.Kind, Utf8(block.Word(document.Channel)), Utf8(block.Word(document.Country)),
                    DocumentBlocks.ImportOf(reader.Int64(0)), !places.Contains(block.Read - 1), lines));
            }
        }

        return [.. found.OrderByDescending(d => d.At)];
    }

    /// <summary>All contacts in all versions.</summary>
    public IReadOnlyList<PersonContact> Contacts()
    {
        var found = new List<PersonContact>();
        using var reader = new BulkReader(connection, """
            SELECT k.Key, c.At, c.IsControl, c.Delivered, c.Opened, c.Clicked, c.Converted, c.RevenueE4, c.ImportId, c.IsCurrent FROM Contacts c JOIN Campaigns k ON k.Id = c.CampaignId
            WHERE c.CustomerId = ? ORDER BY c.At, c.Id
            """);
        reader.Set(0, id);
        while (reader.Step())
        {
            found.Add(new PersonContact(
                reader.Text(0)!, reader.Int64OrNull(1) is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null, reader.Int64(2) != 0, Answer(3), Answer(4), Answer(5), Answer(6), reader.Int64OrNull(7),
                reader.Int64(8), reader.Int64(9) != 0));
        }

        return found;

        bool? Answer(int column) => reader.Int64OrNull(column) is { } answer ? answer != 0 : null;
    }

    /// <summary>Entries of manual lists by key, and those that nobody was found for and that name the person.</summary>
    public IReadOnlyList<PersonListEntry> Lists(PersonNames names)
    {
        var found = new List<PersonListEntry>();
        using var reader = new BulkReader(connection, "SELECT l.Name, e.Entry, e.AddedAt, e.Source, l.DeletedAt, e.CustomerKey FROM ManualListEntries e JOIN ManualLists l ON l.Id = e.ListId ORDER BY l.Id, e.Entry");
        while (reader.Step())
        {
            if (reader.Text(5) == key || (reader.Utf8(5).IsEmpty && names.IsIn(reader.Text(1))))
                found.Add(new PersonListEntry(reader.Text(0)!, reader.Text(1)!, DateTimeOffset.FromUnixTimeSeconds(reader.Int64(2)), reader.Text(3)!, !reader.IsNull(4)));
        }

        return found;
    }

    /// <summary>Decisions that have the person.</summary>
    public IReadOnlyList<PersonDecision> Decisions()
    {
        var found = new List<PersonDecision>();
        using var reader = new BulkReader(connection, "SELECT Id, MadeAt, Offer, Target, Control FROM Decisions ORDER BY Id");
        while (reader.Step())
        {
            var inControl = PersonEraser.Keys(reader.Blob(4)).Contains(key);
            if (inControl || PersonEraser.Keys(reader.Blob(3)).Contains(key))
                found.Add(new PersonDecision(reader.Int64(0), DateTimeOffset.FromUnixTimeSeconds(reader.Int64(1)), reader.Text(2)!, inControl));
        }

        return found;
    }

    /// <summary>Exports of lists of customers since an instant.</summary>
    public long ListExports(long since)
    {
        using var reader = new BulkReader(connection, "SELECT COUNT(*) FROM ExportHistory WHERE At >= ? AND (Address LIKE '/export/customers.%' OR Address LIKE '/export/audience%' OR Purpose <> 'Screen')");
        reader.Set(0, since);
        return reader.Scalar();
    }

    private string? Text(Dictionary<long, string> known, string sql, long of)
    {
        if (known.TryGetValue(of, out var text))
            return text;
        using var reader = new BulkReader(connection, sql);
        reader.Set(0, of);
        return known[of] = reader.Step() ? reader.Text(0) ?? "" : "";
    }

    private static string? Utf8(ReadOnlySpan<byte> text) => text.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(text);
}
