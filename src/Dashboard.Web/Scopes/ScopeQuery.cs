using System.Globalization;
using Dashboard.Analytics.Scopes;

namespace Dashboard.Web.Scopes;

/// <summary>
/// The scope as a query string: <c>range=90d</c> or <c>from=2011-01-01&amp;to=2011-03-31</c>, <c>compare=year</c>, <c>f=country:Germany</c> once a condition.
/// Defaults are left out, so the plain address is the default view; what cannot be read falls back to the default.
/// </summary>
public static class ScopeQuery
{
    /// <summary>The query parameters that make a scope.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "range", "from", "to", "compare", "f" };

    /// <summary>Reads a scope.</summary>
    public static Scope Parse(string? range, string? from, string? to, string? compare, IEnumerable<string>? conditions)
    {
        var choice = Day(from) is { } first && Day(to) is { } last && first <= last ? new RangeChoice(null, first, last)
            : RangeChoice.Presets.Any(p => p.Key == range) ? new RangeChoice(range)
            : RangeChoice.Default;
        var comparison = compare switch { "year" => Comparison.PreviousYear, "none" => Comparison.None, _ => Comparison.PreviousPeriod };
        return new Scope(choice, comparison, new Filter((conditions ?? []).Select(Condition).OfType<Condition>()));
    }

    /// <summary>Writes a scope as query parameters, in a fixed order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Parameters(Scope scope)
    {
        if (scope.Range is { Preset: null, From: { } from, To: { } to })
        {
            yield return new("from", from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            yield return new("to", to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
        else if (scope.Range != RangeChoice.Default)
        {
            yield return new("range", scope.Range.Preset!);
        }

        if (scope.Comparison != Comparison.PreviousPeriod)
            yield return new("compare", scope.Comparison == Comparison.PreviousYear ? "year" : "none");
        foreach (var condition in scope.Filter.Conditions)
            yield return new("f", $"{Name(condition.Dimension)}:{condition.Value}");
    }

    /// <summary>A dimension as the query string writes it: "age-band".</summary>
    public static string Name(Dimension dimension) => dimension == Dimension.AgeBand ? "age-band" : dimension.ToString().ToLowerInvariant();

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Condition? Condition(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == text.Length - 1)
            return null;
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            if (text.AsSpan(0, colon).Equals(Name(dimension), StringComparison.OrdinalIgnoreCase))
                return new Condition(dimension, text[(colon + 1)..]);
        }

        return null;
    }
}
