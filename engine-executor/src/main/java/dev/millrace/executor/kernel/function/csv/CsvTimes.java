package dev.millrace.executor.kernel.function.csv;

import dev.millrace.executor.kernel.cast.TimestampText;
import dev.millrace.executor.kernel.function.options.FormatOptions;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates and timestamps as texts of CSV fields, by the patterns that the options give. Used by one thread. */
final class CsvTimes {

    private static final String ZONE = "[XX" + "X]";
    private static final String DEFAULT_LOCAL = "yyyy-MM-dd'T'HH:mm:ss[.SSS]";

    private final ZoneId zone;
    private final TimestampText anyTimestamp;
    private final TimestampText anyLocal = new TimestampText(ZoneOffset.UTC);
    private final @Nullable String datePattern;
    private final @Nullable String timestampPattern;
    private final DateTimeFormatter dates;
    private final DateTimeFormatter timestamps;
    private final DateTimeFormatter locals;

    CsvTimes(FormatOptions options, ZoneId zone) {
        this.zone = zone;
        this.anyTimestamp = new TimestampText(zone);
        this.datePattern = options.text("dateFormat");
        this.timestampPattern = options.text("timestampFormat");
        this.dates = formatter(datePattern == null ? "yyyy-MM-dd" : datePattern);
        this.timestamps = formatter(timestampPattern == null ? DEFAULT_LOCAL + ZONE : timestampPattern);
        this.locals = formatter(options.text("timestampNTZFormat", DEFAULT_LOCAL));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.US);
    }

    String dateText(int day) {
        return dates.format(LocalDate.ofEpochDay(day));
    }

    String timestampText(long micros) {
        return timestamps.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone));
    }

    String localText(long micros) {
        return locals.format(LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC));
    }

    @Nullable
    Integer date(String text) {
        try {
            return (int) LocalDate.parse(text, dates).toEpochDay();
        } catch (DateTimeException e) {
            Long micros = datePattern == null ? anyLocal.parse(text) : null;
            return micros == null ? null : (int) Math.floorDiv(micros, 86_400_000_000L);
        }
    }

    /** By the pattern only, as a schema is inferred. */
    boolean isDate(String text) {
        try {
            LocalDate.parse(text, dates);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Nullable
    Long timestamp(String text) {
        try {
            TemporalAccessor parsed = timestamps.parse(text);
            ZoneId named = parsed.query(TemporalQueries.zone());
            return micros(local(parsed).atZone(named == null ? zone : named).toInstant());
        } catch (DateTimeException e) {
            return timestampPattern == null ? anyTimestamp.parse(text) : null;
        }
    }

    @Nullable
    Long localTimestamp(String text) {
        try {
            return micros(local(locals.parse(text)).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return anyLocal.parse(text);
        }
    }

    private static LocalDateTime local(TemporalAccessor parsed) {
        LocalTime time = parsed.query(TemporalQueries.localTime());
        return LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
