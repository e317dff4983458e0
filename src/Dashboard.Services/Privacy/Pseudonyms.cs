using System.Security.Cryptography;
using System.Text;
using Dashboard.Services.Store;
using Microsoft.Data.Sqlite;

namespace Dashboard.Services.Privacy;

/// <summary>
/// Names for people that tell nothing without this store's secret: the first 128 bits of HMAC-SHA256 (RFC 2104) over the customer's key. The audit names people by them, and the list of the erased holds nothing else.
/// </summary>
internal static class Pseudonyms
{
    private const int Bytes = 16;
    private const int SecretBytes = 32;

    /// <summary>The secret of a store.</summary>
    public static byte[] SecretOf(SqliteConnection connection)
    {
        using var reader = new BulkReader(connection, $"SELECT Value FROM Settings WHERE Name = '{PrivacyMigration.SecretName}'");
        if (reader.Step() && reader.Text(0) is { Length: SecretBytes * 2 } text)
            return Convert.FromHexString(text);
        throw new StoreException("The secret by which people are named in the audit is missing from the database. Go back to a backup with `restore`.");
    }

    /// <summary>The pseudonym of a key, in bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> key) => HMACSHA256.HashData(secret, key)[..Bytes];

    /// <summary>The pseudonym of a key as the audit writes it.</summary>
    public static string Text(ReadOnlySpan<byte> secret, string key) => Text(Of(secret, Encoding.UTF8.GetBytes(key)));

    /// <summary>A pseudonym as the audit writes it.</summary>
    public static string Text(ReadOnlySpan<byte> pseudonym) => "person-" + Convert.ToHexStringLower(pseudonym[..8]);
}
