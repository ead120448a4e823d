package dev.millrace.executor.kernel.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.types.DataType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sequence(start, stop[, step])} of whole numbers, dates and timestamps; the step is 1, or a day, towards the stop by default. */
final class Sequences {

    private static final long MAX_ELEMENTS = 100_000_000;

    private Sequences() {}

    static Object of(KernelCall call, @Nullable Object[] values) {
        DataType type = ((DataType.ArrayType) call.type()).element();
        if (type instanceof DataType.DateType || type instanceof DataType.TimestampType) {
            return ofTimes(call, type instanceof DataType.DateType, values);
        }
        long start = ((Number) values[0]).longValue();
        long stop = ((Number) values[1]).longValue();
        long step = values.length > 2 ? ((Number) values[2]).longValue() : start <= stop ? 1 : -1;
        check(call, start, stop, step);
        List<Object> result = new ArrayList<>();
        long count = step == 0 ? 1 : Math.floorDiv(Math.abs(stop - start), Math.abs(step)) + 1;
        if (count > MAX_ELEMENTS || count < 0) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the number of elements", "function", "sequence", "expected",
                    "at most " + MAX_ELEMENTS, "actual", count);
        }
        for (long i = 0; i < count; i++) {
            long value = start + i * step;
            result.add(type instanceof DataType.LongType ? (Object) value : (Object) (int) value);
        }
        return result;
    }

    private static Object ofTimes(KernelCall call, boolean dates, @Nullable Object[] values) {
        long start = ((Number) values[0]).longValue();
        long stop = ((Number) values[1]).longValue();
        long direction = start <= stop ? 1 : -1;
        Object step = values.length > 2 ? values[2] : direction * TruncUnit.MICROS_PER_DAY;
        boolean months = step instanceof Integer;
        long by = ((Number) step).longValue();
        check(call, start, stop, by);
        ZonedDateTime origin = dates ? LocalDate.ofEpochDay(start).atStartOfDay(call.zone())
                : Instant.EPOCH.plus(start, ChronoUnit.MICROS).atZone(call.zone());
        List<Object> result = new ArrayList<>();
        for (long i = 0; i < MAX_ELEMENTS; i++) {
            long value;
            if (months) {
                ZonedDateTime moved = origin.plusMonths(i * by);
                value = dates ? moved.toLocalDate().toEpochDay() : ChronoUnit.MICROS.between(Instant.EPOCH, moved.toInstant());
            } else if (dates) {
                value = start + Math.floorDiv(i * by, TruncUnit.MICROS_PER_DAY);
            } else {
                value = by % TruncUnit.MICROS_PER_DAY == 0
                        ? ChronoUnit.MICROS.between(Instant.EPOCH, origin.plusDays(i * (by / TruncUnit.MICROS_PER_DAY)).toInstant())
                        : start + i * by;
            }
            if (by > 0 ? value > stop : value < stop) {
                return result;
            }
            result.add(dates ? (Object) (int) value : (Object) value);
            if (by == 0) {
                return result;
            }
        }
        return result;
    }

    private static void check(KernelCall call, long start, long stop, long step) {
        if (step == 0 && start != stop || step > 0 && start > stop || step < 0 && start < stop) {
            throw wrongStep(call, step);
        }
    }

    private static EngineException wrongStep(KernelCall call, long step) {
        return ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the step", "function", call.function(), "expected",
                "a step from the start towards the stop", "actual", step);
    }
}
