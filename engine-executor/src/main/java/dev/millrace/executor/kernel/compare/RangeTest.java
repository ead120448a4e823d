package dev.millrace.executor.kernel.compare;

import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Literal;
import dev.millrace.types.Storage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of numbers with a constant as "lies within {@code [min, max]}", or does not: so one loop per storage serves all six
 * operators, and two comparisons that enclose a value become one.
 */
public sealed interface RangeTest {

    /** Whole numbers; {@code min > max} never occurs. */
    record Whole(long min, long max, boolean outside) implements RangeTest {

        static final Whole NEVER = new Whole(Long.MIN_VALUE, Long.MAX_VALUE, true);

        static Whole of(Compare.Op op, long constant, long lowest, long highest) {
            return switch (op) {
                case EQ, NULL_SAFE_EQ -> new Whole(constant, constant, false);
                case NE -> new Whole(constant, constant, true);
                case LT -> constant == lowest ? NEVER : new Whole(Long.MIN_VALUE, constant - 1, false);
                case LE -> new Whole(Long.MIN_VALUE, constant, false);
                case GT -> constant == highest ? NEVER : new Whole(constant + 1, Long.MAX_VALUE, false);
                case GE -> new Whole(constant, Long.MAX_VALUE, false);
            };
        }
    }

    /** Doubles between two that are not NaN. NaN lies outside of every range, as the largest value should for {@code >}. */
    record Real(double min, double max, boolean outside) implements RangeTest {

        static Real of(Compare.Op op, double constant) {
            double lowest = Double.NEGATIVE_INFINITY;
            double highest = Double.POSITIVE_INFINITY;
            if (Double.isNaN(constant)) {
                return switch (op) {
                    case EQ, GE, NULL_SAFE_EQ -> new Real(lowest, highest, true);
                    case NE, LT -> new Real(lowest, highest, false);
                    case LE -> new Real(highest, lowest, true);
                    case GT -> new Real(highest, lowest, false);
                };
            }
            return switch (op) {
                case EQ, NULL_SAFE_EQ -> new Real(constant, constant, false);
                case NE -> new Real(constant, constant, true);
                case LT -> below(constant, false);
                case LE -> new Real(lowest, constant, false);
                case GT -> new Real(lowest, constant, true);
                case GE -> below(constant, true);
            };
        }

        private static Real below(double constant, boolean outside) {
            return constant == Double.NEGATIVE_INFINITY ? new Real(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, outside)
                    : new Real(Double.NEGATIVE_INFINITY, Math.nextDown(constant), outside);
        }
    }

    /** @param constant a flat vector's row 0, not null; null when values of this storage are no numbers of one word */
    static @Nullable RangeTest of(Compare.Op op, Vector constant) {
        return switch (constant) {
            case IntVector ints -> Whole.of(op, ints.values()[0], Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LongVector longs -> Whole.of(op, longs.values()[0], Long.MIN_VALUE, Long.MAX_VALUE);
            case BooleanVector bytes -> Whole.of(op, bytes.values()[0], 0, 1);
            case DoubleVector doubles -> Real.of(op, doubles.values()[0]);
            default -> null;
        };
    }

    /** As the other, of a literal that is not null. */
    static @Nullable RangeTest of(Compare.Op op, Literal constant) {
        return covers(constant.type().storage()) ? of(op, VectorBuilder.single(constant.value(), constant.type())) : null;
    }

    /** Both tests as one, when that is one range. */
    static Optional<RangeTest> both(RangeTest one, RangeTest other) {
        if (one instanceof Whole(var min, var max, var outside) && other instanceof Whole(var otherMin, var otherMax, var otherOutside)) {
            if (outside || otherOutside) {
                return Optional.empty();
            }
            long low = Math.max(min, otherMin);
            long high = Math.min(max, otherMax);
            return Optional.of(low <= high ? new Whole(low, high, false) : Whole.NEVER);
        }
        if (one instanceof Real(var min, var max, var outside) && other instanceof Real(var otherMin, var otherMax, var otherOutside)
                && !outside
                && !otherOutside) {
            return Optional.of(new Real(Math.max(min, otherMin), Math.min(max, otherMax), false));
        }
        return Optional.empty();
    }

    /** Storages that have range tests. */
    static boolean covers(Storage storage) {
        return switch (storage) {
            case BOOLEAN, INT, LONG, DOUBLE -> true;
            case DECIMAL128, BYTES, LIST, MAP, STRUCT, NULL -> false;
        };
    }

    /** Writes 1 for the rows that pass, else 0. */
    default void mark(Vector vector, byte[] out, int length) {
        switch (this) {
            case Whole(var min, var max, var outside) -> {
                switch (vector) {
                    case LongVector longs -> RangeLoops.mark(longs.values(), min, max, outside ? 1 : 0, out, length);
                    case IntVector ints -> {
                        int low = clamp(min);
                        int high = clamp(max);
                        RangeLoops.mark(ints.values(), low, high, outside ? 1 : 0, out, length);
                    }
                    default -> RangeLoops.mark(((BooleanVector) vector).values(), min, max, outside ? 1 : 0, out, length);
                }
            }
            case Real(var min, var max, var outside) ->
                    RangeLoops.mark(((DoubleVector) vector).values(), min, max, outside ? 1 : 0, out, length);
        }
    }

    /** Writes the rows that pass, nulls not looked at, and returns how many. {@code rows} may be the same array as {@code out}. */
    default int select(Vector vector, int @Nullable [] rows, int count, int[] out) {
        return switch (this) {
            case Whole(var min, var max, var outside) -> switch (vector) {
                case LongVector longs when rows == null -> RangeLoops.select(longs.values(), min, max, outside ? 1 : 0, count, out);
                case LongVector longs -> RangeLoops.refine(longs.values(), min, max, outside ? 1 : 0, rows, count, out);
                case IntVector ints when rows == null ->
                        RangeLoops.select(ints.values(), clamp(min), clamp(max), outside ? 1 : 0, count, out);
                case IntVector ints -> RangeLoops.refine(ints.values(), clamp(min), clamp(max), outside ? 1 : 0, rows, count, out);
                default -> RangeLoops.select(((BooleanVector) vector).values(), min, max, outside ? 1 : 0, rows, count, out);
            };
            case Real(var min, var max, var outside) -> {
                double[] values = ((DoubleVector) vector).values();
                yield rows == null ? RangeLoops.select(values, min, max, outside ? 1 : 0, count, out)
                        : RangeLoops.refine(values, min, max, outside ? 1 : 0, rows, count, out);
            }
        };
    }

    /** A bound of values that are ints; a bound outside of them can only be one that every int keeps. */
    private static int clamp(long bound) {
        return Math.clamp(bound, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
