using System.Globalization;
using Dashboard.Services.Imports;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Imports;

public sealed class OrderWriterTests : IDisposable
{
    private readonly TemporaryStore temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Finish_ShuffledLinesOfManyFiles_EqualsAPlainReckoning()
    {
        var random = new Random(5);
        var current = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        var imports = new List<long>();
        var states = new List<Dictionary<string, List<long>>> { new(current, StringComparer.Ordinal) };
        for (var file = 0; file < 4; file++)
        {
            var lines = Enumerable.Range(0, 3_000)
                .Select(_ => (Document: random.Next(900).ToString(CultureInfo.InvariantCulture), AmountE4: random.Next(1, 4) * 10_000L))
                .Where(l => random.Next(3) > 0)
                .ToList();
            var said = lines.GroupBy(l => l.Document).ToDictionary(g => g.Key, g => g.Select(l => l.AmountE4).ToList());
            var expected = new RecordCounts(
                said.Keys.Count(d => !current.ContainsKey(d)),
                said.Count(d => current.TryGetValue(d.Key, out var known) && !known.Order().SequenceEqual(d.Value.Order())),
                said.Count(d => current.TryGetValue(d.Key, out var known) && known.Order().SequenceEqual(d.Value.Order())));

            var report = temporary.Import(lines.Select(l => Line(l.Document, l.AmountE4)));

            Assert.Equal(expected, report.Records);
            Assert.Equal(said.Sum(d => d.Value.Count - d.Value.Distinct().Count()), report.EqualLines);
            Assert.Equal((said.Count, lines.Count, lines.Sum(l => l.AmountE4)), (report.Documents, report.Lines, report.TotalE4));
            foreach (var (document, amounts) in said)
            {
                if (!current.TryGetValue(document, out var known) || !known.Order().SequenceEqual(amounts.Order()))
                    current[document] = amounts;
            }

            AssertStore(current);
            imports.Add(report.ImportId!.Value);
            states.Add(new Dictionary<string, List<long>>(current, StringComparer.Ordinal));
        }

        for (var file = imports.Count - 1; file >= 0; file--)
        {
            ImportUndo.Undo(temporary.Store, imports[file], TemporaryStore.Now);
            AssertStore(states[file]);
        }
    }

    private static ImportRow Line(string document, long amountE4) => new()
    {
        RowNumber = 2,
        Line = new OrderLineRow { Document = document, CustomerKey = "A" + document, ProductKey = "P", AtSeconds = 1_291_192_000, AmountE4 = amountE4, UnitPriceE4 = amountE4 },
    };

    private void AssertStore(Dictionary<string, List<long>> expected)
    {
        var snapshot = temporary.Snapshot();
        var found = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        for (var order = 0; order < snapshot.Orders.Number.Length; order++)
            found[snapshot.Orders.Number.Text(order)] = [.. Enumerable.Range(snapshot.Orders.FirstLine[order], snapshot.Orders.FirstLine[order + 1] - snapshot.Orders.FirstLine[order]).Select(l => snapshot.Lines.AmountE4[l])];
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected, d => Assert.Equal(d.Value, found[d.Key]));
    }
}
