using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Access;

/// <summary>Lets programs in by the secret of a token in the header Authorization: Bearer.</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AccessDirectory directory)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Scheme_ = "Token";
    private const string Start = "Bearer ";

    /// <summary>Whether a request comes with a token.</summary>
    public static bool HasToken(HttpRequest request) => request.Headers.Authorization is [{ } header] && header.StartsWith(Start, StringComparison.OrdinalIgnoreCase);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!HasToken(Request))
            return Task.FromResult(AuthenticateResult.NoResult());
        var secret = Request.Headers.Authorization.ToString()[Start.Length..].Trim();
        return Task.FromResult(directory.PrincipalOf(secret) is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name))
            : AuthenticateResult.Fail("The token is unknown, has ended, or its account is disabled."));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Answer(StatusCodes.Status401Unauthorized, "The token is unknown, has ended, or its account is disabled. Make another under Your account.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Answer(StatusCodes.Status403Forbidden, "This token, or its account, may not do this.");

    private Task Answer(int status, string words)
    {
        Response.StatusCode = status;
        return Response.WriteAsync(words);
    }
}

/// <summary>Lets everybody in who sits at this machine; only where the site was started for that, see <see cref="OpenSite"/>.</summary>
internal sealed class OpenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, OpenSite open)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        open.IsOpenTo(Context)
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "visitor")], AccessDirectory.OpenScheme)), Scheme.Name))
            : AuthenticateResult.Fail("Without sign-in, the site answers only to its own machine."));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Response.WriteAsync("This site runs without sign-in and answers only to the machine it runs on.");
    }
}

/// <summary>Whether the site runs without sign-in: for trying it out, on the machine itself only.</summary>
/// <param name="IsOpen">Whether it was started so.</param>
public sealed record OpenSite(bool IsOpen)
{
    /// <summary>Whether all addresses are of this machine alone.</summary>
    /// <param name="urls">Addresses to listen on, separated by semicolons.</param>
    public static bool IsLoopback(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } all
        && all.All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsLoopbackHost(uri.Host));

    /// <summary>Whether a request may come in without signing in: it came over this machine's own network, and by a name of it, so that no page of another site can be made to point here (DNS rebinding).</summary>
    public bool IsOpenTo(HttpContext http) => IsOpen && http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && IsLoopbackHost(http.Request.Host.Host);

    private static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
