using System.Globalization;
using Dashboard.Services.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Services.Predictions;

/// <summary>When models are trained again by themselves.</summary>
/// <param name="EveryDays">Days after which a model is trained again if the data has changed, 1 to 365; null for never.</param>
/// <param name="AfterGrowth">Share of documents more or fewer than at the training that makes it be trained at once, 0.01 to 1; null for never.</param>
public sealed record TrainingSchedule(int? EveryDays, double? AfterGrowth)
{
    /// <summary>Every week, and when the documents grew or shrank by a tenth.</summary>
    public static TrainingSchedule Default { get; } = new(7, 0.1);

    /// <summary>Why a model is trained when the shop has decided otherwise about what it may read.</summary>
    public const string OtherwiseAllowed = "the shop changed whether age, gender and country may be read";

    /// <summary>Whether anything is trained by itself.</summary>
    public bool IsOn => EveryDays is not null || AfterGrowth is not null;

    /// <summary>Why a model is to be trained now; null when it is not.</summary>
    /// <param name="last">The newest run of the kind; null for none.</param>
    /// <param name="now">Now.</param>
    /// <param name="content">Name of the rows of now.</param>
    /// <param name="documents">Documents of now.</param>
    public string? Reason(ModelRun? last, DateTimeOffset now, string content, long documents)
    {
        if (documents == 0)
            return null;
        if (last is null)
            return "there was no model yet";
        if (last.Content == content)
            return null;
        var change = (documents - last.Documents) / (double)Math.Max(1, last.Documents);
        if (AfterGrowth is { } least && Math.Abs(change) >= least)
            return string.Create(CultureInfo.InvariantCulture, $"the documents {(change > 0 ? "grew" : "shrank")} by {Math.Abs(change):P0}");
        return EveryDays is { } days && now - last.TrainedAt >= TimeSpan.FromDays(days) ? "on schedule" : null;
    }
}

/// <summary>Reads and writes the schedule of trainings. It is no data: analyses do not see it.</summary>
/// <param name="store">The store.</param>
public sealed class TrainingScheduleService(DashboardStore store)
{
    private const string Name = "TrainingSchedule";

    /// <summary>The schedule; the default where nothing was decided.</summary>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<TrainingSchedule> CurrentAsync(CancellationToken cancellationToken)
    {
        await using var context = store.CreateDbContext();
        var text = await context.Settings.AsNoTracking().Where(s => s.Name == Name).Select(s => s.Value).FirstOrDefaultAsync(cancellationToken);
        return text?.Split(';') is [var days, var growth] ? new TrainingSchedule(int.TryParse(days, CultureInfo.InvariantCulture, out var d) ? d : null, double.TryParse(growth, CultureInfo.InvariantCulture, out var g) ? g : null) : TrainingSchedule.Default;
    }

    /// <summary>Stores the schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public async Task SaveAsync(TrainingSchedule schedule, CancellationToken cancellationToken)
    {
        if (schedule.EveryDays is < 1 or > 365)
            throw new ArgumentException("Give the days between trainings as a whole number from 1 to 365, or never.", nameof(schedule));
        if (schedule.AfterGrowth is < 0.01 or > 1)
            throw new ArgumentException("Give the growth after which models are trained as a share from 1 % to 100 %, or never.", nameof(schedule));
        var value = string.Create(CultureInfo.InvariantCulture, $"{schedule.EveryDays};{schedule.AfterGrowth}");
        await using var context = store.CreateDbContext();
        if (await context.Settings.FirstOrDefaultAsync(s => s.Name == Name, cancellationToken) is { } record)
            record.Value = value;
        else
            context.Settings.Add(new SettingRecord { Name = Name, Value = value });
        await context.SaveChangesAsync(cancellationToken);
    }
}
