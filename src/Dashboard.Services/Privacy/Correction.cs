using System.Globalization;
using Dashboard.Services.Imports;

namespace Dashboard.Services.Privacy;

/// <summary>A fact about a person that is put right by hand.</summary>
/// <param name="Field">One of <see cref="Fields"/>, or <see cref="AttributePrefix"/> and the name of an attribute.</param>
/// <param name="Value">What is true; empty to take away what files say.</param>
/// <param name="Note">Why; may be empty.</param>
public sealed record Correction(string Field, string Value, string Note = "")
{
    /// <summary>Most characters of a value.</summary>
    public const int LongestValue = 400;

    /// <summary>What stands before the name of an attribute.</summary>
    public const string AttributePrefix = "attribute:";

    /// <summary>The fields that can be put right.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["name", "email", "phone", "country", "region", "city", "postcode", "language", "gender", "birth", "acquisition"];

    /// <summary>The row of facts that says only this.</summary>
    /// <param name="key">Key of the customer.</param>
    /// <exception cref="ArgumentException">There is no such field, or the value can't be one of it.</exception>
    internal CustomerRow Row(string key)
    {
        var value = string.Concat(Value.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        if (value.Length > LongestValue)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The value has {value.Length} characters; {LongestValue} fit. Shorten it."));
        var row = new CustomerRow { Key = key };
        if (Field.StartsWith(AttributePrefix, StringComparison.Ordinal) && Field.Length > AttributePrefix.Length)
            return row with { Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { [Field[AttributePrefix.Length..]] = value } };
        return Field switch
        {
            "name" => row with { Name = value },
            "email" => row with { Email = value.Length == 0 || value.Contains('@', StringComparison.Ordinal) ? value : throw new ArgumentException($"'{value}' is not an e-mail address. Write one such as ana@example.com, or nothing to take it away.") },
            "phone" => row with { Phone = value },
            "country" => row with { Country = value },
            "region" => row with { Region = value },
            "city" => row with { City = value },
            "postcode" => row with { Postcode = value },
            "language" => row with { Language = value },
            "gender" => row with { Gender = value },
            "acquisition" => row with { AcquisitionChannel = value },
            "birth" => row with { BirthDate = Birth(value) },
            _ => throw new ArgumentException($"There is no field '{Field}'. Use one of {string.Join(", ", Fields)}, or {AttributePrefix}NAME."),
        };
    }

    private static DateOnly Birth(string value)
    {
        if (value.Length == 0)
            return HandEdits.NoBirth;
        return DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1900
            ? day
            : throw new ArgumentException($"'{value}' is not a birth date. Write it as 1984-07-01, or nothing to take it away.");
    }
}
