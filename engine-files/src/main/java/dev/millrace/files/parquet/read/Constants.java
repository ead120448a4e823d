package dev.millrace.files.parquet.read;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** The value of a partition folder as a vector of one row. */
final class Constants {
    private Constants() {}

    static Vector vector(Literal literal) {
        DataType type = literal.type();
        Object value = literal.value();
        if (value == null) {
            return Nulls.vector(type, 1);
        }
        return switch (type.storage()) {
            case BOOLEAN -> new BooleanVector(type, new byte[] {(byte) ((Boolean) value ? 1 : 0)}, 1, null);
            case INT -> new IntVector(type, new int[] {((Number) value).intValue()}, 1, null);
            case LONG -> new LongVector(type, new long[] {((Number) value).longValue()}, 1, null);
            case DOUBLE -> new DoubleVector(type, new double[] {((Number) value).doubleValue()}, 1, null);
            case DECIMAL128 -> {
                BigInteger unscaled = (BigInteger) value;
                yield new Decimal128Vector(type, new long[] {unscaled.longValue(), unscaled.shiftRight(Long.SIZE).longValue()}, 1, null);
            }
            case BYTES -> {
                byte[] bytes = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
                yield new BytesVector(type, bytes, new int[] {0}, new int[] {bytes.length}, 1, null);
            }
            case LIST, MAP, STRUCT, NULL -> throw new IllegalArgumentException("partition value of type " + type.sql());
        };
    }
}
