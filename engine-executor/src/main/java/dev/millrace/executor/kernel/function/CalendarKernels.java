package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.executor.kernel.vector.ZoneShift;
import dev.millrace.types.DataType;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Kernels of functions on dates, and of the fields of dates and times. */
final class CalendarKernels {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private CalendarKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "year" -> new DateField(day -> date(day).getYear());
            case "quarter" -> new DateField(day -> date(day).get(IsoFields.QUARTER_OF_YEAR));
            case "month" -> new DateField(day -> date(day).getMonthValue());
            case "dayofmonth" -> new DateField(day -> date(day).getDayOfMonth());
            case "dayofweek" -> new DateField(day -> Math.floorMod(day + 4, 7) + 1);
            case "weekday" -> new DateField(day -> Math.floorMod(day + 3, 7));
            case "dayofyear" -> new DateField(day -> date(day).getDayOfYear());
            case "weekofyear" -> new DateField(day -> date(day).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case "hour" -> new TimeField(local -> Math.floorMod(local, TruncUnit.MICROS_PER_DAY) / (3600 * MICROS_PER_SECOND));
            case "minute" -> new TimeField(local -> Math.floorMod(local, 3600 * MICROS_PER_SECOND) / (60 * MICROS_PER_SECOND));
            case "second" -> new TimeField(local -> Math.floorMod(local, 60 * MICROS_PER_SECOND) / MICROS_PER_SECOND);
            case "dayname" ->
                    RowKernel.strict((_, values) -> date((Integer) values[0]).getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT));
            case "monthname" ->
                    RowKernel.strict((_, values) -> date((Integer) values[0]).getMonth().getDisplayName(TextStyle.SHORT, Locale.ROOT));
            case "date_add" -> new WholePair(WholePair.Op.LATER);
            case "date_sub" -> new WholePair(WholePair.Op.EARLIER);
            case "datediff" -> new WholePair(WholePair.Op.DISTANCE);
            case "add_months" -> WholeKernel.checked((day, months) -> LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay(),
                    CalendarKernels::tooFar);
            case "last_day" ->
                    RowKernel.strict((_, values) -> (int) date((Integer) values[0]).with(TemporalAdjusters.lastDayOfMonth()).toEpochDay());
            case "next_day" -> RowKernel.strict((_, values) -> nextDay((Integer) values[0], (String) values[1]));
            case "trunc" -> new DateTrunc();
            case "make_date" -> RowKernel.strict((call, values) -> made(call, values));
            case "unix_date", "date_from_unix_date" -> RowKernel.strict((_, values) -> values[0]);
            default -> null;
        };
    }

    private static LocalDate date(int day) {
        return LocalDate.ofEpochDay(day);
    }

    private static EngineException tooFar(KernelCall call) {
        return ErrorCondition.ARITHMETIC_OVERFLOW.with("type", "DATE", "expression", call.text(), "alternative",
                "a smaller number of days");
    }

    private static @Nullable Object nextDay(int day, String name) {
        String wanted = name.strip().toUpperCase(Locale.ROOT);
        for (DayOfWeek candidate : DayOfWeek.values()) {
            if (wanted.length() >= 2
                    && (candidate.name().equals(wanted) || candidate.name().substring(0, Math.min(3, wanted.length())).equals(wanted))) {
                return (int) date(day).with(TemporalAdjusters.next(candidate)).toEpochDay();
            }
        }
        return null;
    }

    private static Object made(KernelCall call, @Nullable Object[] values) {
        try {
            return (int) LocalDate.of((Integer) values[0], (Integer) values[1], (Integer) values[2]).toEpochDay();
        } catch (DateTimeException e) {
            throw ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS.caused(e, "detail", e.getMessage() + ", in " + call.text() + ".");
        }
    }

    /** A whole number of each date. Neighbours are often equal, so the last one is kept. */
    private record DateField(IntUnaryOperator field) implements FunctionKernel {

        private static final class Kept {
            private final ResultArrays results = new ResultArrays();
            private final Operand operand = new Operand();
        }

        @Override
        public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
            Kept kept = call.state(Kept.class, Kept::new);
            IntVector dates = (IntVector) kept.operand.flat(arguments.getFirst());
            int[] days = dates.values();
            int[] out = kept.results.ints(length);
            int last = 0;
            int result = field.applyAsInt(0);
            for (int row = 0; row < length; row++) {
                if (days[row] != last) {
                    last = days[row];
                    result = field.applyAsInt(last);
                }
                out[row] = result;
            }
            return new IntVector(DataType.INT, out, length, dates.validity());
        }
    }

    /** A whole number of each timestamp's time on the session's clock. */
    private record TimeField(LongUnaryOperator field) implements FunctionKernel {

        private static final class Kept {
            private final ResultArrays results = new ResultArrays();
            private final Operand operand = new Operand();
            private final ZoneShift zone;

            Kept(ZoneShift zone) {
                this.zone = zone;
            }
        }

        @Override
        public Vector apply(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
            Kept kept = call.state(Kept.class, () -> new Kept(new ZoneShift(call.zone())));
            LongVector times = (LongVector) kept.operand.flat(arguments.getFirst());
            int[] out = kept.results.ints(length);
            for (int row = 0; row < length; row++) {
                out[row] = (int) field.applyAsLong(kept.zone.toLocal(times.values()[row]));
            }
            return new IntVector(DataType.INT, out, length, times.validity());
        }
    }
}
