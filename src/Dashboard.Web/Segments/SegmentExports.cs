using Dashboard.Analytics.Segments;
using Dashboard.Services.Exports;
using Dashboard.Services.Segments;
using Dashboard.Web.Exports;

namespace Dashboard.Web.Segments;

/// <summary>
/// Files of the segments: <c>/export/segments.xlsx</c> and one sheet of it, <c>/export/segment-profile/loyal.xlsx</c> and one sheet of it.
/// The members of a segment are the customer list with the segment as a condition.
/// </summary>
public static class SegmentExports
{
    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapExport("segments", async request =>
        {
            var result = await RunAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, [.. SegmentSheets.All(result)]);
        });
        routes.MapExport("segments/{part}", async request =>
        {
            var result = await RunAsync(request);
            return SegmentSheets.Part(result, request.Route("part")) is { } sheet ? ReceiptSheet.Workbook(result.Receipt, request.Now, sheet) : null;
        });
        routes.MapExport("segments-movement", async request =>
        {
            var result = await MovementAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, MovementSheets.Moves(result), MovementSheets.Groups(result));
        });
        routes.MapExport("segments-movement/groups", async request =>
        {
            var result = await MovementAsync(request);
            return ReceiptSheet.Workbook(result.Receipt, request.Now, MovementSheets.Groups(result));
        });
        routes.MapExport("segments-stability", async request =>
        {
            var result = await request.RunAsync(new RfmStabilityRequest(request.Scope, RfmDefinitionText.Parse(request.Query("rfm"))));
            return ReceiptSheet.Workbook(result.Receipt, request.Now, StabilitySheets.Trials(result), StabilitySheets.Groups(result));
        });
        routes.MapExport("segment-profile/{group}", async request =>
        {
            if (await ProfileAsync(request) is not { } result)
                return null;
            return ReceiptSheet.Workbook(result.Receipt, request.Now, [.. SegmentProfileSheets.All(result)]);
        });
        routes.MapExport("segment-profile/{group}/{part}", async request =>
        {
            if (await ProfileAsync(request) is not { } result || SegmentProfileSheets.Part(result, request.Route("part")) is not { } sheet)
                return null;
            return ReceiptSheet.Workbook(result.Receipt, request.Now, sheet);
        });
    }

    private static Task<SegmentsResult> RunAsync(ExportRequest request) => request.RunAsync(new SegmentsRequest(request.Scope, RfmDefinitionText.Parse(request.Query("rfm"))));

    private static Task<RfmMovement> MovementAsync(ExportRequest request) =>
        request.RunAsync(RfmMovementPage.RequestOf(request.Scope, request.Query("day1"), request.Query("day2"), request.Query("rfm")));

    private static async Task<SegmentProfileResult?> ProfileAsync(ExportRequest request) =>
        RfmGroups.Find(request.Route("group")) is { } group ? await request.RunAsync(new SegmentProfileRequest(request.Scope, group)) : null;
}
