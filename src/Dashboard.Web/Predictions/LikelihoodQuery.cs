using System.Globalization;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Predictions;

/// <summary>What the address of the likelihood page says beside the scope.</summary>
public sealed record LikelihoodQuery
{
    private const string Purchase = "purchase";
    private const decimal MostCost = 1_000_000;

    /// <summary>Churn or purchase.</summary>
    public ModelKind Kind { get; init; } = ModelKind.Churn;

    /// <summary>Threshold in hundredths.</summary>
    public int Threshold { get; init; } = 60;

    /// <summary>Cost of the offer for one customer, in currency units.</summary>
    public decimal Cost { get; init; } = 2;

    /// <summary>Effect of the offer in hundredths.</summary>
    public int Effect { get; init; } = 10;

    /// <summary>The request that it means.</summary>
    public LikelihoodRequest Request(Scope scope) => new(scope, Kind) { Threshold = Threshold, Effect = Effect, OfferCostE4 = (long)(Cost * 10_000) };

    /// <summary>Reads the parameters.</summary>
    /// <param name="of">"churn" or "purchase"; nothing is churn.</param>
    /// <param name="threshold">0 to 100; nothing is 60 for churn and 30 for purchase.</param>
    /// <param name="cost">Currency units.</param>
    /// <param name="effect">0 to 100.</param>
    /// <exception cref="ArgumentException">A parameter can't be read; the message is shown.</exception>
    public static LikelihoodQuery Parse(string? of, string? threshold, string? cost, string? effect)
    {
        var kind = of switch
        {
            null or "" or "churn" => ModelKind.Churn,
            Purchase => ModelKind.Purchase,
            _ => throw new ArgumentException("The likelihood is of churn or purchase. Choose one on the screen."),
        };
        var usual = UsualOf(kind);
        return usual with { Threshold = Hundredths(threshold, usual.Threshold, "threshold"), Effect = Hundredths(effect, usual.Effect, "effect"), Cost = Money(cost, usual.Cost) };
    }

    /// <summary>What stands in the address when nothing is said.</summary>
    public static LikelihoodQuery UsualOf(ModelKind kind) => new() { Kind = kind, Threshold = kind == ModelKind.Churn ? 60 : 30 };

    /// <summary>The parameters of this state; what is usual is left out.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters()
    {
        var usual = UsualOf(Kind);
        var invariant = CultureInfo.InvariantCulture;
        return
        [
            new("of", Kind == ModelKind.Purchase ? Purchase : null),
            new("t", Threshold == usual.Threshold ? null : Threshold.ToString(invariant)),
            new("cost", Cost == usual.Cost ? null : Cost.ToString(invariant)),
            new("effect", Effect == usual.Effect ? null : Effect.ToString(invariant)),
        ];
    }

    /// <summary>Hundredths that a person wrote or chose.</summary>
    /// <exception cref="ArgumentException">It is no whole number from 0 to 100.</exception>
    public static int Hundredths(string? text, int usual, string name) => string.IsNullOrWhiteSpace(text)
        ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100
            ? number
            : throw new ArgumentException($"Give the {name} as a whole number of percent from 0 to 100.");

    /// <summary>Money that a person wrote.</summary>
    /// <exception cref="ArgumentException">It is no amount.</exception>
    public static decimal Money(string? text, decimal usual) => string.IsNullOrWhiteSpace(text)
        ? usual
        : decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= MostCost
            ? decimal.Round(amount, 4)
            : throw new ArgumentException("Give the cost of the offer as an amount such as 2 or 1.50.");
}
