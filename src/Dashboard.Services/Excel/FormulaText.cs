namespace Dashboard.Services.Excel;

/// <summary>Text that a spreadsheet program would take for a formula if it were typed in, or read from a CSV file.</summary>
internal static class FormulaText
{
    /// <summary>
    /// Whether the text begins a formula: = + - or @ (also their full-width forms, which some programs fold), after any white space
    /// and quotes, or a tab or line break at the very start (OWASP, "CSV Injection").
    /// </summary>
    public static bool IsFormula(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return false;
        if (text[0] is '\t' or '\r' or '\n')
            return true;
        foreach (var character in text)
        {
            if (character is '"' or '\'' or '\0' or '\uFEFF' || char.IsWhiteSpace(character))
                continue;
            return character is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20';
        }

        return false;
    }
}
