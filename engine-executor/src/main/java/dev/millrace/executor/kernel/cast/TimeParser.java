package dev.millrace.executor.kernel.cast;

import dev.millrace.executor.kernel.vector.ZoneShift;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and timestamps from UTF-8 as Spark's casts do: {@code yyyy}, {@code yyyy-[m]m}, {@code yyyy-[m]m-[d]d}, then for timestamps
 * a blank or {@code T} and {@code [h]h:[m]m[:[s]s[.fraction]]} with an optional zone; a time alone belongs to today. A method returns
 * false for what it cannot read.
 */
final class TimeParser {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    int day;
    long micros;

    private final ZoneId zone;
    private final ZoneShift session;
    private byte[] data = {};
    private int at;
    private int end;
    private int digits;
    private long time;
    private @Nullable ZoneId written;

    /** @param zone of timestamps that name none */
    TimeParser(ZoneId zone) {
        this.zone = zone;
        this.session = new ZoneShift(zone);
    }

    private boolean trim(byte[] bytes, int start, int length) {
        data = bytes;
        at = start;
        end = start + length;
        while (at < end && TextParser.isSpace(data[at])) {
            at++;
        }
        while (end > at && TextParser.isSpace(data[end - 1])) {
            end--;
        }
        return at < end;
    }

    /** A date; what follows a complete one after a blank or {@code T} is not looked at. */
    boolean date(byte[] bytes, int start, int length) {
        return trim(bytes, start, length) && calendarDay() && (at == end || digits == 3 && isSeparator(data[at]));
    }

    /** A timestamp: an instant, or with {@code local} what the wall clock shows, and a zone is passed over. */
    boolean timestamp(byte[] bytes, int start, int length, boolean local) {
        if (!trim(bytes, start, length)) {
            return false;
        }
        written = null;
        time = 0;
        if (isTimeAlone()) {
            if (data[at] == 'T') {
                at++;
            }
            if (local || !timeOfDay()) {
                return false;
            }
            day = Math.toIntExact(LocalDate.now(written == null ? zone : written).toEpochDay());
        } else if (!calendarDay() || at < end && (digits < 3 || !isSeparator(data[at++]) || at == end || !timeOfDay())) {
            return false;
        }
        long clock;
        try {
            clock = Math.addExact(Math.multiplyExact(day, MICROS_PER_DAY), time);
        } catch (ArithmeticException _) {
            return false;
        }
        micros = local ? clock : written == null ? session.toInstant(clock) : new ZoneShift(written).toInstant(clock);
        return true;
    }

    private static boolean isSeparator(byte one) {
        return one == ' ' || one == 'T';
    }

    private boolean isTimeAlone() {
        return data[at] == 'T' || at + 1 < end && data[at + 1] == ':' || at + 2 < end && data[at + 2] == ':';
    }

    /** Reads year, month and day as far as they are there; {@code digits} is then how many of the three. */
    private boolean calendarDay() {
        boolean negative = data[at] == '-';
        if (negative || data[at] == '+') {
            at++;
        }
        int before = at;
        int year = number();
        if (at - before < 4 || at - before > 7) {
            return false;
        }
        int month = 1;
        int dayOfMonth = 1;
        digits = 1;
        if (at < end && data[at] == '-') {
            at++;
            month = oneOrTwo();
            digits = 2;
            if (month >= 0 && at < end && data[at] == '-') {
                at++;
                dayOfMonth = oneOrTwo();
                digits = 3;
            }
        }
        try {
            long epochDay = LocalDate.of(negative ? -year : year, month, dayOfMonth).toEpochDay();
            day = Math.toIntExact(epochDay);
            return true;
        } catch (DateTimeException | ArithmeticException _) {
            return false;
        }
    }

    private int number() {
        int value = 0;
        int stop = Math.min(end, at + 8);
        while (at < stop && data[at] >= '0' && data[at] <= '9') {
            value = 10 * value + data[at++] - '0';
        }
        return value;
    }

    /** One or two digits, or -1. */
    private int oneOrTwo() {
        int before = at;
        int value = number();
        int count = at - before;
        return count == 1 || count == 2 ? value : -1;
    }

    private boolean timeOfDay() {
        int hour = oneOrTwo();
        int minute = 0;
        int second = 0;
        long fraction = 0;
        if (at < end && data[at] == ':') {
            at++;
            minute = oneOrTwo();
            if (at < end && data[at] == ':') {
                at++;
                second = oneOrTwo();
                if (at < end && data[at] == '.') {
                    at++;
                    fraction = fraction();
                }
            }
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return false;
        }
        time = (hour * 3600L + minute * 60L + second) * MICROS_PER_SECOND + fraction;
        return at == end || zone();
    }

    /** Microseconds; further digits are passed over. */
    private long fraction() {
        long value = 0;
        int count = 0;
        for (; at < end && data[at] >= '0' && data[at] <= '9'; at++) {
            if (count < 6) {
                value = 10 * value + data[at] - '0';
                count++;
            }
        }
        for (; count < 6; count++) {
            value *= 10;
        }
        return value;
    }

    private boolean zone() {
        String name = new String(data, at, end - at, StandardCharsets.UTF_8).strip();
        try {
            written = name.matches("[+-]\\d{1,2}(:\\d{1,2}){0,2}") ? offset(name) : ZoneId.of(name, ZoneId.SHORT_IDS);
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static ZoneId offset(String text) {
        String[] fields = text.substring(1).split(":");
        int sign = text.charAt(0) == '-' ? -1 : 1;
        int[] values = new int[3];
        for (int i = 0; i < fields.length; i++) {
            values[i] = sign * Integer.parseInt(fields[i]);
        }
        return ZoneOffset.ofHoursMinutesSeconds(values[0], values[1], values[2]);
    }
}
