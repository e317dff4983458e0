using System.Collections.Concurrent;

namespace Dashboard.Web.Access;

/// <summary>How many pages each account has open: a page takes a megabyte at the server, so that one account could take it all.</summary>
public sealed class OpenPages
{
    /// <summary>Pages that one account may have open.</summary>
    public const int Most = 100;

    private readonly ConcurrentDictionary<string, int> open = new(StringComparer.Ordinal);

    /// <summary>Pages that an account has open.</summary>
    /// <param name="account">Its name.</param>
    public int Of(string account) => open.GetValueOrDefault(account);

    /// <summary>Counts a page that opens.</summary>
    /// <param name="account">Whose.</param>
    /// <returns>Whether it may; a page that may not is not counted.</returns>
    public bool TryOpen(string account)
    {
        while (true)
        {
            var before = open.GetOrAdd(account, 0);
            if (before >= Most)
                return false;
            if (open.TryUpdate(account, before + 1, before))
                return true;
        }
    }

    /// <summary>Counts a page that was opened and closes.</summary>
    /// <param name="account">Whose.</param>
    public void Close(string account) => open.AddOrUpdate(account, 0, (_, count) => Math.Max(0, count - 1));
}
