using Dashboard.Analytics.Data;
using Dashboard.Services.Access;
using Dashboard.Services.Data;
using Dashboard.Services.Excel;
using Dashboard.Services.Exports;
using Dashboard.Services.Imports;
using Dashboard.Services.Snapshots;
using Dashboard.Web.Exports;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace Dashboard.Web.Data;

/// <summary>Uploads in, rejected rows and data quality out.</summary>
public static class DataEndpoints
{
    /// <summary>Header that carries the token of <c>GET /data/uploads/token</c>.</summary>
    public const string TokenHeader = "RequestVerificationToken";

    /// <summary>Adds what the Data screen and the import wizard need.</summary>
    public static IServiceCollection AddDataScreens(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(UploadLimit.From(configuration));

    /// <summary>Maps the endpoints, and removes files that an earlier run of the program left behind.</summary>
    public static void MapData(this WebApplication app)
    {
        app.Services.GetRequiredService<UploadFolder>().RemoveOld();

        // Another site can neither read this answer nor set the header, so only our own page can begin an upload.
        app.MapGet("/data/uploads/token", (HttpContext http, IAntiforgery antiforgery) =>
            Results.Json(new { token = antiforgery.GetAndStoreTokens(http).RequestToken })).RequireAuthorization(nameof(Permission.Edit));
        app.MapPost("/data/uploads", ReceiveAsync).RequireAuthorization(nameof(Permission.Edit));
        app.MapGet("/data/uploads/{id}/rejected.csv", (string id, ImportDesk desk, CancellationToken browserGone) =>
            desk.Find(id)?.Trial is { } trial ? Csv(RejectionSheets.Of(trial.Rejections), browserGone) : Results.NotFound("There is no dry run of that file any more. Upload it again.")).RequireAuthorization(nameof(Permission.Import));
        app.MapGet("/data/imports/{id:long}/rejected.csv", async (long id, ImportService imports, CancellationToken browserGone) =>
            Csv(RejectionSheets.Of(await imports.RejectionsAsync(id, 0, int.MaxValue, browserGone)), browserGone)).RequireAuthorization(nameof(Permission.Import));
        app.MapExport("data-quality", async request =>
        {
            var result = await request.RunAsync(new QualityRequest(Today(request)));
            return ReceiptSheet.Workbook(result.Receipt, request.Now, QualitySheets.Fields(result));
        });
        app.MapExport("data-quality/{issue}", async request =>
        {
            if (QualityIssue.Parse(request.Route("issue")) is not { } issue)
                return null;
            var result = await request.RunAsync(new QualityRowsRequest(issue, Today(request), 0, int.MaxValue));
            return ReceiptSheet.Workbook(result.Receipt, request.Now, QualitySheets.Rows(result));
        });
    }

    /// <summary>Today in the shop's time zone.</summary>
    public static DateOnly Today(ShopSettingsService settings, DateTimeOffset now) => DateOnly.FromDayNumber(new ShopClock(settings.Current().TimeZone).Local(now.ToUnixTimeSeconds()).Day);

    private static DateOnly Today(ExportRequest request) => Today(request.Http.HttpContext.RequestServices.GetRequiredService<ShopSettingsService>(), request.Now);

    private static async Task<IResult> ReceiveAsync(HttpContext http, IAntiforgery antiforgery, ImportDesk desk, UploadLimit limit)
    {
        var name = http.Request.Query["name"].ToString();
        if (!http.Request.Headers.ContainsKey(TokenHeader) || !await antiforgery.IsRequestValidAsync(http))
            return Problem(StatusCodes.Status400BadRequest, "This page is too old to upload from. Reload it and choose the file again.");
        if (http.Request.ContentLength > limit.Bytes)
            return Problem(StatusCodes.Status413PayloadTooLarge, UploadFolder.TooLarge(name, limit.Bytes).Message);

        // The limit of all other requests stays as it is. One byte more, so that our own message is told and not the server's.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit.Bytes + 1;
        try
        {
            var draft = await desk.ReceiveAsync(name, http.Request.Body, limit.Bytes, http.RequestAborted);
            return Results.Json(new { id = draft.Upload.Id, name = draft.Upload.FileName, bytes = draft.Upload.Bytes });
        }
        catch (ImportException e)
        {
            return Problem(e.Problem == ImportProblem.Bomb ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, e.Message);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The browser has gone or cancelled; what had come was removed.
            return Results.Empty;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Problem(e.StatusCode, UploadFolder.TooLarge(name, limit.Bytes).Message)
                : Problem(e.StatusCode, "The upload ended before the file did. Check the connection and choose the file again.");
        }
        catch (IOException)
        {
            return Problem(StatusCodes.Status507InsufficientStorage, "The file could not be saved: the disk is full, or the data folder can't be written. Make room and choose the file again.");
        }
    }

    private static IResult Problem(int status, string message) => Results.Json(new { message }, statusCode: status);

    private static IResult Csv(Sheet sheet, CancellationToken browserGone) =>
        Results.Stream(stream => CsvWriter.WriteAsync(sheet, stream, browserGone), CsvWriter.MediaType, "rejected-rows.csv");
}
