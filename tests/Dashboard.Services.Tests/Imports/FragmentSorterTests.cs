using Dashboard.Services.Imports;
using FsCheck;
using FsCheck.Fluent;

namespace Dashboard.Services.Tests.Imports;

public sealed class FragmentSorterTests
{
    [Fact]
    public void Sort_AnyHashes_GivesPlacesByHashThenAsTheyCame()
    {
        // Few hashes make full buckets, many make bare ones.
        var hash = Gen.OneOf(Gen.Choose(0, 3).Select(h => (ulong)h << 62), Gen.Choose(0, 200).Select(h => (ulong)h << 24), ArbMap.Default.GeneratorFor<ulong>());
        var sorter = new FragmentSorter();

        Prop.ForAll(hash.ListOf().ToArbitrary(), hashes =>
        {
            sorter.Clear();
            foreach (var h in hashes)
                sorter.Add(h);

            var places = sorter.Sort().ToArray().Select(FragmentSorter.PlaceOf);

            Assert.Equal(Enumerable.Range(0, hashes.Count).OrderBy(i => hashes[i] >> 24), places);
        }).Check(Config.QuickThrowOnFailure.WithEndSize(500));
    }

    [Fact]
    public void AreSame_HashesThatDifferBelowTheKey_AreSame()
    {
        var sorter = new FragmentSorter();
        sorter.Add(0xABCD_EF01_2345_6789);
        sorter.Add(0xABCD_EF01_2300_0000);
        sorter.Add(0xABCD_EF01_2400_0000);

        var sorted = sorter.Sort();

        Assert.True(FragmentSorter.AreSame(sorted[0], sorted[1]));
        Assert.False(FragmentSorter.AreSame(sorted[1], sorted[2]));
    }
}
