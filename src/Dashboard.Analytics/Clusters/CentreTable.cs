using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Dashboard.Analytics.Clusters;

/// <summary>The nearest and the second-nearest centre of the sixteen rows of a block.</summary>
internal struct Nearest
{
    /// <summary>Score of the nearest: rows 0 to 7, then 8 to 15.</summary>
    public Vector256<float> Best0, Best1;

    /// <summary>Score of the second-nearest.</summary>
    public Vector256<float> Second0, Second1;

    /// <summary>Number of the nearest; of equally near ones the first.</summary>
    public Vector256<int> Index0, Index1;
}

/// <summary>
/// Centres made ready for scoring. The score of a row x for a centre c is x·c − ½‖c‖², which is largest for the nearest centre: ‖x − c‖² = ‖x‖² − 2·score.
/// It is one chain of fused multiply-adds over the columns in order, starting from −½‖c‖², whichever kernel computes it, so that all kernels agree to the last bit.
/// </summary>
internal sealed class CentreTable
{
    private const int Tile = 4;

    private readonly int columns;
    private readonly int tiles;

    // [tile][column][4 centres]; centres that fill up the last tile score −∞.
    private readonly float[] coefficients;
    private readonly float[] biases;

    /// <summary>Makes a table.</summary>
    /// <param name="centres">Centres row after row.</param>
    /// <param name="columns">Number of columns.</param>
    public CentreTable(ReadOnlySpan<double> centres, int columns)
    {
        this.columns = columns;
        Count = centres.Length / columns;
        tiles = (Count + Tile - 1) / Tile;
        coefficients = new float[tiles * columns * Tile];
        biases = new float[tiles * Tile];
        Array.Fill(biases, float.NegativeInfinity);
        for (var centre = 0; centre < Count; centre++)
        {
            var square = 0.0;
            for (var column = 0; column < columns; column++)
            {
                var value = (float)centres[(centre * columns) + column];
                square += (double)value * value;
                coefficients[(((centre / Tile * columns) + column) * Tile) + (centre % Tile)] = value;
            }

            biases[centre] = (float)(-0.5 * square);
            LargestNorm = Math.Max(LargestNorm, Math.Sqrt(square));
        }
    }

    /// <summary>Number of centres.</summary>
    public int Count { get; }

    /// <summary>Largest Euclidean norm of a centre.</summary>
    public double LargestNorm { get; }

    /// <summary>The nearest centre of each row of a block.</summary>
    /// <param name="block">First number of the block.</param>
    /// <param name="nearest">Best scores and indices.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(ref float block, out Nearest nearest)
    {
        nearest = default;
        var (best0, best1) = (Vector256.Create(float.NegativeInfinity), Vector256.Create(float.NegativeInfinity));
        var (index0, index1) = (Vector256<int>.Zero, Vector256<int>.Zero);
        ref var coefficient = ref MemoryMarshal.GetArrayDataReference(coefficients);
        ref var bias = ref MemoryMarshal.GetArrayDataReference(biases);
        for (var tile = 0; tile < tiles; tile++)
        {
            Score(ref block, columns, ref coefficient, ref bias, out var s);
            Take(s.A0, s.A1, tile * Tile, ref best0, ref best1, ref index0, ref index1);
            Take(s.B0, s.B1, (tile * Tile) + 1, ref best0, ref best1, ref index0, ref index1);
            Take(s.C0, s.C1, (tile * Tile) + 2, ref best0, ref best1, ref index0, ref index1);
            Take(s.D0, s.D1, (tile * Tile) + 3, ref best0, ref best1, ref index0, ref index1);
            coefficient = ref Unsafe.Add(ref coefficient, columns * Tile);
            bias = ref Unsafe.Add(ref bias, Tile);
        }

        (nearest.Best0, nearest.Best1, nearest.Index0, nearest.Index1) = (best0, best1, index0, index1);
    }

    /// <summary>The nearest and the second-nearest centre of each row of a block.</summary>
    /// <param name="block">First number of the block.</param>
    /// <param name="nearest">Best and second-best scores, and indices.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FindTwo(ref float block, out Nearest nearest)
    {
        nearest = default;
        var (best0, best1) = (Vector256.Create(float.NegativeInfinity), Vector256.Create(float.NegativeInfinity));
        var (second0, second1) = (best0, best1);
        var (index0, index1) = (Vector256<int>.Zero, Vector256<int>.Zero);
        ref var coefficient = ref MemoryMarshal.GetArrayDataReference(coefficients);
        ref var bias = ref MemoryMarshal.GetArrayDataReference(biases);
        for (var tile = 0; tile < tiles; tile++)
        {
            Score(ref block, columns, ref coefficient, ref bias, out var s);
            Second(s.A0, s.A1, best0, best1, ref second0, ref second1);
            Take(s.A0, s.A1, tile * Tile, ref best0, ref best1, ref index0, ref index1);
            Second(s.B0, s.B1, best0, best1, ref second0, ref second1);
            Take(s.B0, s.B1, (tile * Tile) + 1, ref best0, ref best1, ref index0, ref index1);
            Second(s.C0, s.C1, best0, best1, ref second0, ref second1);
            Take(s.C0, s.C1, (tile * Tile) + 2, ref best0, ref best1, ref index0, ref index1);
            Second(s.D0, s.D1, best0, best1, ref second0, ref second1);
            Take(s.D0, s.D1, (tile * Tile) + 3, ref best0, ref best1, ref index0, ref index1);
            coefficient = ref Unsafe.Add(ref coefficient, columns * Tile);
            bias = ref Unsafe.Add(ref bias, Tile);
        }

        (nearest.Best0, nearest.Best1, nearest.Index0, nearest.Index1) = (best0, best1, index0, index1);
        (nearest.Second0, nearest.Second1) = (second0, second1);
    }

    /// <summary>The nearest and the second-nearest centre of one row.</summary>
    /// <param name="first">The row's first number; the others lie a block's rows apart.</param>
    /// <param name="best">Score of the nearest.</param>
    /// <param name="second">Score of the second-nearest.</param>
    /// <returns>Number of the nearest.</returns>
    public int FindTwoOfRow(ref float first, out float best, out float second)
    {
        (best, second) = (float.NegativeInfinity, float.NegativeInfinity);
        var index = 0;
        ref var coefficient = ref MemoryMarshal.GetArrayDataReference(coefficients);
        for (var tile = 0; tile < tiles; tile++)
        {
            var scores = Vector128.LoadUnsafe(ref biases[tile * Tile]);
            for (var column = 0; column < columns; column++)
            {
                var x = Vector128.Create(Unsafe.Add(ref first, column * RowMatrix.BlockRows));
                scores = Vector128.FusedMultiplyAdd(x, Vector128.LoadUnsafe(ref coefficient), scores);
                coefficient = ref Unsafe.Add(ref coefficient, Tile);
            }

            for (var centre = 0; centre < Tile; centre++)
            {
                var score = scores[centre];
                if (score > best)
                    (best, second, index) = (score, best, (tile * Tile) + centre);
                else if (score > second)
                    second = score;
            }
        }

        return index;
    }

    // Sixteen rows against four centres.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Score(ref float block, int columns, ref float coefficient, ref float bias, out Scores s)
    {
        s.A0 = s.A1 = Vector256.Create(bias);
        s.B0 = s.B1 = Vector256.Create(Unsafe.Add(ref bias, 1));
        s.C0 = s.C1 = Vector256.Create(Unsafe.Add(ref bias, 2));
        s.D0 = s.D1 = Vector256.Create(Unsafe.Add(ref bias, 3));
        for (var column = 0; column < columns; column++)
        {
            var x0 = Vector256.LoadUnsafe(ref block, (nuint)(column * RowMatrix.BlockRows));
            var x1 = Vector256.LoadUnsafe(ref block, (nuint)((column * RowMatrix.BlockRows) + 8));
            var a = Vector256.Create(Unsafe.Add(ref coefficient, column * Tile));
            s.A0 = Vector256.FusedMultiplyAdd(x0, a, s.A0);
            s.A1 = Vector256.FusedMultiplyAdd(x1, a, s.A1);
            var b = Vector256.Create(Unsafe.Add(ref coefficient, (column * Tile) + 1));
            s.B0 = Vector256.FusedMultiplyAdd(x0, b, s.B0);
            s.B1 = Vector256.FusedMultiplyAdd(x1, b, s.B1);
            var c = Vector256.Create(Unsafe.Add(ref coefficient, (column * Tile) + 2));
            s.C0 = Vector256.FusedMultiplyAdd(x0, c, s.C0);
            s.C1 = Vector256.FusedMultiplyAdd(x1, c, s.C1);
            var d = Vector256.Create(Unsafe.Add(ref coefficient, (column * Tile) + 3));
            s.D0 = Vector256.FusedMultiplyAdd(x0, d, s.D0);
            s.D1 = Vector256.FusedMultiplyAdd(x1, d, s.D1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Take(
        Vector256<float> score0, Vector256<float> score1, int centre, ref Vector256<float> best0, ref Vector256<float> best1, ref Vector256<int> index0, ref Vector256<int> index1)
    {
        var (more0, more1) = (Vector256.GreaterThan(score0, best0), Vector256.GreaterThan(score1, best1));
        best0 = Vector256.ConditionalSelect(more0, score0, best0);
        best1 = Vector256.ConditionalSelect(more1, score1, best1);
        var number = Vector256.Create(centre);
        index0 = Vector256.ConditionalSelect(more0.AsInt32(), number, index0);
        index1 = Vector256.ConditionalSelect(more1.AsInt32(), number, index1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Second(Vector256<float> score0, Vector256<float> score1, Vector256<float> best0, Vector256<float> best1, ref Vector256<float> second0, ref Vector256<float> second1)
    {
        second0 = Vector256.MaxNative(second0, Vector256.MinNative(score0, best0));
        second1 = Vector256.MaxNative(second1, Vector256.MinNative(score1, best1));
    }

    private struct Scores
    {
        public Vector256<float> A0, A1, B0, B1, C0, C1, D0, D1;
    }
}
