package dev.millrace.files.values;

import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/**
 * Reads text as a value. A method returns whether the bytes from {@code from} to {@code to} are such a value, and leaves it in a field:
 * so nothing is allocated and nothing thrown per value. Used by one thread.
 *
 * <p>{@code if (parser.readLong(bytes, from, to)) { sum += parser.longValue; }}
 */
public final class ValueParser {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int SECONDS_PER_DAY = 86_400;
    /** Powers of ten that a double holds exactly. */
    private static final double[] TENS =
            {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
                    1e20, 1e21, 1e22};
    private static final long MAX_EXACT = 1L << 53;
    private static final int MAX_DIGITS = 18;
    private static final long[] LONG_TENS = new long[MAX_DIGITS + 1];

    static {
        long power = 1;
        for (int i = 0; i < LONG_TENS.length; i++) {
            LONG_TENS[i] = power;
            power *= 10;
        }
    }

    private final ZoneId zone;
    private final ZoneRules rules;

    /** Integral value, unscaled decimal (its low word), days, microseconds, or 0 and 1 for a BOOLEAN. */
    public long longValue;
    /** High word of a decimal. */
    public long highWord;
    public double doubleValue;

    // reading a moment
    private int at;
    private boolean zoned;

    /** @param zone of timestamps that name none */
    public ValueParser(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /** Digits with an optional sign. */
    public boolean readLong(byte[] bytes, int from, int to) {
        int position = from;
        boolean negative = false;
        if (position < to && (bytes[position] == '-' || bytes[position] == '+')) {
            negative = bytes[position++] == '-';
        }
        if (position == to || to - position > 19) {
            return position < to && readLongSlowly(bytes, from, to);
        }
        long value = 0;
        for (; position < to; position++) {
            int digit = bytes[position] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = value * 10 + digit;
            if (value < 0) {
                return readLongSlowly(bytes, from, to);
            }
        }
        longValue = negative ? -value : value;
        return true;
    }

    /** Leading zeros, and the smallest of all. */
    private boolean readLongSlowly(byte[] bytes, int from, int to) {
        try {
            longValue = Long.parseLong(text(bytes, from, to));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A whole number within the bounds of TINYINT, SMALLINT or INT. */
    public boolean readInt(byte[] bytes, int from, int to, long min, long max) {
        return readLong(bytes, from, to) && longValue >= min && longValue <= max;
    }

    /** {@code true} or {@code false}, in any case. */
    public boolean readBoolean(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 4 && isWord(bytes, from, "true")) {
            longValue = 1;
            return true;
        }
        longValue = 0;
        return length == 5 && isWord(bytes, from, "false");
    }

    private static boolean isWord(byte[] bytes, int from, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            if ((bytes[from + i] | 0x20) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A decimal number with an optional exponent, spaces around it allowed. */
    public boolean readDouble(byte[] bytes, int from, int to) {
        int position = from;
        boolean negative = false;
        if (position < to && (bytes[position] == '-' || bytes[position] == '+')) {
            negative = bytes[position++] == '-';
        }
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        boolean point = false;
        for (; position < to; position++) {
            int digit = bytes[position] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
                digits++;
                scale += point ? 1 : 0;
            } else if (bytes[position] == '.' && !point) {
                point = true;
            } else {
                return readDoubleSlowly(bytes, from, to);
            }
        }
        if (digits == 0) {
            return false;
        }
        if (digits > MAX_DIGITS || mantissa > MAX_EXACT || scale >= TENS.length) {
            return readDoubleSlowly(bytes, from, to);
        }
        // both operands are exact, so the quotient is rounded once, as it should be
        double value = mantissa / TENS[scale];
        doubleValue = negative ? -value : value;
        return true;
    }

    private boolean readDoubleSlowly(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int letter = bytes[i];
            if ((letter < '0' || letter > '9') && letter != '.' && letter != '-' && letter != '+' && letter != 'e' && letter != 'E'
                    && letter != ' ') {
                return false;
            }
        }
        try {
            doubleValue = Double.parseDouble(text(bytes, from, to));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A number that fits the type; digits beyond its scale are rounded half up. */
    public boolean readDecimal(byte[] bytes, int from, int to, DataType.DecimalType type) {
        int position = from;
        boolean negative = false;
        if (position < to && (bytes[position] == '-' || bytes[position] == '+')) {
            negative = bytes[position++] == '-';
        }
        long value = 0;
        int digits = 0;
        int scale = 0;
        boolean point = false;
        for (; position < to; position++) {
            int digit = bytes[position] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                digits++;
                scale += point ? 1 : 0;
            } else if (bytes[position] == '.' && !point) {
                point = true;
            } else {
                return readDecimalSlowly(bytes, from, to, type);
            }
        }
        int shift = type.scale() - scale;
        if (digits == 0) {
            return false;
        }
        if (digits > MAX_DIGITS || shift < 0 || digits + shift > MAX_DIGITS) {
            return readDecimalSlowly(bytes, from, to, type);
        }
        long unscaled = value * LONG_TENS[shift];
        longValue = negative ? -unscaled : unscaled;
        highWord = longValue >> 63;
        return type.precision() >= MAX_DIGITS || unscaled < LONG_TENS[type.precision()];
    }

    private boolean readDecimalSlowly(byte[] bytes, int from, int to, DataType.DecimalType type) {
        try {
            BigDecimal number = new BigDecimal(text(bytes, from, to));
            return number.precision() - (long) number.scale() <= DataType.DecimalType.MAX_PRECISION && fit(number, type);
        } catch (NumberFormatException | ArithmeticException e) {
            return false;
        }
    }

    /** Leaves a number in this parser as a value of the type, when it fits. */
    public boolean fit(BigDecimal number, DataType.DecimalType type) {
        BigDecimal scaled = number.setScale(type.scale(), RoundingMode.HALF_UP);
        BigInteger unscaled = scaled.unscaledValue();
        longValue = unscaled.longValue();
        highWord = unscaled.shiftRight(64).longValue();
        return scaled.precision() <= type.precision();
    }

    /** {@code 2020-04-01}, also {@code 2020-4-1}; a time behind it is read over. */
    public boolean readDate(byte[] bytes, int from, int to) {
        return day(bytes, from, to) && (at == to || bytes[at] == ' ' || bytes[at] == 'T');
    }

    /** {@code 2020-04-01 12:30:00.123456}, {@code 2020-04-01T12:30:00Z}, {@code 2020-04-01 12:30:00+02:00}, {@code 2020-04-01}. */
    public boolean readTimestamp(byte[] bytes, int from, int to) {
        if (!local(bytes, from, to)) {
            return false;
        }
        if (at == to) {
            longValue = toInstant(longValue, rules);
            return true;
        }
        return zoned(bytes, to);
    }

    /** As a TIMESTAMP, but on the wall clock: a zone behind it is not allowed. */
    public boolean readLocalTimestamp(byte[] bytes, int from, int to) {
        return local(bytes, from, to) && at == to;
    }

    /** Whether the moment that was read last had a zone. */
    public boolean hadZone() {
        return zoned;
    }

    /**
     * Microseconds since the epoch of a moment on the wall clock of this parser's zone; in a gap the clock goes on, in an overlap the
     * earlier moment.
     */
    public long toInstant(long localMicros) {
        return toInstant(localMicros, rules);
    }

    private static long toInstant(long localMicros, ZoneRules rules) {
        long seconds = Math.floorDiv(localMicros, MICROS_PER_SECOND);
        ZoneOffset offset = rules.isFixedOffset() ? rules.getOffset(Instant.EPOCH)
                : rules.getOffset(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
        return localMicros - offset.getTotalSeconds() * MICROS_PER_SECOND;
    }

    private boolean zoned(byte[] bytes, int to) {
        zoned = true;
        int start = at;
        while (start < to && bytes[start] == ' ') {
            start++;
        }
        if (to - start == 1 && (bytes[start] == 'Z' || bytes[start] == 'z')) {
            return true;
        }
        try {
            longValue = toInstant(longValue, ZoneId.of(text(bytes, start, to), ZoneId.SHORT_IDS).getRules());
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean local(byte[] bytes, int from, int to) {
        zoned = false;
        if (!day(bytes, from, to)) {
            return false;
        }
        long days = longValue;
        long seconds = 0;
        long micros = 0;
        if (at < to && (bytes[at] == ' ' || bytes[at] == 'T') && at + 1 < to && isDigit(bytes[at + 1])) {
            at++;
            int hour = number(bytes, to, 2);
            int minute = at < to && bytes[at] == ':' ? number(bytes, to, 2, 1) : -1;
            int second = at < to && bytes[at] == ':' ? number(bytes, to, 2, 1) : 0;
            if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
                return false;
            }
            seconds = hour * 3600L + minute * 60L + second;
            if (at < to && bytes[at] == '.') {
                at++;
                micros = fraction(bytes, to);
            }
        }
        longValue = (days * SECONDS_PER_DAY + seconds) * MICROS_PER_SECOND + micros;
        return micros >= 0;
    }

    private long fraction(byte[] bytes, int to) {
        long micros = 0;
        int digits = 0;
        while (at < to && isDigit(bytes[at])) {
            if (digits < 6) {
                micros = micros * 10 + bytes[at] - '0';
            }
            digits++;
            at++;
        }
        return digits == 0 || digits > 9 ? -1 : micros * LONG_TENS[Math.max(0, 6 - digits)];
    }

    private boolean day(byte[] bytes, int from, int to) {
        at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        int yearStart = at;
        int year = number(bytes, to, 6);
        if (year < 0 || at - yearStart < 4 || at >= to || bytes[at] != '-') {
            return false;
        }
        int month = number(bytes, to, 2, 1);
        if (month < 1 || month > 12 || at >= to || bytes[at] != '-') {
            return false;
        }
        int day = number(bytes, to, 2, 1);
        int signed = negative ? -year : year;
        if (day < 1 || day > daysOfMonth(signed, month)) {
            return false;
        }
        longValue = epochDay(signed, month, day);
        return true;
    }

    /** Days since 1970-01-01. Algorithm: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
    public static long epochDay(int year, int month, int day) {
        long shifted = month <= 2 ? year - 1L : year;
        long cycle = Math.floorDiv(shifted, 400L);
        long yearOfCycle = shifted - cycle * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear;
        return cycle * 146_097 + dayOfCycle - 719_468;
    }

    private static int daysOfMonth(int year, int month) {
        if (month == 2) {
            return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private int number(byte[] bytes, int to, int most, int skip) {
        at += skip;
        return number(bytes, to, most);
    }

    /** Up to {@code most} digits from here on, or -1 when there is none. */
    private int number(byte[] bytes, int to, int most) {
        int start = at;
        int value = 0;
        while (at < to && at - start < most && isDigit(bytes[at])) {
            value = value * 10 + bytes[at++] - '0';
        }
        return at == start ? -1 : value;
    }

    private static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9';
    }

    /** The zone of timestamps that name none. */
    public ZoneId zone() {
        return zone;
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8);
    }
}
