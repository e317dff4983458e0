using Dashboard.Services.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Web.Access;

/// <summary>
/// Accounts, sessions and tokens: a file of its own beside the database, so that neither a restored backup brings old passwords back nor a long import makes somebody wait who signs in.
/// </summary>
/// <param name="options">Connection and provider.</param>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : IdentityUserContext<Account>(options)
{
    /// <summary>Browsers that signed in.</summary>
    public DbSet<SessionRecord> Sessions => Set<SessionRecord>();

    /// <summary>Secrets of programs.</summary>
    public DbSet<TokenRecord> ApiTokens => Set<TokenRecord>();

    /// <summary>Secrets of this program.</summary>
    public DbSet<SecretRecord> Secrets => Set<SecretRecord>();

    /// <summary>Path of the file that belongs to a database.</summary>
    public static string PathOf(string database) => Path.ChangeExtension(database, ".accounts.db");

    /// <summary>The options of the file that belongs to a database.</summary>
    internal static void Configure(DbContextOptionsBuilder builder, string database) => builder
        .UseSqlite($"Data Source={PathOf(database)}")
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));

    /// <summary>Makes the file where it is missing, and brings it up to date.</summary>
    /// <exception cref="StoreException">It can't be opened or written.</exception>
    internal void BringUpToDate()
    {
        try
        {
            Database.Migrate();
            Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");
        }
        catch (Exception e) when (StoreTrouble.Words(e) is { } words)
        {
            throw new StoreException($"The file of accounts '{Database.GetDbConnection().DataSource}' can't be opened. {words}", e);
        }
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("Accounts").Ignore(a => a.Rows);
        builder.Entity<IdentityUserClaim<string>>().ToTable("AccountClaims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("AccountLogins");
        builder.Entity<IdentityUserToken<string>>().ToTable("AccountTokens");
        builder.Entity<SessionRecord>().ToTable("Sessions");
        builder.Entity<TokenRecord>().ToTable("ApiTokens");
        builder.Entity<SecretRecord>().ToTable("Secrets");
    }
}

/// <summary>The first schema of accounts: Identity's tables under our names, sessions, tokens.</summary>
[DbContext(typeof(AccountsDbContext))]
[Migration("20261126000000_Accounts")]
public sealed class AccountsMigration : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        CREATE TABLE Accounts (Id TEXT PRIMARY KEY, UserName TEXT, NormalizedUserName TEXT UNIQUE, Email TEXT, NormalizedEmail TEXT, EmailConfirmed INTEGER NOT NULL, PasswordHash TEXT,
            SecurityStamp TEXT, ConcurrencyStamp TEXT, PhoneNumber TEXT, PhoneNumberConfirmed INTEGER NOT NULL, TwoFactorEnabled INTEGER NOT NULL, LockoutEnd TEXT, LockoutEnabled INTEGER NOT NULL,
            AccessFailedCount INTEGER NOT NULL, Role INTEGER NOT NULL, SeesPeople INTEGER, Countries TEXT NOT NULL, Brands TEXT NOT NULL, IsDisabled INTEGER NOT NULL, MustChangePassword INTEGER NOT NULL,
            CreatedAt INTEGER NOT NULL);
        CREATE TABLE AccountClaims (Id INTEGER PRIMARY KEY AUTOINCREMENT, UserId TEXT NOT NULL REFERENCES Accounts (Id) ON DELETE CASCADE, ClaimType TEXT, ClaimValue TEXT);
        CREATE TABLE AccountLogins (LoginProvider TEXT NOT NULL, ProviderKey TEXT NOT NULL, ProviderDisplayName TEXT, UserId TEXT NOT NULL REFERENCES Accounts (Id) ON DELETE CASCADE,
            PRIMARY KEY (LoginProvider, ProviderKey));
        CREATE TABLE AccountTokens (UserId TEXT NOT NULL REFERENCES Accounts (Id) ON DELETE CASCADE, LoginProvider TEXT NOT NULL, Name TEXT NOT NULL, Value TEXT, PRIMARY KEY (UserId, LoginProvider, Name));
        CREATE TABLE Sessions (Id TEXT PRIMARY KEY, AccountId TEXT NOT NULL, CreatedAt INTEGER NOT NULL, SeenAt INTEGER NOT NULL, RevokedAt INTEGER, Agent TEXT NOT NULL);
        CREATE TABLE ApiTokens (Id INTEGER PRIMARY KEY AUTOINCREMENT, AccountId TEXT NOT NULL, Name TEXT NOT NULL, Hash TEXT NOT NULL UNIQUE, May INTEGER NOT NULL, CreatedAt INTEGER NOT NULL,
            ExpiresAt INTEGER NOT NULL, RevokedAt INTEGER, UsedAt INTEGER);
        CREATE TABLE Secrets (Name TEXT PRIMARY KEY, Value TEXT NOT NULL);
        """);
}
