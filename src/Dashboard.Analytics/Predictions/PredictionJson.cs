using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Analytics.Predictions;

/// <summary>How models and their reports are written: every number as it is, enumerations by name, NaN and infinities as words.</summary>
public static class PredictionJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    /// <summary>Writes a model.</summary>
    public static string Write(PredictionModel model) => JsonSerializer.Serialize(model, Options);

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="indented">On many lines, for people.</param>
    public static string Write(ModelReport report, bool indented = false) => JsonSerializer.Serialize(report, indented ? Indented : Options);

    /// <summary>Reads a model.</summary>
    /// <exception cref="JsonException">The text is no model that this version knows.</exception>
    public static PredictionModel ReadModel(string text) => JsonSerializer.Deserialize<PredictionModel>(text, Options) ?? throw new JsonException("There is no model in the text.");

    /// <summary>Reads a report.</summary>
    /// <exception cref="JsonException">The text is no report that this version knows.</exception>
    public static ModelReport ReadReport(string text) => JsonSerializer.Deserialize<ModelReport>(text, Options) ?? throw new JsonException("There is no report in the text.");
}
