package dev.millrace.files.parquet.read;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;

/** Vectors of nothing but nulls, for columns that a file does not have. */
final class Nulls {
    private Nulls() {}

    static Vector vector(DataType type, int length) {
        long[] none = new long[length + 63 >> 6];
        return switch (type.storage()) {
            case BOOLEAN -> new BooleanVector(type, new byte[length], length, none);
            case INT -> new IntVector(type, new int[length], length, none);
            case LONG -> new LongVector(type, new long[length], length, none);
            case DOUBLE -> new DoubleVector(type, new double[length], length, none);
            case DECIMAL128 -> new Decimal128Vector(type, new long[2 * length], length, none);
            case BYTES -> new BytesVector(type, new byte[0], new int[length], new int[length], length, none);
            case LIST ->
                    new ListVector(type, new int[length], new int[length], vector(((DataType.ArrayType) type).element(), 0), length, none);
            case MAP -> {
                DataType.MapType map = (DataType.MapType) type;
                yield new MapVector(type, new int[length], new int[length], vector(map.key(), 0), vector(map.value(), 0), length, none);
            }
            case STRUCT -> new StructVector(type,
                    ((DataType.StructType) type).fields().stream().map(field -> vector(field.type(), length)).toList(),
                    length, none);
            case NULL -> new NullVector(length);
        };
    }
}
