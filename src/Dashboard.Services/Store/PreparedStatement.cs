using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Store;

/// <summary>A statement prepared once and run many times, its parameters named @0, @1 … in order.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly SqliteCommand command;
    private readonly SqliteParameter[] parameters;

    public PreparedStatement(SqliteConnection connection, string sql, int parameterCount)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        parameters = new SqliteParameter[parameterCount];
        for (var i = 0; i < parameterCount; i++)
        {
            parameters[i] = command.CreateParameter();
            parameters[i].ParameterName = "@" + i.ToString(CultureInfo.InvariantCulture);
            command.Parameters.Add(parameters[i]);
        }
    }

    /// <summary>Makes an insert into a table of the columns named, separated by commas.</summary>
    public static PreparedStatement Insert(SqliteConnection connection, string table, string columns)
    {
        var count = columns.Count(c => c == ',') + 1;
        var values = string.Join(", ", Enumerable.Range(0, count).Select(i => "@" + i.ToString(CultureInfo.InvariantCulture)));
        return new PreparedStatement(connection, $"INSERT INTO {table} ({columns}) VALUES ({values})", count);
    }

    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteReader();
    }

    public object? Scalar(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteScalar();
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
