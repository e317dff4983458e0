using MathNet.Numerics;

namespace Dashboard.Analytics.Lifetimes;

/// <summary>
/// BG/BB model of orders that come at known occasions (a yearly appeal, a weekly market): at each a customer who still is one orders with one probability and leaves before it with another, both
/// beta-distributed over customers (Fader, Hardie and Shang 2010, Marketing Science 29:1086).
/// </summary>
/// <param name="Alpha">First parameter of the chances to order.</param>
/// <param name="Beta">Second parameter of the chances to order.</param>
/// <param name="Gamma">First parameter of the chances to leave.</param>
/// <param name="Delta">Second parameter of the chances to leave.</param>
public sealed record BetaGeometricBernoulli(double Alpha, double Beta, double Gamma, double Delta)
{
    /// <summary>Names of the parameters, as in the paper.</summary>
    public static IReadOnlyList<string> Names { get; } = ["alpha", "beta", "gamma", "delta"];

    /// <summary>The probability that a customer is still one at the next occasion.</summary>
    /// <param name="orders">Occasions with an order, 0 to <paramref name="last"/>.</param>
    /// <param name="last">The last occasion with an order, 0 where there was none.</param>
    /// <param name="occasions">Occasions so far.</param>
    public double ProbabilityAlive(int orders, int last, int occasions)
    {
        Check(orders, last, occasions);
        return Math.Exp(LogBeta(Alpha + orders, Beta + occasions - orders) - LogBeta(Alpha, Beta) + LogBeta(Gamma, Delta + occasions + 1) - LogBeta(Gamma, Delta)
            - LogLikelihood(orders, last, occasions));
    }

    /// <summary>The orders expected at the next occasions.</summary>
    /// <param name="orders">Occasions with an order, 0 to <paramref name="last"/>.</param>
    /// <param name="last">The last occasion with an order, 0 where there was none.</param>
    /// <param name="occasions">Occasions so far.</param>
    /// <param name="ahead">Occasions to come, 0 or more.</param>
    public double ExpectedOrders(int orders, int last, int occasions, int ahead)
    {
        Check(orders, last, occasions);
        var likelihood = LogLikelihood(orders, last, occasions);
        var orderAgain = LogBeta(Alpha + orders + 1, Beta + occasions - orders) - LogBeta(Alpha, Beta);
        var sum = 0.0;

        // The paper's closed form is a difference of gamma functions over (gamma − 1); the sum it stands for has no hole where gamma is 1.
        for (var j = 1; j <= ahead; j++)
            sum += Math.Exp(orderAgain + LogBeta(Gamma, Delta + occasions + j) - LogBeta(Gamma, Delta) - likelihood);
        return sum;
    }

    /// <summary>The log likelihood of a history.</summary>
    /// <param name="orders">Occasions with an order, 0 to <paramref name="last"/>.</param>
    /// <param name="last">The last occasion with an order, 0 where there was none.</param>
    /// <param name="occasions">Occasions so far.</param>
    public double LogLikelihood(int orders, int last, int occasions)
    {
        Check(orders, last, occasions);
        Span<double> gradient = stackalloc double[4];
        return Evaluate(orders, last, occasions, Alpha, Beta, Gamma, Delta, gradient);
    }

    /// <summary>Fits the model by maximum likelihood.</summary>
    /// <param name="orders">Occasions with an order, by row.</param>
    /// <param name="last">The last occasion with an order, by row; 0 where there was none.</param>
    /// <param name="occasions">Occasions so far, by row.</param>
    /// <param name="customers">Customers of each row.</param>
    /// <param name="cancellationToken">Polled.</param>
    /// <exception cref="ArgumentException">A row is out of its range, or the columns differ in length.</exception>
    public static BetaGeometricBernoulliFit Fit(ReadOnlySpan<int> orders, ReadOnlySpan<int> last, ReadOnlySpan<int> occasions, ReadOnlySpan<double> customers, CancellationToken cancellationToken)
    {
        if (last.Length != orders.Length || occasions.Length != orders.Length || customers.Length != orders.Length)
            throw new ArgumentException("The columns must have the same length.", nameof(customers));
        var rows = new (int Orders, int Last, int Occasions, double Customers)[orders.Length];
        var (total, repeaters) = (0.0, 0.0);
        for (var i = 0; i < rows.Length; i++)
        {
            Check(orders[i], last[i], occasions[i]);
            rows[i] = (orders[i], last[i], occasions[i], customers[i]);
            total += customers[i];
            repeaters += orders[i] > 0 ? customers[i] : 0;
        }

        if (repeaters < CountModelFit.LeastRepeaters)
            return new BetaGeometricBernoulliFit(null, null, new NotEnoughData("a model of orders at occasions", "customers with an order", CountModelFit.LeastRepeaters, (int)repeaters));
        var fit = MaximumLikelihood.Maximise((log, gradient) => Evaluate(rows, log, gradient), Names, [1, 1, 1, 2], total, cancellationToken);
        return new BetaGeometricBernoulliFit(new BetaGeometricBernoulli(fit["alpha"], fit["beta"], fit["gamma"], fit["delta"]), fit, null);
    }

    internal static double Evaluate((int Orders, int Last, int Occasions, double Customers)[] rows, ReadOnlySpan<double> log, Span<double> gradient)
    {
        var (alpha, beta, gamma, delta) = (Math.Exp(log[0]), Math.Exp(log[1]), Math.Exp(log[2]), Math.Exp(log[3]));
        Span<double> own = stackalloc double[4];
        var value = 0.0;
        gradient.Clear();
        foreach (var (orders, last, occasions, customers) in rows)
        {
            value += customers * Evaluate(orders, last, occasions, alpha, beta, gamma, delta, own);
            for (var i = 0; i < 4; i++)
                gradient[i] += customers * own[i];
        }

        for (var i = 0; i < 4; i++)
            gradient[i] *= Math.Exp(log[i]);
        return value;
    }

    // Log likelihood with its derivatives by the parameters themselves: still there through all occasions, or left after one of those since the last order.
    private static double Evaluate(int orders, int last, int occasions, double alpha, double beta, double gamma, double delta, Span<double> gradient)
    {
        var ways = occasions - last + 1;
        Span<double> logs = ways <= 256 ? stackalloc double[ways] : new double[ways];
        var most = double.NegativeInfinity;
        for (var way = 0; way < ways; way++)
        {
            var (seen, left) = Way(way, ways, last, occasions);
            logs[way] = LogBeta(alpha + orders, beta + seen - orders) + LogBeta(gamma + left, delta + seen);
            most = Math.Max(most, logs[way]);
        }

        var sum = 0.0;
        foreach (ref var log in logs)
            sum += log = Math.Exp(log - most);
        gradient.Clear();
        for (var way = 0; way < ways; way++)
        {
            var (seen, left) = Way(way, ways, last, occasions);
            var share = logs[way] / sum;
            var (buys, leaves) = (SpecialFunctions.DiGamma(alpha + beta + seen), SpecialFunctions.DiGamma(gamma + left + delta + seen));
            gradient[0] += share * (SpecialFunctions.DiGamma(alpha + orders) - buys);
            gradient[1] += share * (SpecialFunctions.DiGamma(beta + seen - orders) - buys);
            gradient[2] += share * (SpecialFunctions.DiGamma(gamma + left) - leaves);
            gradient[3] += share * (SpecialFunctions.DiGamma(delta + seen) - leaves);
        }

        var (start, end) = (SpecialFunctions.DiGamma(alpha + beta), SpecialFunctions.DiGamma(gamma + delta));
        gradient[0] -= SpecialFunctions.DiGamma(alpha) - start;
        gradient[1] -= SpecialFunctions.DiGamma(beta) - start;
        gradient[2] -= SpecialFunctions.DiGamma(gamma) - end;
        gradient[3] -= SpecialFunctions.DiGamma(delta) - end;
        return most + Math.Log(sum) - LogBeta(alpha, beta) - LogBeta(gamma, delta);
    }

    // The occasions that a customer saw, and whether the customer then left.
    private static (int Seen, int Left) Way(int way, int ways, int last, int occasions) => way == ways - 1 ? (occasions, 0) : (last + way, 1);

    private static void Check(int orders, int last, int occasions)
    {
        if (orders < 0 || last < orders || occasions < last || (orders == 0) != (last == 0))
            throw new ArgumentException(FormattableString.Invariant($"{orders} orders, the last at occasion {last} of {occasions}: there are at most as many orders as occasions up to the last order."));
    }

    private static double LogBeta(double a, double b) => SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
}

/// <summary>A fitted BG/BB model, or what is missing for one.</summary>
/// <param name="Model">The model; null where data is missing.</param>
/// <param name="Fit">How it was reached; null where data is missing.</param>
/// <param name="Missing">What is missing; null where there is a model.</param>
public sealed record BetaGeometricBernoulliFit(BetaGeometricBernoulli? Model, LikelihoodFit? Fit, NotEnoughData? Missing);
