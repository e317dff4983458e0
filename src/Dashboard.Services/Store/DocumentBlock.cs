using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Dashboard.Services.Store;

/// <summary>One document in a block. The spans lie in the block.</summary>
/// <param name="number">Its number in UTF-8.</param>
/// <param name="atSeconds">Instant, seconds since 1970-01-01T00:00:00Z.</param>
/// <param name="kind">The number of a <see cref="Analytics.Snapshots.DocumentKind"/>.</param>
/// <param name="customerId">Id of its customer; null for none.</param>
/// <param name="channel">Its sales channel among the words of the block; −1 for none.</param>
/// <param name="country">Its country among the words of the block; −1 for none.</param>
/// <param name="lines">Its lines, by <see cref="LineCodec"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct BlockDocument(ReadOnlySpan<byte> number, long atSeconds, byte kind, long? customerId, int channel, int country, ReadOnlySpan<byte> lines)
{
    public ReadOnlySpan<byte> Number { get; } = number;

    public long AtSeconds { get; } = atSeconds;

    public byte Kind { get; } = kind;

    public long? CustomerId { get; } = customerId;

    public int Channel { get; } = channel;

    public int Country { get; } = country;

    public ReadOnlySpan<byte> Lines { get; } = lines;
}

/// <summary>
/// Documents that one import brought, in the order of their <see cref="DocumentKey"/>, in one blob, the column <c>Data</c> of <c>DocumentBlocks</c>. A block is never changed.
/// <code>
/// checksum   8 bytes: XXH3 of what follows, least first
/// count      unsigned: documents
/// base       signed: an instant
/// words      unsigned: how many; then each as text
/// each document:
///   length    unsigned: bytes that follow
///   flags     1 byte: bits 0-1 the kind, then what follows: 2 customer, 3 channel, 4 country
///   number    text
///   at        signed: seconds after the base
///   customer  unsigned, if flagged
///   channel   unsigned, if flagged: which word
///   country   unsigned, if flagged: which word
///   lines     the rest, by LineCodec
/// </code>
/// Numbers and texts are those of <see cref="ByteBuffer"/>. A document of one line takes some thirty-five bytes.
/// </summary>
/// <remarks>Reads the documents of a block one after the other.</remarks>
internal ref struct DocumentBlock
{
    public const int ChecksumBytes = 8;
    public const int KindMask = 3;
    public const int HasCustomer = 1 << 2;
    public const int HasChannel = 1 << 3;
    public const int HasCountry = 1 << 4;
    private const int AllFlags = KindMask | HasCustomer | HasChannel | HasCountry;
    private const int Kinds = 3;

    private readonly ReadOnlySpan<byte> blob;
    private readonly long blockId;
    private readonly long baseSeconds;
    private readonly int[] words;
    private ByteCursor cursor;

    /// <summary>Opens a block, before its first document.</summary>
    /// <param name="blob">The blob; it must outlive the reader.</param>
    /// <param name="blockId">Id of the block, for what is said when it is damaged.</param>
    /// <exception cref="StoreException">The block is damaged.</exception>
    public DocumentBlock(ReadOnlySpan<byte> blob, long blockId)
    {
        this.blob = blob;
        this.blockId = blockId;
        words = [];
        if (blob.Length < ChecksumBytes || XxHash3.HashToUInt64(blob[ChecksumBytes..]) != BinaryPrimitives.ReadUInt64LittleEndian(blob))
            throw Damaged(null);
        cursor = new ByteCursor(blob[ChecksumBytes..]);
        try
        {
            Count = checked((int)cursor.Number());
            baseSeconds = cursor.Signed();
            words = new int[checked((int)Math.Min(cursor.Number(), (ulong)blob.Length))];
            for (var i = 0; i < words.Length; i++)
            {
                words[i] = cursor.At;
                cursor.Text();
            }
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            throw Damaged(e);
        }
    }

    /// <summary>Documents of the block.</summary>
    public int Count { get; }

    /// <summary>How many words (channels, countries) its documents use.</summary>
    public readonly int Words => words.Length;

    /// <summary>How many documents were read.</summary>
    public int Read { get; private set; }

    /// <summary>Where the next document begins, for <see cref="GoTo"/>.</summary>
    public readonly int Position => cursor.At;

    /// <summary>A word in UTF-8; empty for −1.</summary>
    public readonly ReadOnlySpan<byte> Word(int index)
    {
        if (index < 0)
            return default;
        var from = new ByteCursor(blob[(ChecksumBytes + words[index])..]);
        return from.Text();
    }

    /// <summary>Goes to a document whose place was noted before.</summary>
    public void GoTo(int position, int read)
    {
        cursor = new ByteCursor(blob[ChecksumBytes..], position);
        Read = read;
    }

    /// <summary>Reads the next document; false after the last.</summary>
    /// <exception cref="StoreException">The block is damaged.</exception>
    public bool Next(out BlockDocument document)
    {
        document = default;
        if (Read == Count)
            return cursor.IsAtEnd ? false : throw Damaged(null);
        Read++;
        try
        {
            var from = new ByteCursor(cursor.Text());
            var flags = from.Byte();
            if (flags > AllFlags || (flags & KindMask) >= Kinds)
                throw Damaged(null);
            var number = from.Text();
            var at = baseSeconds + from.Signed();
            long? customer = (flags & HasCustomer) != 0 ? checked((long)from.Number()) : null;
            var channel = (flags & HasChannel) != 0 ? WordIndex(from.Number()) : -1;
            var country = (flags & HasCountry) != 0 ? WordIndex(from.Number()) : -1;
            document = new BlockDocument(number, at, (byte)(flags & KindMask), customer, channel, country, from.Rest());
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            throw Damaged(e);
        }
    }

    private readonly int WordIndex(ulong index) => index < (ulong)words.Length ? (int)index : throw new InvalidDataException();

    private readonly StoreException Damaged(Exception? inner)
    {
        var import = DocumentBlocks.ImportOf(blockId);
        return new StoreException($"Documents of import {import} in the database are damaged. Take import {import} back and import its file again, or go back to a copy of the database file.", inner) { IsDamage = true };
    }
}
