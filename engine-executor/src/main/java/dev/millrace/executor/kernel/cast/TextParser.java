package dev.millrace.executor.kernel.cast;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers and booleans from UTF-8, with white space around them. A method returns false for what it cannot read, else the value is
 * in a field.
 */
final class TextParser {

    private static final double[] POWERS =
            {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
                    1e21, 1e22};
    private static final long EXACT_AS_DOUBLE = 1L << 53;
    private static final int DIGITS_OF_LONG = 18;

    long whole;
    double real;

    private int from;
    private int to;

    /** Cuts white space and control characters off both ends. */
    private boolean trim(byte[] data, int start, int length) {
        from = start;
        to = start + length;
        while (from < to && isSpace(data[from])) {
            from++;
        }
        while (to > from && isSpace(data[to - 1])) {
            to--;
        }
        return from < to;
    }

    static boolean isSpace(byte one) {
        return one >= 0 && one <= ' ' || one == 0x7F;
    }

    static String trimmed(byte[] data, int start, int length) {
        TextParser parser = new TextParser();
        parser.trim(data, start, length);
        return new String(data, parser.from, parser.to - parser.from, StandardCharsets.UTF_8);
    }

    /** A whole number within the bounds. */
    boolean integer(byte[] data, int start, int length, long min, long max) {
        if (!trim(data, start, length)) {
            return false;
        }
        boolean negative = data[from] == '-';
        int at = negative || data[from] == '+' ? from + 1 : from;
        if (at == to) {
            return false;
        }
        // Summed up as a negative number, because that range is the larger one.
        long value = 0;
        for (; at < to; at++) {
            int digit = data[at] - '0';
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10 || 10 * value < Long.MIN_VALUE + digit) {
                return false;
            }
            value = 10 * value - digit;
        }
        if (!negative && value == Long.MIN_VALUE) {
            return false;
        }
        whole = negative ? value : -value;
        return whole >= min && whole <= max;
    }

    /** A floating-point number; {@code inf}, {@code infinity} and {@code nan} in any case too. */
    boolean floating(byte[] data, int start, int length, boolean asFloat) {
        if (!trim(data, start, length)) {
            return false;
        }
        if (!asFloat && simple(data)) {
            return true;
        }
        String text = new String(data, from, to - from, StandardCharsets.UTF_8);
        try {
            real = asFloat ? Float.parseFloat(text) : Double.parseDouble(text);
            return true;
        } catch (NumberFormatException _) {
            return special(text);
        }
    }

    private boolean special(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> real = Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> real = Double.NEGATIVE_INFINITY;
            case "nan" -> real = Double.NaN;
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * Digits with a point, few enough for one correctly rounded division (Clinger, How to read floating point numbers accurately, 1990).
     */
    private boolean simple(byte[] data) {
        boolean negative = data[from] == '-';
        int at = negative || data[from] == '+' ? from + 1 : from;
        if (to - at > DIGITS_OF_LONG) {
            return false;
        }
        long digits = 0;
        int count = 0;
        int point = -1;
        for (; at < to; at++) {
            int digit = data[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
                count++;
            } else if (data[at] == '.' && point < 0) {
                point = count;
            } else {
                return false;
            }
        }
        if (count == 0 || digits > EXACT_AS_DOUBLE) {
            return false;
        }
        double value = digits / POWERS[point < 0 ? 0 : count - point];
        real = negative ? -value : value;
        return true;
    }

    /** A decimal of any size, or null. */
    @Nullable
    BigDecimal decimal(byte[] data, int start, int length) {
        if (!trim(data, start, length)) {
            return null;
        }
        try {
            return new BigDecimal(new String(data, from, to - from, StandardCharsets.UTF_8));
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /** {@code t, true, y, yes, 1} or {@code f, false, n, no, 0} in any case: 1 or 0. */
    boolean bool(byte[] data, int start, int length) {
        if (!trim(data, start, length) || to - from > 5) {
            return false;
        }
        switch (new String(data, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT)) {
            case "t", "true", "y", "yes", "1" -> whole = 1;
            case "f", "false", "n", "no", "0" -> whole = 0;
            default -> {
                return false;
            }
        }
        return true;
    }
}
