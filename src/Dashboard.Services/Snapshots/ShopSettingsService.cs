using System.Globalization;
using Dashboard.Analytics.Fairness;
using Dashboard.Analytics.Predictions;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Snapshots;

/// <summary>Reads and writes what the shop decides once: currency, time zone, age bands, the definition of RFM, the least people of a group, when silence means churn, whether people are named.</summary>
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
    /// <exception cref="ArgumentException">The currency is not three capital letters, the time zone is unknown here, or the days of silence can't be used.</exception>
    public void Save(ShopSettings settings)
    {
        if (settings.Currency.Length != 3 || !settings.Currency.All(char.IsAsciiLetterUpper))
            throw new ArgumentException($"'{settings.Currency}' is not a currency code. Use three letters such as GBP, EUR or USD.", nameof(settings));
        _ = new ShopClock(settings.TimeZone);
        var churn = settings.Churn.Checked();
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var daysMove = Read(connection).TimeZone != settings.TimeZone;
        Set(connection, "Currency", settings.Currency);
        Set(connection, "TimeZone", settings.TimeZone);
        Set(connection, "AgeBands", string.Join(',', settings.AgeBands.LowerEnds));
        Set(connection, "SmallestGroup", settings.SmallestGroup.ToString(CultureInfo.InvariantCulture));
        Set(connection, "AtRiskAfterDays", churn.AtRiskAfterDays?.ToString(CultureInfo.InvariantCulture));
        Set(connection, "LapsedAfterDays", churn.LapsedAfterDays?.ToString(CultureInfo.InvariantCulture));
        Set(connection, "HidesPeople", settings.HidesPeople ? "1" : null);
        Set(connection, "AllowsDemographics", settings.AllowsDemographics ? "1" : null);
        Set(connection, "SensitiveAttributes", settings.Sensitive.Equals(SensitiveAttributes.Default) ? null : settings.Sensitive.ToString());
        Set(connection, "IsSample", settings.IsSample ? "1" : null);
        WriteRfm(connection, settings.Rfm);
        DashboardStore.BumpDataVersion(connection, rows: daysMove);
        transaction.Commit();
    }

    /// <summary>Stores a definition of RFM and keeps the one that it replaces, so that the change can be undone; analyses see it at the next data version.</summary>
    /// <exception cref="ArgumentException">Two groups have the same name.</exception>
    public void SaveRfm(RfmDefinition rfm)
    {
        _ = rfm.Names.Checked();
        using var connection = store.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var now = ReadRfm(Values(connection));
        if (now == rfm)
            return;
        Set(connection, "RfmReplaced", RfmDefinitionText.Format(now));
        WriteRfm(connection, rfm);
        DashboardStore.BumpDataVersion(connection, rows: false);
        transaction.Commit();
    }

    /// <summary>The definition of RFM that the present one replaced; null when none was ever saved.</summary>
    public RfmDefinition? ReplacedRfm()
    {
        using var connection = store.Connect();
        return RfmDefinitionText.Parse(Values(connection).GetValueOrDefault("RfmReplaced"));
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
        return new ShopSettings
        {
            Currency = values.GetValueOrDefault("Currency") ?? defaults.Currency,
            TimeZone = values.GetValueOrDefault("TimeZone") ?? defaults.TimeZone,
            AgeBands = values.TryGetValue("AgeBands", out var bands) ? new AgeBands(bands.Split(',').Select(b => int.Parse(b, CultureInfo.InvariantCulture))) : AgeBands.Default,
            SmallestGroup = values.TryGetValue("SmallestGroup", out var least) ? int.Parse(least, CultureInfo.InvariantCulture) : defaults.SmallestGroup,
            Churn = new ChurnDefinition { AtRiskAfterDays = Days(values, "AtRiskAfterDays"), LapsedAfterDays = Days(values, "LapsedAfterDays") },
            Rfm = ReadRfm(values),
            HidesPeople = values.ContainsKey("HidesPeople"),
            AllowsDemographics = values.ContainsKey("AllowsDemographics"),
            Sensitive = values.TryGetValue("SensitiveAttributes", out var sensitive) ? SensitiveAttributes.Parse(sensitive) : SensitiveAttributes.Default,
            IsSample = values.ContainsKey("IsSample"),
        };
    }

    private static int? Days(Dictionary<string, string> values, string name) =>
        values.TryGetValue(name, out var days) ? int.Parse(days, CultureInfo.InvariantCulture) : null;

    private static void WriteRfm(SqliteConnection connection, RfmDefinition rfm)
    {
        Set(connection, "Rfm", rfm == RfmDefinition.Default ? null : RfmDefinitionText.Format(rfm));
        Set(connection, "RfmThresholds", null);
    }

    // Stores of earlier versions hold thresholds alone.
    private static RfmDefinition ReadRfm(Dictionary<string, string> values)
    {
        if (values.TryGetValue("Rfm", out var text))
            return RfmDefinitionText.Parse(text) ?? RfmDefinition.Default;
        if (!values.TryGetValue("RfmThresholds", out var old))
            return RfmDefinition.Default;
        var edges = Array.ConvertAll(old.Split(','), e => long.Parse(e, CultureInfo.InvariantCulture));
        return RfmDefinition.Default with { Thresholds = new RfmThresholds(edges[..4], edges[4..8], edges[8..]) };
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
