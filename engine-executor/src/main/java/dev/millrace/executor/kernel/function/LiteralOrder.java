package dev.millrace.executor.kernel.function;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Orders and compares single values of one type in {@code Literal} form as SQL does: nulls first, NaN last, -0.0 equal to 0.0, texts and
 * binary values by unsigned bytes, arrays and structs element by element.
 */
final class LiteralOrder implements Comparator<@Nullable Object> {

    static final LiteralOrder INSTANCE = new LiteralOrder();

    private LiteralOrder() {}

    @Override
    public int compare(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? -1 : 1;
        }
        return switch (left) {
            case Boolean value -> value.compareTo((Boolean) right);
            case Integer value -> value.compareTo((Integer) right);
            case Long value -> value.compareTo((Long) right);
            case Double value -> Double.compare(value + 0.0, (Double) right + 0.0);
            case BigInteger value -> value.compareTo((BigInteger) right);
            case String value ->
                    Arrays.compareUnsigned(value.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
            case byte[] value -> Arrays.compareUnsigned(value, (byte[]) right);
            case List<?> value -> compareLists(value, (List<?>) right);
            case Map<?, ?> value -> compareMaps(value, (Map<?, ?>) right);
            default -> throw new IllegalArgumentException("no value of SQL: " + left.getClass());
        };
    }

    static boolean same(@Nullable Object left, @Nullable Object right) {
        return INSTANCE.compare(left, right) == 0;
    }

    static boolean contains(List<?> list, @Nullable Object value) {
        for (Object element : list) {
            if (same(element, value)) {
                return true;
            }
        }
        return false;
    }

    /** Keys decide, then values, each in the order of the entries. */
    private int compareMaps(Map<?, ?> left, Map<?, ?> right) {
        int order = compareLists(new ArrayList<>(left.keySet()), new ArrayList<>(right.keySet()));
        return order != 0 ? order : compareLists(new ArrayList<>(left.values()), new ArrayList<>(right.values()));
    }

    private int compareLists(List<?> left, List<?> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }
}
