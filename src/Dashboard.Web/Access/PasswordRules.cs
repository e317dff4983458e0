using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Access;

/// <summary>
/// Long enough, not a common one, not the name of the account or of this program: what OWASP ASVS 2.1 asks. No rule about kinds of letters, which makes passwords worse.
/// </summary>
public sealed class PasswordRules : IPasswordValidator<Account>
{
    // The most frequent ones of twelve letters and more in published lists, and patterns of keys; shorter ones fall to the length.
    private static readonly string[] Common =
    [
        "password", "passwort", "motdepasse", "contraseña", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "1q2w3e4r5t", "1qaz2wsx3edc", "123456789", "987654321", "iloveyou", "letmein", "welcome", "administrator", "dashboard", "trustno1", "sunshine",
        "football", "princess", "changeme",
    ];

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var text = password ?? "";
        if (text.Length > 128)
            return Refuse("A password has at most 128 letters.");
        var rest = Common.Aggregate(text.ToLowerInvariant(), (left, common) => left.Replace(common, "", StringComparison.Ordinal));
        if (user.UserName is { Length: > 2 } name)
            rest = rest.Replace(name.ToLowerInvariant(), "", StringComparison.Ordinal);

        // 1234…, abcd…, 9999…
        var steps = text.Zip(text.Skip(1), (a, b) => Math.Abs(a - b) <= 1).Count(isNext => isNext);
        if (rest.Length < 6 || rest.Distinct().Count() < 4 || steps > 0.6 * text.Length)
            return Refuse("That password would be guessed early: it is a common one, a pattern, or the name of the account. Use a sentence of a few words that have nothing to do with each other.");
        return Task.FromResult(IdentityResult.Success);
    }

    private static Task<IdentityResult> Refuse(string why) => Task.FromResult(IdentityResult.Failed(new IdentityError { Code = "Weak", Description = why }));
}

/// <summary>Identity's messages in the words of this site.</summary>
public sealed class AccessErrors : IdentityErrorDescriber
{
    /// <inheritdoc/>
    public override IdentityError DuplicateUserName(string userName) => new() { Code = nameof(DuplicateUserName), Description = "There is an account of that name already. Choose another name." };

    /// <inheritdoc/>
    public override IdentityError InvalidUserName(string? userName) => new() { Code = nameof(InvalidUserName), Description = "A name consists of letters, digits and - . _ @ +, and is not empty. Choose another name." };

    /// <inheritdoc/>
    public override IdentityError PasswordMismatch() => new() { Code = nameof(PasswordMismatch), Description = "The old password is not right." };

    /// <inheritdoc/>
    public override IdentityError PasswordTooShort(int length) => new() { Code = nameof(PasswordTooShort), Description = $"A password has at least {length} letters. A sentence of a few words is good." };
}
