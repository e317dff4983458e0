using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Privacy;

/// <summary>
/// The rows that a scope keeps. By country: the customers of the countries with all that is theirs, and the anonymous documents of the countries. By brand: the lines of its
/// products, the documents with such a line, the customers with such a document and their contacts. Both together: what both keep.
/// </summary>
internal sealed class KeptRows
{
    /// <summary>Customers in the order of the columns.</summary>
    public required int[] Customers { get; init; }

    /// <summary>Documents in the order of the columns.</summary>
    public required int[] Documents { get; init; }

    /// <summary>Lines in the order of the columns.</summary>
    public required int[] Lines { get; init; }

    /// <summary>The first kept line of each kept document, as an index into <see cref="Lines"/>; one more entry than documents.</summary>
    public required Column<int> FirstLine { get; init; }

    /// <summary>Contacts in the order of the columns.</summary>
    public required int[] Contacts { get; init; }

    /// <summary>Products in the order of the columns: those of the brands, and without brands those of a kept line.</summary>
    public required int[] Products { get; init; }

    /// <summary>Campaigns in the order of the columns: those with a kept contact.</summary>
    public required int[] Campaigns { get; init; }

    /// <summary>Finds the rows.</summary>
    /// <param name="snapshot">All rows.</param>
    /// <param name="scope">The limits.</param>
    /// <param name="cancellationToken">Looked at between parts.</param>
    public static KeptRows Of(Snapshot snapshot, RowScope scope, CancellationToken cancellationToken)
    {
        var ofBrands = scope.Brands.Count == 0 ? null : Chosen(snapshot.Products.Brand, scope.Brands);
        var lines = ofBrands is null ? null : LinesOf(snapshot.Lines, ofBrands, cancellationToken);
        var customers = scope.Countries.Count == 0 ? Bitmap.All(snapshot.Customers.Count) : RowsOf(snapshot.Customers.Country, scope.Countries, cancellationToken);
        var documents = DocumentsOf(snapshot.Orders, customers, scope.Countries, cancellationToken);
        if (lines is not null)
        {
            documents = WithLines(snapshot.Orders, documents, lines, cancellationToken);
            customers = OwnersOf(snapshot.Orders, documents, customers.Length, cancellationToken);
        }

        var (firstLine, keptLines) = LinesOf(snapshot.Orders, documents, lines, cancellationToken);
        int[] contacts = [.. Enumerable.Range(0, snapshot.Contacts.Count).Where(c => customers[snapshot.Contacts.Customer[c]])];
        var campaigns = new bool[snapshot.Campaigns.Count];
        foreach (var contact in contacts)
            campaigns[snapshot.Contacts.Campaign[contact]] = true;
        return new KeptRows
        {
            Customers = customers.ToArray(),
            Documents = documents.ToArray(),
            Lines = keptLines,
            FirstLine = firstLine,
            Contacts = contacts,
            Products = Bitmap.Of(ofBrands ?? Bought(snapshot, keptLines, cancellationToken)).ToArray(),
            Campaigns = Bitmap.Of(campaigns).ToArray(),
        };
    }

    // Whether each row of a short column has one of some values.
    private static bool[] Chosen(TextColumn column, IReadOnlyList<string> values)
    {
        var wanted = values.Select(column.CodeOf).Where(code => code >= 0).ToHashSet();
        return [.. column.Codes.Select(wanted.Contains)];
    }

    private static Bitmap RowsOf(TextColumn column, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        var isWanted = new bool[column.Values.Length + 1];
        foreach (var value in values)
            isWanted[column.CodeOf(value) + 1] = true;
        isWanted[0] = false;
        var rows = new Bitmap(column.Codes.Length);
        Partitions.Run(
            rows.Length,
            (from, to) =>
            {
                for (var row = from; row < to; row++)
                {
                    if (isWanted[column.Codes[row] + 1])
                        rows.Add(row);
                }
            },
            cancellationToken);
        return rows;
    }

    private static Bitmap LinesOf(LineColumns lines, bool[] ofBrands, CancellationToken cancellationToken)
    {
        var kept = new Bitmap(lines.Count);
        Partitions.Run(
            kept.Length,
            (from, to) =>
            {
                var products = lines.Product.Span;
                for (var line = from; line < to; line++)
                {
                    if (products[line] >= 0 && ofBrands[products[line]])
                        kept.Add(line);
                }
            },
            cancellationToken);
        return kept;
    }

    // All documents of the customers, and the anonymous ones of the countries.
    private static Bitmap DocumentsOf(OrderColumns orders, Bitmap customers, IReadOnlyList<string> countries, CancellationToken cancellationToken)
    {
        if (countries.Count == 0)
            return Bitmap.All(orders.Count);
        var anonymous = new Bitmap(orders.Count);
        anonymous.AddRange(orders.FirstOfCustomer[^1], orders.Count);
        return orders.Of(customers) | (anonymous & RowsOf(orders.Country, countries, cancellationToken));
    }

    private static Bitmap WithLines(OrderColumns orders, Bitmap documents, Bitmap lines, CancellationToken cancellationToken)
    {
        var with = new Bitmap(documents.Length);
        Partitions.Run(
            with.Length,
            (from, to) =>
            {
                var first = orders.FirstLine.Span;
                foreach (var document in documents.Between(from, to))
                {
                    if (lines.Count(first[document], first[document + 1]) > 0)
                        with.Add(document);
                }
            },
            cancellationToken);
        return with;
    }

    private static Bitmap OwnersOf(OrderColumns orders, Bitmap documents, int customers, CancellationToken cancellationToken)
    {
        var owners = new Bitmap(customers);
        Partitions.Run(
            customers,
            (from, to) =>
            {
                var first = orders.FirstOfCustomer.Span;
                for (var customer = from; customer < to; customer++)
                {
                    if (documents.Count(first[customer], first[customer + 1]) > 0)
                        owners.Add(customer);
                }
            },
            cancellationToken);
        return owners;
    }

    // The kept lines, document by document.
    private static (Column<int> First, int[] Lines) LinesOf(OrderColumns orders, Bitmap documents, Bitmap? lines, CancellationToken cancellationToken)
    {
        var rows = documents.ToArray();
        var firstLine = Column<int>.Zeros(rows.Length + 1, out var first);
        for (var i = 0; i < rows.Length; i++)
        {
            var (from, to) = (orders.FirstLine[rows[i]], orders.FirstLine[rows[i] + 1]);
            first[i + 1] = first[i] + (lines?.Count(from, to) ?? to - from);
        }

        var kept = new int[first[^1]];
        Partitions.Run(
            rows.Length,
            (from, to) =>
            {
                for (var i = from; i < to; i++)
                {
                    var next = first[i];
                    for (var line = orders.FirstLine[rows[i]]; line < orders.FirstLine[rows[i] + 1]; line++)
                    {
                        if (lines is null || lines[line])
                            kept[next++] = line;
                    }
                }
            },
            cancellationToken);
        return (firstLine, kept);
    }

    private static bool[] Bought(Snapshot snapshot, int[] lines, CancellationToken cancellationToken)
    {
        var bought = new bool[snapshot.Products.Count];
        Partitions.Run(
            lines.Length,
            (from, to) =>
            {
                foreach (var line in lines.AsSpan(from..to))
                {
                    if (snapshot.Lines.Product[line] is var product and >= 0)
                        bought[product] = true;
                }
            },
            cancellationToken);
        return bought;
    }
}
