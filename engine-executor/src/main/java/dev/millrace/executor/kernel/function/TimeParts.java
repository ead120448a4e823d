package dev.millrace.executor.kernel.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.vector.ZoneShift;
import dev.millrace.function.TimeField;
import dev.millrace.types.DataType;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;

/** {@code date_part(field, source)}; the field is known before any row. */
final class TimeParts {

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private TimeParts() {}

    private record Kept(TimeField field, ZoneShift zone) {}

    static FunctionKernel kernel() {
        return RowKernel.strict((call, values) -> {
            Kept kept = call.state(Kept.class, () -> kept(call));
            return switch (call.argumentType(1)) {
                case DataType.YearMonthIntervalType _ ->
                        kept.field() == TimeField.YEAR ? (Integer) values[1] / 12 : (Integer) values[1] % 12;
                case DataType.DayTimeIntervalType _ -> ofInterval(kept.field(), (Long) values[1]);
                default -> ofClock(kept.field(), kept.zone().toLocal((Long) values[1]));
            };
        });
    }

    private static Kept kept(KernelCall call) {
        boolean instant = call.argumentType(1) instanceof DataType.TimestampType;
        return new Kept(TimeField.of(String.valueOf(call.constant(0))).orElseThrow(),
                new ZoneShift(instant ? call.zone() : ZoneOffset.UTC));
    }

    /** Parts of a negative interval are negative. */
    private static Object ofInterval(TimeField field, long micros) {
        return switch (field) {
            case DAY -> (int) (micros / DAY);
            case HOUR -> (int) (micros % DAY / HOUR);
            case MINUTE -> (int) (micros % HOUR / MINUTE);
            case SECOND -> micros % MINUTE;
            default -> throw ErrorCondition.INTERNAL_ERROR.with("detail", "An interval has no " + field + ".");
        };
    }

    private static Object ofClock(TimeField field, long local) {
        long time = Math.floorMod(local, DAY);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(local, DAY));
        return switch (field) {
            case YEAR -> date.getYear();
            case YEAROFWEEK -> date.get(IsoFields.WEEK_BASED_YEAR);
            case QUARTER -> date.get(IsoFields.QUARTER_OF_YEAR);
            case MONTH -> date.getMonthValue();
            case WEEK -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case DAY -> date.getDayOfMonth();
            case DAYOFWEEK -> date.getDayOfWeek().getValue() % 7 + 1;
            case DAYOFWEEK_ISO -> date.getDayOfWeek().getValue();
            case DOY -> date.getDayOfYear();
            case HOUR -> (int) (time / HOUR);
            case MINUTE -> (int) (time % HOUR / MINUTE);
            case SECOND -> time % MINUTE;
        };
    }
}
