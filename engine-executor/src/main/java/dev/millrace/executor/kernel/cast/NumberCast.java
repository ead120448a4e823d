package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.FailedRows;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.expr.Cast;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import org.jspecify.annotations.Nullable;

/** BOOLEAN, integers, FLOAT and DOUBLE into each other. A fraction is cut off; what does not fit is an error. */
final class NumberCast implements UnaryKernel {

    private final Cast cast;
    private final ResultArrays results = new ResultArrays();

    NumberCast(Cast cast) {
        this.cast = cast;
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        DataType to = cast.type();
        return switch (to.storage()) {
            case BOOLEAN -> toBoolean(input, length);
            case INT, LONG -> toInteger(input, length, rows);
            case DOUBLE -> toDouble(input, length);
            case DECIMAL128, BYTES, LIST, MAP, STRUCT, NULL -> throw new IllegalArgumentException(to.sql());
        };
    }

    private Vector toBoolean(Vector input, int length) {
        byte[] out = results.bytes(length);
        switch (input) {
            case IntVector ints -> {
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (ints.values()[i] != 0 ? 1 : 0);
                }
            }
            case LongVector longs -> {
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (longs.values()[i] != 0 ? 1 : 0);
                }
            }
            case Decimal128Vector wide -> {
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) ((wide.words()[2 * i] | wide.words()[2 * i + 1]) != 0 ? 1 : 0);
                }
            }
            default -> {
                double[] values = ((DoubleVector) input).values();
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (values[i] != 0 ? 1 : 0);
                }
            }
        }
        return new BooleanVector(DataType.BOOLEAN, out, length, input.validity());
    }

    private Vector toDouble(Vector input, int length) {
        double[] out = results.doubles(length);
        switch (input) {
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < length; i++) {
                    out[i] = values[i];
                }
            }
            case LongVector longs -> {
                long[] values = longs.values();
                for (int i = 0; i < length; i++) {
                    out[i] = values[i];
                }
            }
            case BooleanVector bytes -> {
                for (int i = 0; i < length; i++) {
                    out[i] = bytes.values()[i];
                }
            }
            default -> System.arraycopy(((DoubleVector) input).values(), 0, out, 0, length);
        }
        if (cast.type() instanceof DataType.FloatType) {
            if (input instanceof LongVector longs) {
                for (int i = 0; i < length; i++) {
                    out[i] = (float) longs.values()[i];
                }
            } else {
                for (int i = 0; i < length; i++) {
                    out[i] = (float) out[i];
                }
            }
        }
        return new DoubleVector(cast.type(), out, length, input.validity());
    }

    private Vector toInteger(Vector input, int length, @Nullable Selection rows) {
        long min = min(cast.type());
        long max = -1 - min;
        long[] validity = input.validity();
        if (cast.type().storage() == Storage.LONG) {
            long[] out = results.longs(length);
            if (widen(input, out, length)) {
                double[] values = ((DoubleVector) input).values();
                validity = FailedRows.resolve(validity, length, rows, cast.onError(), row -> !fits(values[row], min, max),
                        row -> CastErrors.overflow(cast, values[row]));
            }
            return new LongVector(cast.type(), out, length, validity);
        }
        int[] out = results.ints(length);
        if (narrow(input, out, min, max, length)) {
            validity = FailedRows.resolve(validity, length, rows, cast.onError(), row -> !fits(input, row, min, max),
                    row -> CastErrors.overflow(cast, boxed(input, row)));
        }
        return new IntVector(cast.type(), out, length, validity);
    }

    /** True when some value did not fit. */
    private static boolean widen(Vector input, long[] out, int length) {
        int failed = 0;
        switch (input) {
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < length; i++) {
                    out[i] = values[i];
                }
            }
            case BooleanVector bytes -> {
                for (int i = 0; i < length; i++) {
                    out[i] = bytes.values()[i];
                }
            }
            case LongVector longs -> System.arraycopy(longs.values(), 0, out, 0, length);
            default -> {
                double[] values = ((DoubleVector) input).values();
                for (int i = 0; i < length; i++) {
                    double value = values[i];
                    out[i] = (long) value;
                    failed |= value >= -0x1p63 && value < 0x1p63 ? 0 : 1;
                }
            }
        }
        return failed != 0;
    }

    private static boolean narrow(Vector input, int[] out, long min, long max, int length) {
        long failed = 0;
        switch (input) {
            case IntVector ints -> {
                int[] values = ints.values();
                for (int i = 0; i < length; i++) {
                    out[i] = values[i];
                    failed |= values[i] - min | max - values[i];
                }
            }
            case BooleanVector bytes -> {
                for (int i = 0; i < length; i++) {
                    out[i] = bytes.values()[i];
                }
            }
            case LongVector longs -> {
                long[] values = longs.values();
                for (int i = 0; i < length; i++) {
                    long value = values[i];
                    out[i] = (int) value;
                    failed |= value < min || value > max ? -1 : 0;
                }
            }
            default -> {
                double[] values = ((DoubleVector) input).values();
                for (int i = 0; i < length; i++) {
                    out[i] = (int) values[i];
                    failed |= fits(values[i], min, max) ? 0 : -1;
                }
            }
        }
        return failed < 0;
    }

    private static boolean fits(Vector input, int row, long min, long max) {
        return switch (input) {
            case IntVector ints -> ints.values()[row] >= min && ints.values()[row] <= max;
            case LongVector longs -> longs.values()[row] >= min && longs.values()[row] <= max;
            case DoubleVector doubles -> fits(doubles.values()[row], min, max);
            default -> true;
        };
    }

    /** True when the value without its fraction lies within the bounds; {@code max + 1} and {@code min} are exact as doubles. */
    private static boolean fits(double value, long min, long max) {
        double above = max == Long.MAX_VALUE ? 0x1p63 : max + 1;
        double below = min == Long.MIN_VALUE ? Math.nextDown(-0x1p63) : min - 1;
        return value < above && value > below;
    }

    private static Object boxed(Vector input, int row) {
        return switch (input) {
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            default -> ((DoubleVector) input).values()[row];
        };
    }

    private static long min(DataType type) {
        return switch (type) {
            case DataType.ByteType _ -> Byte.MIN_VALUE;
            case DataType.ShortType _ -> Short.MIN_VALUE;
            case DataType.IntType _ -> Integer.MIN_VALUE;
            default -> Long.MIN_VALUE;
        };
    }
}
