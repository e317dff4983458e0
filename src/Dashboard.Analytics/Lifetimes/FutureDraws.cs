using Dashboard.Analytics.Clusters;

namespace Dashboard.Analytics.Lifetimes;

/// <summary>Customers drawn at random from a count model: what they did, and what they will do.</summary>
internal static class FutureDraws
{
    /// <summary>The number of orders of a customer in the time to come.</summary>
    /// <param name="model">The model.</param>
    /// <param name="alive">The probability that the customer still is one, as the model has it.</param>
    /// <param name="repeatOrders">Repeat orders so far.</param>
    /// <param name="age">Age.</param>
    /// <param name="horizon">Time ahead.</param>
    /// <param name="random">Random numbers.</param>
    public static int Orders(CountModel model, double alive, int repeatOrders, double age, double horizon, ref SeededRandom random)
    {
        if (random.Uniform() >= alive)
            return 0;
        var rate = RandomVariates.Gamma(model.R + repeatOrders, ref random) / (model.Alpha + age);
        if (model is ParetoNbd pareto)
        {
            var leaving = RandomVariates.Gamma(pareto.S, ref random) / (pareto.Beta + age);
            return RandomVariates.Poisson(rate * Math.Min(horizon, -Math.Log(random.Uniform()) / leaving), ref random);
        }

        // As many as come in the time, unless the customer leaves after one of them: chances are drawn only where there is something to leave after.
        var orders = RandomVariates.Poisson(rate * horizon, ref random);
        if (orders == 0)
            return 0;
        var (a, b) = ((BetaGeometric)model).Dropout(repeatOrders);
        return Math.Min(orders, RandomVariates.FirstSuccess(RandomVariates.Beta(a, b, ref random), ref random));
    }

    /// <summary>The repeat orders of a new customer up to an age, and the age at the last of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="age">Age at the end.</param>
    /// <param name="random">Random numbers.</param>
    public static (int Orders, double Last) History(CountModel model, double age, ref SeededRandom random)
    {
        var rate = RandomVariates.Gamma(model.R, ref random) / model.Alpha;
        var (end, chance) = (age, 0.0);
        if (model is ParetoNbd pareto)
        {
            end = Math.Min(age, -Math.Log(random.Uniform()) / (RandomVariates.Gamma(pareto.S, ref random) / pareto.Beta));
        }
        else
        {
            var geometric = (BetaGeometric)model;
            chance = RandomVariates.Beta(geometric.A, geometric.B, ref random);
            if (model.Kind == CountModelKind.MbgNbd && random.Uniform() < chance)
                return (0, 0);
        }

        var (orders, last, time) = (0, 0.0, 0.0);
        while (true)
        {
            time -= Math.Log(random.Uniform()) / rate;
            if (!(time <= end))
                return (orders, last);
            (orders, last) = (orders + 1, time);
            if (chance > 0 && random.Uniform() < chance)
                return (orders, last);
        }
    }
}
