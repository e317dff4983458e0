using System.Text.Json;

namespace Dashboard.Benchmarks.Commands;

/// <summary>The one line that a command prints for compare.sh.</summary>
internal static class Answer
{
    /// <summary>Prints the line.</summary>
    /// <param name="times">Seconds by the name of the measure.</param>
    /// <param name="check">What must be the same in every program: counts and sums.</param>
    public static void Print(object times, object check) => Console.WriteLine(JsonSerializer.Serialize(new { times, check }));

    /// <summary>Prints the line with how good the answer is, where programs may differ in it.</summary>
    /// <param name="times">Seconds by the name of the measure.</param>
    /// <param name="check">What must be the same in every program: counts and sums.</param>
    /// <param name="quality">Measures of quality by name.</param>
    public static void Print(object times, object check, object quality) => Console.WriteLine(JsonSerializer.Serialize(new { times, check, quality }));
}
