using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dashboard.Services.Store;

/// <summary>
/// A statement prepared once and run many times on the connection's own handle: typed, without boxing and without strings on the way. Parameters and columns are counted
/// from 0; a parameter keeps its value from run to run until it is set again. Used by one thread at a time.
/// </summary>
/// <remarks>
/// Values go straight to SQLite's library, which the packages bring: through the package's own layer a row of seven values costs a fifth more, most of it for copies of texts that are
/// thrown away with the next row.
/// </remarks>
internal abstract class BulkStatement : IDisposable
{
    private const int PrepareForLong = 1;
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly byte[][] texts;

    protected BulkStatement(SqliteConnection connection, string sql)
    {
        database = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v3(database, sql, PrepareForLong, out statement));
        Pointer = statement.DangerousGetHandle();
        texts = new byte[raw.sqlite3_bind_parameter_count(statement)][];
        Array.Fill(texts, []);
    }

    /// <summary>The statement for the library; it lives as long as this.</summary>
    protected nint Pointer { get; }

    /// <summary>Sets a parameter to a number.</summary>
    public void Set(int index, long value) => Check(Library.BindInt64(Pointer, index + 1, value));

    /// <summary>Sets a parameter to a number, or to nothing.</summary>
    public void Set(int index, long? value)
    {
        if (value is { } number)
            Set(index, number);
        else
            SetNull(index);
    }

    /// <summary>Sets a parameter to a text in UTF-8.</summary>
    public void SetText(int index, ReadOnlySpan<byte> utf8) => Check(Library.BindText(Pointer, index + 1, ref Keep(index, utf8), utf8.Length, 0));

    /// <summary>Sets a parameter to a text, or to nothing.</summary>
    public void SetText(int index, string? text)
    {
        if (text is null)
        {
            SetNull(index);
            return;
        }

        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (texts[index].Length < size)
            Widen(index, size);
        var length = Encoding.UTF8.GetBytes(text, texts[index]);
        Check(Library.BindText(Pointer, index + 1, ref MemoryMarshal.GetArrayDataReference(texts[index]), length, 0));
    }

    /// <summary>Sets a parameter to bytes.</summary>
    public void SetBlob(int index, ReadOnlySpan<byte> bytes) => Check(Library.BindBlob(Pointer, index + 1, ref Keep(index, bytes), bytes.Length, 0));

    /// <summary>Sets a parameter to nothing.</summary>
    public void SetNull(int index) => Check(Library.BindNull(Pointer, index + 1));

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    /// <summary>Goes one step; true when there is a row.</summary>
    /// <exception cref="StoreException">The database can't do it.</exception>
    protected bool StepOnce()
    {
        var code = Library.Step(Pointer);
        if (code is raw.SQLITE_ROW)
            return true;
        if (code is raw.SQLITE_DONE)
            return false;
        throw Failure(code);
    }

    /// <summary>Makes the statement ready to run again.</summary>
    protected void StartAgain() => _ = Library.Reset(Pointer);

    // Each parameter has a place of its own that does not move, since SQLite reads it when the statement runs.
    private ref byte Keep(int index, ReadOnlySpan<byte> bytes)
    {
        if (texts[index].Length < bytes.Length || bytes.IsEmpty)
            Widen(index, bytes.Length);
        bytes.CopyTo(texts[index]);
        return ref MemoryMarshal.GetArrayDataReference(texts[index]);
    }

    private void Widen(int index, int size) => texts[index] = GC.AllocateUninitializedArray<byte>(Math.Max(64, 2 * size), pinned: true);

    private void Check(int code)
    {
        if (code is not raw.SQLITE_OK)
            throw Failure(code);
    }

    private StoreException Failure(int code)
    {
        var said = raw.sqlite3_errmsg(database).utf8_to_string();
        var words = code switch
        {
            raw.SQLITE_FULL => "The disk is full. Make room on the disk of the database, then try again; the data is as it was before.",
            raw.SQLITE_CORRUPT => "The database file is damaged. Go back to a copy of it.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Another change of the database is under way. Wait for its end, then try again.",
            _ => string.Create(CultureInfo.InvariantCulture, $"The database can't do this: {said} (code {code}). The data is as it was before; try again, and look at the disk if it happens again."),
        };
        return new StoreException(words) { IsDamage = code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB };
    }

    /// <summary>The few functions of SQLite that rows pass through. All but a step return at once, so that they need no word to the garbage collector.</summary>
    protected static class Library
    {
        private const string Name = "e_sqlite3";

        [DllImport(Name, EntryPoint = "sqlite3_step")]
        public static extern int Step(nint statement);

        [DllImport(Name, EntryPoint = "sqlite3_reset")]
        public static extern int Reset(nint statement);

        [SuppressGCTransition]
        [DllImport(Name, EntryPoint = "sqlite3_bind_int64")]
        public static extern int BindInt64(nint statement, int index, long value);

        [SuppressGCTransition]
        [DllImport(Name, EntryPoint = "sqlite3_bind_text")]
        public static extern int BindText(nint statement, int index, ref byte text, int length, nint destructor);

        [SuppressGCTransition]
        [DllImport(Name, EntryPoint = "sqlite3_bind_blob")]
        public static extern int BindBlob(nint statement, int index, ref byte bytes, int length, nint destructor);

        [SuppressGCTransition]
        [DllImport(Name, EntryPoint = "sqlite3_bind_null")]
        public static extern int BindNull(nint statement, int index);

        [SuppressGCTransition]
        [DllImport(Name, EntryPoint = "sqlite3_column_int64")]
        public static extern long ColumnInt64(nint statement, int column);

        [SuppressGCTransition]
        [DllImport(Name, EntryPoint = "sqlite3_column_type")]
        public static extern int ColumnType(nint statement, int column);

        [SuppressGCTransition]
        [DllImport(Name, EntryPoint = "sqlite3_column_blob")]
        public static extern nint ColumnBlob(nint statement, int column);

        [SuppressGCTransition]
        [DllImport(Name, EntryPoint = "sqlite3_column_bytes")]
        public static extern int ColumnBytes(nint statement, int column);
    }
}

/// <summary>Writes rows: set the parameters, <see cref="Run"/>, again.</summary>
internal sealed class BulkWriter(SqliteConnection connection, string sql) : BulkStatement(connection, sql)
{
    /// <summary>Makes an insert into a table of the columns named, separated by commas; a parameter for each.</summary>
    public static BulkWriter Insert(SqliteConnection connection, string table, string columns)
    {
        var values = string.Join(", ", Enumerable.Repeat("?", columns.Count(c => c == ',') + 1));
        return new BulkWriter(connection, $"INSERT INTO {table} ({columns}) VALUES ({values})");
    }

    /// <summary>Runs the statement with the parameters as they are set.</summary>
    /// <exception cref="StoreException">The database can't do it.</exception>
    public void Run()
    {
        try
        {
            StepOnce();
        }
        finally
        {
            StartAgain();
        }
    }
}

/// <summary>
/// Reads rows: set the parameters, <see cref="Step"/> while it is true and read the columns. Spans live until the next step. <see cref="Reset"/> before other parameters;
/// a reader at its end is ready to run again.
/// </summary>
internal sealed class BulkReader(SqliteConnection connection, string sql) : BulkStatement(connection, sql)
{
    /// <summary>Goes to the next row; false after the last.</summary>
    /// <exception cref="StoreException">The database can't do it.</exception>
    public bool Step()
    {
        var found = false;
        try
        {
            return found = StepOnce();
        }
        finally
        {
            if (!found)
                StartAgain();
        }
    }

    /// <summary>Stops before the last row, so that the statement can run again.</summary>
    public void Reset() => StartAgain();

    /// <summary>A number; 0 for none.</summary>
    public long Int64(int column) => Library.ColumnInt64(Pointer, column);

    /// <summary>A number, or null for none.</summary>
    public long? Int64OrNull(int column) => IsNull(column) ? null : Int64(column);

    /// <summary>A text in UTF-8; empty for none.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => Blob(column);

    /// <summary>A text, or null for none.</summary>
    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Utf8(column));

    /// <summary>Bytes; empty for none.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        var bytes = Library.ColumnBlob(Pointer, column);
        return bytes == 0 ? default : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), bytes), Library.ColumnBytes(Pointer, column));
    }

    /// <summary>Whether there is no value.</summary>
    public bool IsNull(int column) => Library.ColumnType(Pointer, column) == raw.SQLITE_NULL;

    /// <summary>The number in the first column of the only row; 0 without rows.</summary>
    /// <exception cref="StoreException">The database can't do it.</exception>
    public long Scalar()
    {
        var number = Step() ? Int64(0) : 0;
        Reset();
        return number;
    }
}
