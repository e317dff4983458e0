using System.Net;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Samples;
using Dashboard.Services.Store;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Web.Tests.Access;

/// <summary>The door of a site of its own: set-up, signing in and out, locking, the second step, tokens, the open site.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Password = "seven green paper boats";
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-sign-in-").FullName;
    private DashboardStore store = null!;
    private WebApplication app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AccountService Accounts => app.Services.GetRequiredService<AccountService>();

    private AuditLog Audit => app.Services.GetRequiredService<AuditLog>();

    public async ValueTask InitializeAsync()
    {
        store = DashboardStore.Open(Path.Combine(folder, "shop.db"));
        app = await StartAsync(open: false);
    }

    [Fact]
    public async Task FirstStart_WithoutToken_LeadsToSetUpAndMakesNoAccount()
    {
        using var browser = Browser();

        using var start = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        using var guessed = await AccessSite.SendAsync(browser, "/sign-in", "/access/set-up", ("token", "0123456789abcdef0123456789abcdef"), ("name", "eve"), ("password", Password), ("again", Password));

        Assert.Equal("/set-up", start.Headers.Location!.ToString());
        Assert.StartsWith("/set-up?problem=", guessed.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await Accounts.ListAsync());
        Assert.DoesNotContain("Make the account", await browser.GetStringAsync(new Uri("/set-up?token=wrong", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetUp_WithToken_MakesOneAdministratorAndIsShutThen()
    {
        var token = app.Services.GetRequiredService<SetUpToken>().Value;
        using var browser = Browser();
        using var made = await AccessSite.SendAsync(browser, "/set-up?token=" + token, "/access/set-up", ("token", token), ("name", "ada"), ("password", Password), ("again", Password));
        using var home = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        using var other = Browser();
        using var second = await AccessSite.SendAsync(other, "/sign-in", "/access/set-up", ("token", token), ("name", "eve"), ("password", Password), ("again", Password));

        Assert.Equal("/", made.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        Assert.Equal(("ada", Role.Administrator), Assert.Single((await Accounts.ListAsync()).Select(a => (a.UserName!, a.Role))));
        Assert.Contains("problem", second.Headers.Location!.ToString(), StringComparison.Ordinal);
        var cookie = made.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("dashboard.session", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Use_ThatCannotBeNoted_IsServedAllTheSame()
    {
        var root = await Accounts.CreateFirstAsync("root", Password);
        var directory = app.Services.GetRequiredService<AccessDirectory>();
        var principal = await directory.BeginAsync(root, "test");
        await using (var file = new SqliteConnection($"Data Source={AccountsDbContext.PathOf(store.Path)};Pooling=False"))
        {
            await file.OpenAsync(Cancel);
            await using var make = file.CreateCommand();
            make.CommandText = "UPDATE Sessions SET SeenAt = SeenAt - 600; CREATE TRIGGER full BEFORE UPDATE ON Sessions BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
            await make.ExecuteNonQueryAsync(Cancel);
        }

        directory.Refresh();
        await directory.SeenAsync(principal);

        Assert.Equal("root", directory.ViewerOf(principal).Name);
    }

    [Fact]
    public async Task OpenPage_WhenTheProgramEnds_IsKnownToTheLast()
    {
        var root = await Accounts.CreateFirstAsync("root", Password);
        var directory = app.Services.GetRequiredService<AccessDirectory>();
        var principal = await directory.BeginAsync(root, "test");
        Assert.True(directory.ViewerOf(principal).IsSomebody);

        directory.Dispose();
        directory.Refresh();

        Assert.Equal("root", directory.ViewerOf(principal).Name);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("passwordpassword")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("1234567890123456")]
    [InlineData("ada-ada-ada-ada")]
    [InlineData("qwertyuiop123456789")]
    public async Task Create_WeakPassword_IsRefusedWithWords(string weak)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Accounts.CreateAsync("ada", weak, Role.Viewer, mustChange: false));

        Assert.True(refused.Message.Length > 20);
        Assert.Empty(await Accounts.ListAsync());
    }

    [Fact]
    public async Task Passwords_InTheFile_AreStrongHashes()
    {
        var account = await Accounts.CreateFirstAsync("ada", Password);

        // Identity's format 3: marker, HMAC-SHA512 (2), rounds.
        var bytes = Convert.FromBase64String((await Accounts.FindAsync(account.Id))!.PasswordHash!);
        Assert.Equal((1, 2, 210_000), (bytes[0], BigEndian(bytes, 1), BigEndian(bytes, 5)));
        static int BigEndian(byte[] bytes, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at, 4));
    }

    [Fact]
    public async Task SignIn_WrongNameAndWrongPassword_LookAlikeAndFiveWrongOnesLock()
    {
        await Accounts.CreateFirstAsync("ada", Password);
        using var browser = Browser();

        using var unknown = await SignInAsync(browser, "nobody-here", Password);
        var answers = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await SignInAsync(browser, "ada", "not the password " + i);
            answers.Add(wrong.Headers.Location!.ToString());
        }

        using var locked = await SignInAsync(browser, "ada", Password);

        Assert.All(answers.Append(locked.Headers.Location!.ToString()), a => Assert.Equal(unknown.Headers.Location!.ToString(), a));
        Assert.Contains(Audit.List(AuditFilter.All, 0, 50).Entries, e => e.Entry is { Action: "sign-in.failed", Detail: not null });
    }

    [Fact]
    public async Task SignIn_ManyInAMinute_AreSlowedDown()
    {
        await Accounts.CreateFirstAsync("ada", Password);
        using var browser = Browser();
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < AccessSetup.SignInsAMinute + 2; i++)
        {
            using var answer = await browser.PostAsync(new Uri("/access/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("name", "x")]), Cancel);
            codes.Add(answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, codes[^1]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, codes.Take(AccessSetup.SignInsAMinute));
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", false)]
    [InlineData("10.0.0.1", true)]
    public async Task SignIn_ManyBehindAProxy_AreCountedByTheirOwnAddressWhenItIsTrusted(string trusted, bool slowed)
    {
        await using var site = await StartAsync(open: false, trusted);
        using var browser = new HttpClient { BaseAddress = new Uri(site.Urls.Single()) };
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < AccessSetup.SignInsAMinute + 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/access/sign-in", UriKind.Relative)) { Content = new FormUrlEncodedContent([new("name", "x")]) };
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{i}");
            using var answer = await browser.SendAsync(request, Cancel);
            codes.Add(answer.StatusCode);
        }

        Assert.Equal(slowed, codes.Contains(HttpStatusCode.TooManyRequests));
        await site.StopAsync(Cancel);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/a\r\nSet-Cookie: x=1")]
    public async Task SignIn_BackToAnotherSite_LeadsToTheStartPage(string back)
    {
        await Accounts.CreateFirstAsync("ada", Password);
        using var browser = Browser();

        using var answer = await SignInAsync(browser, "ada", Password, back);

        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsRefused()
    {
        await Accounts.CreateFirstAsync("ada", Password);
        using var browser = Browser();

        using var answer = await browser.PostAsync(new Uri("/access/sign-in", UriKind.Relative), new FormUrlEncodedContent([new("name", "ada"), new("password", Password)]), Cancel);

        // Nobody is let in; the page for what went wrong needs somebody, so a browser is at the door again.
        Assert.StartsWith("/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("dashboard.session", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Session_EndedDisabledOrChanged_CountsAtOnce()
    {
        await Accounts.CreateFirstAsync("ada", Password);
        var bob = await Accounts.CreateAsync("bob", Password, Role.Administrator, mustChange: false);
        using var browser = Browser();
        using var inside = await SignInAsync(browser, "bob", Password, "/accounts");
        using var before = await browser.GetAsync(new Uri("/accounts", UriKind.Relative), Cancel);

        await Accounts.ChangeAsync(bob.Id, a => a.Role = Role.Viewer);
        using var demoted = await browser.GetAsync(new Uri("/accounts", UriKind.Relative), Cancel);
        await Accounts.EndAllAsync(bob.Id, except: null);
        using var ended = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancel);

        Assert.Equal("/accounts", inside.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.EndsWith("/denied", demoted.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", ended.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordOfAnAdministrator_MustBeReplacedBeforeAnythingIsSeen()
    {
        await Accounts.CreateFirstAsync("ada", Password);
        await Accounts.CreateAsync("bob", Password, Role.Viewer, mustChange: true);
        using var browser = Browser();

        using var first = await SignInAsync(browser, "bob", Password);
        using var early = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        using var same = await AccessSite.SendAsync(browser, "/sign-in/new-password", "/access/new-password", ("password", Password), ("again", Password));
        using var changed = await AccessSite.SendAsync(browser, "/sign-in/new-password", "/access/new-password", ("password", "nine quiet yellow lamps"), ("again", "nine quiet yellow lamps"));
        using var home = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancel);

        Assert.Equal("/sign-in/new-password", first.Headers.Location!.ToString());
        Assert.StartsWith("/sign-in", early.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in/new-password?problem=", same.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/", changed.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }

    [Fact]
    public async Task SecondStep_NeedsACodeThatWasNotUsed()
    {
        var ada = await Accounts.CreateFirstAsync("ada", Password);
        var key = await Accounts.NewAuthenticatorKeyAsync(ada.Id);
        await Assert.ThrowsAsync<ArgumentException>(() => Accounts.ConfirmAuthenticatorAsync(ada.Id, "000000"));
        var codes = await Accounts.ConfirmAuthenticatorAsync(ada.Id, Totp.Code(key, DateTimeOffset.UtcNow));
        using var browser = Browser();
        using var first = await SignInAsync(browser, "ada", Password);
        using var early = await browser.GetAsync(new Uri("/", UriKind.Relative), Cancel);
        using var wrong = await CodeAsync(browser, "111111");
        var code = Totp.Code(key, DateTimeOffset.UtcNow);
        using var right = await CodeAsync(browser, code);
        using var thief = Browser();
        using var again = await SignInAsync(thief, "ada", Password);
        using var replayed = await CodeAsync(thief, code);
        using var recovered = await CodeAsync(thief, codes[0]);

        Assert.Equal("/sign-in/code", first.Headers.Location!.ToString());
        Assert.StartsWith("/sign-in", early.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("problem", wrong.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/", right.Headers.Location!.ToString());
        Assert.Contains("problem", replayed.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/", recovered.Headers.Location!.ToString());
        Task<HttpResponseMessage> CodeAsync(HttpClient who, string typed) => AccessSite.SendAsync(who, "/sign-in/code", "/access/code", ("code", typed));
    }

    [Fact]
    public async Task SignOut_EndsTheSessionAndNotOnlyTheCookie()
    {
        await Accounts.CreateFirstAsync("ada", Password);
        using var browser = Browser();
        using var inside = await SignInAsync(browser, "ada", Password);
        var cookie = inside.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("dashboard.session", StringComparison.Ordinal)).Split(';')[0];

        using var gone = await AccessSite.SendAsync(browser, "/account", "/access/sign-out");
        using var thief = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        using var replayed = await thief.GetAsync(new Uri("/", UriKind.Relative), Cancel);

        Assert.Equal("/sign-in", gone.Headers.Location!.ToString());
        Assert.StartsWith("/sign-in", replayed.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_GivesFilesWithinItsLimitsUntilItEnds()
    {
        await new SampleShopService(store, new Services.Snapshots.ShopSettingsService(store), TimeProvider.System).CreateAsync(new SampleOptions { Customers = SampleOptions.FewestCustomers }, null, Cancel);
        var ada = await Accounts.CreateFirstAsync("ada", Password);
        var secret = await Accounts.CreateTokenAsync(ada.Id, "Weekly report", Permission.Export, 30);
        using var program = Browser();
        program.DefaultRequestHeaders.Authorization = new("Bearer", secret);

        using var numbers = await program.GetAsync(new Uri("/export/segments.csv?range=all", UriKind.Relative), Cancel);
        using var people = await program.GetAsync(new Uri("/export/customers.csv?range=all", UriKind.Relative), Cancel);
        using var page = await program.GetAsync(new Uri("/accounts", UriKind.Relative), Cancel);
        var token = Assert.Single(await Accounts.TokensAsync(ada.Id));
        await Accounts.EndTokenAsync(ada.Id, token.Id);
        using var ended = await program.GetAsync(new Uri("/export/segments.csv?range=all", UriKind.Relative), Cancel);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized], [numbers.StatusCode, people.StatusCode, page.StatusCode, ended.StatusCode]);
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync(AccountsDbContext.PathOf(store.Path), System.Text.Encoding.Latin1, Cancel), StringComparison.Ordinal);
        Assert.Contains(Audit.List(new AuditFilter(Action: "export"), 0, 10).Entries, e => e is { Who: "ada", Entry.Subject: "segments.csv" });
    }

    [Fact]
    public async Task LastAdministrator_StaysOne()
    {
        var ada = await Accounts.CreateFirstAsync("ada", Password);

        await Assert.ThrowsAsync<ArgumentException>(() => Accounts.ChangeAsync(ada.Id, a => a.IsDisabled = true));
        await Assert.ThrowsAsync<ArgumentException>(() => Accounts.ChangeAsync(ada.Id, a => a.Role = Role.Analyst));
        await Assert.ThrowsAsync<ArgumentException>(() => Accounts.ChangeAsync(ada.Id, a => a.Countries = "Germany"));
        await Accounts.CreateAsync("bob", Password, Role.Administrator, mustChange: false);
        await Accounts.ChangeAsync(ada.Id, a => a.Role = Role.Viewer);
    }

    [Fact]
    public void Open_OnAnAddressOfOthers_DoesNotStart()
    {
        Assert.Contains("--demo", Assert.Throws<ArgumentException>(() => DashboardHost.Build(store, "http://0.0.0.0:0", open: true)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DashboardHost.Build(store, "http://127.0.0.1:0;http://*:0", open: true));
        Assert.Throws<ArgumentException>(() => DashboardHost.Build(store, "http://shop.example:80", open: true));
    }

    [Fact]
    public async Task Open_NameOfAnotherSite_IsRefusedAndItsOwnSaysSo()
    {
        await using var open = await StartAsync(open: true);
        using var browser = new HttpClient { BaseAddress = new Uri(open.Urls.Single()) };
        using var rebound = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)) { Headers = { Host = "evil.example" } };

        var home = await browser.GetStringAsync(new Uri("/", UriKind.Relative), Cancel);
        using var refused = await browser.SendAsync(rebound, Cancel);

        Assert.Contains("without signing in", home, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await open.StopAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string name, string password, string back = "") =>
        AccessSite.SendAsync(browser, "/sign-in", "/access/sign-in", ("name", name), ("password", password), ("back", back));

    private async Task<WebApplication> StartAsync(bool open, string? trustedProxies = null)
    {
        var made = DashboardHost.Build(
            store,
            "http://127.0.0.1:0",
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Configuration["TrainModels"] = "false";
                builder.Configuration[TrustedProxies.Setting] = trustedProxies;
            },
            open);
        await made.StartAsync(Cancel);
        return made;
    }

    private HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(app.Urls.Single()) };
}

/// <summary>The codes of an authenticator app, from RFC 6238, so that the tests need none.</summary>
internal static class Totp
{
    public static string Code(string key, DateTimeOffset at)
    {
        var bits = string.Concat(key.TrimEnd('=').Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var counter = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, at.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // What the apps use.
        var hash = System.Security.Cryptography.HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15, 4)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
