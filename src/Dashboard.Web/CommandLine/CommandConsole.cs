using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Services.Store;

namespace Dashboard.Web.CommandLine;

/// <summary>What every command shares: where to write, and which database to open.</summary>
internal sealed class CommandConsole(TextWriter output, TextWriter error, Option<string?> database)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>Settings from appsettings.json in the current folder or beside the program, and the environment.</summary>
    public static IConfiguration Configuration { get; } = new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true)
        .AddEnvironmentVariables("DASHBOARD_")
        .Build();

    /// <summary>Path of the database that a command line means.</summary>
    public string DatabasePath(ParseResult parsed) =>
        parsed.GetValue(database) ?? Configuration["Database"] ?? Path.Combine(AppContext.BaseDirectory, "data", "dashboard.db");

    /// <summary>Path of the database where the command line itself gives it; else null.</summary>
    public string? DatabaseOption(ParseResult parsed) => parsed.GetValue(database);

    /// <summary>Opens the database that a command line means.</summary>
    public DashboardStore OpenStore(ParseResult parsed) => DashboardStore.Open(DatabasePath(parsed));

    /// <summary>Prints a value as JSON.</summary>
    public void PrintJson(object value) => output.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>An amount as an exact decimal string: as many decimals as it has, at least none, at most four.</summary>
    public static string Amount(long amountE4) => (amountE4 / 10_000m).ToString("0.####", CultureInfo.InvariantCulture);
}
