using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Analytics.Segments;

namespace Dashboard.Analytics.Tests.Snapshots;

/// <summary>Everything that the result of an analysis says, written out, so that two results can be compared.</summary>
internal static class ResultText
{
    private static readonly JsonSerializerOptions Written = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, ReferenceHandler = ReferenceHandler.IgnoreCycles, MaxDepth = 200, Converters = { new Thresholds() } };

    public static string Of(object result) => JsonSerializer.Serialize(result, Written);

    private sealed class Thresholds : JsonConverter<RfmThresholds>
    {
        public override RfmThresholds Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, RfmThresholds value, JsonSerializerOptions options) => writer.WriteStringValue(string.Join(' ', [.. value.DaysSinceLastOrder, .. value.Orders, .. value.MoneyE4]));
    }
}
