using System.Globalization;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Snapshots;

/// <summary>Reads and writes what the shop decides once: currency, time zone, age bands, RFM thresholds, the least people of a group.</summary>
/// <param name="store">The store.</param>
public sealed class ShopSettingsService(DashboardStore store)
{
    /// <summary>The settings now; defaults where nothing was decided.</summary>
    public ShopSettings Current()
    {
        using var connection = store.Connect();
        return Read(connection);
    }

    /// <summary>Whether a currency was decided, by a person or by the first import with amounts.</summary>
    public bool HasCurrency()
    {
        using var connection = store.Connect();
        return Values(connection).ContainsKey("Currency");
    }

    /// <summary>Stores settings; analyses see them at the next data version.</summary>
    /// <exception cref="ArgumentException">The currency is not three capital letters, or the time zone is unknown here.</exception>
    public void Save(ShopSettings settings)
    {
        if (settings.Currency.Length != 3 || !settings.Currency.All(char.IsAsciiLetterUpper))
            throw new ArgumentException($"'{settings.Currency}' is not a currency code. Use three letters such as GBP, EUR or USD.", nameof(settings));
        _ = new ShopClock(settings.TimeZone);
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var daysMove = Read(connection).TimeZone != settings.TimeZone;
        Set(connection, "Currency", settings.Currency);
        Set(connection, "TimeZone", settings.TimeZone);
        Set(connection, "AgeBands", string.Join(',', settings.AgeBands.LowerEnds));
        Set(connection, "SmallestGroup", settings.SmallestGroup.ToString(CultureInfo.InvariantCulture));
        Set(connection, "IsSample", settings.IsSample ? "1" : null);
        Set(connection, "RfmThresholds", settings.RfmThresholds is { } t ? string.Join(',', [.. t.DaysSinceLastOrder, .. t.Orders, .. t.MoneyE4]) : null);
        DashboardStore.BumpDataVersion(connection, rows: daysMove);
        transaction.Commit();
    }

    /// <summary>Makes currency, time zone and the mark of a sample undecided again; analyses see it at the next data version.</summary>
    public void ForgetShop()
    {
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var name in (ReadOnlySpan<string>)["Currency", "TimeZone", "IsSample"])
            Set(connection, name, null);
        DashboardStore.BumpDataVersion(connection);
        transaction.Commit();
    }

    internal static ShopSettings Read(SqliteConnection connection)
    {
        var values = Values(connection);
        var defaults = new ShopSettings();
        var edges = values.TryGetValue("RfmThresholds", out var text) ? Array.ConvertAll(text.Split(','), e => long.Parse(e, CultureInfo.InvariantCulture)) : null;
        return new ShopSettings
        {
            Currency = values.GetValueOrDefault("Currency") ?? defaults.Currency,
            TimeZone = values.GetValueOrDefault("TimeZone") ?? defaults.TimeZone,
            AgeBands = values.TryGetValue("AgeBands", out var bands) ? new AgeBands(bands.Split(',').Select(b => int.Parse(b, CultureInfo.InvariantCulture))) : AgeBands.Default,
            RfmThresholds = edges is null ? null : new RfmThresholds(edges[..4], edges[4..8], edges[8..]),
            SmallestGroup = values.TryGetValue("SmallestGroup", out var least) ? int.Parse(least, CultureInfo.InvariantCulture) : defaults.SmallestGroup,
            IsSample = values.ContainsKey("IsSample"),
        };
    }

    private static Dictionary<string, string> Values(SqliteConnection connection)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Name, Value FROM Settings";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            values[reader.GetString(0)] = reader.GetString(1);
        return values;
    }

    private static void Set(SqliteConnection connection, string name, string? value)
    {
        if (value is null)
            DashboardStore.Execute(connection, "DELETE FROM Settings WHERE Name = @0", name);
        else
            DashboardStore.Execute(connection, "INSERT INTO Settings (Name, Value) VALUES (@0, @1) ON CONFLICT (Name) DO UPDATE SET Value = excluded.Value", name, value);
    }
}
