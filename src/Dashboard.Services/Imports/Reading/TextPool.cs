namespace Dashboard.Services.Imports.Reading;

/// <summary>Gives equal texts the same string where it can, in bounded memory: a new text takes the place of an older one with the same hash.</summary>
internal sealed class TextPool
{
    private const int Size = 8192;
    private readonly string?[] _texts = new string?[Size];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length > 128) return text.ToString();
        ref var slot = ref _texts[string.GetHashCode(text, StringComparison.Ordinal) & (Size - 1)];
        return slot is { } known && text.SequenceEqual(known) ? known : slot = text.ToString();
    }
}
