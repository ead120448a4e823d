package dev.millrace.files.values;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Locale;

/**
 * A pattern of dates and times such as {@code dd.MM.yyyy HH:mm}, with the letters of {@link DateTimeFormatter}. Fields that a pattern
 * leaves out are the smallest there are: January, the first, midnight.
 *
 * <p>{@code MomentPattern.of("dd.MM.yyyy", Locale.US)}
 */
public final class MomentPattern {

    private final DateTimeFormatter formatter;

    private MomentPattern(DateTimeFormatter formatter) {
        this.formatter = formatter;
    }

    /** @throws IllegalArgumentException when it is no pattern */
    public static MomentPattern of(String pattern, Locale locale) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        if (pattern.indexOf('G') < 0 && pattern.indexOf('y') >= 0) {
            builder.parseDefaulting(ChronoField.ERA, 1);
        }
        return new MomentPattern(
                builder.toFormatter(locale).withChronology(IsoChronology.INSTANCE).withResolverStyle(ResolverStyle.STRICT));
    }

    /** As the method of {@link ValueParser}, which gets the value. */
    public boolean readDate(byte[] text, int from, int to, ValueParser into) {
        try {
            into.longValue = date(formatter.parse(text(text, from, to))).toEpochDay();
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** As the method of {@link ValueParser}, which gets the value. */
    public boolean readLocalTimestamp(byte[] text, int from, int to, ValueParser into) {
        try {
            into.longValue = micros(formatter.parse(text(text, from, to)));
            return true;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    /** As the method of {@link ValueParser}, which gets the value. */
    public boolean readTimestamp(byte[] text, int from, int to, ValueParser into) {
        try {
            TemporalAccessor parsed = formatter.parse(text(text, from, to));
            ZoneId zone = parsed.query(TemporalQueries.zone());
            long local = micros(parsed);
            into.longValue = zone == null ? into.toInstant(local) : new ValueParser(zone).toInstant(local);
            return true;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    /** A date, or days since 1970-01-01, as text. */
    public String dateText(int days) {
        return formatter.format(LocalDate.ofEpochDay(days));
    }

    /** Microseconds since the epoch as text. */
    public String timestampText(long micros, ZoneId zone) {
        return formatter.format(local(micros).atOffset(ZoneOffset.UTC).atZoneSameInstant(zone));
    }

    /** Microseconds on the wall clock as text. */
    public String localTimestampText(long micros) {
        return formatter.format(ZonedDateTime.of(local(micros), ZoneOffset.UTC));
    }

    private static LocalDateTime local(long micros) {
        return LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(TemporalAccessor parsed) {
        LocalTime time = parsed.query(TemporalQueries.localTime());
        LocalDateTime moment = LocalDateTime.of(date(parsed), time == null ? partialTime(parsed) : time);
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), moment);
    }

    private static LocalDate date(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        return date != null ? date
                : LocalDate.of((int) field(parsed, ChronoField.YEAR, 1970), (int) field(parsed, ChronoField.MONTH_OF_YEAR, 1),
                        (int) field(parsed, ChronoField.DAY_OF_MONTH, 1));
    }

    private static LocalTime partialTime(TemporalAccessor parsed) {
        return LocalTime.of((int) field(parsed, ChronoField.HOUR_OF_DAY, 0), (int) field(parsed, ChronoField.MINUTE_OF_HOUR, 0),
                (int) field(parsed, ChronoField.SECOND_OF_MINUTE, 0));
    }

    private static long field(TemporalAccessor parsed, TemporalField field, long byDefault) {
        return parsed.isSupported(field) ? parsed.getLong(field) : byDefault;
    }

    private static String text(byte[] text, int from, int to) {
        return new String(Arrays.copyOfRange(text, from, to), StandardCharsets.UTF_8);
    }
}
