package dev.millrace.peers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sum of row hashes: equal for equal rows in any order, whichever engine made them. A number has two decimals, rounded half up, without
 * trailing zeros; a date is ISO; a null is {@code \N}; each field ends with byte 0x1f.
 *
 * <p>Algorithms: FNV-1a with 64 bits (Fowler, Noll, Vo) over the row's UTF-8 bytes, then the finaliser of splitmix64 (Steele, Lea, Flood),
 * added modulo 2^64.
 */
final class RowChecksum {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final char FIELD_END = 0x1f;

    private long sum;
    private long rows;

    void add(List<@Nullable Object> row) {
        StringBuilder text = new StringBuilder();
        for (Object field : row) {
            text.append(text(field)).append(FIELD_END);
        }
        long hash = FNV_OFFSET;
        for (byte octet : text.toString().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
        }
        sum += mixed(hash);
        rows++;
    }

    long rows() {
        return rows;
    }

    /** 16 hexadecimal digits. */
    String text() {
        return String.format(Locale.ROOT, "%016x", sum);
    }

    private static String text(@Nullable Object field) {
        if (field == null) {
            return "\\N";
        }
        if (field instanceof Double || field instanceof Float) {
            double number = ((Number) field).doubleValue();
            return Double.isFinite(number) ? rounded(BigDecimal.valueOf(number)) : field.toString();
        }
        if (field instanceof Number) {
            return rounded(new BigDecimal(field.toString()));
        }
        if (field instanceof java.sql.Date) {
            LocalDate day = ((java.sql.Date) field).toLocalDate();
            return day.toString();
        }
        return field.toString();
    }

    private static String rounded(BigDecimal number) {
        BigDecimal rounded = number.setScale(2, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static long mixed(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
