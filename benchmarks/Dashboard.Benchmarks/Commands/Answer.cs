using System.Text.Json;

namespace Dashboard.Benchmarks.Commands;

/// <summary>The one line that a command prints for compare.sh.</summary>
internal static class Answer
{
    /// <summary>Prints the line.</summary>
    /// <param name="times">Seconds by the name of the measure.</param>
    /// <param name="check">What must be the same in every program: counts and sums.</param>
    public static void Print(object times, object check) => Console.WriteLine(JsonSerializer.Serialize(new { times, check }));
}
