using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Audit;

/// <summary>
/// Who did what, for ever: a file of its own beside the database, so that neither a restored backup nor a long import touches or delays it. Entries are only added; each has a hash over itself and the hash before it
/// (a hash chain, Haber and Stornetta 1991), so that <see cref="Verify"/> finds an entry that was changed, taken out or put in between. Triggers refuse changes by anything that does not mean harm.
/// </summary>
public sealed class AuditLog : IDisposable
{
    private const string FirstHash = "0000000000000000000000000000000000000000000000000000000000000000";
    private const int LongestText = 2_000;

    private readonly string connectionString;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>Opens the log of a store, and makes it when it is missing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StoreException">The file can't be opened or written.</exception>
    public AuditLog(DashboardStore store, TimeProvider time)
    {
        this.time = time;
        Path = PathOf(store.Path);
        connectionString = new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = 60 }.ToString();
        try
        {
            using var connection = Connect();
            DashboardStore.Execute(connection, """
                PRAGMA journal_mode = WAL;
                CREATE TABLE IF NOT EXISTS Entries (Number INTEGER PRIMARY KEY, At INTEGER NOT NULL, Who TEXT NOT NULL, Action TEXT NOT NULL, Subject TEXT NOT NULL, Rows INTEGER, Detail TEXT, Hash TEXT NOT NULL);
                CREATE TRIGGER IF NOT EXISTS EntriesStay BEFORE DELETE ON Entries BEGIN SELECT RAISE(ABORT, 'The audit is only added to.'); END;
                CREATE TRIGGER IF NOT EXISTS EntriesStayAsTheyAre BEFORE UPDATE ON Entries BEGIN SELECT RAISE(ABORT, 'The audit is only added to.'); END;
                """);
        }
        catch (SqliteException e)
        {
            throw new StoreException($"The audit '{Path}' can't be opened. {StoreTrouble.Words(e) ?? "Move that file away and keep it; a new one is begun."}", e);
        }
    }

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>Path of the log that belongs to a database.</summary>
    public static string PathOf(string database) => System.IO.Path.ChangeExtension(database, ".audit.db");

    /// <inheritdoc/>
    public void Dispose() => writing.Dispose();

    /// <summary>Adds an entry; it is on the disk before the call returns.</summary>
    /// <param name="who">Name of the account.</param>
    /// <param name="entry">What was done.</param>
    /// <param name="cancellationToken">Stops waiting for others who write.</param>
    /// <exception cref="SqliteException">The disk is full, or the file can't be written.</exception>
    public async Task AppendAsync(string who, AuditEntry entry, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            await Task.Run(() => Append(who, entry), CancellationToken.None);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Entries, newest first, and how many there are.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many of the newest to leave out.</param>
    /// <param name="most">How many at most.</param>
    public (IReadOnlyList<AuditRecord> Entries, long Count) List(AuditFilter filter, long skip, int most)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        var where = Where(filter, command);
        command.CommandText = "SELECT COUNT(*) FROM Entries" + where;
        var count = (long)command.ExecuteScalar()!;
        command.CommandText = $"SELECT Number, At, Who, Action, Subject, Rows, Detail, Hash FROM Entries{where} ORDER BY Number DESC LIMIT @most OFFSET @skip";
        command.Parameters.AddWithValue("@most", most);
        command.Parameters.AddWithValue("@skip", skip);
        using var reader = command.ExecuteReader();
        var entries = new List<AuditRecord>();
        while (reader.Read())
            entries.Add(Read(reader));
        return (entries, count);
    }

    /// <summary>Reads the whole log and computes every hash anew.</summary>
    /// <param name="cancellationToken">Stops the reading.</param>
    public AuditVerdict Verify(CancellationToken cancellationToken)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Number, At, Who, Action, Subject, Rows, Detail, Hash FROM Entries ORDER BY Number";
        using var reader = command.ExecuteReader();
        var (count, hash) = (0L, FirstHash);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = Read(reader);
            if (entry.Number != count + 1)
                return new AuditVerdict(count, hash, string.Create(CultureInfo.InvariantCulture, $"Entry {count + 1} is missing: after entry {count} comes entry {entry.Number}."));
            if (HashOf(hash, entry.Number, entry.At.ToUnixTimeMilliseconds(), entry.Who, entry.Entry) is var own && own != entry.Hash)
                return new AuditVerdict(count, hash, string.Create(CultureInfo.InvariantCulture, $"Entry {entry.Number} of {entry.At:yyyy-MM-dd HH:mm} UTC is not as it was written, or one before it was taken out."));
            (count, hash) = (entry.Number, entry.Hash);
        }

        return new AuditVerdict(count, hash, null);
    }

    internal static string HashOf(string before, long number, long milliseconds, string who, AuditEntry entry)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> integer = stackalloc byte[8];
        sha.AppendData(Convert.FromHexString(before));
        Integer(number, integer);
        Integer(milliseconds, integer);
        Text(who, integer);
        Text(entry.Action, integer);
        Text(entry.Subject, integer);
        Text(entry.Rows?.ToString(CultureInfo.InvariantCulture), integer);
        Text(entry.Detail, integer);
        return Convert.ToHexStringLower(sha.GetHashAndReset());

        void Integer(long value, Span<byte> buffer)
        {
            BinaryPrimitives.WriteInt64LittleEndian(buffer, value);
            sha.AppendData(buffer);
        }

        // Each with its length before it, so that no two entries give the same bytes.
        void Text(string? value, Span<byte> buffer)
        {
            Integer(value is null ? -1 : Encoding.UTF8.GetByteCount(value), buffer);
            sha.AppendData(Encoding.UTF8.GetBytes(value ?? ""));
        }
    }

    private static string Where(AuditFilter filter, SqliteCommand command)
    {
        var conditions = new List<string>();
        Add(filter.Who, "Who = @who", "@who");
        Add(filter.Action, "substr(Action, 1, length(@action)) = @action", "@action");
        Add(filter.Text, "(instr(lower(Subject), lower(@text)) > 0 OR instr(lower(coalesce(Detail, '')), lower(@text)) > 0)", "@text");
        Add(filter.From?.ToUnixTimeMilliseconds(), "At >= @from", "@from");
        Add(filter.To?.ToUnixTimeMilliseconds(), "At < @to", "@to");
        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);

        void Add(object? value, string condition, string parameter)
        {
            if (value is null or "")
                return;
            conditions.Add(condition);
            command.Parameters.AddWithValue(parameter, value);
        }
    }

    private static AuditRecord Read(SqliteDataReader row) => new(
        row.GetInt64(0),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        row.GetString(2),
        new AuditEntry(row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetInt64(5), row.IsDBNull(6) ? null : row.GetString(6)),
        row.GetString(7));

    private void Append(string who, AuditEntry entry)
    {
        using var connection = Connect();

        // Another process may add too, so the last hash is read within the transaction that writes.
        using var transaction = connection.BeginTransaction(deferred: false);
        var (number, before) = (1L, FirstHash);
        using (var last = connection.CreateCommand())
        {
            last.CommandText = "SELECT Number, Hash FROM Entries ORDER BY Number DESC LIMIT 1";
            using var reader = last.ExecuteReader();
            if (reader.Read())
                (number, before) = (reader.GetInt64(0) + 1, reader.GetString(1));
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var (name, clean) = (Clean(who)!, new AuditEntry(Clean(entry.Action)!, Clean(entry.Subject)!, entry.Rows, Clean(entry.Detail)));
        DashboardStore.Execute(
            connection,
            "INSERT INTO Entries (Number, At, Who, Action, Subject, Rows, Detail, Hash) VALUES (@0, @1, @2, @3, @4, @5, @6, @7)",
            number, now, name, clean.Action, clean.Subject, clean.Rows, clean.Detail, HashOf(before, number, now, name, clean));
        transaction.Commit();
    }

    // One line each, however long what somebody typed: a line break in a name must not look like another entry in an exported file. A half of a pair of surrogates has no UTF-8.
    private static string? Clean(string? text)
    {
        if (text is null)
            return null;
        var line = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > LongestText)
                break;
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return line.ToString();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        DashboardStore.Execute(connection, "PRAGMA synchronous = FULL");
        return connection;
    }
}
