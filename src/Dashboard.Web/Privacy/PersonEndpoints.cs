using System.Globalization;
using Dashboard.Services.Access;
using Dashboard.Services.Excel;
using Dashboard.Services.Privacy;

namespace Dashboard.Web.Privacy;

/// <summary>Everything of a person as files.</summary>
public static class PersonEndpoints
{
    /// <summary>Serves <c>/privacy/person.json?key=KEY</c> and <c>/privacy/person.xlsx?key=KEY</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/privacy/person.json", (string key, PersonService people, PrivacyActor actor, CancellationToken browserGone) =>
            AnswerAsync(key, people, actor, person => Results.Bytes(PersonSheets.Json(person), "application/json", NameOf(person, "json")), browserGone)).RequireAuthorization(nameof(Permission.Administer));
        routes.MapGet("/privacy/person.xlsx", (string key, PersonService people, PrivacyActor actor, CancellationToken browserGone) =>
            AnswerAsync(key, people, actor, person => Results.Stream(stream => XlsxWriter.WriteAsync(PersonSheets.Workbook(person), stream, browserGone), XlsxWriter.MediaType, NameOf(person, "xlsx")), browserGone)).RequireAuthorization(nameof(Permission.Administer));
    }

    private static async Task<IResult> AnswerAsync(string key, PersonService people, PrivacyActor actor, Func<PersonRecord, IResult> answer, CancellationToken browserGone) =>
        await people.FindAsync(key, actor.Name, browserGone) is { } person ? answer(person) : Results.NotFound("Nothing is kept under that key; the person may have been erased.");

    // The name of a file stands in histories and logs, so that it names nobody.
    private static string NameOf(PersonRecord person, string extension) => string.Create(CultureInfo.InvariantCulture, $"{person.Pseudonym}-{person.At:yyyy-MM-dd}.{extension}");
}
