using System.Numerics.Tensors;
using Dashboard.Analytics.Queries;

namespace Dashboard.Analytics.Classification;

/// <summary>
/// Logistic regression by Newton's method on all rows (McCullagh and Nelder, "Generalized linear models", 1989, section 4.4), without a penalty or with the ridge penalty of
/// le Cessie and van Houwelingen (1992, Applied Statistics 41:191). Features are centred and scaled inside, so that units do not cost digits; sums are in double precision, over fixed parts
/// of the rows, so that equal rows give equal results on any number of cores.
/// </summary>
public static class LogisticRegression
{
    private const int MostHalvings = 30;

    /// <summary>Fits the coefficients.</summary>
    /// <param name="rows">Features without missing values.</param>
    /// <param name="labels">0 or 1 for each row; both must occur.</param>
    /// <param name="options">The penalty.</param>
    /// <param name="cancellationToken">Looked at in every pass.</param>
    /// <exception cref="ArgumentException">Labels do not fit the rows, one class does not occur, or a value is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static LogisticFit Fit(FeatureMatrix rows, ReadOnlyMemory<byte> labels, LogisticOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        var positives = ClassLabels.Positives(labels.Span, rows.Rows);
        var scale = ColumnScale.Of(rows, cancellationToken);
        var penalty = Penalties(options, scale);
        var share = (double)positives / rows.Rows;
        var weights = new double[rows.Columns + 1];
        weights[0] = Math.Log(share / (1 - share));

        var sums = LogisticSums.Of(rows, labels, scale, weights, cancellationToken);
        var start = sums.LogLikelihood;
        var step = NewtonStep.At(sums, weights, penalty, scale.Constant);
        var (iterations, stopped) = (0, LogisticStop.MostIterations);
        while (iterations < options.MostIterations)
        {
            iterations++;
            var objective = sums.Objective(weights, penalty);
            var (trial, trialSums) = (weights, sums);
            for (var (halving, length) = (0, 1.0); halving < MostHalvings; halving++, length /= 2)
            {
                trial = step.From(weights, length);
                trialSums = LogisticSums.Of(rows, labels, scale, trial, cancellationToken);
                if (trialSums.Objective(trial, penalty) <= objective + (1e-12 * Math.Abs(objective)))
                    break;
            }

            // The step just taken squares the error that the decrement before it measured.
            var small = step.Decrement <= 1e-9 + (1e-13 * objective);
            (weights, sums) = (trial, trialSums);
            step = NewtonStep.At(sums, weights, penalty, scale.Constant);
            if (small)
            {
                stopped = LogisticStop.Converged;
                break;
            }
        }

        return Result(rows, scale, weights, sums, step, start, iterations, stopped);
    }

    private static double[] Penalties(LogisticOptions options, ColumnScale scale)
    {
        // A coefficient of the scaled feature is the coefficient times the standard deviation.
        var penalty = new double[scale.Deviations.Length + 1];
        for (var column = 0; column < scale.Deviations.Length; column++)
            penalty[column + 1] = options.PenaliseScaled ? options.Penalty : options.Penalty / (scale.Deviations[column] * scale.Deviations[column]);
        return penalty;
    }

    private static LogisticFit Result(
        FeatureMatrix rows, ColumnScale scale, double[] weights, LogisticSums sums, NewtonStep step, double start, int iterations, LogisticStop stopped)
    {
        var columns = rows.Columns;
        var leftOut = Enumerable.Range(0, columns).Where(c => step.LeftOut[c + 1]).ToArray();
        var coefficients = new double[columns];
        var intercept = weights[0];
        for (var column = 0; column < columns; column++)
        {
            coefficients[column] = step.LeftOut[column + 1] ? 0 : weights[column + 1] / scale.Deviations[column];
            intercept -= coefficients[column] * scale.Means[column];
        }

        var errors = new double[columns + 1];
        var covariance = step.Inverse();
        for (var column = 0; column < columns; column++)
        {
            var error = Math.Sqrt(covariance[column + 1, column + 1]);
            errors[column + 1] = step.LeftOut[column + 1] ? double.NaN : error / scale.Deviations[column];
        }

        // Certainty of some rows beside coefficients that nothing holds is what separation looks like.
        var separated = sums.LargestMargin > 18 && Enumerable.Range(1, columns).Any(c => !step.LeftOut[c] && Math.Sqrt(covariance[c, c]) > 50);

        // The raw intercept is the scaled one less Σ mean × coefficient, so its variance is that of the whole sum.
        var variance = 0.0;
        for (var a = 0; a <= columns; a++)
        {
            for (var b = 0; b <= columns; b++)
                variance += Contrast(a) * Contrast(b) * covariance[a, b];
        }

        errors[0] = Math.Sqrt(variance);
        return new LogisticFit
        {
            Intercept = intercept,
            Coefficients = coefficients,
            StandardErrors = errors,
            LogLikelihood = sums.LogLikelihood,
            NullLogLikelihood = start,
            Rows = rows.Rows,
            LeftOut = leftOut,
            Iterations = iterations,
            Stopped = separated ? LogisticStop.Separated : stopped,
        };

        double Contrast(int index) => index == 0 ? 1 : step.LeftOut[index] ? 0 : -scale.Means[index - 1] / scale.Deviations[index - 1];
    }
}

/// <summary>Mean and standard deviation of each column.</summary>
internal sealed record ColumnScale(double[] Means, double[] Deviations, bool[] Constant)
{
    /// <summary>Measures the columns.</summary>
    /// <exception cref="ArgumentException">A value is missing.</exception>
    public static ColumnScale Of(FeatureMatrix rows, CancellationToken cancellationToken)
    {
        var (means, deviations, constant) = (new double[rows.Columns], new double[rows.Columns], new bool[rows.Columns]);
        var parts = Partitions.Compute(rows.Rows, (from, to) => Sums(rows, from, to), cancellationToken);
        for (var column = 0; column < rows.Columns; column++)
        {
            // Sums are taken around the first value, so that a large mean costs no digits.
            var (sum, squares) = (0.0, 0.0);
            foreach (var part in parts)
                (sum, squares) = (sum + part[2 * column], squares + part[(2 * column) + 1]);
            var shift = sum / rows.Rows;
            means[column] = rows[0, column] + shift;
            var variance = (squares / rows.Rows) - (shift * shift);
            if (double.IsNaN(variance))
                throw new ArgumentException(FormattableString.Invariant($"Column {column} has a missing value; fill it or leave the row out."), nameof(rows));
            constant[column] = !(variance > 1e-14 * squares / rows.Rows) || variance <= 0;
            deviations[column] = constant[column] ? 1 : Math.Sqrt(variance);
        }

        return new(means, deviations, constant);
    }

    private static double[] Sums(FeatureMatrix rows, int from, int to)
    {
        const int Tile = 512;
        Span<double> wide = stackalloc double[Tile];
        var sums = new double[2 * rows.Columns];
        for (var column = 0; column < rows.Columns; column++)
        {
            var values = rows.Column(column);
            double first = values[0];
            for (var tile = from; tile < to; tile += Tile)
            {
                var place = wide[..Math.Min(Tile, to - tile)];
                TensorPrimitives.ConvertTruncating(values.Slice(tile, place.Length), place);
                TensorPrimitives.Subtract(place, first, place);
                sums[2 * column] += TensorPrimitives.Sum<double>(place);
                sums[(2 * column) + 1] += TensorPrimitives.SumOfSquares<double>(place);
            }
        }

        return sums;
    }
}
