namespace Dashboard.Analytics.Classification;

/// <summary>Checks the answers that a classifier learns from.</summary>
internal static class ClassLabels
{
    /// <summary>Counts the rows of class 1.</summary>
    /// <param name="labels">0 or 1 for each row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <exception cref="ArgumentException">There are not as many labels as rows, a label is neither 0 nor 1, or a class does not occur.</exception>
    public static int Positives(ReadOnlySpan<byte> labels, int rows)
    {
        if (labels.Length != rows)
            throw new ArgumentException(FormattableString.Invariant($"{rows} rows need as many labels, not {labels.Length}."), nameof(labels));
        if (labels.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw new ArgumentException("A label is 0 or 1.", nameof(labels));
        var positives = labels.Count((byte)1);
        if (positives == 0 || positives == rows)
            throw new ArgumentException(FormattableString.Invariant($"Both classes must occur; {positives} of {rows} rows are of class 1."), nameof(labels));
        return positives;
    }
}
