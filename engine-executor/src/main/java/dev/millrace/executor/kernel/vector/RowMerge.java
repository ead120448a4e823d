package dev.millrace.executor.kernel.vector;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Gather;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.types.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts one column together from the rows of several: {@code start}, {@code put} for each, {@code finish}. */
public final class RowMerge {

    private final DataType type;
    private final ResultArrays arrays = new ResultArrays();
    private final ResultArrays all = new ResultArrays();
    private final Operand operand = new Operand();
    private final @Nullable VectorBuilder builder;
    private int length;
    private long @Nullable [] validity;

    public RowMerge(DataType type) {
        this.type = type;
        this.builder = switch (type.storage()) {
            case BOOLEAN, INT, LONG, DOUBLE, DECIMAL128 -> null;
            case BYTES, LIST, MAP, STRUCT, NULL -> VectorBuilder.of(type, 0);
        };
    }

    public void start(int rows) {
        length = rows;
        validity = null;
        if (builder != null) {
            builder.clear();
            Arrays.fill(arrays.ints(rows), 0, rows, -1);
        }
    }

    /** Takes the values of these rows (null: of all) from {@code vector}, each into its own row. */
    public void put(Vector vector, @Nullable Selection rows) {
        int count = rows == null ? length : rows.count();
        int[] at = rows == null ? all.ints(length) : rows.rows();
        if (rows == null) {
            Selections.all(length, at);
        }
        putValidity(vector, at, count);
        if (Constants.isNull(vector) && builder == null) {
            return;
        }
        if (builder != null) {
            int[] places = arrays.ints(length);
            int base = builder.length();
            builder.append(vector, at, 0, count);
            for (int i = 0; i < count; i++) {
                places[at[i]] = base + i;
            }
            return;
        }
        if (vector instanceof ConstantVector(var value, var _)) {
            putConstant(value, at, count);
            return;
        }
        switch (operand.withoutDictionary(vector)) {
            case BooleanVector flat -> {
                byte[] out = arrays.bytes(length);
                byte[] values = flat.values();
                for (int i = 0; i < count; i++) {
                    out[at[i]] = values[at[i]];
                }
            }
            case IntVector flat -> {
                int[] out = arrays.ints(length);
                int[] values = flat.values();
                for (int i = 0; i < count; i++) {
                    out[at[i]] = values[at[i]];
                }
            }
            case LongVector flat -> {
                long[] out = arrays.longs(length);
                long[] values = flat.values();
                for (int i = 0; i < count; i++) {
                    out[at[i]] = values[at[i]];
                }
            }
            case DoubleVector flat -> {
                double[] out = arrays.doubles(length);
                double[] values = flat.values();
                for (int i = 0; i < count; i++) {
                    out[at[i]] = values[at[i]];
                }
            }
            case Decimal128Vector flat -> {
                long[] out = arrays.longs(2 * length);
                long[] words = flat.words();
                for (int i = 0; i < count; i++) {
                    out[2 * at[i]] = words[2 * at[i]];
                    out[2 * at[i] + 1] = words[2 * at[i] + 1];
                }
            }
            default -> throw new IllegalArgumentException("not a vector of " + type.sql());
        }
    }

    private void putConstant(Vector value, int[] at, int count) {
        switch (value) {
            case BooleanVector flat -> {
                byte[] out = arrays.bytes(length);
                for (int i = 0; i < count; i++) {
                    out[at[i]] = flat.values()[0];
                }
            }
            case IntVector flat -> {
                int[] out = arrays.ints(length);
                for (int i = 0; i < count; i++) {
                    out[at[i]] = flat.values()[0];
                }
            }
            case LongVector flat -> {
                long[] out = arrays.longs(length);
                for (int i = 0; i < count; i++) {
                    out[at[i]] = flat.values()[0];
                }
            }
            case DoubleVector flat -> {
                double[] out = arrays.doubles(length);
                for (int i = 0; i < count; i++) {
                    out[at[i]] = flat.values()[0];
                }
            }
            default -> {
                long[] words = ((Decimal128Vector) value).words();
                long[] out = arrays.longs(2 * length);
                for (int i = 0; i < count; i++) {
                    out[2 * at[i]] = words[0];
                    out[2 * at[i] + 1] = words[1];
                }
            }
        }
    }

    private void putValidity(Vector vector, int[] at, int count) {
        long[] from = vector.validity();
        if (from == null || builder != null) {
            return;
        }
        if (validity == null) {
            validity = Validity.allValid(length);
        }
        for (int i = 0; i < count; i++) {
            if (!Validity.isValid(from, at[i])) {
                Validity.setNull(validity, at[i]);
            }
        }
    }

    /** The merged column; rows that nothing was put into are unspecified. Valid until the next {@code start}. */
    public Vector finish() {
        return switch (type.storage()) {
            case BOOLEAN -> new BooleanVector(type, arrays.bytes(length), length, validity);
            case INT -> new IntVector(type, arrays.ints(length), length, validity);
            case LONG -> new LongVector(type, arrays.longs(length), length, validity);
            case DOUBLE -> new DoubleVector(type, arrays.doubles(length), length, validity);
            case DECIMAL128 -> new Decimal128Vector(type, arrays.longs(2 * length), length, validity);
            case BYTES, LIST, MAP, STRUCT, NULL -> Gather.padded(builder.build(), arrays.ints(length), length);
        };
    }
}
