package dev.millrace.sql;

import java.util.Locale;

/** A unit of INTERVAL, from the largest to the smallest. */
enum IntervalUnit {
    YEAR(12), QUARTER(3), MONTH(1), WEEK(7L * 86_400_000_000_000L), DAY(86_400_000_000_000L), HOUR(3_600_000_000_000L), MINUTE(
            60_000_000_000L),
    SECOND(1_000_000_000L), MILLISECOND(1_000_000L), MICROSECOND(1_000L), NANOSECOND(1);

    private final long size;

    /** @param size months, or nanoseconds of all smaller than a month */
    IntervalUnit(long size) {
        this.size = size;
    }

    long size() {
        return size;
    }

    boolean isMonths() {
        return compareTo(MONTH) <= 0;
    }

    /** May stand in {@code DAY TO SECOND}. */
    boolean isField() {
        return switch (this) {
            case YEAR, MONTH, DAY, HOUR, MINUTE, SECOND -> true;
            case QUARTER, WEEK, MILLISECOND, MICROSECOND, NANOSECOND -> false;
        };
    }

    static IntervalUnit of(SqlGrammarParser.UnitContext context) {
        return of(context.getStart().getText());
    }

    /** @throws IllegalArgumentException for a word that is no unit */
    static IntervalUnit of(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return valueOf(upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper);
    }
}
