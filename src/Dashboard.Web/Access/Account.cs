using System.ComponentModel.DataAnnotations;
using Dashboard.Analytics.Privacy;
using Dashboard.Services.Access;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Access;

/// <summary>Somebody who may sign in.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>What the account is for.</summary>
    public Role Role { get; set; }

    /// <summary>Whether it sees names and contacts, where its role says otherwise; null for as the role says.</summary>
    public bool? SeesPeople { get; set; }

    /// <summary>Countries to which its rows are limited, one a line; empty for all.</summary>
    public string Countries { get; set; } = "";

    /// <summary>Brands to which its rows are limited, one a line; empty for all.</summary>
    public string Brands { get; set; } = "";

    /// <summary>Whether it is kept out.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Whether its password was given by an administrator and must be replaced at the next sign-in.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>When it was made, seconds since 1970-01-01T00:00:00Z.</summary>
    public long CreatedAt { get; set; }

    /// <summary>The rows to which it is limited; null for all.</summary>
    public RowScope? Rows => Lines(Countries) is var countries && Lines(Brands) is var brands && countries.Length + brands.Length > 0 ? new RowScope(countries, brands) : null;

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A browser that is signed in.</summary>
public sealed class SessionRecord
{
    /// <summary>SHA-256 of the random name that the cookie carries, in hexadecimal.</summary>
    [Key]
    public required string Id { get; set; }

    /// <summary>The account.</summary>
    public required string AccountId { get; set; }

    /// <summary>When it began, seconds since 1970-01-01T00:00:00Z.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When it was last used, to some minutes.</summary>
    public long SeenAt { get; set; }

    /// <summary>When it was ended before its time, or null.</summary>
    public long? RevokedAt { get; set; }

    /// <summary>What the browser calls itself, clipped.</summary>
    public required string Agent { get; set; }
}

/// <summary>A secret by which a program gets in for somebody.</summary>
public sealed class TokenRecord
{
    /// <summary>Key.</summary>
    public long Id { get; set; }

    /// <summary>The account for which it stands.</summary>
    public required string AccountId { get; set; }

    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the secret in hexadecimal; the secret itself is nowhere.</summary>
    public required string Hash { get; set; }

    /// <summary>What it may at most.</summary>
    public Permission May { get; set; }

    /// <summary>When it was made, seconds since 1970-01-01T00:00:00Z.</summary>
    public long CreatedAt { get; set; }

    /// <summary>When it ends.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>When it was ended before its time, or null.</summary>
    public long? RevokedAt { get; set; }

    /// <summary>When it was last used, to some minutes; null for never.</summary>
    public long? UsedAt { get; set; }
}

/// <summary>A secret of the program itself.</summary>
public sealed class SecretRecord
{
    /// <summary>What it is for.</summary>
    [Key]
    public required string Name { get; set; }

    /// <summary>The secret.</summary>
    public required string Value { get; set; }
}
