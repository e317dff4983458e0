using System.Globalization;
using Dashboard.Services.Imports;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>
/// Keeps erased people out of imports: an order line until the day of the erasure is taken in without its customer, as the store has it, and a row that speaks of the person alone is refused. Order lines after the erasure are of a
/// person who came back, and are taken as they are.
/// </summary>
/// <param name="people">Who was erased.</param>
internal sealed class ErasedRows(ErasedPeople people)
{
    private long anonymous;

    /// <summary>What the report says; null when no line was about an erased person.</summary>
    public string? Notice => anonymous == 0 ? null : string.Create(
        CultureInfo.InvariantCulture, $"{anonymous:N0} order lines of people who were erased were taken in without the person.");

    /// <summary>For a store; null when nobody was erased.</summary>
    public static ErasedRows? Of(SqliteConnection connection) => ErasedPeople.Of(connection) is { } people ? new ErasedRows(people) : null;

    /// <summary>Takes erased people out of a row.</summary>
    /// <param name="row">The row; it is replaced where it names one.</param>
    /// <returns>Why the row is refused, where nothing of it is left; else null.</returns>
    public Rejection? Without(ref ImportRow row)
    {
        var said = row.Customer is { } customer && Covers(customer.Key, row.Line?.AtSeconds ?? customer.SignedUpSeconds);
        var sold = row.Line is { CustomerKey: { } buyer } sale && Covers(buyer, sale.AtSeconds);
        var contacted = row.Contacts.Any(c => Covers(c.CustomerKey, c.AtSeconds));
        if (!said && !sold && !contacted)
            return null;
        var line = row.Line;
        if (sold && line is not null)
        {
            anonymous++;
            line = line with { CustomerKey = null, Document = NumberOf(line.Document, line.CustomerKey!) };
        }

        row = row with { Customer = said ? null : row.Customer, Line = line, Contacts = [.. row.Contacts.Where(c => !Covers(c.CustomerKey, c.AtSeconds))] };
        return row is { Customer: null, Line: null, Contacts.Count: 0 }
            ? new Rejection(row.RowNumber, null, null, RejectionReason.ErasedPerson, "This row is about a person who was erased. If the person is a customer again, allow it on the privacy page and import the file again.")
            : null;
    }

    /// <summary>Takes an erased person out of a line.</summary>
    public BatchLine Without(LineBatch batch, in BatchLine line)
    {
        if (line.Customer.IsNone || people.Find(batch[line.Customer], line.Customer.Hash) is not { } person || line.AtSeconds > person.At)
            return line;
        anonymous++;
        var without = line with { Customer = default, NamesCustomer = false, CustomerFacts = default };
        if (ErasedPeople.NamesCustomer(batch[line.Document], batch[line.Customer]))
            without.Document = batch.Text(ErasedPeople.AnonymousNumber(batch[line.Document], person.Secret));
        return without;
    }

    private bool Covers(string key, long? atSeconds) => people.Find(key) is { } person && (atSeconds is not { } at || at <= person.At);

    private string NumberOf(string number, string key)
    {
        var (bytes, keyBytes) = (System.Text.Encoding.UTF8.GetBytes(number), System.Text.Encoding.UTF8.GetBytes(key));
        return ErasedPeople.NamesCustomer(bytes, keyBytes) ? ErasedPeople.AnonymousNumber(bytes, people.Find(key)!.Secret) : number;
    }
}
