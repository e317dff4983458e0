using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Dashboard.Web.Access;

/// <summary>Looks every few seconds whether the session of an open page is still alive, and closes the page when it is not.</summary>
internal sealed class SessionStateProvider(ILoggerFactory loggers, AccessDirectory directory) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(5);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(directory.ViewerOf(authenticationState.User).IsSomebody);
}
