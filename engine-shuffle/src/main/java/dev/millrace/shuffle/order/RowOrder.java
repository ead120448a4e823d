package dev.millrace.shuffle.order;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.expr.SortKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of rows: direction and place of the nulls of each key. NaN is the largest number and equals itself, -0.0 equals 0.0, text is
 * compared byte by byte, arrays and structs element by element with nulls first.
 *
 * <p>Most comparisons are decided by {@link #prefixes}: one long a row, ordered as the rows are or equal; {@link #comparator} decides the
 * others.
 *
 * @param keys direction of each key
 */
public record RowOrder(List<Direction> keys) {

    private static final VarHandle BIG_ENDIAN = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    public RowOrder {
        keys = List.copyOf(keys);
    }

    /** Direction of one key. */
    public record Direction(boolean ascending, boolean nullsFirst) {}

    public static RowOrder of(List<SortKey> keys) {
        return new RowOrder(keys.stream().map(key -> new Direction(key.ascending(), key.nullsFirst())).toList());
    }

    /** Compares rows of {@code left} with rows of {@code right}: one vector a key. */
    public RowComparator comparator(List<Vector> left, List<Vector> right) {
        RowComparator rest = null;
        for (int key = keys.size() - 1; key >= 0; key--) {
            RowComparator first = directed(keys.get(key), Flatten.flat(left.get(key)), Flatten.flat(right.get(key)));
            RowComparator next = rest;
            rest = next == null ? first : (a, b) -> {
                int order = first.compare(a, b);
                return order != 0 ? order : next.compare(a, b);
            };
        }
        return rest == null ? (_, _) -> 0 : rest;
    }

    /**
     * One long for each of the rows, by the first key: when two differ they are ordered as the rows are.
     *
     * @param key vector of the first key
     * @param out entry {@code i} is for row {@code i} of the first {@code length}
     * @return true when rows with equal longs have equal first keys
     */
    public boolean prefixes(Vector key, int length, long[] out) {
        Vector flat = Flatten.flat(key);
        boolean exact = true;
        switch (flat) {
            case BooleanVector(var _, var values, var _, var _) -> {
                for (int row = 0; row < length; row++) {
                    out[row] = values[row];
                }
            }
            case IntVector(var _, var values, var _, var _) -> {
                for (int row = 0; row < length; row++) {
                    out[row] = values[row];
                }
            }
            case LongVector(var _, var values, var _, var validity) -> {
                exact = validity == null;
                System.arraycopy(values, 0, out, 0, length);
            }
            case DoubleVector(var _, var values, var _, var _) -> {
                for (int row = 0; row < length; row++) {
                    out[row] = ordered(values[row]);
                }
            }
            case Decimal128Vector(var _, var words, var _, var _) -> {
                exact = false;
                for (int row = 0; row < length; row++) {
                    out[row] = words[2 * row + 1];
                }
            }
            case BytesVector bytes -> {
                exact = false;
                for (int row = 0; row < length; row++) {
                    out[row] = firstBytes(bytes.data(), bytes.starts()[row], bytes.lengths()[row]) ^ Long.MIN_VALUE;
                }
            }
            case ListVector _, MapVector _, StructVector _ -> {
                exact = false;
                Arrays.fill(out, 0, length, 0);
            }
            case NullVector _ -> Arrays.fill(out, 0, length, 0);
            case DictionaryVector _, ConstantVector _ -> throw new IllegalArgumentException("not flat");
        }
        direct(keys.getFirst(), flat.validity(), length, out);
        return exact;
    }

    private static void direct(Direction direction, long @Nullable [] validity, int length, long[] out) {
        if (!direction.ascending()) {
            for (int row = 0; row < length; row++) {
                out[row] = ~out[row];
            }
        }
        if (validity != null) {
            long forNull = direction.nullsFirst() ? Long.MIN_VALUE : Long.MAX_VALUE;
            for (int row = 0; row < length; row++) {
                if (!Validity.isValid(validity, row)) {
                    out[row] = forNull;
                }
            }
        }
    }

    /** A double as a long of the same order. */
    public static long ordered(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** The first eight bytes as an unsigned number, shorter text padded with zeros. */
    public static long firstBytes(byte[] data, int start, int length) {
        if (length >= 8) {
            return (long) BIG_ENDIAN.get(data, start);
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (data[start + i] & 0xFFL) << (56 - 8 * i);
        }
        return word;
    }

    private static RowComparator directed(Direction direction, Vector left, Vector right) {
        if (direction.ascending()) {
            return nulls(direction.nullsFirst(), left, right, values(left, right));
        }
        RowComparator swapped = values(right, left);
        return nulls(direction.nullsFirst(), left, right, (a, b) -> swapped.compare(b, a));
    }

    private static RowComparator nulls(boolean nullsFirst, Vector left, Vector right, RowComparator values) {
        long[] leftValid = left.validity();
        long[] rightValid = right.validity();
        if (leftValid == null && rightValid == null) {
            return values;
        }
        int leftNull = nullsFirst ? -1 : 1;
        return (a, b) -> {
            boolean first = Validity.isValid(leftValid, a);
            boolean second = Validity.isValid(rightValid, b);
            if (first && second) {
                return values.compare(a, b);
            }
            return first == second ? 0 : first ? -leftNull : leftNull;
        };
    }

    private static RowComparator values(Vector left, Vector right) {
        return switch (left) {
            case BooleanVector(var _, var a, var _, var _) -> {
                byte[] b = ((BooleanVector) right).values();
                yield (i, j) -> Byte.compare(a[i], b[j]);
            }
            case IntVector(var _, var a, var _, var _) -> {
                int[] b = ((IntVector) right).values();
                yield (i, j) -> Integer.compare(a[i], b[j]);
            }
            case LongVector(var _, var a, var _, var _) -> {
                long[] b = ((LongVector) right).values();
                yield (i, j) -> Long.compare(a[i], b[j]);
            }
            case DoubleVector(var _, var a, var _, var _) -> {
                double[] b = ((DoubleVector) right).values();
                yield (i, j) -> Double.compare(a[i] + 0.0, b[j] + 0.0);
            }
            case Decimal128Vector(var _, var a, var _, var _) -> {
                long[] b = ((Decimal128Vector) right).words();
                yield (i, j) -> {
                    int high = Long.compare(a[2 * i + 1], b[2 * j + 1]);
                    return high != 0 ? high : Long.compareUnsigned(a[2 * i], b[2 * j]);
                };
            }
            case BytesVector a -> {
                BytesVector b = (BytesVector) right;
                yield (i, j) -> Arrays.compareUnsigned(a.data(), a.starts()[i], a.starts()[i] + a.lengths()[i], b.data(), b.starts()[j],
                        b.starts()[j] + b.lengths()[j]);
            }
            case ListVector a -> lists(a, (ListVector) right);
            case StructVector a -> structs(a, (StructVector) right);
            case MapVector _ -> throw new IllegalArgumentException("maps have no order");
            case NullVector _ -> (_, _) -> 0;
            case DictionaryVector _, ConstantVector _ -> throw new IllegalArgumentException("not flat");
        };
    }

    private static RowComparator element(Vector left, Vector right) {
        Vector a = Flatten.flat(left);
        Vector b = Flatten.flat(right);
        return nulls(true, a, b, values(a, b));
    }

    private static RowComparator lists(ListVector left, ListVector right) {
        RowComparator element = element(left.elements(), right.elements());
        return (a, b) -> {
            int leftStart = left.starts()[a];
            int rightStart = right.starts()[b];
            int common = Math.min(left.lengths()[a], right.lengths()[b]);
            for (int i = 0; i < common; i++) {
                int order = element.compare(leftStart + i, rightStart + i);
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(left.lengths()[a], right.lengths()[b]);
        };
    }

    private static RowComparator structs(StructVector left, StructVector right) {
        RowComparator[] fields = new RowComparator[left.fields().size()];
        Arrays.setAll(fields, field -> element(left.fields().get(field), right.fields().get(field)));
        return (a, b) -> {
            for (RowComparator field : fields) {
                int order = field.compare(a, b);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }
}
