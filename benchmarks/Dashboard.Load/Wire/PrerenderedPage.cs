using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dashboard.Load.Wire;

/// <summary>What a page's HTML says to the script that brings it to life.</summary>
/// <param name="Shows">What the head shows, as in "result /segments"; null without one.</param>
/// <param name="Components">The change that adds its components to a circuit, as JSON.</param>
/// <param name="State">State kept from the rendering on the server; empty for none.</param>
public sealed partial record PrerenderedPage(string? Shows, string Components, string State)
{
    /// <summary>Reads the HTML of a page.</summary>
    public static PrerenderedPage Parse(string html)
    {
        var operations = new JsonArray();
        foreach (var marker in Markers().Matches(html).Select(m => JsonNode.Parse(m.Groups["marker"].Value)!).Where(m => m["descriptor"] is not null))
            operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = operations.Count + 1, ["marker"] = marker });
        var shows = Shown().Match(html);
        return new PrerenderedPage(
            shows.Success ? WebUtility.HtmlDecode(shows.Groups["words"].Value) : null,
            new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(),
            Kept().Match(html).Groups["state"].Value);
    }

    [GeneratedRegex("<!--Blazor:(?<marker>\\{.*?\\})-->", RegexOptions.None, 1000)]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.None, 1000)]
    private static partial Regex Kept();

    [GeneratedRegex("data-shows=\"(?<words>[^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Shown();
}
