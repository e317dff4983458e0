using System.Text.Json;
using Dashboard.Analytics.Predictions;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Dashboard.Services.Predictions;

/// <summary>Reads the models in use into a snapshot, within the caller's read transaction. They are unpacked again only when another run has come into use.</summary>
internal sealed class ModelsInUseReader
{
    private PredictionModels known = PredictionModels.None;

    /// <summary>Reads. A model that an earlier version of the program wrote in a form that can't be read any more is left out until it is trained again.</summary>
    /// <param name="connection">A connection within a read transaction.</param>
    /// <param name="log">Where it says which model can't be read.</param>
    public PredictionModels Read(SqliteConnection connection, ILogger log)
    {
        var models = PredictionModels.None;
        using var reader = new BulkReader(connection, "SELECT Id, Kind, AsOf, Model FROM ModelRuns WHERE InUse = 1 AND Model IS NOT NULL ORDER BY Id");
        while (reader.Step())
        {
            var (run, asOf) = (reader.Int64(0), DateOnly.FromDayNumber((int)reader.Int64(2)));
            if (!Enum.TryParse<ModelKind>(reader.Text(1), out var kind))
                continue;
            try
            {
                models = models.With(kind, run, asOf, known.Run(kind) == run ? known.Model(kind)! : PredictionJson.ReadModel(PackedText.Unpack(reader.Blob(3).ToArray())));
            }
            catch (Exception e) when (e is JsonException or ArgumentException or InvalidDataException or NotSupportedException)
            {
                log.LogWarning(e, "The model of run {Run} can't be read; train it again", run);
            }
        }

        return known = models;
    }
}
