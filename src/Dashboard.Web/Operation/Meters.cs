using System.Diagnostics.Metrics;

namespace Dashboard.Web.Operation;

/// <summary>What the program counts of itself, under the meter "Dashboard"; any collector of .NET metrics (dotnet-counters, an exporter) reads the same.</summary>
public static class Meters
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Dashboard";

    private static readonly Meter Own = new(Name);

    /// <summary>Open pages.</summary>
    public static UpDownCounter<long> Circuits { get; } = Own.CreateUpDownCounter<long>("dashboard.circuits", "{page}", "Pages that are open in browsers");

    /// <summary>Files that left the program.</summary>
    public static Counter<long> Exports { get; } = Own.CreateCounter<long>("dashboard.exports", "{file}", "Files exported");

    /// <summary>Rows of files that left the program.</summary>
    public static Counter<long> ExportedRows { get; } = Own.CreateCounter<long>("dashboard.exported_rows", "{row}", "Rows exported");

    /// <summary>Changes that people made.</summary>
    public static Counter<long> Acts { get; } = Own.CreateCounter<long>("dashboard.acts", "{act}", "Changes made");

    /// <summary>Things that people asked for and may not do.</summary>
    public static Counter<long> Denials { get; } = Own.CreateCounter<long>("dashboard.denials", "{request}", "Requests denied");
}
