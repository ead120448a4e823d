package dev.millrace.executor.kernel.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * Patterns of dates and times as Spark takes them: those of java.time without what counts in weeks or in parts of a day, and when a text is
 * read a fraction of a second may have fewer digits than the pattern.
 */
final class MomentPattern {

    private static final String OF_WEEKS = "YWwuec";
    private static final String UNKNOWN = "ABnNp";
    private static final String ONLY_SHOWN = "EFqQ";
    private static final String AT_MOST_FOUR = "GMLEQq";
    private static final int MAX_YEAR_DIGITS = 6;
    private static final int MAX_FRACTION_DIGITS = 9;

    private MomentPattern() {}

    /**
     * The formatter of a pattern.
     *
     * @param parsing whether texts are to be read
     * @throws EngineException INCONSISTENT_BEHAVIOR_CROSS_VERSION, INVALID_DATETIME_PATTERN
     */
    static DateTimeFormatter formatter(String pattern, boolean parsing) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        int i = 0;
        try {
            while (i < pattern.length()) {
                char c = pattern.charAt(i);
                int end = i + 1;
                while (end < pattern.length() && pattern.charAt(end) == c && Character.isLetter(c)) {
                    end++;
                }
                quoted ^= c == '\'';
                if (!quoted && Character.isLetter(c)) {
                    check(pattern, c, end - i, parsing);
                }
                if (!quoted && c == 'S' && parsing) {
                    builder.appendPattern(part.toString()).appendFraction(ChronoField.NANO_OF_SECOND, 1, end - i, false);
                    part.setLength(0);
                } else {
                    part.repeat(c == 'y' && !quoted ? 'u' : c, end - i);
                }
                i = end;
            }
            return builder.appendPattern(part.toString()).toFormatter(Locale.US).withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException e) {
            throw ErrorCondition.INVALID_DATETIME_PATTERN.caused(e, "pattern", "'" + pattern + "'", "detail", e.getMessage());
        }
    }

    private static void check(String pattern, char letter, int count, boolean parsing) {
        if (OF_WEEKS.indexOf(letter) >= 0) {
            throw ErrorCondition.INCONSISTENT_BEHAVIOR_CROSS_VERSION.with("pattern", "'" + pattern + "'", "letter", letter);
        }
        if (UNKNOWN.indexOf(letter) >= 0 || parsing && ONLY_SHOWN.indexOf(letter) >= 0) {
            throw ErrorCondition.INVALID_DATETIME_PATTERN.with("pattern", "'" + pattern + "'", "detail",
                    "the letter " + letter + " cannot be " + (parsing ? "read" : "shown"));
        }
        boolean tooLong = AT_MOST_FOUR.indexOf(letter) >= 0 && count > 4 || letter == 'y' && count > MAX_YEAR_DIGITS
                || letter == 'S' && count > MAX_FRACTION_DIGITS;
        if (tooLong) {
            throw ErrorCondition.INVALID_DATETIME_PATTERN.with("pattern", "'" + pattern + "'", "detail",
                    "it has too many letters " + letter);
        }
    }

    /** The time of day; what a pattern leaves out is the least there is. */
    static LocalTime time(TemporalAccessor parsed) {
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (time != null) {
            return time;
        }
        int hour = parsed.isSupported(ChronoField.HOUR_OF_DAY) ? parsed.get(ChronoField.HOUR_OF_DAY)
                : field(parsed, ChronoField.HOUR_OF_AMPM) + 12 * field(parsed, ChronoField.AMPM_OF_DAY);
        try {
            return LocalTime.of(hour, field(parsed, ChronoField.MINUTE_OF_HOUR), field(parsed, ChronoField.SECOND_OF_MINUTE),
                    field(parsed, ChronoField.NANO_OF_SECOND));
        } catch (DateTimeException e) {
            return LocalTime.MIDNIGHT;
        }
    }

    private static int field(TemporalAccessor parsed, ChronoField field) {
        return parsed.isSupported(field) ? parsed.get(field) : 0;
    }
}
