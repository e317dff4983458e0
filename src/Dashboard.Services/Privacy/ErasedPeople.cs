using System.Security.Cryptography;
using System.Text;
using Dashboard.Services.Imports;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>An entry of the list of the erased.</summary>
/// <param name="Pseudonym">The person's pseudonym.</param>
/// <param name="Secret">The secret that it was made with.</param>
/// <param name="At">When the person was erased, in seconds.</param>
internal sealed record ErasedPerson(byte[] Pseudonym, byte[] Secret, long At);

/// <summary>
/// Who was erased, by pseudonyms: imports ask it whether a row is about an erased person, and a restored backup is erased again by it. Keys are asked about once each and remembered.
/// </summary>
internal sealed class ErasedPeople
{
    private const int ShortestKey = 4;
    private readonly Dictionary<(long, long), ErasedPerson> people;
    private readonly byte[][] secrets;
    private readonly KeyTable asked = new();
    private readonly List<ErasedPerson?> answers = [];

    private ErasedPeople(IReadOnlyList<ErasedPerson> list)
    {
        people = list.ToDictionary(p => Place(p.Pseudonym));
        secrets = [.. list.Select(p => Convert.ToHexString(p.Secret)).Distinct().Select(Convert.FromHexString)];
    }

    /// <summary>The list of a store; null when it is empty, as it mostly is.</summary>
    public static ErasedPeople? Of(SqliteConnection connection) => Read(connection) is { Count: > 0 } list ? new ErasedPeople(list) : null;

    /// <summary>People of a list.</summary>
    public static ErasedPeople Of(IReadOnlyList<ErasedPerson> list) => new(list);

    /// <summary>The entries of a store.</summary>
    public static List<ErasedPerson> Read(SqliteConnection connection)
    {
        var list = new List<ErasedPerson>();
        using var reader = new BulkReader(connection, "SELECT Pseudonym, Secret, At FROM Erasures ORDER BY Pseudonym");
        while (reader.Step())
            list.Add(new ErasedPerson(reader.Blob(0).ToArray(), reader.Blob(1).ToArray(), reader.Int64(2)));
        return list;
    }

    /// <summary>Adds entries within the caller's transaction; of one person the later erasure stays.</summary>
    public static void Add(SqliteConnection connection, IEnumerable<ErasedPerson> list)
    {
        foreach (var person in list)
        {
            DashboardStore.Execute(
                connection,
                "INSERT INTO Erasures (Pseudonym, Secret, At) VALUES (@0, @1, @2) ON CONFLICT (Pseudonym) DO UPDATE SET At = MAX(At, excluded.At)",
                person.Pseudonym, person.Secret, person.At);
        }
    }

    /// <summary>The entry of a key, or null.</summary>
    /// <param name="key">The key in UTF-8.</param>
    /// <param name="hash">Its <see cref="StableHash.Of"/>.</param>
    public ErasedPerson? Find(ReadOnlySpan<byte> key, ulong hash)
    {
        var index = asked.Add(key, hash);
        if (index == answers.Count)
            answers.Add(Ask(key));
        return answers[index];
    }

    /// <summary>The entry of a key, or null.</summary>
    public ErasedPerson? Find(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        return Find(bytes, StableHash.Of(bytes));
    }

    /// <summary>
    /// Whether the number of a document gives its customer away: files without document numbers make one of the customer and the time (<c>17850@20101201</c>), some shops number the orders of a customer
    /// (<c>0000001-22</c>, a return of it <c>C0000001-22</c>), and some know their customers by e-mail address. Of keys of fewer than four bytes only the first counts.
    /// </summary>
    public static bool NamesCustomer(ReadOnlySpan<byte> number, ReadOnlySpan<byte> key)
    {
        if (number.StartsWith(key) && number.Length > key.Length && number[key.Length] == (byte)'@')
            return true;
        if (key.Length < ShortestKey)
            return false;
        for (var from = 0; from <= number.Length - key.Length; from++)
        {
            var at = number[from..].IndexOf(key);
            if (at < 0)
                return false;
            from += at;
            var after = from + key.Length;
            if ((from == 0 || !IsPart(number[from - 1]) || (from == 1 && char.IsAsciiLetter((char)number[0]))) && (after == number.Length || !IsPart(number[after])))
                return true;
        }

        return false;

        static bool IsPart(byte character) => char.IsAsciiLetterOrDigit((char)character) || character >= 0x80;
    }

    /// <summary>What such a number becomes. It is the same for the same number, so that a file that comes again finds its documents.</summary>
    public static string AnonymousNumber(ReadOnlySpan<byte> number, byte[] secret)
    {
        byte[] message = [.. "document\n"u8, .. number];
        var hash = HMACSHA256.HashData(secret, message);
        return "erased-" + Convert.ToHexStringLower(hash.AsSpan(0, 12));
    }

    private ErasedPerson? Ask(ReadOnlySpan<byte> key)
    {
        foreach (var secret in secrets)
        {
            if (people.TryGetValue(Place(Pseudonyms.Of(secret, key)), out var person) && person.Secret.AsSpan().SequenceEqual(secret))
                return person;
        }

        return null;
    }

    private static (long, long) Place(ReadOnlySpan<byte> pseudonym) => (BitConverter.ToInt64(pseudonym), BitConverter.ToInt64(pseudonym[8..]));
}
