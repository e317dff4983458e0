namespace Dashboard.Services.Store;

/// <summary>One training of a model, kept for ever.</summary>
public sealed class ModelRunRecord
{
    /// <summary>Number of the run.</summary>
    public long Id { get; set; }

    /// <summary>Name of a <see cref="Dashboard.Analytics.Predictions.ModelKind"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>When it ended, seconds since 1970-01-01T00:00:00Z.</summary>
    public long TrainedAt { get; set; }

    /// <summary>Why it was trained.</summary>
    public required string Why { get; set; }

    /// <summary>How long it took.</summary>
    public long Milliseconds { get; set; }

    /// <summary>Version of the data that it saw.</summary>
    public long DataVersion { get; set; }

    /// <summary>Name of the rows that it saw.</summary>
    public required string Content { get; set; }

    /// <summary>Documents that there were.</summary>
    public long Documents { get; set; }

    /// <summary>Last day that it has seen, a day number.</summary>
    public int AsOf { get; set; }

    /// <summary>The method.</summary>
    public required string Method { get; set; }

    /// <summary>Name of a <see cref="Dashboard.Analytics.Predictions.LadderRung"/>.</summary>
    public required string Rung { get; set; }

    /// <summary>Rows that it rests on.</summary>
    public long RowsUsed { get; set; }

    /// <summary>The metric that decides, or null.</summary>
    public string? Metric { get; set; }

    /// <summary>Its mean over the backtests.</summary>
    public double? MetricModel { get; set; }

    /// <summary>The baseline's.</summary>
    public double? MetricBaseline { get; set; }

    /// <summary>Whether more of it is better.</summary>
    public bool HigherIsBetter { get; set; }

    /// <summary>Whether the backtests speak for the model.</summary>
    public bool BeatsBaseline { get; set; }

    /// <summary>The model as packed JSON; null when there was too little data for one.</summary>
    public byte[]? Model { get; set; }

    /// <summary>The report as packed JSON.</summary>
    public required byte[] Report { get; set; }

    /// <summary>Whether screens and rules apply it; one run of each kind at most.</summary>
    public bool InUse { get; set; }

    /// <summary>Whether a person chose it, so that later runs do not take its place.</summary>
    public bool IsPinned { get; set; }
}

/// <summary>A decision about customers.</summary>
public sealed class DecisionRecord : ISoftDeleted
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>When it was made, seconds since 1970-01-01T00:00:00Z.</summary>
    public long MadeAt { get; set; }

    /// <summary>Last day of the data then, a day number.</summary>
    public int MadeOn { get; set; }

    /// <summary>Day on which it is due, a day number.</summary>
    public int DueDay { get; set; }

    /// <summary>Text of the rule of whom it is about.</summary>
    public required string Rule { get; set; }

    /// <summary>What they are offered.</summary>
    public required string Offer { get; set; }

    /// <summary>Who answers for it; may be empty.</summary>
    public required string Owner { get; set; }

    /// <summary>What else is to be known; may be empty.</summary>
    public required string Note { get; set; }

    /// <summary>Share that is expected to order until then, 0 to 1; null when nobody said.</summary>
    public double? ExpectedShare { get; set; }

    /// <summary>Money that it is expected to add; null when nobody said.</summary>
    public long? ExpectedValueE4 { get; set; }

    /// <summary>Run of the model that it rests on; null for none.</summary>
    public long? ModelRun { get; set; }

    /// <summary>Keys of the customers, packed.</summary>
    public required byte[] Target { get; set; }

    /// <summary>Keys of the control, packed.</summary>
    public required byte[] Control { get; set; }

    /// <summary>Customers that it is about.</summary>
    public long Customers { get; set; }

    /// <summary>Customers of the control.</summary>
    public long InControl { get; set; }

    /// <summary>When it was deleted, or null; it can be restored for 30 days.</summary>
    public long? DeletedAt { get; set; }
}
