using Dashboard.Services.Audit;
using Dashboard.Services.Imports;
using Dashboard.Services.Privacy;
using Dashboard.Services.Store;
using Dashboard.Services.Tests.Store;

namespace Dashboard.Services.Tests.Privacy;

public sealed class CorrectionTests : IDisposable
{
    private static readonly CustomerRow Wrong = new() { Key = "A", Name = "Anna Smiht", City = "Bern", Phone = "+41 79 000", Attributes = new Dictionary<string, string> { ["Tier"] = "gold" } };

    private readonly TemporaryStore temporary = new();
    private readonly StoreQueue queue = new();
    private readonly MovingClock clock = new();
    private readonly AuditLog audit;

    public CorrectionTests() => audit = new AuditLog(temporary.Store, clock);

    public void Dispose()
    {
        audit.Dispose();
        queue.Dispose();
        temporary.Dispose();
    }

    private PersonEdits Edits => new(temporary.Store, queue, audit, clock);

    [Fact]
    public async Task Correct_TheSourceRepeatsItself_TheCorrectionHolds()
    {
        Import(Wrong);
        await CorrectAsync("name", "Anna Smith");

        Import(Wrong);
        Assert.Equal("Anna Smith", Person().Name);

        // Something new of another field brings the old name along, which is still no news.
        Import(Wrong with { City = "Basel" });
        Assert.Equal(("Anna Smith", "Basel"), (Person().Name, Person().City));

        // Another name is.
        Import(Wrong with { Name = "Anna Meier", City = "Basel" });
        Assert.Equal("Anna Meier", Person().Name);
    }

    [Fact]
    public async Task Correct_WithNothing_TakesTheFactAway()
    {
        Import(Wrong);
        await CorrectAsync("phone", "");
        await CorrectAsync("attribute:Tier", "");
        Import(Wrong);

        Assert.Null(Person().Phone);
        Assert.Null(Person().Tier);
    }

    [Fact]
    public async Task TakeBack_ACorrection_ShowsWhatTheFileSaid()
    {
        Import(Wrong);
        var edit = await CorrectAsync("name", "Anna Smith");

        await Edits.TakeBackAsync(edit, "ben", TestContext.Current.CancellationToken);

        Assert.Equal("Anna Smiht", Person().Name);
        await Assert.ThrowsAsync<StoreException>(() => Edits.TakeBackAsync(edit, "ben", TestContext.Current.CancellationToken));
        Assert.Equal(["person.edit.undo", "person.correct"], audit.List(AuditFilter.All, 0, 9).Entries.Select(e => e.Entry.Action));
        Assert.DoesNotContain(audit.List(AuditFilter.All, 0, 9).Entries, e => e.Entry.Detail!.Contains("Smi", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Correct_NotAFieldOrValue_SaysSo()
    {
        Import(Wrong);
        await Assert.ThrowsAsync<ArgumentException>(() => CorrectAsync("shoe", "42"));
        await Assert.ThrowsAsync<ArgumentException>(() => CorrectAsync("email", "nowhere"));
        await Assert.ThrowsAsync<ArgumentException>(() => CorrectAsync("birth", "1.2.1984"));
        Assert.Equal("Anna Smiht", Person().Name);
    }

    private Task<long> CorrectAsync(string field, string value) => Edits.CorrectAsync("A", new Correction(field, value), "ben", TestContext.Current.CancellationToken);

    private void Import(CustomerRow row) => temporary.Import([new ImportRow { RowNumber = 2, Customer = row }], ImportKind.Customers);

    private (string? Name, string? City, string? Phone, string? Tier) Person()
    {
        var customers = temporary.Snapshot().Customers;
        return (customers.Names[0], customers.City[0], customers.Phones[0], customers.Attributes.TryGetValue("Tier", out var tier) ? tier[0] : null);
    }
}
