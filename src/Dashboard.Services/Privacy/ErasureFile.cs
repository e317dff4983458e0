using System.Globalization;
using Dashboard.Services.Store;

namespace Dashboard.Services.Privacy;

/// <summary>
/// The list of the erased beside the database, <c>shop.db.erased</c>, one person a line, so that a backup that is put in the place of a lost database is erased again too. It holds pseudonyms, no keys and no names.
/// Example: <c>9f86d081884c7d65… 2c26b46b68ffc68f… 1795780800</c> (pseudonym, secret, seconds since 1970-01-01T00:00:00Z).
/// </summary>
internal static class ErasureFile
{
    /// <summary>Path of the file of a database.</summary>
    public static string PathOf(string database) => database + ".erased";

    /// <summary>Its entries; none without a file.</summary>
    /// <exception cref="StoreException">A line can't be read.</exception>
    public static List<ErasedPerson> Read(string database)
    {
        var path = PathOf(database);
        var list = new List<ErasedPerson>();
        if (!File.Exists(path))
            return list;
        foreach (var line in File.ReadLines(path).Where(l => l.Length > 0))
        {
            if (line.Split(' ') is not [var pseudonym, var secret, var at] || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                || pseudonym.Length != 32 || secret.Length != 64 || !IsHex(pseudonym) || !IsHex(secret))
                throw new StoreException($"The list of the erased, '{path}', is damaged. Put an earlier copy of it in its place; without it, a restored backup would show people who were erased.");
            list.Add(new ErasedPerson(Convert.FromHexString(pseudonym), Convert.FromHexString(secret), seconds));
        }

        return list;

        static bool IsHex(string text) => text.All(char.IsAsciiHexDigit);
    }

    /// <summary>Writes it, whole or not at all.</summary>
    public static void Write(string database, IEnumerable<ErasedPerson> list)
    {
        var path = PathOf(database);
        var making = path + ".tmp";
        using (var stream = new FileStream(making, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var writer = new StreamWriter(stream);
            foreach (var person in list)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(person.Pseudonym)} {Convert.ToHexStringLower(person.Secret)} {person.At}\n"));
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(making, path, overwrite: true);
    }
}
