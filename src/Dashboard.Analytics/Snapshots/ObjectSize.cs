using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Dashboard.Analytics.Snapshots;

/// <summary>
/// About how many bytes an object and what it refers to take on the heap. Snapshots, their column sets and delegates are passed over, since they are not an object's own;
/// of long lists of objects the first thousand are measured and the rest taken to be like them.
/// </summary>
public static class ObjectSize
{
    private const int Header = 16;
    private const int MostElements = 1_000;

    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    /// <summary>Measures.</summary>
    public static long Of(object? value) => Measure(value, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static long Measure(object? value, HashSet<object> seen)
    {
        switch (value)
        {
            case null or Snapshot or CustomerColumns or OrderColumns or LineColumns or ProductColumns or CampaignColumns or ContactColumns or Delegate or Type or MemberInfo:
                return 0;
            case string text:
                return seen.Add(text) ? Header + 6 + (2L * text.Length) : 0;
        }

        var type = value.GetType();
        if (!type.IsValueType && !seen.Add(value))
            return 0;
        if (value is Array array)
            return Header + 8 + Elements(array, type.GetElementType()!, seen);
        var shape = Shapes.GetOrAdd(type, static t => new Shape(t));
        var bytes = type.IsValueType ? 0L : Header + shape.Bytes;
        foreach (var field in shape.References)
            bytes += Measure(field.GetValue(value), seen);
        return bytes;
    }

    private static long Elements(Array array, Type element, HashSet<object> seen)
    {
        if (array.Length == 0)
            return 0;
        var shape = Shapes.GetOrAdd(element, static t => new Shape(t));
        var own = (long)array.Length * (element.IsValueType ? shape.Bytes : IntPtr.Size);
        if (element.IsValueType && shape.References.Length == 0)
            return own;
        var (inner, measured) = (0L, 0);
        foreach (var item in array)
        {
            inner += Measure(item, seen);
            if (++measured == MostElements)
                break;
        }

        return own + (long)((double)inner / measured * array.Length);
    }

    private sealed class Shape
    {
        public Shape(Type type)
        {
            if (type.IsPrimitive || type.IsEnum || type.IsPointer)
            {
                Bytes = type.IsPointer ? IntPtr.Size : SizeOf(type.IsEnum ? Enum.GetUnderlyingType(type) : type);
                return;
            }

            var fields = new List<FieldInfo>();
            for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
                fields.AddRange(t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
            References = [.. fields.Where(f => !f.FieldType.IsPointer && !f.FieldType.IsByRefLike && (!f.FieldType.IsValueType || new Shape(f.FieldType).References.Length > 0))];
            Bytes = type.IsValueType ? SizeOf(type) : fields.Sum(f => f.FieldType.IsValueType ? new Shape(f.FieldType).Bytes : IntPtr.Size);
        }

        public int Bytes { get; }

        public FieldInfo[] References { get; } = [];

        private static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
    }
}
