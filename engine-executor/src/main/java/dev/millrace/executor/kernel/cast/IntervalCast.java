package dev.millrace.executor.kernel.cast;

import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.expr.Cast;
import dev.millrace.expr.OnError;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * STRING into intervals: {@code 1-2} and {@code 1 02:03:04.5}, also in the full form {@code INTERVAL '1-2' YEAR TO MONTH} that a cast to
 * STRING gives.
 */
final class IntervalCast implements UnaryKernel {

    private static final Pattern YEAR_MONTH = Pattern.compile(
            "(?i)(?:INTERVAL\\s+([+-])?'\\s*)?([+-])?(\\d{1,9})-(\\d{1,2})(?:\\s*'\\s*YEAR\\s+TO\\s+MONTH)?");
    private static final Pattern DAY_TIME = Pattern.compile(
            "(?i)(?:INTERVAL\\s+([+-])?'\\s*)?([+-])?(\\d{1,9}) (\\d{1,2}):(\\d{1,2}):(\\d{1,2}(?:\\.\\d{1,9})?)"
                    + "(?:\\s*'\\s*DAY\\s+TO\\s+SECOND)?");
    private static final int MONTHS = 12;
    private static final int HOURS = 24;
    private static final int SIXTY = 60;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Cast cast;
    private final boolean months;
    private final ResultArrays results = new ResultArrays();

    IntervalCast(Cast cast) {
        this.cast = cast;
        this.months = cast.type() instanceof DataType.YearMonthIntervalType;
    }

    @Override
    public Vector apply(Vector input, int length, @Nullable Selection rows) {
        BytesVector text = (BytesVector) input;
        long[] validity = input.validity();
        long[] valid = validity;
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (!Validity.isValid(validity, row)) {
                continue;
            }
            String value = TextParser.trimmed(text.data(), text.starts()[row], text.lengths()[row]);
            Long parsed = months ? months(value) : micros(value);
            if (parsed != null && months) {
                results.ints(length)[row] = parsed.intValue();
            } else if (parsed != null) {
                results.longs(length)[row] = parsed;
            } else if (cast.onError() == OnError.THROW) {
                throw CastErrors.invalid(cast, value);
            } else {
                if (valid == validity) {
                    valid = validity == null ? Validity.allValid(length) : validity.clone();
                }
                Validity.setNull(valid, row);
            }
        }
        return months ? new IntVector(cast.type(), results.ints(length), length, valid)
                : new LongVector(cast.type(), results.longs(length), length, valid);
    }

    private static @Nullable Long months(String text) {
        Matcher matcher = YEAR_MONTH.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(4)) >= MONTHS) {
            return null;
        }
        long value = sign(matcher) * (Long.parseLong(matcher.group(3)) * MONTHS + Integer.parseInt(matcher.group(4)));
        return value == (int) value ? (Long) value : null;
    }

    private static @Nullable Long micros(String text) {
        Matcher matcher = DAY_TIME.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        BigDecimal seconds = new BigDecimal(matcher.group(6));
        int hours = Integer.parseInt(matcher.group(4));
        int minutes = Integer.parseInt(matcher.group(5));
        if (hours >= HOURS || minutes >= SIXTY || seconds.intValue() >= SIXTY) {
            return null;
        }
        long whole = (Long.parseLong(matcher.group(3)) * HOURS + hours) * SIXTY * SIXTY + (long) minutes * SIXTY;
        long fraction = seconds.movePointRight(6).setScale(0, RoundingMode.DOWN).longValue();
        BigDecimal micros = BigDecimal.valueOf(whole).multiply(BigDecimal.valueOf(MICROS_PER_SECOND)).add(BigDecimal.valueOf(fraction));
        return micros.precision() < 19 ? (Long) (sign(matcher) * micros.longValue()) : null;
    }

    private static int sign(Matcher matcher) {
        boolean outer = "-".equals(matcher.group(1));
        boolean inner = "-".equals(matcher.group(2));
        return outer == inner ? 1 : -1;
    }
}
