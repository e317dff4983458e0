using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Analytics.Fairness;
using Dashboard.Analytics.Rules;
using Dashboard.Services.Audit;
using Dashboard.Services.Store;

namespace Dashboard.Services.Fairness;

/// <summary>
/// Why people go on with selections that fall under four fifths: who, when, the rule, the ratios at that time, and the reason in their words. Reasons are only added; each is noted in the audit as well,
/// by the fingerprint of the rule and without its words, since both may name people.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="audit">Where each is noted.</param>
/// <param name="time">The clock.</param>
public sealed class FairnessReasonService(DashboardStore store, AuditLog audit, TimeProvider time)
{
    /// <summary>Fewest characters of a reason.</summary>
    public const int ShortestReason = 10;

    /// <summary>Most characters of a reason.</summary>
    public const int LongestReason = 2_000;

    /// <summary>The reasons given for a rule, last first.</summary>
    /// <param name="rule">The rule.</param>
    public IReadOnlyList<FairnessReason> Of(Rule rule)
    {
        using var connection = store.Connect();
        using var reader = new BulkReader(connection, "SELECT Id, At, Who, Ratios, Reason, AsOf FROM FairnessReasons WHERE Rule = ? ORDER BY Id DESC");
        reader.SetText(0, RuleText.Format(rule));
        var found = new List<FairnessReason>();
        while (reader.Step())
            found.Add(new FairnessReason(reader.Int64(0), DateTimeOffset.FromUnixTimeSeconds(reader.Int64(1)), reader.Text(2)!, reader.Text(3)!, reader.Text(4)!, DateOnly.FromDayNumber((int)reader.Int64(5))));
        return found;
    }

    /// <summary>Keeps a reason and notes it.</summary>
    /// <param name="who">Name of the account.</param>
    /// <param name="result">What was found.</param>
    /// <param name="reason">The reason, in their words.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">The reason is too short or too long, or no group is under the line.</exception>
    public async Task AddAsync(string who, FairnessResult result, string? reason, CancellationToken cancellationToken)
    {
        var words = reason?.Trim() ?? "";
        if (words.Length < ShortestReason)
            throw new ArgumentException("Write why you go on with this selection: what it is for, and why no fairer one will do.", nameof(reason));
        if (words.Length > LongestReason)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A reason has at most {LongestReason} characters; this one has {words.Length}."), nameof(reason));
        var ratios = Ratios(result);
        if (ratios.Length == 0)
            throw new ArgumentException("No group is under four fifths here, so there is nothing to give a reason for.", nameof(result));
        cancellationToken.ThrowIfCancellationRequested();
        long id;
        using (var connection = store.Connect())
        {
            DashboardStore.Execute(
                connection,
                "INSERT INTO FairnessReasons (At, Who, Rule, Ratios, Reason, AsOf, DataVersion) VALUES (@0, @1, @2, @3, @4, @5, @6)",
                time.GetUtcNow().ToUnixTimeSeconds(),
                who,
                RuleText.Format(result.Rule),
                ratios,
                words,
                result.Receipt.Range.To.DayNumber,
                result.Receipt.DataVersion);
            using var last = new BulkReader(connection, "SELECT last_insert_rowid()");
            id = last.Scalar();
        }

        await audit.AppendAsync(who, new AuditEntry("fairness.reason", $"rule {FingerprintOf(result.Rule)}", result.Selected, string.Create(CultureInfo.InvariantCulture, $"reason {id}; {ratios}")), CancellationToken.None);
    }

    /// <summary>The groups under four fifths with their ratios and intervals: "Gender, male 0.31 (0.25 to 0.38)".</summary>
    public static string Ratios(FairnessResult result) => string.Join("; ", result.Under.Select(u => string.Create(
        CultureInfo.InvariantCulture, $"{u.Attribute.Label}, {u.Group.Group} {u.Group.Ratio:0.00} ({u.Group.RatioInterval!.Value.Low:0.00} to {u.Group.RatioInterval.Value.High:0.00})")));

    /// <summary>What stands for a rule in the audit: the first digits of the SHA-256 of its canonical text.</summary>
    public static string FingerprintOf(Rule rule) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RuleText.Format(rule))).AsSpan(0, 6));
}

/// <summary>Why somebody went on.</summary>
/// <param name="Id">Its number.</param>
/// <param name="At">When.</param>
/// <param name="Who">Name of the account.</param>
/// <param name="Ratios">The groups under four fifths then, with their ratios.</param>
/// <param name="Reason">The reason.</param>
/// <param name="AsOf">Day on which the rule was asked.</param>
public sealed record FairnessReason(long Id, DateTimeOffset At, string Who, string Ratios, string Reason, DateOnly AsOf);
