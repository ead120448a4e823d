package dev.millrace.executor.kernel.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.types.DataType;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Kernels of functions that make timestamps of fields, and that add and count units of time. */
final class UnitKernels {

    private static final long MICROS = 1_000_000;

    private UnitKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "timestampadd" -> RowKernel.strict((call, values) -> added(call, (String) values[0], (Long) values[1], (Long) values[2]));
            case "timestampdiff" -> RowKernel.strict((call, values) -> {
                ZoneId zone = zone(call, call.argumentType(1));
                return unit(call, (String) values[0]).between(local((Long) values[1], zone), local((Long) values[2], zone));
            });
            case "make_timestamp", "make_timestamp_ltz", "make_timestamp_ntz" -> RowKernel.strict(UnitKernels::made);
            case "try_make_timestamp", "try_make_timestamp_ltz", "try_make_timestamp_ntz" -> RowKernel.strict((call, values) -> {
                try {
                    return made(call, values);
                } catch (EngineException e) {
                    return null;
                }
            });
            default -> null;
        };
    }

    /** A unit of the calendar, and how many of them make one of ours. */
    private record Unit(ChronoUnit unit, int count) {

        long between(LocalDateTime start, LocalDateTime end) {
            return unit.between(start, end) / count;
        }
    }

    private static Unit unit(KernelCall call, String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "MICROSECOND" -> new Unit(ChronoUnit.MICROS, 1);
            case "MILLISECOND" -> new Unit(ChronoUnit.MILLIS, 1);
            case "SECOND" -> new Unit(ChronoUnit.SECONDS, 1);
            case "MINUTE" -> new Unit(ChronoUnit.MINUTES, 1);
            case "HOUR" -> new Unit(ChronoUnit.HOURS, 1);
            case "DAY", "DAYOFYEAR" -> new Unit(ChronoUnit.DAYS, 1);
            case "WEEK" -> new Unit(ChronoUnit.WEEKS, 1);
            case "MONTH" -> new Unit(ChronoUnit.MONTHS, 1);
            case "QUARTER" -> new Unit(ChronoUnit.MONTHS, 3);
            case "YEAR" -> new Unit(ChronoUnit.YEARS, 1);
            default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "unit", "function", call.function(), "expected",
                    "MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY, DAYOFYEAR, WEEK, MONTH, QUARTER or YEAR", "actual", name);
        };
    }

    /** Days and longer are counted on the wall clock, hours and shorter as time goes by. */
    private static Object added(KernelCall call, String name, long count, long micros) {
        Unit unit = unit(call, name);
        try {
            if (unit.unit.isTimeBased()) {
                return Math.addExact(micros, Math.multiplyExact(count, unit.unit.getDuration().toNanos() / 1000));
            }
            ZoneId zone = zone(call, call.type());
            LocalDateTime moved = local(micros, zone).plus(Math.multiplyExact(count, (long) unit.count), unit.unit);
            return micros(moved, zone);
        } catch (DateTimeException | ArithmeticException e) {
            throw ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS.caused(e, "detail", "the result of " + call.text() + " is no timestamp.");
        }
    }

    private static Object made(KernelCall call, @Nullable Object[] values) {
        long seconds = values[5] instanceof BigInteger wide ? wide.longValue() : (Long) values[5];
        if (seconds < 0 || seconds > 60 * MICROS) {
            throw ErrorCondition.INVALID_FRACTION_OF_SECOND.with("value", seconds / (double) MICROS);
        }
        try {
            ZoneId zone = values.length > 6 ? ZoneId.of((String) values[6], ZoneId.SHORT_IDS) : zone(call, call.type());
            LocalDateTime minute = LocalDateTime.of((Integer) values[0], (Integer) values[1], (Integer) values[2], (Integer) values[3],
                    (Integer) values[4]);
            return micros(minute.plus(seconds, ChronoUnit.MICROS), zone);
        } catch (DateTimeException e) {
            throw ErrorCondition.DATETIME_FIELD_OUT_OF_BOUNDS.caused(e, "detail", e.getMessage() + ", in " + call.text() + ".");
        }
    }

    private static ZoneId zone(KernelCall call, DataType type) {
        return type instanceof DataType.TimestampNtzType ? ZoneOffset.UTC : call.zone();
    }

    private static LocalDateTime local(long micros, ZoneId zone) {
        return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), zone);
    }

    private static long micros(LocalDateTime local, ZoneId zone) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, local.atZone(zone).toInstant());
    }
}
