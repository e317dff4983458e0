using System.Text;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Snapshots;

public sealed class DocumentBucketTests
{
    [Fact]
    public void Read_DocumentsAcrossManyChunks_GivesThemBackInTheirOrderAndByPlace()
    {
        var random = new Random(7);
        var documents = new List<(int Customer, int Time, DocumentKind Kind, int Channel, int Country, string Number, LineFacts[] Lines)>();
        for (var i = 0; i < 3_000; i++)
        {
            // Now and then a number or a list of lines that no chunk has room for.
            var number = new string((char)('a' + (i % 26)), i % 700 == 0 ? 200_000 : random.Next(0, 30));
            var lines = Enumerable.Range(0, i % 900 == 0 ? 20_000 : random.Next(0, 5)).Select(_ => Line(random)).ToArray();
            documents.Add((random.Next(-1, 1_000_000), random.Next(), (DocumentKind)random.Next(3), random.Next(-1, 300), random.Next(-1, 300), number, lines));
        }

        var bucket = new DocumentBucket();
        foreach (var d in documents)
        {
            bucket.Begin(d.Customer, d.Time, d.Kind, d.Channel, d.Country, Encoding.UTF8.GetBytes(d.Number));
            foreach (var line in d.Lines)
                bucket.Add(line);
            bucket.Close();
        }

        Assert.Equal((documents.Count, documents.Sum(d => (long)d.Lines.Length), documents.Sum(d => d.Number.Length)), (bucket.Documents, bucket.Lines, bucket.NumberBytes));
        var places = new List<long>();
        var reader = bucket.Read();
        foreach (var d in documents)
        {
            Assert.True(reader.Next());
            places.Add(reader.Place);
            AssertDocument(d, ref reader);
        }

        Assert.False(reader.Next());
        Assert.Equal(places.Order(), places);
        for (var i = documents.Count - 1; i >= 0; i -= 7)
        {
            var again = bucket.ReadAt(places[i]);
            AssertDocument(documents[i], ref again);
        }
    }

    [Fact]
    public void Read_Empty_HasNothing() => Assert.False(new DocumentBucket().Read().Next());

    private static void AssertDocument((int Customer, int Time, DocumentKind Kind, int Channel, int Country, string Number, LineFacts[] Lines) d, ref DocumentBucket.Reader reader)
    {
        Assert.Equal((d.Customer, d.Time, d.Kind, d.Channel, d.Country, d.Number), (reader.Customer, reader.Time, reader.Kind, reader.Channel, reader.Country, Encoding.UTF8.GetString(reader.Number)));
        foreach (var line in d.Lines)
        {
            Assert.True(reader.Next(out var found));
            Assert.Equal(line, found);
        }

        Assert.False(reader.Next(out _));
    }

    private static LineFacts Line(Random random) => random.Next(4) switch
    {
        0 => new LineFacts(random.Next(10_000), 10_000, 349_900, 0, 349_900),
        1 => new LineFacts(-1, -10_000, 349_900, 100, -349_800),
        2 => new LineFacts(int.MaxValue, long.MinValue, long.MaxValue, long.MinValue, long.MaxValue),
        _ => new LineFacts(random.Next(10), random.NextInt64(-1_000_000, 1_000_000), 0, 0, 0),
    };
}
