package dev.millrace.executor.kernel.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.cast.TimestampText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import org.jspecify.annotations.Nullable;

/** Kernels of functions on timestamps, and between texts and times. Patterns are those of java.time. */
final class TimestampKernels {

    private static final long MICROS = 1_000_000;

    private TimestampKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "date_trunc" -> new TimestampTrunc();
            case "date_format" -> RowKernel.strict((call, values) -> formatted(call, (Long) values[0], (String) values[1]));
            case "to_date" -> RowKernel.strict((call, values) -> values.length == 1 || !(values[0] instanceof String)
                    ? (Object) (int) clock(call, instant(call, values, false)).toLocalDate().toEpochDay()
                    : (Object) (int) parsedDate(call, (String) values[0], (String) values[1]));
            case "try_to_date" -> RowKernel.strict(TimestampKernels::dateOrNull);
            case "to_timestamp" -> RowKernel.strict((call, values) -> instant(call, values, false));
            case "to_timestamp_ntz" -> RowKernel.strict(TimestampKernels::localTime);
            case "try_to_timestamp" -> RowKernel.strict((call, values) -> instant(call, values, true));
            case "unix_timestamp" -> RowKernel.strict((call, values) -> Math.floorDiv(instant(call, values, false), MICROS));
            case "from_unixtime" -> RowKernel.strict((call, values) -> formatted(call, Math.multiplyExact((Long) values[0], MICROS),
                    values.length > 1 ? (String) values[1] : "yyyy-MM-dd HH:mm:ss"));
            case "months_between" -> RowKernel.strict(TimestampKernels::monthsBetween);
            case "date_part" -> TimeParts.kernel();
            case "make_dt_interval" -> RowKernel.strict((_, values) -> interval(values));
            case "make_ym_interval" ->
                    RowKernel.strict((_, values) -> Math.addExact(Math.multiplyExact(number(values, 0), 12), number(values, 1)));
            case "unix_seconds" -> WholeKernel.of((micros, _) -> Math.floorDiv(micros, MICROS));
            case "unix_millis" -> WholeKernel.of((micros, _) -> Math.floorDiv(micros, 1000L));
            case "unix_micros", "timestamp_micros" -> WholeKernel.of((micros, _) -> micros);
            case "timestamp_millis" -> RowKernel.strict((_, values) -> Math.multiplyExact((Long) values[0], 1000L));
            case "timestamp_seconds" -> RowKernel.strict((_, values) -> Math.round((Double) values[0] * MICROS));
            case "from_utc_timestamp" ->
                    RowKernel.strict((call, values) -> moved((Long) values[0], ZoneOffset.UTC, zone(call, (String) values[1])));
            case "to_utc_timestamp" ->
                    RowKernel.strict((call, values) -> moved((Long) values[0], zone(call, (String) values[1]), ZoneOffset.UTC));
            case "convert_timezone" -> RowKernel
                    .strict((call, values) -> moved((Long) values[values.length - 1],
                            values.length == 2 ? call.zone() : zone(call, (String) values[0]),
                            zone(call, (String) values[values.length - 2])));
            case "current_timezone" -> RowKernel.strict((call, _) -> call.zone().getId());
            case "current_date" -> RowKernel.strict((call, _) -> (int) LocalDate.now(call.zone()).toEpochDay());
            case "current_timestamp" -> RowKernel.strict((_, _) -> micros(Instant.now()));
            case "localtimestamp" -> RowKernel.strict((call, _) -> micros(LocalDateTime.now(call.zone()).toInstant(ZoneOffset.UTC)));
            default -> null;
        };
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static ZonedDateTime clock(KernelCall call, long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(call.zone());
    }

    private static ZoneId zone(KernelCall call, String name) {
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.caused(e, "parameter", "the time zone", "function", call.function(), "expected",
                    "a zone such as Europe/Berlin", "actual", name);
        }
    }

    /**
     * What the clock of {@code to} shows at the instant when that of {@code from} shows this, read as the other way round by the caller.
     */
    private static long moved(long micros, ZoneId from, ZoneId to) {
        LocalDateTime shown =
                LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1000, ZoneOffset.UTC);
        return micros(shown.atZone(from).withZoneSameInstant(to).toLocalDateTime().toInstant(ZoneOffset.UTC));
    }

    private static String formatted(KernelCall call, long micros, String pattern) {
        try {
            return patterns(call).of(pattern, false).format(clock(call, micros));
        } catch (DateTimeException e) {
            throw badPattern(call, pattern, e);
        }
    }

    private static @Nullable Long instant(KernelCall call, @Nullable Object[] values, boolean lenient) {
        if (values[0] instanceof Long micros) {
            return micros;
        }
        String text = String.valueOf(values[0]);
        if (values.length == 1) {
            Long shown = patterns(call).standard(call.zone()).parse(text);
            if (shown == null && !lenient) {
                throw ErrorCondition.CAST_INVALID_INPUT.with("value", "'" + text + "'", "from", "STRING", "to", "TIMESTAMP", "expression",
                        call.text());
            }
            return shown;
        }
        String pattern = (String) values[1];
        try {
            TemporalAccessor parsed = patterns(call).of(pattern, true).parse(text);
            LocalDate date = parsed.query(TemporalQueries.localDate());
            ZoneId zone = parsed.query(TemporalQueries.zone());
            LocalDateTime local = (date == null ? dateOf(parsed) : date)
                    .atTime(MomentPattern.time(parsed));
            return micros(local.atZone(zone == null ? call.zone() : zone).toInstant());
        } catch (DateTimeException e) {
            if (lenient) {
                return null;
            }
            throw ErrorCondition.CANNOT_PARSE_TIMESTAMP.caused(e, "value", "'" + text + "'", "type", call.type().sql(), "pattern", pattern);
        }
    }

    /** What a text shows on the wall clock; a zone in it does not count. */
    private static Object localTime(KernelCall call, @Nullable Object[] values) {
        if (!(values[0] instanceof String text)) {
            return values[0] instanceof Long micros ? micros : 0L;
        }
        if (values.length > 1) {
            String pattern = (String) values[1];
            try {
                TemporalAccessor parsed = patterns(call).of(pattern, true).parse(text);
                LocalDate date = parsed.query(TemporalQueries.localDate());
                return micros((date == null ? dateOf(parsed) : date).atTime(MomentPattern.time(parsed)).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                throw ErrorCondition.CANNOT_PARSE_TIMESTAMP.caused(e, "value", "'" + text + "'", "type", call.type().sql(), "pattern",
                        pattern);
            }
        }
        Long shown = patterns(call).standard(ZoneOffset.UTC).parse(text.strip().replaceFirst("(?<=\\d)\\s*(Z|[-+]\\d{2}:\\d{2})$", ""));
        if (shown == null) {
            throw ErrorCondition.CAST_INVALID_INPUT.with("value", "'" + text + "'", "from", "STRING", "to", "TIMESTAMP_NTZ", "expression",
                    call.text());
        }
        return shown;
    }

    private static @Nullable Object dateOrNull(KernelCall call, @Nullable Object[] values) {
        if (values.length == 1 || !(values[0] instanceof String text)) {
            Long micros = instant(call, values, true);
            return micros == null ? null : (Object) (int) clock(call, micros).toLocalDate().toEpochDay();
        }
        try {
            return (int) parsedDate(call, text, (String) values[1]);
        } catch (EngineException e) {
            if (e.condition() == ErrorCondition.CANNOT_PARSE_TIMESTAMP) {
                return null;
            }
            throw e;
        }
    }

    private static long parsedDate(KernelCall call, String text, String pattern) {
        try {
            TemporalAccessor parsed = patterns(call).of(pattern, true).parse(text);
            LocalDate date = parsed.query(TemporalQueries.localDate());
            return (date == null ? dateOf(parsed) : date).toEpochDay();
        } catch (DateTimeException e) {
            throw ErrorCondition.CANNOT_PARSE_TIMESTAMP.caused(e, "value", "'" + text + "'", "type", "DATE", "pattern", pattern);
        }
    }

    /** A pattern without a day or a month means the first. */
    private static LocalDate dateOf(TemporalAccessor parsed) {
        int year = parsed.isSupported(ChronoField.YEAR) ? parsed.get(ChronoField.YEAR) : 1970;
        int month = parsed.isSupported(ChronoField.MONTH_OF_YEAR) ? parsed.get(ChronoField.MONTH_OF_YEAR) : 1;
        int day = parsed.isSupported(ChronoField.DAY_OF_MONTH) ? parsed.get(ChronoField.DAY_OF_MONTH) : 1;
        return LocalDate.of(year, month, day);
    }

    private static Patterns patterns(KernelCall call) {
        return call.state(Patterns.class, Patterns::new);
    }

    private static EngineException badPattern(KernelCall call, String pattern, DateTimeException cause) {
        return ErrorCondition.INVALID_PARAMETER_VALUE.caused(cause, "parameter", "the pattern", "function", call.function(), "expected",
                "a pattern of java.time", "actual", pattern);
    }

    /** The formatter of the pattern that was used last. */
    private static final class Patterns {
        private String last = "";
        private @Nullable DateTimeFormatter formatter;
        private @Nullable TimestampText standard;

        /** Texts without a pattern are read as a cast reads them. */
        TimestampText standard(ZoneId zone) {
            if (standard == null) {
                standard = new TimestampText(zone);
            }
            return standard;
        }

        DateTimeFormatter of(String pattern, boolean parsing) {
            if (formatter == null || !pattern.equals(last)) {
                formatter = MomentPattern.formatter(pattern, parsing);
                last = pattern;
            }
            return formatter;
        }
    }

    private static Object monthsBetween(KernelCall call, @Nullable Object[] values) {
        ZonedDateTime end = clock(call, (Long) values[0]);
        ZonedDateTime start = clock(call, (Long) values[1]);
        long months = (end.getYear() - start.getYear()) * 12L + end.getMonthValue() - start.getMonthValue();
        boolean bothLast = isLast(end) && isLast(start);
        if (end.getDayOfMonth() == start.getDayOfMonth() || bothLast) {
            return (double) months;
        }
        double seconds = (end.getDayOfMonth() - start.getDayOfMonth()) * 86_400.0 + end.toLocalTime().toSecondOfDay()
                - start.toLocalTime().toSecondOfDay();
        double exact = months + seconds / (31 * 86_400.0);
        boolean round = values.length < 3 || (Boolean) values[2];
        return round ? Math.round(exact * 1e8) / 1e8 : exact;
    }

    private static boolean isLast(ZonedDateTime time) {
        return time.getDayOfMonth() == YearMonth.from(time).lengthOfMonth();
    }

    private static Object interval(@Nullable Object[] values) {
        long minutes = Duration.ofDays(number(values, 0)).plusHours(number(values, 1)).plusMinutes(number(values, 2)).toMinutes();
        long seconds = values.length > 3 ? Math.round((Double) values[3] * MICROS) : 0;
        return Math.addExact(Math.multiplyExact(minutes, 60 * MICROS), seconds);
    }

    private static int number(@Nullable Object[] values, int index) {
        return index < values.length ? (Integer) values[index] : 0;
    }
}
