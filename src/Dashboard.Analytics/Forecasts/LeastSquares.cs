namespace Dashboard.Analytics.Forecasts;

/// <summary>
/// Levenberg's and Marquardt's method with box bounds (Marquardt 1963, SIAM J. Appl. Math. 11:431): a step is clipped to the box, and a parameter that
/// a bound holds back is left out of the step.
/// </summary>
internal static class LeastSquares
{
    internal static LeastSquaresResult Minimise(SmoothingKernel kernel, double[] start, int maxIterations, double tolerance)
    {
        var p = kernel.Size;
        var theta = Clip(kernel, start);
        var trial = new double[p];
        var step = new double[p];
        var factor = new double[p * p];
        var free = new int[p];
        var cost = kernel.Run(theta, default, out _);
        if (double.IsPositiveInfinity(cost))
            return new(theta, cost, 0, "start outside the model's domain");
        var damping = 1e-3;
        var small = 0;
        for (var iteration = 1; iteration <= maxIterations; iteration++)
        {
            kernel.Differentiate(theta);
            var count = FreeParameters(kernel, theta, free);
            var accepted = false;
            while (damping < 1e10)
            {
                if (count > 0 && Solve(kernel, damping, free.AsSpan(0, count), factor, step))
                {
                    for (var i = 0; i < p; i++)
                        trial[i] = theta[i];
                    for (var k = 0; k < count; k++)
                        trial[free[k]] = Math.Clamp(theta[free[k]] - step[k], kernel.Lower[free[k]], kernel.Upper[free[k]]);
                    var next = kernel.Run(trial, default, out _);
                    if (next < cost)
                    {
                        small = cost - next <= tolerance * cost ? small + 1 : 0;
                        cost = next;
                        trial.CopyTo(theta, 0);
                        damping = Math.Max(damping * 0.2, 1e-12);
                        accepted = true;
                        break;
                    }
                }

                if (count == 0)
                    break;
                damping *= 5;
            }

            if (!accepted)
                return new(theta, cost, iteration, "no step lowers the error");
            if (small >= 2 || cost == 0)
                return new(theta, cost, iteration, "converged");
        }

        return new(theta, cost, maxIterations, "iteration limit");
    }

    private static double[] Clip(SmoothingKernel kernel, double[] start)
    {
        var theta = new double[start.Length];
        for (var i = 0; i < theta.Length; i++)
            theta[i] = Math.Clamp(start[i], kernel.Lower[i], kernel.Upper[i]);
        return theta;
    }

    private static int FreeParameters(SmoothingKernel kernel, double[] theta, int[] free)
    {
        var count = 0;
        for (var i = 0; i < theta.Length; i++)
        {
            var held = (theta[i] <= kernel.Lower[i] && kernel.Gradient[i] >= 0) || (theta[i] >= kernel.Upper[i] && kernel.Gradient[i] <= 0);
            if (!held)
                free[count++] = i;
        }

        return count;
    }

    /// <summary>Solves (A + damping diag A) step = gradient on the free parameters by Cholesky; false when A is not positive definite.</summary>
    private static bool Solve(SmoothingKernel kernel, double damping, ReadOnlySpan<int> free, double[] factor, double[] step)
    {
        var n = free.Length;
        var p = kernel.Size;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = kernel.Normal[free[i] * p + free[j]];
                if (i == j)
                    sum += damping * sum + 1e-300;
                for (var k = 0; k < j; k++)
                    sum -= factor[i * n + k] * factor[j * n + k];
                if (i != j)
                    factor[i * n + j] = sum / factor[j * n + j];
                else if (sum > 0)
                    factor[i * n + i] = Math.Sqrt(sum);
                else
                    return false;
            }
        }

        for (var i = 0; i < n; i++)
        {
            var sum = kernel.Gradient[free[i]];
            for (var k = 0; k < i; k++)
                sum -= factor[i * n + k] * step[k];
            step[i] = sum / factor[i * n + i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var sum = step[i];
            for (var k = i + 1; k < n; k++)
                sum -= factor[k * n + i] * step[k];
            step[i] = sum / factor[i * n + i];
        }

        return true;
    }
}

/// <summary>Where a minimisation ended.</summary>
internal sealed record LeastSquaresResult(double[] Theta, double Cost, int Iterations, string StopReason);
