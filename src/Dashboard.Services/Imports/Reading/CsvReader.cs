using System.Buffers;
using System.Text;
using static System.FormattableString;

namespace Dashboard.Services.Imports.Reading;

/// <summary>
/// Reads separated text after RFC 4180: fields in double quotes may hold separators, line ends and doubled quotes;
/// rows end with CRLF, LF or CR. Kinder than the RFC in two ways: a quote inside a field that did not open with one is
/// a character like any other (<c>37°36'37.8"N</c>), and text after a closing quote is a problem of its row, not of the file.
/// </summary>
/// <remarks>One row is held at a time. Fields are spans over the buffer; doubled quotes are removed in place.</remarks>
internal sealed class CsvReader : TableReader
{
    private const char Quote = '"';
    private readonly Stream _bytes;
    private readonly Decoder _decoder;
    private readonly Windows1252Fallback? _fallback;
    private readonly Func<long> _bytesRead;
    private readonly char _delimiter;
    private readonly bool _cut;
    private readonly SearchValues<char> _stops;
    private readonly byte[] _input = new byte[64 * 1024];
    private int _inputAt;
    private int _inputEnd;
    private bool _inputDone;
    private char[] _buffer;
    private int _rowStart;
    private int _at;
    private int _end;
    private bool _done;

    /// <param name="bytes">The text, after any byte order mark.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="delimiter">Its separator.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="bytesRead">Position in the file, for progress.</param>
    /// <param name="cut">True when the bytes are only the beginning of a file, so that an open quote at their end says nothing.</param>
    public CsvReader(Stream bytes, Encoding encoding, char delimiter, ReadLimits limits, Func<long>? bytesRead = null, bool cut = false)
        : base(limits)
    {
        _bytes = bytes;
        _decoder = encoding.GetDecoder();
        if (encoding.CodePage == Encoding.UTF8.CodePage) _decoder.Fallback = _fallback = new Windows1252Fallback();
        _delimiter = delimiter;
        _bytesRead = bytesRead ?? (() => bytes.Position);
        _cut = cut;
        _stops = SearchValues.Create([delimiter, '\r', '\n', '\0']);
        _buffer = new char[128 * 1024];
    }

    public override long BytesRead => _bytesRead();

    public override long RepairedCharacters => _fallback?.Count ?? 0;

    protected override ReadOnlySpan<char> RowCharacters => _buffer.AsSpan(_rowStart);

    public override bool Read()
    {
        while (true)
        {
            StartRow();
            _rowStart = _at;
            if (_at == _end && !Fill()) return false;
            RowNumber++;
            while (!ReadField())
            {
            }

            if (FieldCount > 1 || !IsBlank()) return true;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _bytes.Dispose();
    }

    // True when the field was the last of its row.
    private bool ReadField()
    {
        if (_at == _end && !Fill())
        {
            AddField(_at - _rowStart, 0);
            return true;
        }

        return _buffer[_at] == Quote ? ReadQuoted() : ReadPlain(_at - _rowStart, true);
    }

    private bool ReadPlain(int start, bool keep)
    {
        var scan = start;
        while (true)
        {
            var found = _buffer.AsSpan(_rowStart + scan, _end - _rowStart - scan).IndexOfAny(_stops);
            if (found >= 0)
            {
                scan += found;
                break;
            }

            scan = _end - _rowStart;
            if (scan - start > Limits.FieldCharacters) throw FieldTooLong();
            if (!Fill())
            {
                if (keep) AddField(start, scan - start);
                _at = _end;
                return true;
            }
        }

        var stop = _buffer[_rowStart + scan];
        if (stop == '\0') throw NulFound();
        if (keep) AddField(start, scan - start);
        else if (!_buffer.AsSpan(_rowStart + start, scan - start).IsWhiteSpace()) RowProblem ??= Invariant($"There is text after the closing quote of column {FieldCount}.");
        _at = _rowStart + scan + 1;
        return stop != _delimiter && EndRow(stop);
    }

    private bool ReadQuoted()
    {
        var start = _at - _rowStart + 1;
        var read = start;
        var write = start;
        while (true)
        {
            var rest = _buffer.AsSpan(_rowStart + read, _end - _rowStart - read);
            var found = rest.IndexOfAny(Quote, '\0');
            var length = found >= 0 ? found : rest.Length;
            if (write != read) rest[..length].CopyTo(_buffer.AsSpan(_rowStart + write));
            write += length;
            read += length;
            if (write - start > Limits.FieldCharacters) throw FieldTooLong(inQuotes: true);
            if (found < 0)
            {
                if (Fill()) continue;
                if (!_cut) throw new ImportException(ImportProblem.UnterminatedQuote, Invariant($"Row {RowNumber}, column {FieldCount + 1}: a quote is opened and never closed before the end of the file. Close it, or double quotes that belong to the text."), RowNumber);
                break;
            }

            if (_buffer[_rowStart + read] == '\0') throw NulFound();
            read++;
            if (_rowStart + read == _end) Fill();
            if (_rowStart + read == _end || _buffer[_rowStart + read] != Quote) break;
            _buffer[_rowStart + write++] = Quote;
            read++;
        }

        AddField(start, write - start);
        _at = _rowStart + read;
        if (_at == _end) return true;
        var next = _buffer[_at];
        if (next == _delimiter)
        {
            _at++;
            return false;
        }

        if (next is '\r' or '\n')
        {
            _at++;
            return EndRow(next);
        }

        return ReadPlain(_at - _rowStart, false);
    }

    private bool EndRow(char stop)
    {
        if (stop == '\r')
        {
            if (_at == _end) Fill();
            if (_at < _end && _buffer[_at] == '\n') _at++;
        }

        return true;
    }

    // Makes room behind the row that is being read and decodes more; false at the end of the file.
    private bool Fill()
    {
        if (_done) return false;
        if (_rowStart > 0)
        {
            _buffer.AsSpan(_rowStart, _end - _rowStart).CopyTo(_buffer);
            _at -= _rowStart;
            _end -= _rowStart;
            _rowStart = 0;
        }

        if (_buffer.Length - _end < 1024)
        {
            if (_end > Limits.RowCharacters) throw RowTooLong();
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        while (true)
        {
            if (_inputAt == _inputEnd && !_inputDone)
            {
                _inputAt = 0;
                _inputEnd = _bytes.Read(_input);
                _inputDone = _inputEnd == 0;
            }

            _decoder.Convert(_input.AsSpan(_inputAt, _inputEnd - _inputAt), _buffer.AsSpan(_end), _inputDone, out var used, out var made, out var completed);
            _inputAt += used;
            _end += made;
            if (made > 0) return true;
            if (_inputDone && completed)
            {
                _done = true;
                return false;
            }
        }
    }

    private ImportException NulFound() => new(
        ImportProblem.NulCharacter, Invariant($"Row {RowNumber}, column {FieldCount + 1} holds a NUL character, which text files never do. Save the table again as CSV in UTF-8."), RowNumber);
}
