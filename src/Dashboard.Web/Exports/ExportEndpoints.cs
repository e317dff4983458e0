using System.Globalization;
using Dashboard.Analytics.Scopes;
using Dashboard.Analytics.Snapshots;
using Dashboard.Services.Access;
using Dashboard.Services.Audit;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Services.Privacy;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Access;
using Dashboard.Web.Operation;
using Dashboard.Web.Scopes;

namespace Dashboard.Web.Exports;

/// <summary>What an export is asked for: the same state as the screen's, from the same query string.</summary>
/// <param name="Http">The HTTP request: route values and the page's own parameters.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Analyses">Runs analyses.</param>
/// <param name="Now">The time, for the Methods sheet.</param>
public sealed record ExportRequest(HttpRequest Http, Scope Scope, AnalysisService Analyses, DateTimeOffset Now)
{
    /// <summary>A value from the route.</summary>
    public string Route(string name) => (string)Http.RouteValues[name]!;

    /// <summary>A value from the query string, or null.</summary>
    public string? Query(string name) => Http.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>Runs an analysis; gives up when the browser has gone.</summary>
    public Task<TResult> RunAsync<TResult>(IAnalysis<TResult> request) => Analyses.RunAsync(request, Http.HttpContext.RequestAborted);
}

/// <summary>Files that hold what a screen shows, streamed to the browser.</summary>
public static class ExportEndpoints
{
    /// <summary>Serves <c>/export/WHAT.xlsx</c> and <c>/export/WHAT.csv</c> (the first sheet). An impossible request is answered with 400 and its message, an unknown thing with 404.</summary>
    /// <param name="routes">The site.</param>
    /// <param name="what">Route pattern below /export/, such as "segment/{group}".</param>
    /// <param name="workbook">Makes the workbook; null when there is no such thing.</param>
    /// <param name="needed">What one must be allowed; a file that lists people needs <see cref="Permission.ExportPeople"/> besides, whatever is said here.</param>
    public static void MapExport(this IEndpointRouteBuilder routes, string what, Func<ExportRequest, Task<Workbook?>> workbook, Permission needed = Permission.Export)
    {
        foreach (var extension in (string[])["xlsx", "csv"])
        {
            routes.MapGet($"/export/{what}.{extension}", async (HttpContext http, AnalysisService analyses, ExportHistoryService history, CurrentViewer who, Acts acts, TimeProvider time) =>
            {
                var query = http.Request.Query;
                var scope = ScopeQuery.Parse(query["range"], query["from"], query["to"], query["compare"], query["f"]!);
                try
                {
                    who.Viewer.Require(needed);
                    var book = await workbook(new ExportRequest(http.Request, scope, analyses, time.GetUtcNow()));
                    if (book is null)
                        return Results.NotFound("There is nothing by that name; it may have been undone or renamed.");
                    if (book.ListsPeople)
                        who.Viewer.Require(Permission.ExportPeople);
                    return Download(book, extension, FileName(http.Request, extension, time), http, history, acts);
                }
                catch (AccessDeniedException e)
                {
                    return Results.Text(e.Message, statusCode: StatusCodes.Status403Forbidden);
                }
                catch (ArgumentException e)
                {
                    return Results.BadRequest(e.Message);
                }
            }).RequireRateLimiting(AccessSetup.ExportLimit);
        }
    }

    private static IResult Download(Workbook book, string extension, string name, HttpContext http, ExportHistoryService history, Acts acts)
    {
        var browserGone = http.RequestAborted;
        var address = http.Request.Path + http.Request.QueryString;
        return Results.Stream(
            async stream =>
            {
                var purpose = book.Purpose ?? ExportHistoryService.Screen;
                var isWhole = false;
                try
                {
                    await (extension == "csv" ? CsvWriter.WriteAsync(book.Sheets[0], stream, browserGone) : XlsxWriter.WriteAsync(book, stream, browserGone));
                    isWhole = true;
                }
                finally
                {
                    Meters.Exports.Add(1);
                    Meters.ExportedRows.Add(book.Sheets.Sum(s => s.RowsRead));

                    // A part of a list has left the program too.
                    await acts.NoteAsync(new AuditEntry(book.ListsPeople ? "export.list" : "export", Subject(http.Request), book.Sheets.Sum(s => s.RowsRead), isWhole ? purpose : $"{purpose}; broken off"));
                }

                // What did not arrive whole is no export.
                await history.AddAsync(name, address, purpose, book.Sheets.Sum(s => s.RowsRead), book.DataVersion);
            },
            extension == "csv" ? CsvWriter.MediaType : XlsxWriter.MediaType,
            name);
    }

    // The page of one customer has the key in its address; the audit names people by pseudonyms only.
    private static string Subject(HttpRequest request) =>
        request.RouteValues["key"] is string key && request.Path.StartsWithSegments("/export/customer", StringComparison.OrdinalIgnoreCase)
            ? request.HttpContext.RequestServices.GetRequiredService<PersonSubjects>().Of(Urls.KeyOf(key))
            : request.Path.Value!["/export/".Length..];

    private static string FileName(HttpRequest request, string extension, TimeProvider time)
    {
        var what = request.Query["name"] is [{ Length: > 0 } given, ..] ? given : request.Path.Value!["/export/".Length..^(extension.Length + 1)];
        var safe = string.Concat(what.Take(80).Select(c => char.IsLetterOrDigit(c) || c == '-' ? c : '-'));
        return string.Create(CultureInfo.InvariantCulture, $"{safe}-{time.GetUtcNow():yyyy-MM-dd}.{extension}");
    }
}
