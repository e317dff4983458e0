namespace Dashboard.Analytics.Lifetimes;

/// <summary>The lower factor of a small symmetric positive definite matrix, row after row.</summary>
internal sealed class Cholesky
{
    private readonly double[] lower;

    private Cholesky(double[] lower, int size) => (this.lower, Size) = (lower, size);

    /// <summary>Rows.</summary>
    public int Size { get; }

    /// <summary>Factors a matrix; null when it is not positive definite.</summary>
    /// <param name="matrix">Row after row.</param>
    /// <param name="size">Rows.</param>
    public static Cholesky? Of(ReadOnlySpan<double> matrix, int size)
    {
        var factor = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i * size + j];
                for (var k = 0; k < j; k++)
                    sum -= factor[i * size + k] * factor[j * size + k];
                if (i != j)
                    factor[i * size + j] = sum / factor[j * size + j];
                else if (sum > 1e-14 * Math.Abs(matrix[i * size + i]))
                    factor[i * size + i] = Math.Sqrt(sum);
                else
                    return null;
            }
        }

        return new(factor, size);
    }

    /// <summary>Solves for a right-hand side in place.</summary>
    public void Solve(Span<double> right)
    {
        for (var i = 0; i < Size; i++)
        {
            for (var k = 0; k < i; k++)
                right[i] -= lower[i * Size + k] * right[k];
            right[i] /= lower[i * Size + i];
        }

        for (var i = Size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < Size; k++)
                right[i] -= lower[k * Size + i] * right[k];
            right[i] /= lower[i * Size + i];
        }
    }

    /// <summary>The inverse of the matrix, row after row.</summary>
    public double[] Inverse()
    {
        var inverse = new double[Size * Size];
        var column = new double[Size];
        for (var j = 0; j < Size; j++)
        {
            Array.Clear(column);
            column[j] = 1;
            Solve(column);
            for (var i = 0; i < Size; i++)
                inverse[i * Size + j] = column[i];
        }

        return inverse;
    }

    /// <summary>The factor times a vector: normal numbers of variance 1 become numbers with the matrix as covariance.</summary>
    public double[] Times(ReadOnlySpan<double> vector)
    {
        var product = new double[Size];
        for (var i = 0; i < Size; i++)
        {
            for (var k = 0; k <= i; k++)
                product[i] += lower[i * Size + k] * vector[k];
        }

        return product;
    }
}
