package dev.millrace.executor.operator.sort;

import dev.millrace.expr.InputRef;
import dev.millrace.expr.SortKey;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random rows, and their order as a comparator of plain values. */
final class SortRows {

    private SortRows() {}

    static List<List<@Nullable Object>> random(Schema schema, int count, Random random) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        boolean narrow = random.nextBoolean();
        boolean nulls = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 0; column < schema.size(); column++) {
                row.add(nulls && random.nextInt(8) == 0 ? null : value(schema.type(column), narrow, random));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Object value(DataType type, boolean narrow, Random random) {
        return switch (type.storage()) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> narrow ? random.nextInt(20) - 10 : random.nextInt();
            case LONG -> narrow ? random.nextLong(100) - 50 : random.nextInt(50) == 0 ? Long.MIN_VALUE : random.nextLong();
            case DOUBLE -> switch (random.nextInt(12)) {
                case 0 -> Double.NaN;
                case 1 -> -0.0;
                case 2 -> 0.0;
                case 3 -> Double.NEGATIVE_INFINITY;
                default -> narrow ? random.nextInt(9) / 2.0 : random.nextGaussian() * 1e9;
            };
            case DECIMAL128 ->
                    narrow ? BigInteger.valueOf(random.nextInt(30) - 15) : new BigInteger(110, random).subtract(BigInteger.TWO.pow(109));
            case BYTES -> text(narrow ? random.nextInt(4) : random.nextInt(20), random);
            case LIST -> {
                List<@Nullable Object> elements = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    elements.add(random.nextInt(5) == 0 ? null : random.nextInt(3));
                }
                yield elements;
            }
            case MAP, STRUCT, NULL -> throw new IllegalArgumentException("no such key: " + type);
        };
    }

    private static String text(int length, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(30) == 0 ? '\u20ac' : random.nextInt(30) == 0 ? '\0' : (char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    static List<SortKey> keys(Schema schema, Random random) {
        List<SortKey> keys = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            keys.add(new SortKey(new InputRef(column, schema.type(column), true, schema.field(column).name()), random.nextBoolean(),
                    random.nextBoolean()));
        }
        return keys;
    }

    static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows, List<SortKey> keys) {
        List<List<@Nullable Object>> sorted = new ArrayList<>(rows);
        sorted.sort(comparator(keys));
        return sorted;
    }

    private static Comparator<List<@Nullable Object>> comparator(List<SortKey> keys) {
        return (a, b) -> {
            for (int key = 0; key < keys.size(); key++) {
                Object left = a.get(key);
                Object right = b.get(key);
                int order = left == null || right == null
                        ? (left == null ? 0 : 1) - (right == null ? 0 : 1)
                        : compare(left, right);
                boolean forward = left == null || right == null ? keys.get(key).nullsFirst() : keys.get(key).ascending();
                if (order != 0) {
                    return forward ? order : -order;
                }
            }
            return 0;
        };
    }

    private static int compare(Object left, Object right) {
        return switch (left) {
            case Boolean value -> value.compareTo((Boolean) right);
            case Integer value -> value.compareTo((Integer) right);
            case Long value -> value.compareTo((Long) right);
            case Double value -> Double.compare(value + 0.0, (Double) right + 0.0);
            case BigInteger value -> value.compareTo((BigInteger) right);
            case String value ->
                    Arrays.compareUnsigned(value.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8));
            case List<?> value -> {
                List<?> other = (List<?>) right;
                for (int i = 0; i < Math.min(value.size(), other.size()); i++) {
                    Object a = value.get(i);
                    Object b = other.get(i);
                    int order = a == null || b == null ? (a == null ? 0 : 1) - (b == null ? 0 : 1) : compare(a, b);
                    if (order != 0) {
                        yield order;
                    }
                }
                yield Integer.compare(value.size(), other.size());
            }
            default -> throw new IllegalArgumentException("no order: " + left);
        };
    }
}
