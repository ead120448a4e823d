package dev.millrace.executor.kernel.function;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Units that dates and timestamps are cut down to. Units of a week or less are counts of microseconds; larger ones follow the calendar. */
enum TruncUnit {
    MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, YEAR, DECADE, CENTURY, MILLENNIUM;

    static final long MICROS_PER_DAY = 86_400_000_000L;

    /** Ignoring case and with Spark's short forms; null for what is no unit. */
    static @Nullable TruncUnit of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "MICROSECOND" -> MICROSECOND;
            case "MILLISECOND" -> MILLISECOND;
            case "SECOND" -> SECOND;
            case "MINUTE" -> MINUTE;
            case "HOUR" -> HOUR;
            case "DAY", "DD" -> DAY;
            case "WEEK" -> WEEK;
            case "MONTH", "MON", "MM" -> MONTH;
            case "QUARTER" -> QUARTER;
            case "YEAR", "YYYY", "YY" -> YEAR;
            case "DECADE" -> DECADE;
            case "CENTURY" -> CENTURY;
            case "MILLENNIUM" -> MILLENNIUM;
            default -> null;
        };
    }

    /** Wall-clock microseconds cut down. */
    long truncateMicros(long micros) {
        return switch (this) {
            case MICROSECOND -> micros;
            case MILLISECOND -> micros - Math.floorMod(micros, 1_000L);
            case SECOND -> micros - Math.floorMod(micros, 1_000_000L);
            case MINUTE -> micros - Math.floorMod(micros, 60_000_000L);
            case HOUR -> micros - Math.floorMod(micros, 3_600_000_000L);
            case DAY -> micros - Math.floorMod(micros, MICROS_PER_DAY);
            case WEEK, MONTH, QUARTER, YEAR, DECADE, CENTURY, MILLENNIUM ->
                    MICROS_PER_DAY * truncateDays(Math.floorDiv(micros, MICROS_PER_DAY));
        };
    }

    /** Days since 1970-01-01 cut down; units below a day change nothing. */
    long truncateDays(long days) {
        return switch (this) {
            case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY -> days;
            case WEEK -> days - Math.floorMod(days + 3, 7);
            case MONTH -> days - LocalDate.ofEpochDay(days).getDayOfMonth() + 1;
            case QUARTER -> {
                LocalDate date = LocalDate.ofEpochDay(days);
                yield LocalDate.of(date.getYear(), 3 * date.get(IsoFields.QUARTER_OF_YEAR) - 2, 1).toEpochDay();
            }
            case YEAR -> startOf(LocalDate.ofEpochDay(days).getYear());
            case DECADE -> startOf(floor(LocalDate.ofEpochDay(days).getYear(), 10));
            case CENTURY -> startOf(floor(LocalDate.ofEpochDay(days).getYear() - 1, 100) + 1);
            case MILLENNIUM -> startOf(floor(LocalDate.ofEpochDay(days).getYear() - 1, 1000) + 1);
        };
    }

    private static int floor(int year, int step) {
        return Math.floorDiv(year, step) * step;
    }

    private static long startOf(int year) {
        return LocalDate.of(year, 1, 1).toEpochDay();
    }
}
