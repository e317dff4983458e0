namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// Collects rows and builds the columns of a <see cref="Snapshot"/>: encodes texts, sorts documents by customer and time, contacts by campaign and customer.
/// Rows may come in any order, and the columns do not depend on it but for the indices that <c>Add</c> gives out. The builder is used once.
/// </summary>
/// <param name="settings">What the shop decided.</param>
/// <param name="dataVersion">Version of the data.</param>
public sealed class SnapshotBuilder(ShopSettings settings, long dataVersion)
{
    private readonly CustomerColumnsBuilder customers = new();
    private readonly List<ProductFacts> products = [];
    private readonly ContactColumnsBuilder contacts = new();
    private readonly List<DocumentPart> parts = [];
    private bool isBuilt;

    /// <summary>Adds a customer.</summary>
    /// <returns>The customer's index.</returns>
    public int Add(CustomerFacts customer) => customers.Add(customer);

    /// <summary>Brings the customers added so far into the order of their keys (of their UTF-8), before anything refers to them.</summary>
    /// <returns>The new index of each customer by the index that <see cref="Add(CustomerFacts)"/> gave.</returns>
    public int[] SortCustomersByKey() => customers.SortByKey();

    /// <summary>Adds a product.</summary>
    /// <returns>The product's index.</returns>
    public int Add(ProductFacts product)
    {
        products.Add(product);
        return products.Count - 1;
    }

    /// <summary>Adds a campaign.</summary>
    /// <returns>The campaign's index.</returns>
    public int Add(CampaignFacts campaign) => contacts.Add(campaign);

    /// <summary>Adds a contact of a campaign and a customer that were added before.</summary>
    public void Add(ContactFacts contact) => contacts.Add(contact);

    /// <summary>Adds a document; the lines added next belong to it.</summary>
    public void Add(DocumentFacts document) => (parts.Count == 0 ? NewPart() : parts[^1]).Add(document);

    /// <summary>Adds a line to the document added last.</summary>
    /// <exception cref="InvalidOperationException">There is no document yet.</exception>
    public void Add(LineFacts line) => (parts.Count == 0 ? NewPart() : parts[^1]).Add(line);

    /// <summary>A part that another reader fills with documents, before <see cref="Build"/>.</summary>
    public DocumentPart NewPart()
    {
        var part = new DocumentPart();
        parts.Add(part);
        return part;
    }

    /// <summary>Builds the snapshot.</summary>
    /// <exception cref="InvalidOperationException">It was built before: its rows went into the first snapshot.</exception>
    public Snapshot Build()
    {
        if (isBuilt)
            throw new InvalidOperationException("A builder is used once. Fill another one.");
        isBuilt = true;
        var people = customers.Build();
        var documents = new DocumentSorter(parts, people.Country);
        return new Snapshot
        {
            DataVersion = dataVersion,
            Settings = settings,
            Customers = people,
            Orders = documents.Orders,
            Lines = documents.Lines,
            Products = new ProductColumns
            {
                Keys = [.. products.Select(p => p.Key)],
                Names = [.. products.Select(p => p.Name ?? p.Key)],
                Category = TextColumn.From(products.Select(p => p.Category)),
                Brand = TextColumn.From(products.Select(p => p.Brand)),
                PriceE4 = [.. products.Select(p => p.PriceE4)],
                CostE4 = [.. products.Select(p => p.CostE4)],
                IsMerchandise = [.. products.Select(p => p.IsMerchandise)],
            },
            Campaigns = contacts.Campaigns(),
            Contacts = contacts.Contacts(),
        };
    }
}
