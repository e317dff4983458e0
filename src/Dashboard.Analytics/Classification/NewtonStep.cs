namespace Dashboard.Analytics.Classification;

/// <summary>
/// The Newton step of a penalised log-likelihood: information⁻¹ × gradient by Cholesky's factor. A column that follows from those before it, so that its pivot vanishes, is left out.
/// </summary>
internal sealed class NewtonStep
{
    private readonly int width;
    private readonly double[] factor;
    private readonly double[] step;

    private NewtonStep(int width)
    {
        this.width = width;
        factor = new double[width * width];
        step = new double[width];
        LeftOut = new bool[width];
    }

    /// <summary>Columns without a weight, the intercept first.</summary>
    public bool[] LeftOut { get; }

    /// <summary>Half of what a quadratic would gain by the step: gradientᵀ information⁻¹ gradient / 2.</summary>
    public double Decrement { get; private set; }

    /// <summary>The step at some weights.</summary>
    /// <param name="sums">Gradient and information there.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="penalty">Of each weight.</param>
    /// <param name="constant">Features that do not vary.</param>
    public static NewtonStep At(LogisticSums sums, double[] weights, double[] penalty, bool[] constant)
    {
        var newton = new NewtonStep(weights.Length);
        newton.Factor(sums.Information, penalty, constant);
        for (var i = 0; i < weights.Length; i++)
            newton.step[i] = newton.LeftOut[i] ? 0 : sums.Gradient[i] - (penalty[i] * weights[i]);
        var gradient = (double[])newton.step.Clone();
        newton.Solve(newton.step);
        for (var i = 0; i < weights.Length; i++)
            newton.Decrement += gradient[i] * newton.step[i] / 2;
        return newton;
    }

    /// <summary>The weights after a part of the step.</summary>
    public double[] From(double[] weights, double length)
    {
        var moved = new double[width];
        for (var i = 0; i < width; i++)
            moved[i] = weights[i] + (length * step[i]);
        return moved;
    }

    /// <summary>The inverse of the penalised information; zeros for what is left out.</summary>
    public double[,] Inverse()
    {
        var inverse = new double[width, width];
        var unit = new double[width];
        for (var column = 0; column < width; column++)
        {
            if (LeftOut[column])
                continue;
            Array.Clear(unit);
            unit[column] = 1;
            Solve(unit);
            for (var row = 0; row < width; row++)
                inverse[row, column] = unit[row];
        }

        return inverse;
    }

    private void Factor(double[] information, double[] penalty, bool[] constant)
    {
        for (var i = 0; i < width; i++)
        {
            LeftOut[i] = i > 0 && constant[i - 1];
            var diagonal = information[(i * width) + i] + penalty[i];
            for (var j = 0; j <= i; j++)
            {
                var sum = information[(i * width) + j] + (i == j ? penalty[i] : 0);
                for (var k = 0; k < j; k++)
                    sum -= factor[(i * width) + k] * factor[(j * width) + k];
                if (i == j)
                    LeftOut[i] |= !(sum > 1e-11 * diagonal);
                factor[(i * width) + j] = LeftOut[i] || LeftOut[j] ? 0 : i == j ? Math.Sqrt(sum) : sum / factor[(j * width) + j];
            }

            if (!LeftOut[i])
                continue;
            Array.Clear(factor, i * width, i);
            factor[(i * width) + i] = 1;
        }
    }

    private void Solve(double[] vector)
    {
        for (var i = 0; i < width; i++)
        {
            for (var k = 0; k < i; k++)
                vector[i] -= factor[(i * width) + k] * vector[k];
            vector[i] /= factor[(i * width) + i];
        }

        for (var i = width - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < width; k++)
                vector[i] -= factor[(k * width) + i] * vector[k];
            vector[i] /= factor[(i * width) + i];
        }
    }
}
