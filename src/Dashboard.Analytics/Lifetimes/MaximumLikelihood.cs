namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// Maximises a likelihood over positive parameters: the BFGS method (Nocedal and Wright 2006, "Numerical Optimization", algorithm 6.1) on their logarithms within a box, finished by Newton's steps
/// whose second derivatives are differences of the analytic gradient; those also give the standard errors.
/// </summary>
internal static class MaximumLikelihood
{
    /// <summary>How far the logarithm of a parameter may go from 0: about a factor of 3 million. A parameter that gets there is at an edge.</summary>
    public const double Edge = 15;

    private const int MostIterations = 300;
    private const double FlatGradient = 1e-9;

    // From here on Newton's steps converge at once, and their second derivatives are wanted anyway.
    private const double NearlyFlat = 1e-5;

    /// <summary>Maximises.</summary>
    /// <param name="density">The log likelihood of all rows.</param>
    /// <param name="names">Names of the parameters.</param>
    /// <param name="start">Parameters to start from, positive.</param>
    /// <param name="rows">Number of observations: gradients are judged by what they are per observation.</param>
    /// <param name="cancellationToken">Polled at every step.</param>
    public static LikelihoodFit Maximise(LogDensity density, IReadOnlyList<string> names, ReadOnlySpan<double> start, double rows, CancellationToken cancellationToken)
    {
        var n = start.Length;
        var run = new Run(density, n, rows, cancellationToken);
        var point = new double[n];
        for (var i = 0; i < n; i++)
            point[i] = Math.Clamp(Math.Log(start[i]), -Edge, Edge);
        var gradient = new double[n];
        var value = run.Evaluate(point, gradient);
        var (iterations, stop) = Climb(run, point, gradient, ref value);
        var hessian = new double[n * n];
        var polished = Polish(run, point, gradient, ref value, hessian, ref iterations);
        return Describe(run, names, point, gradient, value, hessian, iterations, polished ?? stop);
    }

    private static (int Iterations, string Stop) Climb(Run run, double[] point, double[] gradient, ref double value)
    {
        var n = point.Length;
        var (inverse, direction, trial, trialGradient) = (new double[n * n], new double[n], new double[n], new double[n]);
        var held = Held(point, gradient);
        Reset(inverse, n, 1);
        var fresh = true;
        for (var iteration = 1; iteration <= MostIterations; iteration++)
        {
            if (Norm(gradient, held) < NearlyFlat)
                return (iteration - 1, "the gradient nearly vanishes");
            var slope = 0.0;
            for (var i = 0; i < n; i++)
            {
                direction[i] = 0;
                for (var j = 0; j < n && !held[i]; j++)
                    direction[i] += held[j] ? 0 : inverse[i * n + j] * gradient[j];
                slope += direction[i] * gradient[i];
            }

            if (!(slope > 0))
            {
                if (fresh)
                    return (iteration, "no direction leads up");
                Reset(inverse, n, 1);
                fresh = true;
                continue;
            }

            // A step changes no parameter more than e-fold at first, so that a poor start does not throw the search to an edge.
            var longest = direction.Max(Math.Abs);
            var step = longest > 1 ? 1 / longest : 1;
            if (fresh)
                step = Math.Min(step, 0.3 / longest);
            var next = double.NaN;
            for (var halving = 0; halving < 40; halving++, step *= next > double.NegativeInfinity ? 0.4 : 0.1)
            {
                for (var i = 0; i < n; i++)
                    trial[i] = Math.Clamp(point[i] + (step * direction[i]), -Edge, Edge);
                next = run.Evaluate(trial, trialGradient);
                if (next >= value + (1e-4 * step * slope))
                    break;
                next = double.IsNaN(next) ? double.NegativeInfinity : next;
            }

            if (!(next > value))
            {
                if (fresh)
                    return (iteration, "no step leads up");
                Reset(inverse, n, 1);
                fresh = true;
                continue;
            }

            var gain = next - value;
            Update(inverse, point, trial, gradient, trialGradient, held, fresh);
            fresh = false;
            trial.CopyTo(point, 0);
            trialGradient.CopyTo(gradient, 0);
            value = next;
            var heldNow = Held(point, gradient);
            if (!heldNow.AsSpan().SequenceEqual(held))
            {
                (held, fresh) = (heldNow, true);
                Reset(inverse, n, 1);
            }
            else if (gain <= 1e-15 * Math.Abs(value))
            {
                return (iteration, "the likelihood no longer rises");
            }
        }

        return (MostIterations, "the limit of iterations was reached");
    }

    // Newton's steps from the differences of the gradient; null when there was nothing left to do or the curvature is not that of a maximum.
    private static string? Polish(Run run, double[] point, double[] gradient, ref double value, double[] hessian, ref int iterations)
    {
        var n = point.Length;
        var (trial, trialGradient) = (new double[n], new double[n]);
        for (var round = 0; round < 5; round++)
        {
            var held = Held(point, gradient);
            if (round > 0 && Norm(gradient, held) < FlatGradient)
                return "the gradient vanishes";
            Curvature(run, point, hessian);
            var (free, factor) = Free(hessian, held);
            if (factor is null)
                return null;
            var right = Array.ConvertAll(free, i => gradient[i]);
            factor.Solve(right);
            point.CopyTo(trial, 0);
            for (var k = 0; k < free.Length; k++)
                trial[free[k]] = Math.Clamp(point[free[k]] + Math.Clamp(right[k], -1, 1), -Edge, Edge);
            var next = run.Evaluate(trial, trialGradient);
            if (!(next >= value - (1e-13 * Math.Abs(value))) || !(Norm(trialGradient, held) < Norm(gradient, held)))
                return null;
            iterations++;
            trial.CopyTo(point, 0);
            trialGradient.CopyTo(gradient, 0);
            value = next;
        }

        return Norm(gradient, Held(point, gradient)) < FlatGradient ? "the gradient vanishes" : null;
    }

    private static LikelihoodFit Describe(Run run, IReadOnlyList<string> names, double[] point, double[] gradient, double value, double[] hessian, int iterations, string stop)
    {
        var n = point.Length;
        var held = Held(point, gradient);
        var covariance = new double[n * n];
        var (free, factor) = Free(hessian, held);
        if (factor is not null)
        {
            var inverse = factor.Inverse();
            for (var i = 0; i < free.Length; i++)
            {
                for (var j = 0; j < free.Length; j++)
                    covariance[free[i] * n + free[j]] = inverse[i * free.Length + j] / run.Rows;
            }
        }

        var notes = new List<string>();
        for (var i = 0; i < n; i++)
        {
            if (held[i] || Math.Abs(point[i]) >= Edge - 0.01)
                notes.Add($"{names[i]} ran to the edge of what is searched: the data does not bound it.");
        }

        if (factor is null && notes.Count == 0)
            notes.Add("The likelihood is flat in some direction: the data does not tell the parameters apart.");
        return new LikelihoodFit
        {
            Parameters = [.. names.Select((name, i) => new FittedParameter(
                name, Math.Exp(point[i]), covariance[i * n + i] > 0 ? Math.Exp(point[i]) * Math.Sqrt(covariance[i * n + i]) : double.NaN))],
            LogCovariance = covariance,
            LogLikelihood = value * run.Rows,
            Iterations = iterations,
            Evaluations = run.Evaluations,
            Converged = factor is not null && notes.Count == 0 && Norm(gradient, held) < 1e-6,
            StopReason = notes.Count > 0 ? notes[0] : stop,
            Notes = notes,
        };
    }

    // Second derivatives, by central differences of the gradient, made symmetric.
    private static void Curvature(Run run, double[] point, double[] hessian)
    {
        var n = point.Length;
        const double h = 1e-4;
        var (trial, up, down) = ((double[])point.Clone(), new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            trial[i] = point[i] + h;
            run.Evaluate(trial, up);
            trial[i] = point[i] - h;
            run.Evaluate(trial, down);
            trial[i] = point[i];
            for (var j = 0; j < n; j++)
                hessian[i * n + j] = (up[j] - down[j]) / (2 * h);
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                hessian[i * n + j] = hessian[j * n + i] = (hessian[i * n + j] + hessian[j * n + i]) / 2;
        }
    }

    private static (int[] Free, Cholesky? Factor) Free(double[] hessian, bool[] held)
    {
        var n = held.Length;
        int[] free = [.. Enumerable.Range(0, n).Where(i => !held[i])];
        var matrix = new double[free.Length * free.Length];
        for (var i = 0; i < free.Length; i++)
        {
            for (var j = 0; j < free.Length; j++)
                matrix[i * free.Length + j] = -hessian[free[i] * n + free[j]];
        }

        return (free, free.Length == 0 ? null : Cholesky.Of(matrix, free.Length));
    }

    private static void Update(double[] inverse, double[] point, double[] trial, double[] gradient, double[] trialGradient, bool[] held, bool fresh)
    {
        var n = point.Length;
        var (s, y, hy) = (new double[n], new double[n], new double[n]);
        var (sy, yy) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            // The function that falls is the negative likelihood.
            (s[i], y[i]) = held[i] ? (0, 0) : (trial[i] - point[i], gradient[i] - trialGradient[i]);
            sy += s[i] * y[i];
            yy += y[i] * y[i];
        }

        if (!(sy > 1e-12 * yy))
            return;
        if (fresh)
            Reset(inverse, n, sy / yy);
        var yhy = 0.0;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                hy[i] += inverse[i * n + j] * y[j];
            yhy += y[i] * hy[i];
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
                inverse[i * n + j] += ((1 + (yhy / sy)) * s[i] * s[j] / sy) - (((hy[i] * s[j]) + (s[i] * hy[j])) / sy);
        }
    }

    private static void Reset(double[] inverse, int n, double scale)
    {
        Array.Clear(inverse);
        for (var i = 0; i < n; i++)
            inverse[i * n + i] = scale;
    }

    private static bool[] Held(double[] point, double[] gradient)
    {
        var held = new bool[point.Length];
        for (var i = 0; i < held.Length; i++)
            held[i] = (point[i] <= -Edge && gradient[i] <= 0) || (point[i] >= Edge && gradient[i] >= 0);
        return held;
    }

    private static double Norm(double[] gradient, bool[] held)
    {
        var most = 0.0;
        for (var i = 0; i < held.Length; i++)
            most = held[i] ? most : Math.Max(most, Math.Abs(gradient[i]));
        return most;
    }

    private sealed class Run(LogDensity density, int size, double rows, CancellationToken cancellationToken)
    {
        public double Rows => rows;

        public int Evaluations { get; private set; }

        public double Evaluate(double[] point, double[] gradient)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Evaluations++;
            var value = density(point, gradient) / rows;
            for (var i = 0; i < size; i++)
                gradient[i] /= rows;
            return value;
        }
    }
}
