package dev.millrace.executor.operator.join;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.RowHash;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a row's keys become one 64-bit key of the index. Chosen once, from the build side. */
sealed interface KeyEncoding {

    /** Equal encoded keys mean equal keys; else they are to be compared. */
    boolean exact();

    /**
     * Encodes the keys of rows without a null in a key that is not null-safe; what it gives for others is unspecified.
     *
     * @param out entry {@code i} is for the i-th row that counts
     */
    void encode(List<Vector> keys, int length, @Nullable Selection rows, long[] out);

    /** @param keys flat vectors of all rows of the build side */
    static KeyEncoding choose(List<Vector> keys, List<Boolean> nullSafe, int rows) {
        boolean numbers = !nullSafe.contains(true) && keys.stream().allMatch(key -> isWhole(key.type()));
        if (numbers && keys.size() == 1) {
            return new Single();
        }
        KeyEncoding packed = numbers ? Packed.of(keys, rows) : null;
        return packed != null ? packed : new Hash();
    }

    /** True for types whose values are whole numbers of up to 64 bits. */
    static boolean isWhole(DataType type) {
        return type.storage() == Storage.LONG || type.storage() == Storage.INT || type.storage() == Storage.BOOLEAN;
    }

    /** The number itself. */
    record Single() implements KeyEncoding {

        @Override
        public boolean exact() {
            return true;
        }

        @Override
        public void encode(List<Vector> keys, int length, @Nullable Selection rows, long[] out) {
            numbers(keys.getFirst(), length, rows, out);
        }
    }

    /** Several numbers side by side, each less its smallest value; what is out of range becomes -1, which no row of the build side has. */
    record Packed(long[] mins, long[] ranges, int[] widths) implements KeyEncoding {

        static @Nullable Packed of(List<Vector> keys, int rows) {
            long[] mins = new long[keys.size()];
            long[] ranges = new long[keys.size()];
            int[] widths = new int[keys.size()];
            long[] numbers = new long[rows];
            int total = 0;
            for (int key = 0; key < mins.length; key++) {
                numbers(keys.get(key), rows, null, numbers);
                long min = Long.MAX_VALUE;
                long max = Long.MIN_VALUE;
                long[] validity = keys.get(key).validity();
                for (int row = 0; row < rows; row++) {
                    if (Validity.isValid(validity, row)) {
                        min = Math.min(min, numbers[row]);
                        max = Math.max(max, numbers[row]);
                    }
                }
                if (min > max) {
                    min = 0;
                    max = 0;
                }
                mins[key] = min;
                ranges[key] = max - min;
                widths[key] = ranges[key] < 0 ? Long.SIZE : Long.SIZE - Long.numberOfLeadingZeros(ranges[key]);
                total += widths[key];
            }
            return total < Long.SIZE ? new Packed(mins, ranges, widths) : null;
        }

        @Override
        public boolean exact() {
            return true;
        }

        @Override
        public void encode(List<Vector> keys, int length, @Nullable Selection rows, long[] out) {
            int count = rows == null ? length : rows.count();
            long[] numbers = new long[count];
            Arrays.fill(out, 0, count, 0);
            for (int key = 0; key < mins.length; key++) {
                numbers(keys.get(key), length, rows, numbers);
                long min = mins[key];
                long range = ranges[key];
                int width = widths[key];
                for (int i = 0; i < count; i++) {
                    long number = numbers[i] - min;
                    boolean within = out[i] >= 0 && number >= 0 && number <= range;
                    out[i] = within ? out[i] << width | number : -1;
                }
            }
        }
    }

    /** A hash of anything. */
    record Hash() implements KeyEncoding {

        @Override
        public boolean exact() {
            return false;
        }

        @Override
        public void encode(List<Vector> keys, int length, @Nullable Selection rows, long[] out) {
            RowHash.hash(keys, length, rows, out);
        }
    }

    /** The values of a vector of whole numbers; null has any. A dictionary is looked up only for the rows that are asked for. */
    static void numbers(Vector vector, int length, @Nullable Selection rows, long[] out) {
        int count = rows == null ? length : rows.count();
        int[] at = rows == null ? null : rows.rows();
        switch (vector instanceof DictionaryVector ? vector : Flatten.flat(vector)) {
            case DictionaryVector(var codes, LongVector(var _, var values, var _, var _), var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    out[i] = values[codes[at == null ? i : at[i]]];
                }
            }
            case DictionaryVector(var codes, IntVector(var _, var values, var _, var _), var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    out[i] = values[codes[at == null ? i : at[i]]];
                }
            }
            case DictionaryVector dictionary -> numbers(Flatten.flat(dictionary), length, rows, out);
            case LongVector(var _, var values, var _, var _) -> {
                if (at == null) {
                    System.arraycopy(values, 0, out, 0, count);
                } else {
                    for (int i = 0; i < count; i++) {
                        out[i] = values[at[i]];
                    }
                }
            }
            case IntVector(var _, var values, var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    out[i] = values[at == null ? i : at[i]];
                }
            }
            case BooleanVector(var _, var values, var _, var _) -> {
                for (int i = 0; i < count; i++) {
                    out[i] = values[at == null ? i : at[i]];
                }
            }
            case Vector other -> throw new IllegalStateException("not a whole number: " + other.type());
        }
    }
}
