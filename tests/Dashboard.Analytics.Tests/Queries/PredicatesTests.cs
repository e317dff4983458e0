using Dashboard.Analytics.Queries;
using Dashboard.Analytics.Snapshots;

namespace Dashboard.Analytics.Tests.Queries;

public class PredicatesTests
{
    [Theory]
    [MemberData(nameof(RandomColumns.Lengths), MemberType = typeof(RandomColumns))]
    public void Between_PlainColumns_EqualsRowByRow(int length)
    {
        var random = new Random(length);
        var longs = RandomColumns.Longs(random, length, -300, 300);
        int[] ints = [.. longs.Select(v => (int)v)];
        short[] shorts = [.. longs.Select(v => (short)v)];
        sbyte[] bytes = [.. longs.Select(v => (sbyte)v)];
        float[] floats = [.. longs.Select(v => v % 7 == 0 ? float.NaN : v / 3f)];

        Equal(length, r => longs[r] is >= -50 and <= 99, Predicates.Between(Column<long>.Of(longs), -50, 99));
        Equal(length, r => ints[r] is >= -50 and <= 99, Predicates.Between(Column<int>.Of(ints), -50, 99));
        Equal(length, r => shorts[r] is >= -50 and <= 99, Predicates.Between(Column<short>.Of(shorts), (short)-50, (short)99));
        Equal(length, r => bytes[r] is >= -50 and <= 99, Predicates.Between(Column<sbyte>.Of(bytes), (sbyte)-50, (sbyte)99));
        Equal(length, r => floats[r] is >= -5f and <= 40f, Predicates.Between(Column<float>.Of(floats), -5f, 40f));
        Equal(length, _ => false, Predicates.Between(Column<int>.Of(ints), 5, 4));
    }

    [Fact]
    public void Between_NumberColumns_EqualsRowByRowAtEveryWidthAndBound()
    {
        long[][] columns =
        [
            [.. Enumerable.Range(-100, 201).Select(v => v * 100L)],
            [.. Enumerable.Range(-100, 201).Select(v => v * 30_000L)],
            [.. Enumerable.Range(-100, 201).Select(v => v * 10_000_019L)],
            [long.MinValue, long.MaxValue, 0, -1, 1, long.MinValue + 1, long.MaxValue - 1, .. Enumerable.Range(0, 100)],
            [0, 0, 0],
            [],
        ];
        foreach (var values in columns)
        {
            var column = NumberColumn.Of(values);
            long[] bounds = [long.MinValue, long.MaxValue, 0, 1, -1, .. values, .. values.Where(v => v > long.MinValue).Select(v => v - 1)];
            var random = new Random(values.Length);
            for (var i = 0; i < 500; i++)
            {
                var (least, most) = (bounds[random.Next(bounds.Length)], bounds[random.Next(bounds.Length)]);
                Equal(values.Length, r => values[r] >= least && values[r] <= most, Predicates.Between(column, least, most));
            }
        }
    }

    [Theory]
    [MemberData(nameof(RandomColumns.Lengths), MemberType = typeof(RandomColumns))]
    public void Where_Codes_EqualsRowByRowAtEveryWidth(int length)
    {
        foreach (var values in (int[])[1, 5, 16, 17, 128, 129, 40_000])
        {
            var random = new Random(length + values);
            var codes = RandomColumns.Codes(random, length, values);
            var column = Codes.Of(codes, values);
            foreach (var share in (double[])[0, 0.02, 0.5, 1])
            {
                bool[] wanted = [.. Enumerable.Range(0, values + 1).Select(_ => random.NextDouble() < share)];
                Equal(length, r => wanted[codes[r] < 0 ? values : codes[r]], Predicates.Where(column, wanted));
            }
        }
    }

    [Fact]
    public void Where_OneCodeAtATime_FindsEachOfTheBytes()
    {
        int[] codes = [.. Enumerable.Range(-1, 129)];
        var column = Codes.Of(codes, 128);
        for (var code = 0; code <= 128; code++)
        {
            var wanted = new bool[129];
            wanted[code] = true;
            Assert.Equal([code == 128 ? 0 : code + 1], Predicates.Where(column, wanted).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(RandomColumns.Lengths), MemberType = typeof(RandomColumns))]
    public void Where_Flags_EqualsRowByRow(int length)
    {
        var random = new Random(length);
        ContactFlags[] flags = [.. Enumerable.Range(0, length).Select(_ => (ContactFlags)random.Next(64))];
        DocumentKind[] kinds = [.. Enumerable.Range(0, length).Select(_ => (DocumentKind)random.Next(3))];
        var both = ContactFlags.Delivered | ContactFlags.Opened;

        Equal(length, r => (flags[r] & both) == both, Predicates.Where(Predicate.Has(Column<ContactFlags>.Of(flags), both)));
        Equal(length, r => kinds[r] == DocumentKind.Return, Predicates.Where(Predicate.Is(Column<DocumentKind>.Of(kinds), DocumentKind.Return)));
    }

    [Theory]
    [MemberData(nameof(RandomColumns.Lengths), MemberType = typeof(RandomColumns))]
    public async Task Where_SeveralPredicates_AreTheirIntersectionOnAnyNumberOfCores(int length)
    {
        var random = new Random(length);
        var ages = RandomColumns.Longs(random, length, 0, 90);
        var codes = RandomColumns.Codes(random, length, 6);
        var some = RandomColumns.Set(random, length, 0.5);
        bool[] wanted = [true, false, true, false, false, true, true];
        Predicate[] predicates =
        [
            Predicate.Between(NumberColumn.Of(ages), 25, 54),
            Predicate.In(Codes.Of(codes, 6), wanted),
            Predicate.In(some),
            Predicate.Where(Column<long>.Of(ages), age => age % 2 == 0),
        ];

        var found = Predicates.Where(predicates);

        Equal(length, r => ages[r] is >= 25 and <= 54 && ages[r] % 2 == 0 && wanted[codes[r] < 0 ? 6 : codes[r]] && some[r], found);
        Assert.Equal(found.Words.ToArray(), (await RandomColumns.OnOneCore(() => Predicates.Where(predicates))).Words.ToArray());
    }

    [Fact]
    public void Where_NothingOrOtherLengths_SaysWhatIsNeeded()
    {
        Assert.Throws<ArgumentException>(() => Predicates.Where());
        Assert.Throws<ArgumentException>(() => Predicates.Where(Predicate.In(new Bitmap(3)), Predicate.In(new Bitmap(4))));
    }

    [Fact]
    public void Where_MoreRows_AllocatesTheirBitsAndNoMore()
    {
        // Both lengths are one part, so that all is done on this thread.
        var (few, many) = (Of(6_400), Of(25_600));

        Assert.InRange(many - few, 0, (25_600 - 6_400) / 8);

        static long Of(int length)
        {
            var random = new Random(1);
            var (ages, codes) = (NumberColumn.Of(RandomColumns.Longs(random, length, 0, 90)), Codes.Of(RandomColumns.Codes(random, length, 6), 6));
            return RandomColumns.Allocated(() => Predicates.Where(Predicate.Between(ages, 25, 54), Predicate.In(codes, [true, false, true, false, false, true, true])));
        }
    }

    private static void Equal(int length, Func<int, bool> expected, Bitmap actual) =>
        Assert.Equal(RandomColumns.SetOf(length, expected).Words.ToArray(), actual.Words.ToArray());
}
