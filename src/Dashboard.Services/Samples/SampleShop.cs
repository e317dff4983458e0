using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Imports;

namespace Dashboard.Services.Samples;

/// <summary>
/// A believable shop for home, kitchen and garden over three years, made from <see cref="SampleOptions"/> alone. Its rows stream in blocks of customers,
/// so that the memory needed does not grow with their number; what was planted is in <see cref="Truth"/> afterwards. See docs/methods/sample-shop.md.
/// </summary>
public sealed class SampleShop
{
    /// <summary>Name of the shop.</summary>
    public const string Name = "Fern & Kettle";

    private const int BlockSize = 512;
    private const int PilotCustomers = SampleOptions.FewestCustomers;
    private const int ProgressRows = 10_000;
    private readonly SampleWorld world;
    private readonly int threads;
    private SampleTruth? truth;

    /// <summary>Prepares a shop: catalogue, calendar and campaigns, in some milliseconds.</summary>
    /// <param name="options">What fixes the shop.</param>
    /// <param name="threads">Blocks of customers that are made at the same time, 1 to 64; null for one a processor. It does not change the rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is out of range.</exception>
    public SampleShop(SampleOptions options, int? threads = null)
    {
        this.threads = threads ?? Math.Min(Environment.ProcessorCount, 64);
        if (this.threads is < 1 or > 64)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, "A sample shop is made by 1 to 64 threads.");
        world = new SampleWorld(options);
    }

    /// <summary>What the shop is made from.</summary>
    public SampleOptions Options => world.Options;

    /// <summary>Currency and time zone of the shop.</summary>
    public static ShopSettings Settings { get; } = new() { Currency = "EUR", TimeZone = "Europe/Berlin", IsSample = true };

    /// <summary>What was planted, and what the rows add up to.</summary>
    /// <exception cref="InvalidOperationException">The rows have not been read to their end.</exception>
    public SampleTruth Truth => truth ?? throw new InvalidOperationException("The truth about a sample shop is known once its rows were read to the end.");

    /// <summary>
    /// The rows: products, campaigns, then customer after customer (the customer with all contacts, then the documents), then the till day by day.
    /// </summary>
    /// <param name="progress">Told how far it is, about every 10,000 rows and at the end; may be null.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    public IEnumerable<ImportRow> Rows(IProgress<SampleProgress>? progress, CancellationToken cancellationToken)
    {
        var row = 1L;
        var tally = new TruthTally(world.Campaigns.Length);
        var customers = new List<TruthCustomer>();
        foreach (var product in world.Catalogue.Rows())
            yield return new ImportRow { RowNumber = ++row, Product = product };
        foreach (var campaign in CampaignRows())
            yield return new ImportRow { RowNumber = ++row, Campaigns = [campaign] };

        var done = 0;
        foreach (var block in Blocks(cancellationToken))
        {
            foreach (var part in block.Parts)
            {
                yield return new ImportRow { RowNumber = ++row, Customer = part.Customer, Contacts = part.Contacts, Line = part.Line };
                if (row % ProgressRows != 0)
                    continue;
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new SampleProgress(done, Options.Customers, row - 1));
            }

            done += block.Customers.Length;
            tally.Add(block.Tally);
            if (Options.Customers <= SampleTruth.MostCustomersListed || customers.Count < SampleTruth.CustomersSampled)
                customers.AddRange(block.Customers);
        }

        var document = new List<OrderLineRow>();
        foreach (var line in TillLines(cancellationToken))
        {
            if (document.Count > 0 && document[0].Document != line.Document)
                Count();
            document.Add(line);
            yield return new ImportRow { RowNumber = ++row, Line = line };
        }

        Count();
        if (Options.Customers > SampleTruth.MostCustomersListed)
            customers.RemoveRange(SampleTruth.CustomersSampled, customers.Count - SampleTruth.CustomersSampled);
        truth = tally.Truth(world, customers);
        progress?.Report(new SampleProgress(done, Options.Customers, row - 1));

        void Count()
        {
            if (document.Count == 0)
                return;
            tally.Document(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(document));
            document.Clear();
        }
    }

    private IEnumerable<OrderLineRow> TillLines(CancellationToken cancellationToken)
    {
        var baskets = new Baskets(world);
        for (var day = 0; day < world.Calendar.Days; day++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var document in Till.Lines(world, baskets, day))
                yield return document;
            if (Till.Difference(world, day) is { } difference)
                yield return difference;
        }
    }

    /// <summary>Campaigns with costs. A cost is known before the contacts are: it is what the reach among the first customers makes it.</summary>
    private IEnumerable<CampaignRow> CampaignRows()
    {
        var reach = new long[world.Campaigns.Length];
        var history = new CustomerHistory(world);
        for (var customer = 0; customer < PilotCustomers; customer++)
        {
            history.Fill(customer);
            foreach (var contact in history.Contacts)
                reach[contact.Campaign] += contact.IsControl ? 0 : 1;
        }

        return world.Campaigns.Select((c, i) => new CampaignRow
        {
            Key = c.Key,
            Name = c.Name,
            Channel = c.Channel,
            Goal = c.Goal,
            Offer = c.Offer == "None" ? null : c.Offer,
            StartSeconds = world.Calendar.Instant(c.StartDay, 9 * 3600),
            EndSeconds = world.Calendar.Instant(c.StartDay + c.LengthDays - 1, 22 * 3600),
            CostE4 = ((c.FixedCostE4 * Options.Customers) + (reach[i] * c.ContactCostE4 * Options.Customers / PilotCustomers)) / 100 * 100,
        });
    }

    /// <summary>Blocks of customers in order; as many ahead of the reader as there are threads.</summary>
    private IEnumerable<Block> Blocks(CancellationToken cancellationToken)
    {
        var makers = new System.Collections.Concurrent.ConcurrentBag<CustomerMaker>();
        var ahead = new Queue<Task<Block>>();
        var next = 0;
        while (next < Options.Customers || ahead.Count > 0)
        {
            while (next < Options.Customers && ahead.Count < threads)
            {
                var first = next;
                next = Math.Min(next + BlockSize, Options.Customers);
                var count = next - first;
                ahead.Enqueue(Task.Run(() => Make(first, count), cancellationToken));
            }

            yield return ahead.Dequeue().GetAwaiter().GetResult();
        }

        Block Make(int first, int count)
        {
            if (!makers.TryTake(out var maker))
                maker = new CustomerMaker(world);
            var block = new Block(new List<SamplePart>(count * 16), new TruthTally(world.Campaigns.Length), new TruthCustomer[count]);
            for (var i = 0; i < count; i++)
                block.Customers[i] = maker.Make(first + i, block.Parts, block.Tally);
            makers.Add(maker);
            return block;
        }
    }

    private sealed record Block(List<SamplePart> Parts, TruthTally Tally, TruthCustomer[] Customers);
}
