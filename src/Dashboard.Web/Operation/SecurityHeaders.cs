using System.Security.Cryptography;

namespace Dashboard.Web.Operation;

/// <summary>
/// What every answer tells the browser not to do: run a script or load anything that this site did not send, show the site in a frame, guess types, send addresses elsewhere, use camera or position.
/// Styles of elements need the nonce of the page (the charts get it); styles of attributes are allowed, since the components and charts set sizes with them.
/// </summary>
public static class SecurityHeaders
{
    private const string NonceKey = "style-nonce";

    /// <summary>The nonce of a request, made when first asked for: 128 random bits.</summary>
    public static string NonceOf(HttpContext http)
    {
        if (http.Items[NonceKey] is string known)
            return known;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Items[NonceKey] = nonce;
        return nonce;
    }

    /// <summary>Adds the headers to every answer.</summary>
    public static void UseSecurityHeaders(this WebApplication app) => app.Use(async (http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy(NonceOf(http));
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        await next(http);
    });

    internal static string Policy(string nonce) => string.Join("; ",
        "default-src 'none'",
        $"script-src 'self' 'nonce-{nonce}'",
        $"style-src-elem 'self' 'nonce-{nonce}'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "manifest-src 'self'");
}
