using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Web.Access;

/// <summary>The secret by which the first account is made: printed on the console of the program, new with every start, of no use once there is an account.</summary>
public sealed class SetUpToken
{
    /// <summary>The secret: 128 random bits.</summary>
    public string Value { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether somebody has it, compared in a time that tells nothing.</summary>
    public bool Is(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.Trim()), Encoding.UTF8.GetBytes(Value));
}

/// <summary>Codes of authenticator apps that were used, so that one that was seen over a shoulder can't be used again.</summary>
/// <param name="time">The clock.</param>
public sealed class UsedCodes(TimeProvider time)
{
    private static readonly TimeSpan Alive = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(string Account, string Code), DateTimeOffset> used = new();

    /// <summary>Takes a code; false when it was taken before.</summary>
    public bool Take(string account, string code)
    {
        var now = time.GetUtcNow();
        foreach (var old in used.Where(u => now - u.Value > Alive))
            used.TryRemove(old);
        return used.TryAdd((account, code), now);
    }
}
