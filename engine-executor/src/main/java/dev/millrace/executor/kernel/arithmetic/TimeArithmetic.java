package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.ZoneShift;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import dev.millrace.types.Storage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Dates, timestamps and intervals with each other, and intervals multiplied and divided by numbers, row by row. */
final class TimeArithmetic implements BinaryKernel {

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Arithmetic expr;
    private final boolean swapped;
    private final DataType left;
    private final DataType right;
    private final ZoneShift zone;
    private final ResultArrays results = new ResultArrays();
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();

    /** @param swapped whether the operands are exchanged: then the moving one, an interval or a number, stands on the right */
    TimeArithmetic(Arithmetic expr, boolean swapped, ZoneId zone) {
        this.expr = expr;
        this.swapped = swapped;
        this.left = swapped ? expr.right().type() : expr.left().type();
        this.right = swapped ? expr.left().type() : expr.right().type();
        this.zone = new ZoneShift(zone);
    }

    @Override
    public Vector apply(Vector first, Vector second, int length, @Nullable Selection rows) {
        Vector a = leftOperand.flat(swapped ? second : first);
        Vector b = rightOperand.flat(swapped ? first : second);
        boolean wide = expr.type().storage() == Storage.LONG;
        long[] longs = results.longs(wide ? length : 0);
        int[] ints = results.ints(wide ? 0 : length);
        long[] validity = Validity.and(a.validity(), b.validity(), length);
        long[] valid = validity;
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (!Validity.isValid(validity, row)) {
                continue;
            }
            try {
                long value = value(a, b, row);
                if (wide) {
                    longs[row] = value;
                } else {
                    ints[row] = Math.toIntExact(value);
                }
            } catch (ArithmeticException | DateTimeException e) {
                if (expr.onError() == OnError.THROW) {
                    throw error(b, row);
                }
                if (valid == validity) {
                    valid = validity == null ? Validity.allValid(length) : validity.clone();
                }
                Validity.setNull(valid, row);
            }
        }
        return wide ? new LongVector(expr.type(), longs, length, valid) : new IntVector(expr.type(), ints, length, valid);
    }

    private EngineException error(Vector divisor, int row) {
        boolean byZero = expr.op() == Arithmetic.Op.DIVIDE && number(divisor, row).signum() == 0;
        return byZero ? ErrorCondition.DIVIDE_BY_ZERO.with("expression", expr) : IntegerArithmetic.overflow(expr);
    }

    private long value(Vector a, Vector b, int row) {
        return switch (expr.op()) {
            case ADD -> moved(whole(a, row), whole(b, row));
            case SUBTRACT ->
                    isMoment(right) ? difference(whole(a, row), whole(b, row)) : moved(whole(a, row), Math.negateExact(whole(b, row)));
            case MULTIPLY -> rounded(BigDecimal.valueOf(whole(a, row)).multiply(number(b, row)));
            case DIVIDE, INTEGRAL_DIVIDE ->
                    BigDecimal.valueOf(whole(a, row)).divide(number(b, row), 0, RoundingMode.HALF_UP).longValueExact();
            case REMAINDER -> Math.floorMod(whole(a, row), whole(b, row));
        };
    }

    private static long rounded(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private long difference(long end, long start) {
        return switch (left) {
            case DataType.DateType _ ->
                    expr.type() instanceof DataType.DayTimeIntervalType ? Math.multiplyExact(end - start, MICROS_PER_DAY) : end - start;
            case DataType.TimestampType _ -> Math.subtractExact(zone.toLocal(end), zone.toLocal(start));
            default -> Math.subtractExact(end, start);
        };
    }

    private long moved(long moment, long by) {
        boolean months = right instanceof DataType.YearMonthIntervalType;
        return switch (left) {
            case DataType.DateType _ -> {
                if (months) {
                    yield LocalDate.ofEpochDay(moment).plusMonths(by).toEpochDay();
                }
                if (!(right instanceof DataType.DayTimeIntervalType)) {
                    yield Math.addExact(moment, by);
                }
                yield expr.type() instanceof DataType.DateType ? Math.addExact(moment, by / MICROS_PER_DAY) : ofDate(moment, by);
            }
            case DataType.TimestampType _ -> {
                long local = zone.toLocal(moment);
                if (months) {
                    yield zone.toInstant(plusMonths(local, by));
                }
                long days = by / MICROS_PER_DAY;
                long start = days == 0 ? moment : zone.toInstant(Math.addExact(local, Math.multiplyExact(days, MICROS_PER_DAY)));
                yield Math.addExact(start, by - days * MICROS_PER_DAY);
            }
            default -> months ? plusMonths(moment, by) : Math.addExact(moment, by);
        };
    }

    private long ofDate(long day, long by) {
        long local = Math.multiplyExact(day, MICROS_PER_DAY);
        return expr.type() instanceof DataType.TimestampType ? Math.addExact(zone.toInstant(local), by) : Math.addExact(local, by);
    }

    private static long plusMonths(long local, long months) {
        long day = LocalDate.ofEpochDay(Math.floorDiv(local, MICROS_PER_DAY)).plusMonths(months).toEpochDay();
        return Math.addExact(Math.multiplyExact(day, MICROS_PER_DAY), Math.floorMod(local, MICROS_PER_DAY));
    }

    private static boolean isMoment(DataType type) {
        return type instanceof DataType.DateType || type instanceof DataType.TimestampType || type instanceof DataType.TimestampNtzType;
    }

    private static long whole(Vector vector, int row) {
        return vector instanceof IntVector ints ? ints.values()[row] : ((LongVector) vector).values()[row];
    }

    private static BigDecimal number(Vector vector, int row) {
        int scale = vector.type() instanceof DataType.DecimalType(var _, var digits) ? digits : 0;
        return switch (vector) {
            case DoubleVector doubles -> {
                if (!Double.isFinite(doubles.values()[row])) {
                    throw new ArithmeticException("not a finite number");
                }
                yield new BigDecimal(doubles.values()[row]);
            }
            case Decimal128Vector wide -> new BigDecimal(Values.decimal128(wide.words()[2 * row], wide.words()[2 * row + 1]), scale);
            default -> BigDecimal.valueOf(whole(vector, row), scale);
        };
    }
}
