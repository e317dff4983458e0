using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dashboard.Web.Access;

/// <summary>
/// The proxies that may say from which address and by which scheme a request came (<c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c>). None, unless the setting names them: anybody can write these headers, and the
/// limit on signing in counts by address.
/// </summary>
public static class TrustedProxies
{
    /// <summary>Name of the setting: addresses and ranges, separated by commas, as in <c>10.0.0.2, 192.168.0.0/16</c>.</summary>
    public const string Setting = "TrustedProxies";

    /// <summary>Believes the proxies of the setting; call it before anything that looks at the address or the scheme.</summary>
    /// <param name="app">The site.</param>
    /// <exception cref="ArgumentException">The setting names something else.</exception>
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (Parse(app.Configuration[Setting]) is { } options)
            app.UseForwardedHeaders(options);
    }

    /// <summary>Reads the setting.</summary>
    /// <param name="setting">Addresses and ranges; null or empty for none.</param>
    /// <returns>Null when no proxy is trusted.</returns>
    /// <exception cref="ArgumentException">It names something else.</exception>
    public static ForwardedHeadersOptions? Parse(string? setting)
    {
        var names = (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length == 0)
            return null;

        // A chain of trusted proxies is followed to its end.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(name, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new ArgumentException($"The setting {Setting} names '{name}', which is neither an address such as 10.0.0.2 nor a range such as 192.168.0.0/16. Correct it, or leave it empty when no proxy stands before the site.");
        }

        return options;
    }
}
