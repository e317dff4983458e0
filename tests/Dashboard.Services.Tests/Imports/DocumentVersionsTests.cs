using System.Text;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Services.Tests.Imports;

/// <summary>What the store says of documents after any imports, updates and undos, beside a model that keeps all versions as they are.</summary>
public sealed class DocumentVersionsTests
{
    private const long Start = 1_291_192_000;
    private static readonly (string One, string Other) SameHash = NumbersWithOneHash();
    private static readonly string[] Numbers = ["1", "2", "3", "A-4", "Ärger", "C536379", "17850@20101201", "8", SameHash.One, SameHash.Other];

    [Fact]
    public void Undo_AfterAnyImports_LeavesWhatAModelSays()
    {
        var line = from product in Gen.Choose(0, 3) from cents in Gen.Choose(1, 3) select (Product: product, AmountE4: cents * 1_000L);
        var document =
            from number in Gen.Elements(Numbers)
            from customer in Gen.Choose(0, 4)
            from minute in Gen.Choose(0, 1)
            from channel in Gen.Elements(null, "web", "store")
            from country in Gen.Elements(null, "France", "web")
            from lines in line.NonEmptyListOf()
            select new Document(number, customer == 0 ? null : "K" + customer, Start + (60 * minute), channel, country, [.. lines.Take(4).Select(l => ("P" + l.Product, l.AmountE4))]);
        var file = document.ListOf().Select(l => new Step(l.DistinctBy(d => d.Number).ToList(), 0));
        var undo = Gen.Choose(0, 9).Select(which => new Step(null, which));
        var again = Gen.Choose(0, 9).Select(which => new Step([], which));
        var steps = Gen.Frequency((4, file), (2, undo), (1, again)).ListOf();

        Prop.ForAll(steps.ToArbitrary(), Check).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(25).WithReplay(20261125, 7));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Import_NumbersWithOneHashInAnyOrder_FindsBothVersions(bool turned)
    {
        using var temporary = new TemporaryStore();
        Document[] first = [new(SameHash.One, "K1", Start, "web", null, [("P1", 1_000)]), new(SameHash.Other, "K1", Start, "web", null, [("P1", 2_000)])];
        temporary.Import(Rows(first));
        var changed = Array.ConvertAll(first, d => d with { Channel = "store" });

        var report = temporary.Import(Rows(turned ? changed.Reverse() : changed));

        Assert.Equal(new RecordCounts(0, 2, 0), report.Records);
        Assert.Equal(2, UndoPreview.Of(temporary.Store, report.ImportId!.Value).Restored);
        Assert.Equal(2, temporary.Snapshot().Orders.Count);
    }

    [Fact]
    public void Import_LinesInAnotherOrder_ChangesNothing()
    {
        using var temporary = new TemporaryStore();
        var document = new Document("1", "K1", Start, "web", null, [("P1", 1_000), ("P2", 2_000), ("P1", 1_000)]);
        temporary.Import(Rows([document]));

        Assert.Equal(new RecordCounts(0, 0, 1), temporary.Import(Rows([document with { Lines = [("P2", 2_000), ("P1", 1_000), ("P1", 1_000)] }])).Records);
        Assert.Equal(new RecordCounts(0, 1, 0), temporary.Import(Rows([document with { Lines = [("P2", 2_000), ("P1", 1_000), ("P2", 1_000)] }])).Records);
        Assert.Equal(new RecordCounts(0, 1, 0), temporary.Import(Rows([document with { Channel = "store" }])).Records);
        Assert.Equal(new RecordCounts(0, 1, 0), temporary.Import(Rows([document with { Channel = null, Country = "store" }])).Records);
    }

    [Fact]
    public void Import_SmallAmongMany_FindsItsDocumentsInAllBlocks()
    {
        using var temporary = new TemporaryStore();
        var all = Enumerable.Range(0, 20_000).Select(i => new Document("N" + i, "K" + (i % 50), Start + i, "web", null, [("P1", 1_000 + (100 * (i % 9)))])).ToList();
        temporary.Import(Rows(all.Where((_, i) => i % 3 != 0)));
        temporary.Import(Rows(all.Where((_, i) => i % 3 == 0)));
        using (var connection = temporary.Store.Connect())
            Assert.True(DocumentBlocks.Heads(connection).Count > 4);

        var report = temporary.Import(Rows(all.Where((_, i) => i % 100 == 0).Select((d, i) => i % 2 == 0 ? d : d with { Channel = "store" }).Append(all[0] with { Number = "new" })));

        Assert.Equal(new RecordCounts(1, 100, 100), report.Records);
        Assert.Equal(new RecordCounts(0, 100, 19_900), temporary.Import(Rows(all)).Records);
    }

    private static void Check(IList<Step> steps)
    {
        using var temporary = new TemporaryStore();
        var files = new List<List<Document>>();
        var stored = new SortedDictionary<long, Told>();
        foreach (var step in steps)
        {
            if (step.File is null)
            {
                if (stored.Count == 0)
                    continue;
                var id = stored.Keys.ElementAt(step.Which % stored.Count);
                AssertPreview(UndoPreview.Of(temporary.Store, id), id, stored);
                ImportUndo.Undo(temporary.Store, id, TemporaryStore.Now);
                stored.Remove(id);
            }
            else
            {
                // Objects of their own: the model tells versions apart by them.
                var file = step.File.Count == 0 && files.Count > 0 ? files[step.Which % files.Count].ConvertAll(d => d with { }) : step.File;
                files.Add(file);
                var current = Current(stored);
                var report = temporary.Import(Rows(file));
                var changed = file.Where(d => !current.TryGetValue(d.Number, out var known) || !known.Same(d)).ToList();
                Assert.Equal(
                    new RecordCounts(changed.Count(d => !current.ContainsKey(d.Number)), changed.Count(d => current.ContainsKey(d.Number)), file.Count - changed.Count), report.Records);
                // What nothing else is said of keeps the word of the first file that names it, until that is undone: the next file that names it then has news even if its documents have none.
                var products = file.SelectMany(d => d.Lines).Select(l => l.Product).Except(stored.Values.SelectMany(t => t.Products)).ToHashSet(StringComparer.Ordinal);
                if (changed.Count > 0 || products.Count > 0)
                    stored.Add(report.ImportId!.Value, new Told(changed, products));
            }

            AssertStore(temporary.Snapshot(), stored);
        }
    }

    private static Dictionary<string, Document> Current(SortedDictionary<long, Told> stored)
    {
        var current = new Dictionary<string, Document>(StringComparer.Ordinal);
        foreach (var document in stored.Values.SelectMany(t => t.Documents))
            current[document.Number] = document;
        return current;
    }

    private static void AssertPreview(UndoPreview preview, long id, SortedDictionary<long, Told> stored)
    {
        var own = stored[id].Documents;
        var others = stored.Where(s => s.Key != id).SelectMany(s => s.Value.Documents).ToList();
        var current = Current(stored);
        Assert.Equal((own.Count, own.Sum(d => d.Lines.Count)), (preview.Documents, preview.Lines));
        Assert.Equal(own.Count(d => ReferenceEquals(current[d.Number], d) && others.Any(o => o.Number == d.Number)), preview.Restored);
        Assert.Equal(own.Select(d => d.Customer).Except(others.Select(o => o.Customer)).Count(c => c is not null), preview.Customers);
    }

    private static void AssertStore(Snapshot snapshot, SortedDictionary<long, Told> stored)
    {
        var expected = Current(stored);
        var orders = snapshot.Orders;
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), orders.Number.Order(StringComparer.Ordinal));
        for (var i = 0; i < orders.Count; i++)
        {
            var document = expected[orders.Number.Text(i)];
            Assert.Equal(document.Customer, orders.Customer[i] < 0 ? null : snapshot.Customers.Keys[orders.Customer[i]]);
            Assert.Equal((document.Channel, document.Country), (orders.Channel[i], orders.Country[i]));
            Assert.Equal((document.At - Start) / 60, orders.Minute[i] - 506);
            var lines = Enumerable.Range(orders.FirstLine[i], orders.FirstLine[i + 1] - orders.FirstLine[i]).Select(l => (snapshot.Products.Keys[snapshot.Lines.Product[l]], snapshot.Lines.AmountE4[l]));
            Assert.Equal(document.Lines, lines);
        }

        Assert.Equal(stored.Values.SelectMany(t => t.Documents).Select(d => d.Customer).OfType<string>().Distinct().Order(StringComparer.Ordinal), snapshot.Customers.Keys);
        Assert.Equal(stored.Values.SelectMany(t => t.Documents).SelectMany(d => d.Lines).Select(l => l.Product).Union(stored.Values.SelectMany(t => t.Products)).Order(StringComparer.Ordinal), snapshot.Products.Keys);
    }

    private static IEnumerable<ImportRow> Rows(IEnumerable<Document> documents) =>
        from document in documents
        from line in document.Lines
        select new ImportRow
        {
            RowNumber = 2,
            Line = new OrderLineRow
            {
                Document = document.Number,
                CustomerKey = document.Customer,
                ProductKey = line.Product,
                AtSeconds = document.At,
                Channel = document.Channel,
                Country = document.Country,
                AmountE4 = line.AmountE4,
                UnitPriceE4 = line.AmountE4,
            },
        };

    // The hash mixes eight bytes after eight bytes into its state: another first part leads to another state, which the right second part makes up for.
    private static (string One, string Other) NumbersWithOneHash()
    {
        var state = State("first---");
        for (var i = 10_000_000; ; i++)
        {
            var difference = BitConverter.GetBytes(state ^ State(i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            var second = Array.ConvertAll(difference, d => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".FirstOrDefault(c => d < 0x80 && char.IsAsciiLetterOrDigit((char)(c ^ d))));
            if (second.Contains('\0'))
                continue;
            var (one, other) = ("first---" + new string(second), i + new string([.. second.Zip(difference, (c, d) => (char)(c ^ d))]));
            Assert.Equal(StableHash.Of(Encoding.UTF8.GetBytes(one)), StableHash.Of(Encoding.UTF8.GetBytes(other)));
            return (one, other);
        }

        static ulong State(string eight) => StableHash.Start.Add(16UL).Add(BitConverter.ToUInt64(Encoding.UTF8.GetBytes(eight))).Value;
    }

    // What a stored import says: documents in its versions, and products of which it is the first to speak.
    private sealed record Told(List<Document> Documents, HashSet<string> Products);

    private sealed record Step(List<Document>? File, int Which);

    private sealed record Document(string Number, string? Customer, long At, string? Channel, string? Country, List<(string Product, long AmountE4)> Lines)
    {
        public bool Same(Document other) => (Customer, At, Channel, Country) == (other.Customer, other.At, other.Channel, other.Country) && Lines.Order().SequenceEqual(other.Lines.Order());
    }
}
