package dev.millrace.columnar;

import dev.millrace.types.DataType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single values of vectors, in the form of {@link dev.millrace.expr.Literal}. For what is done once a query or once a printed row, not for kernels.
 *
 * <p>{@code Object name = Values.get(batch.column(1), 0);}
 */
public final class Values {

    private Values() {
    }

    /** The value of one row, or null. */
    public static @Nullable Object get(Vector vector, int row) {
        if (vector.isNull(row)) {
            return null;
        }
        return switch (vector) {
            case BooleanVector(var _, var values, var _, var _) -> values[row] != 0;
            case IntVector(var _, var values, var _, var _) -> values[row];
            case LongVector(var _, var values, var _, var _) -> values[row];
            case DoubleVector(var _, var values, var _, var _) -> values[row];
            case Decimal128Vector(var _, var words, var _, var _) -> decimal128(words[2 * row], words[2 * row + 1]);
            case BytesVector(var type, var data, var starts, var lengths, var _, var _) -> type instanceof DataType.BinaryType
                    ? Arrays.copyOfRange(data, starts[row], starts[row] + lengths[row])
                    : new String(data, starts[row], lengths[row], StandardCharsets.UTF_8);
            case ListVector(var _, var starts, var lengths, var elements, var _, var _) -> list(elements, starts[row], lengths[row]);
            case MapVector(var _, var starts, var lengths, var keys, var values, var _, var _) -> map(keys, values, starts[row], lengths[row]);
            case StructVector(var _, var fields, var _, var _) -> {
                List<@Nullable Object> values = new ArrayList<>(fields.size());
                for (Vector field : fields) {
                    values.add(get(field, row));
                }
                yield Collections.unmodifiableList(values);
            }
            case DictionaryVector(var codes, var dictionary, var _, var _) -> get(dictionary, codes[row]);
            case ConstantVector(var value, var _) -> get(value, 0);
            case NullVector _ -> null;
        };
    }

    /** The unscaled value that two words hold. */
    public static BigInteger decimal128(long low, long high) {
        if (high == low >> 63) {
            return BigInteger.valueOf(low);
        }
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> 8 * (7 - i));
            bytes[8 + i] = (byte) (low >>> 8 * (7 - i));
        }
        return new BigInteger(bytes);
    }

    private static List<@Nullable Object> list(Vector elements, int start, int length) {
        List<@Nullable Object> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(get(elements, start + i));
        }
        return Collections.unmodifiableList(values);
    }

    private static Map<Object, @Nullable Object> map(Vector keys, Vector values, int start, int length) {
        Map<Object, @Nullable Object> entries = LinkedHashMap.newLinkedHashMap(length);
        for (int i = 0; i < length; i++) {
            Object key = get(keys, start + i);
            if (key != null) {
                entries.put(key, get(values, start + i));
            }
        }
        return Collections.unmodifiableMap(entries);
    }
}
