package dev.millrace.executor.kernel.function;

import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.function.WindowDuration;
import dev.millrace.types.DataType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Kernels of windows and buckets of time. */
final class TimeWindowKernels {

    private TimeWindowKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "window" -> RowKernel.strict((call, values) -> rules(call).windows((Long) values[0]).getFirst());
            case "time_windows" -> RowKernel.strict((call, values) -> rules(call).windows((Long) values[0]));
            case "window_time" -> RowKernel.strict((_, values) -> values[0] instanceof List<?> window && window.get(1) instanceof Long end
                    ? (Object) (end - 1)
                    : null);
            case "time_bucket" -> RowKernel.strict((call, values) -> {
                ZoneId zone = call.type() instanceof DataType.TimestampNtzType ? ZoneOffset.UTC : call.zone();
                long time = (Long) values[1];
                long origin = values.length > 2 ? (Long) values[2] : micros(LocalDateTime.of(1970, 1, 1, 0, 0), zone);
                return values[0] instanceof Integer months ? ofMonths(months, time, origin, zone)
                        : (Object) (time - Math.floorMod(time - origin, (Long) values[0]));
            });
            default -> null;
        };
    }

    /** In microseconds. */
    private record Rules(long duration, long slide, long start) {

        /** The windows that hold a time, the latest first. */
        List<List<Object>> windows(long time) {
            List<List<Object>> windows = new ArrayList<>();
            long latest = time - Math.floorMod(time - start, slide);
            for (long begin = latest; begin + duration > time; begin -= slide) {
                windows.add(List.of(begin, begin + duration));
            }
            return windows;
        }
    }

    private static Rules rules(KernelCall call) {
        return call.state(Rules.class, () -> {
            long duration = micros(call.constant(1));
            int count = call.argumentCount();
            return new Rules(duration, count > 2 ? micros(call.constant(2)) : duration, count > 3 ? micros(call.constant(3)) : 0);
        });
    }

    private static long micros(@Nullable Object constant) {
        return constant instanceof Number number ? number.longValue() : WindowDuration.micros(String.valueOf(constant));
    }

    private static Object ofMonths(int months, long time, long origin, ZoneId zone) {
        LocalDateTime from = local(origin, zone);
        long passed = ChronoUnit.MONTHS.between(from, local(time, zone));
        long buckets = Math.floorDiv(passed, months);
        long begin = micros(from.plusMonths(buckets * months), zone);
        return begin > time ? micros(from.plusMonths((buckets - 1) * months), zone) : begin;
    }

    private static LocalDateTime local(long micros, ZoneId zone) {
        return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), zone);
    }

    private static long micros(LocalDateTime local, ZoneId zone) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, local.atZone(zone).toInstant());
    }
}
