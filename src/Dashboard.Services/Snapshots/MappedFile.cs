using System.IO.MemoryMappedFiles;

namespace Dashboard.Services.Snapshots;

/// <summary>A file mapped into memory for reading. Columns over it refer to it, and it is unmapped once none of them can be reached any more.</summary>
internal sealed unsafe class MappedFile
{
    // Its safe handle unmaps the file when it is finalized, so it is enough to hold on to it.
    private readonly MemoryMappedViewAccessor view;

    public MappedFile(FileStream stream)
    {
        Length = stream.Length;
        using var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        Start = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset;
    }

    public long Length { get; }

    public byte* Start { get; }
}
