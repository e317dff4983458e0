using Dashboard.Services.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Services.Tests.Store;

public sealed class LineCodecTests
{
    private const byte Sale = 0;
    private const byte Return = 1;

    [Fact]
    public void Encode_OnePieceAtAPrice_TakesSevenBytes()
    {
        var line = new PackedLine(300, Sale, 10_000, 349_900, 0, 349_900, null);

        var blob = LineCodec.Encode([line]);

        // count, flags, product (2), price in hundredths (2)
        Assert.Equal([1, 0x84, 0xAC, 0x02, 0xD6, 0x36], blob);
        Assert.Equal([line], LineCodec.Decode(blob));
    }

    [Fact]
    public void Decode_OfEveryKindOfLine_GivesItBack()
    {
        PackedLine[] lines =
        [
            new(null, Sale, 10_000, 0, 0, 0, null),
            new(1, Sale, 25_000, 33_333, 100, 83_233, 12_345),
            new(1, Sale, 25_000, 33_333, 100, 83_232, null),
            new(7, Return, -10_000, 349_900, 0, -349_900, -100),
            new(7, Return, -30_000, 10_000, 5_000, -25_000, null),
            new(long.MaxValue, 2, long.MinValue, long.MaxValue, long.MinValue, long.MaxValue, long.MinValue),
            new(0, 2, 0, 0, 0, -77, 0),
        ];

        var blob = LineCodec.Encode(lines);

        Assert.Equal(lines, LineCodec.Decode(blob));
        Assert.Equal(lines.Length, LineCodec.Count(blob));
        Assert.Empty(LineCodec.Decode(LineCodec.Encode([])));
    }

    [Fact]
    public void AreSame_LinesInAnotherOrder_AreSame()
    {
        PackedLine[] lines = [new(1, Sale, 10_000, 300, 0, 300, null), new(null, Return, -10_000, 200, 0, -200, 5), new(1, Sale, 10_000, 300, 0, 300, null)];

        Assert.True(LineCodec.AreSame(LineCodec.Encode(lines), LineCodec.Encode([lines[1], lines[0], lines[2]])));
        Assert.False(LineCodec.AreSame(LineCodec.Encode(lines), LineCodec.Encode([lines[1], lines[0], lines[1]])));
        Assert.False(LineCodec.AreSame(LineCodec.Encode(lines), LineCodec.Encode(lines.AsSpan(0, 2))));
        Assert.False(LineCodec.AreSame(LineCodec.Encode(lines), LineCodec.Encode([lines[0], lines[1] with { CostE4 = null }, lines[2]])));
    }

    [Fact]
    public void Decode_OfAnything_GivesItBack()
    {
        var numbers = Gen.OneOf(
            Gen.Choose(-20, 20).Select(i => i * 10_000L), Gen.Choose(-1_000_000, 1_000_000).Select(i => i * 100L), Gen.Choose(-1_000_000, 1_000_000).Select(i => (long)i),
            ArbMap.Default.GeneratorFor<long>(), Gen.Elements(long.MinValue, long.MaxValue, 0, 1, -1));
        var ids = Gen.OneOf(Gen.Constant((long?)null), Gen.Choose(0, 1_000_000).Select(i => (long?)i));
        var maybe = Gen.OneOf(Gen.Constant((long?)null), numbers.Select(n => (long?)n));
        var line =
            from product in ids
            from kind in Gen.Choose(0, 2)
            from quantity in numbers
            from price in numbers
            from discount in numbers
            from amount in numbers
            from cost in maybe
            select new PackedLine(product, (byte)kind, quantity, price, discount, amount, cost);

        Prop.ForAll(line.ListOf().Select(l => l.ToArray()).ToArbitrary(), lines => LineCodec.Decode(LineCodec.Encode(lines)).SequenceEqual(lines)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Decode_OfADamagedBlob_SaysSoOrGivesOtherLines()
    {
        PackedLine[] lines = [new(300, Sale, 25_000, 33_333, 100, 83_233, 12_345), new(7, Return, -10_000, 349_900, 0, -349_900, null)];
        var blob = LineCodec.Encode(lines);

        for (var length = 0; length < blob.Length; length++)
            Assert.Throws<StoreException>(() => LineCodec.Decode(blob.AsSpan(0, length)));
        Assert.Throws<StoreException>(() => LineCodec.Decode([.. blob, 0]));
        Assert.Throws<StoreException>(() => LineCodec.Decode([1, 3, 0]));
        Assert.Throws<StoreException>(() => LineCodec.Decode([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]));
        Assert.Throws<StoreException>(() => LineCodec.Decode([0xFF, 0xFF, 0x03]));
        for (var at = 0; at < blob.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var damaged = blob.ToArray();
                damaged[at] ^= (byte)(1 << bit);
                Assert.True(IsRefused(damaged) || !LineCodec.Decode(damaged).SequenceEqual(lines));
            }
        }
    }

    private static bool IsRefused(byte[] blob)
    {
        try
        {
            LineCodec.Decode(blob);
            return false;
        }
        catch (StoreException e)
        {
            Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
            return true;
        }
    }
}
