namespace Dashboard.Web.Data;

/// <summary>How large an uploaded file may be: the setting UploadLimitMegabytes.</summary>
/// <param name="Bytes">Most bytes.</param>
public sealed record UploadLimit(long Bytes)
{
    /// <summary>Megabytes when nothing is said.</summary>
    public const int DefaultMegabytes = 1024;

    /// <summary>Megabytes.</summary>
    public long Megabytes => Bytes / (1024 * 1024);

    /// <summary>Reads the setting.</summary>
    public static UploadLimit From(IConfiguration configuration) => new(Math.Max(1, configuration.GetValue("UploadLimitMegabytes", DefaultMegabytes)) * 1024L * 1024L);
}
