using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Segments;

/// <summary>The names that export recipes mention: in their rule, and in the query string of the whole choice, which holds the rule and the filter of the screen.</summary>
internal static class RecipeMentions
{
    /// <summary>The living recipes.</summary>
    public static Task<List<ExportRecipeRecord>> LivingAsync(DashboardDbContext context, CancellationToken cancellationToken) =>
        context.ExportRecipes.AsNoTracking().Where(r => r.DeletedAt == null).ToListAsync(cancellationToken);

    /// <summary>Whether a recipe mentions a name, without regard to case.</summary>
    public static bool Mentions(ExportRecipeRecord recipe, string word, string name) =>
        RuleMentions.Mentions(recipe.Rule, word, name) || Values(recipe.Query).Any(value => RuleMentions.Mentions(value, word, name));

    /// <summary>Puts another name where one was mentioned; everything else stays as it was.</summary>
    /// <returns>Whether the recipe changed.</returns>
    public static bool Rename(ExportRecipeRecord recipe, string word, string from, string to)
    {
        if (!Mentions(recipe, word, from))
            return false;
        recipe.Rule = RuleMentions.Renamed(recipe.Rule, word, from, to);
        recipe.Query = Changed(recipe.Query, value => RuleMentions.Renamed(value, word, from, to));
        return true;
    }

    /// <summary>A query string with other values; what does not change stays as it was written.</summary>
    public static string Changed(string query, Func<string, string> change) => string.Join('&', query.Split('&').Select(pair =>
    {
        var (at, value) = (pair.IndexOf('=', StringComparison.Ordinal), Value(pair));
        return at >= 0 && change(value) is var changed && changed != value ? pair[..(at + 1)] + Uri.EscapeDataString(changed) : pair;
    }));

    private static IEnumerable<string> Values(string query) => query.Split('&').Select(Value);

    private static string Value(string pair) =>
        pair.IndexOf('=', StringComparison.Ordinal) is var at and >= 0 ? Uri.UnescapeDataString(pair[(at + 1)..].Replace('+', ' ')) : "";
}
