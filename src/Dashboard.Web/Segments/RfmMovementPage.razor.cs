using System.Globalization;
using Dashboard.Analytics.Segments;
using Dashboard.Analytics.Snapshots;
using Dashboard.Web.Charts;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Segments;

/// <summary>Movement between the groups from one day to another.</summary>
public sealed partial class RfmMovementPage
{
    private DateOnly? first;
    private DateOnly? second;
    private string? problem;

    /// <summary>The earlier day, <c>2024-06-30</c>; without, the end of the period compared with.</summary>
    [SupplyParameterFromQuery(Name = "day1")]
    public string? FirstDay { get; set; }

    /// <summary>The later day; without, the end of the range.</summary>
    [SupplyParameterFromQuery(Name = "day2")]
    public string? SecondDay { get; set; }

    /// <summary>What the matrix shows, one of <see cref="RfmMatrix.Measures"/>.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Show { get; set; }

    /// <summary>A definition to try, as <see cref="RfmDefinitionText"/> writes it.</summary>
    [SupplyParameterFromQuery(Name = "rfm")]
    public string? Tried { get; set; }

    private string Measure => RfmMatrix.Measures.Any(m => m.Key == Show) ? Show! : RfmMatrix.Measures[0].Key;

    private string Currency => Result!.Receipt.Currency;

    private IReadOnlyList<KeyValuePair<string, string>> Facts => ReceiptText.Facts(Result!.Receipt);

    /// <summary>The movement that an address means.</summary>
    /// <exception cref="ArgumentException">A day is no date, or the definition cannot be read; the message is for the person who wrote it.</exception>
    internal static RfmMovementRequest RequestOf(Dashboard.Analytics.Scopes.Scope scope, string? firstDay, string? secondDay, string? tried) =>
        new(scope, Day(firstDay), Day(secondDay), RfmDefinitionText.Parse(tried));

    /// <inheritdoc/>
    protected override IAnalysis<RfmMovement> Request() => RequestOf(Scope, FirstDay, SecondDay, Tried);

    /// <inheritdoc/>
    protected override Task OnResultAsync(RfmMovement result)
    {
        (first, second, problem) = (result.From, result.To, null);
        return Task.CompletedTask;
    }

    private static DateOnly? Day(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day
        : throw new ArgumentException($"'{text}' is not a day. Write it as 2024-06-30.");

    private static bool IsMove(RfmMove move) => move.From is not null && !move.Stayed;

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void GoToDays()
    {
        problem = first is null || second is null ? "Choose both days." : first >= second ? "The second day must come after the first." : null;
        if (problem is null)
            Navigation.NavigateTo(Address(Text(first), Text(second), Show));
    }

    private KeyValuePair<string, string?>[] Query(string? tried) => [new("day1", FirstDay), new("day2", SecondDay), new("show", Show), new("rfm", tried)];

    private string Address(string? firstDay, string? secondDay, string? show) => Urls.SegmentMovement(Scope, new("day1", firstDay), new("day2", secondDay), new("show", show), new("rfm", Tried));

    private string Export(string what, string extension) => Urls.Export($"segments-{what}", extension, Scope, Query(Tried));

    // Series 0 of the chart is its streams, in the order of the moves.
    private void Open(ChartMark mark)
    {
        if (mark.Series == 0 && SegmentLinks.Movers(Scope, Result!, Result!.Moves[mark.Point], Tried) is { } address)
            Navigation.NavigateTo(address);
    }
}
