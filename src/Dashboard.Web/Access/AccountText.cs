using Dashboard.Services.Access;

namespace Dashboard.Web.Access;

/// <summary>Accounts in words.</summary>
public static class AccountText
{
    /// <summary>A moment, in UTC, to the minute.</summary>
    public static string At(long seconds) => Formats.Time(DateTimeOffset.FromUnixTimeSeconds(seconds));

    /// <summary>What permissions mean, in words.</summary>
    public static string May(Permission may) => may.HasFlag(Permission.ExportPeople) ? "Files of numbers and lists of people" : "Files of numbers";

    /// <summary>The browser and system in what a browser calls itself.</summary>
    public static string Browser(string agent)
    {
        var browser = First(("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"));
        var system = First(("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"), ("Linux", "Linux"));
        return (browser, system) switch
        {
            (null, null) => "A browser",
            (null, _) => $"A browser on {system}",
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };

        string? First(params (string Mark, string Name)[] marks) => marks.FirstOrDefault(m => agent.Contains(m.Mark, StringComparison.OrdinalIgnoreCase)).Name;
    }
}
