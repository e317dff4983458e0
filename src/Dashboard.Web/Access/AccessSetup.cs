using System.Globalization;
using System.Threading.RateLimiting;
using Dashboard.Services.Access;
using Dashboard.Services.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Access;

/// <summary>What somebody needs for a page or address.</summary>
/// <param name="Needed">What they must be allowed; <see cref="Permission.None"/> for being somebody at all.</param>
public sealed record MayRequirement(Permission Needed) : IAuthorizationRequirement;

/// <summary>Who gets in, and how: everything is closed unless it says that it is open.</summary>
public static class AccessSetup
{
    /// <summary>Sign-ins that are tried from one address in a minute.</summary>
    public const int SignInsAMinute = 10;

    /// <summary>Files that one account takes in a minute.</summary>
    public const int ExportsAMinute = 120;

    /// <summary>Name of the limit on signing in.</summary>
    public const string SignInLimit = "sign-in";

    /// <summary>Name of the limit on files.</summary>
    public const string ExportLimit = "export";

    private const string Choose = "Choose";

    /// <summary>Adds accounts, sessions, tokens and the rules.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, DashboardStore store, OpenSite open)
    {
        services.AddSingleton(open).AddSingleton<AccessDirectory>().AddSingleton<AccountService>().AddSingleton<SetUpToken>().AddSingleton<UsedCodes>().AddSingleton<OpenPages>();
        services.AddScoped<CurrentViewer>().AddActsAndViews().AddScoped<CircuitHandler, ViewerCircuitHandler>();
        services.AddDbContextFactory<AccountsDbContext>(options => AccountsDbContext.Configure(options, store.Path));
        services.AddIdentityCore<Account>(Rules).AddEntityFrameworkStores<AccountsDbContext>().AddDefaultTokenProviders().AddPasswordValidator<PasswordRules>().AddErrorDescriber<AccessErrors>();

        // PBKDF2 with HMAC-SHA512, as many rounds as OWASP asks of it (Password Storage Cheat Sheet, 2023).
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        services.AddDataProtection().SetApplicationName("Dashboard").PersistKeysToFileSystem(KeyFolder(store.Path));
        services.AddAuthentication(Choose)
            .AddPolicyScheme(Choose, null, scheme => scheme.ForwardDefaultSelector = http =>
                TokenHandler.HasToken(http.Request) ? TokenHandler.Scheme_ : open.IsOpen ? AccessDirectory.OpenScheme : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(SessionCookie.Configure)
            .AddCookie(SessionCookie.Pending, SessionCookie.ConfigurePending)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Scheme_, null)
            .AddScheme<AuthenticationSchemeOptions, OpenHandler>(AccessDirectory.OpenScheme, null);
        services.AddSingleton<IAuthorizationHandler, MayHandler>();
        services.AddCascadingAuthenticationState();
        services.AddAuthorization(options =>
        {
            options.DefaultPolicy = options.FallbackPolicy = Policy(Permission.None);
            foreach (var permission in Enum.GetValues<Permission>())
                options.AddPolicy(permission.ToString(), Policy(permission));
        });
        return services.AddRateLimiter(LimitRates);
    }

    /// <summary>Opens the file of accounts, and puts the doors in place: call it before anything that must not be seen by everybody.</summary>
    public static void UseAccess(this WebApplication app)
    {
        BringUpToDate(app.Services);
        app.UseAuthentication();
        app.Use(async (http, next) =>
        {
            http.RequestServices.GetRequiredService<CurrentViewer>().Is(http.User);
            await app.Services.GetRequiredService<AccessDirectory>().SeenAsync(http.User);
            await next(http);
        });
        app.UseAuthorization();
        app.UseRateLimiter();
    }

    /// <summary>Opens the file of accounts, making it where it is missing.</summary>
    internal static void BringUpToDate(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<AccountsDbContext>().BringUpToDate();
    }

    private static AuthorizationPolicy Policy(Permission needed) => new AuthorizationPolicyBuilder().AddRequirements(new MayRequirement(needed)).Build();

    private static void Rules(IdentityOptions options)
    {
        options.Password.RequiredLength = AccountService.ShortestPassword;
        (options.Password.RequireDigit, options.Password.RequireLowercase, options.Password.RequireUppercase, options.Password.RequireNonAlphanumeric) = (false, false, false, false);
        options.Password.RequiredUniqueChars = 1;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.Tokens.AuthenticatorIssuer = "Dashboard";
    }

    private static DirectoryInfo KeyFolder(string database)
    {
        var folder = Path.ChangeExtension(database, ".keys");
        return OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void LimitRates(Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (context, cancellationToken) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await context.HttpContext.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"Too many at once. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds."), cancellationToken);
        };
        options.AddPolicy(SignInLimit, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsAMinute, Window = TimeSpan.FromMinutes(1) }));
        options.AddPolicy(ExportLimit, http => RateLimitPartition.GetTokenBucketLimiter(
            http.User.Identity?.Name ?? "",
            _ => new TokenBucketRateLimiterOptions { TokenLimit = ExportsAMinute, TokensPerPeriod = ExportsAMinute / 6, ReplenishmentPeriod = TimeSpan.FromSeconds(10) }));
    }

    private sealed class MayHandler(AccessDirectory directory) : AuthorizationHandler<MayRequirement>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MayRequirement requirement)
        {
            if (directory.ViewerOf(context.User) is { IsSomebody: true } viewer && viewer.May(requirement.Needed))
                context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}
