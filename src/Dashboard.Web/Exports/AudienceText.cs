using Dashboard.Analytics.Exports;

namespace Dashboard.Web.Exports;

/// <summary>The export studio in words.</summary>
public static class AudienceText
{
    /// <summary>How many are in the list, and of how many.</summary>
    public static string Headline(AudienceResult result) => result.Channel is { } channel
        ? $"{Formats.Integer(result.Included)} of {Formats.Count(result.Matching, "customer")} for writing by {channel.Channel}"
        : $"{Formats.Count(result.Included, "customer")} for analysis";

    /// <summary>A channel as a heading.</summary>
    public static string Channel(string channel) => channel switch
    {
        "email" => "E-mail",
        "sms" => "SMS",
        _ => channel.Length == 0 ? channel : char.ToUpper(channel[0], System.Globalization.CultureInfo.CurrentCulture) + channel[1..],
    };

    /// <summary>Who is left out of a list for a channel, by reason.</summary>
    public static string LeftOut(AudienceChannel channel)
    {
        var parts = new (int Customers, string Why)[] { (channel.Refused, "refused"), (channel.NeverAsked, "never asked"), (channel.WithoutAddress, "agreed without an address") }
            .Where(p => p.Customers > 0).Select(p => $"{Formats.Integer(p.Customers)} {p.Why}").ToArray();
        return parts.Length == 0 ? "Everybody agreed" : "Left out: " + string.Join(", ", parts);
    }
}
