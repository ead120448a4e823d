package dev.millrace.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text of values, the same wherever a value is shown: {@code show()}, {@code CAST(… AS STRING)}, CSV and text files, the shell. Values come
 * in {@code expr.Literal} form.
 *
 * <p>{@code ValueFormat.display(zone).text(18353, DataType.DATE)} is {@code 2020-04-01}.
 *
 * <p>Numbers as Java prints them, decimals plain, timestamps in the given zone with as many digits of a second as are not zero, arrays
 * {@code [1, 2]}, maps {@code {a -> 1}}, structs {@code {1, x}}. {@link #display} shows a null as {@code NULL} and bytes as {@code [01
 * 02]}; {@link #cast} shows a null inside a nested value as {@code null} and takes bytes as UTF-8, as Spark's CAST does. Immutable.
 */
public final class ValueFormat {

    private static final int SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int DAYS_PER_CYCLE = 146_097;
    private static final int DAYS_0000_TO_1970 = 719_528;

    private final ZoneId zone;
    private final String nullText;
    private final boolean hexadecimalBytes;

    private ValueFormat(ZoneId zone, String nullText, boolean hexadecimalBytes) {
        this.zone = zone;
        this.nullText = nullText;
        this.hexadecimalBytes = hexadecimalBytes;
    }

    /** The form that tables are shown in. */
    public static ValueFormat display(ZoneId zone) {
        return new ValueFormat(zone, "NULL", true);
    }

    /** The form of a CAST to STRING. */
    public static ValueFormat cast(ZoneId zone) {
        return new ValueFormat(zone, "null", false);
    }

    public String text(@Nullable Object value, DataType type) {
        if (value instanceof String string) {
            return string;
        }
        StringBuilder text = new StringBuilder();
        append(text, value, type);
        return text.toString();
    }

    @SuppressWarnings("unchecked")
    public void append(StringBuilder text, @Nullable Object value, DataType type) {
        if (value == null) {
            text.append(nullText);
            return;
        }
        switch (type) {
            case DataType.BooleanType _ -> text.append((boolean) (Boolean) value);
            case DataType.ByteType _, DataType.ShortType _, DataType.IntType _ -> text.append((int) (Integer) value);
            case DataType.LongType _ -> text.append((long) (Long) value);
            case DataType.FloatType _ -> text.append(((Double) value).floatValue());
            case DataType.DoubleType _ -> text.append((double) (Double) value);
            case DataType.DecimalType(var _, var scale) -> {
                if (value instanceof BigInteger big) {
                    text.append(new BigDecimal(big, scale).toPlainString());
                } else {
                    appendDecimal(text, (Long) value, scale);
                }
            }
            case DataType.StringType _ -> text.append((String) value);
            case DataType.BinaryType _ -> appendBytes(text, (byte[]) value);
            case DataType.DateType _ -> appendDate(text, (Integer) value);
            case DataType.TimestampType _ -> appendTimestamp(text, (Long) value, zone);
            case DataType.TimestampNtzType _ -> appendLocalTimestamp(text, (Long) value);
            case DataType.YearMonthIntervalType _ -> appendYearMonth(text, (Integer) value);
            case DataType.DayTimeIntervalType _ -> appendDayTime(text, (Long) value);
            case DataType.ArrayType(var element, var _) -> {
                text.append('[');
                String separator = "";
                for (Object item : (List<Object>) value) {
                    append(text.append(separator), item, element);
                    separator = ", ";
                }
                text.append(']');
            }
            case DataType.MapType(var keyType, var valueType, var _) -> {
                text.append('{');
                String separator = "";
                for (Map.Entry<Object, Object> entry : ((Map<Object, Object>) value).entrySet()) {
                    append(text.append(separator), entry.getKey(), keyType);
                    append(text.append(" -> "), entry.getValue(), valueType);
                    separator = ", ";
                }
                text.append('}');
            }
            case DataType.StructType(var fields) -> {
                text.append('{');
                List<Object> items = (List<Object>) value;
                for (int i = 0; i < items.size(); i++) {
                    append(i == 0 ? text : text.append(", "), items.get(i), fields.get(i).type());
                }
                text.append('}');
            }
            case DataType.NullType _ -> text.append(nullText);
        }
    }

    /** A decimal of at most 18 digits from its unscaled value: {@code -0.05}. */
    public static void appendDecimal(StringBuilder text, long unscaled, int scale) {
        if (scale == 0) {
            text.append(unscaled);
            return;
        }
        long magnitude = Math.abs(unscaled);
        long unit = 1;
        for (int i = 0; i < scale; i++) {
            unit *= 10;
        }
        if (unscaled < 0) {
            text.append('-');
        }
        text.append(magnitude / unit).append('.');
        appendPadded(text, magnitude % unit, scale);
    }

    /**
     * Days since 1970-01-01 as {@code 2020-04-01}; a year beyond 9999 has a sign. Algorithm: Howard Hinnant, "chrono-Compatible Low-Level
     * Date Algorithms".
     */
    public static void appendDate(StringBuilder text, long days) {
        long shifted = days + DAYS_0000_TO_1970 - 60;
        long cycle = Math.floorDiv(shifted, DAYS_PER_CYCLE);
        int dayOfCycle = (int) Math.floorMod(shifted, (long) DAYS_PER_CYCLE);
        int yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
        int dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0);
        if (year < 0) {
            text.append('-');
        } else if (year > 9999) {
            text.append('+');
        }
        appendPadded(text, Math.abs(year), 4);
        appendPadded(text.append('-'), month, 2);
        appendPadded(text.append('-'), day, 2);
    }

    /** Microseconds since the epoch as {@code 2020-04-01 00:00:00.5} in a zone. */
    public static void appendTimestamp(StringBuilder text, long micros, ZoneId zone) {
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        long offset = zone.getRules().getOffset(java.time.Instant.ofEpochSecond(seconds)).getTotalSeconds();
        appendLocal(text, seconds + offset, Math.floorMod(micros, MICROS_PER_SECOND));
    }

    /** Microseconds on the wall clock since 1970-01-01 00:00:00. */
    public static void appendLocalTimestamp(StringBuilder text, long micros) {
        appendLocal(text, Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND));
    }

    private static void appendLocal(StringBuilder text, long seconds, long fraction) {
        appendDate(text, Math.floorDiv(seconds, SECONDS_PER_DAY));
        int secondOfDay = (int) Math.floorMod(seconds, (long) SECONDS_PER_DAY);
        appendPadded(text.append(' '), secondOfDay / 3600, 2);
        appendPadded(text.append(':'), secondOfDay / 60 % 60, 2);
        appendPadded(text.append(':'), secondOfDay % 60, 2);
        appendFraction(text, fraction);
    }

    private static void appendFraction(StringBuilder text, long micros) {
        if (micros != 0) {
            appendPadded(text.append('.'), micros, 6);
            int end = text.length();
            while (text.charAt(end - 1) == '0') {
                end--;
            }
            text.setLength(end);
        }
    }

    private static void appendYearMonth(StringBuilder text, int months) {
        long magnitude = Math.abs((long) months);
        text.append("INTERVAL '").append(months < 0 ? "-" : "").append(magnitude / 12).append('-').append(magnitude % 12)
                .append("' YEAR TO MONTH");
    }

    private static void appendDayTime(StringBuilder text, long micros) {
        long seconds = Math.abs(micros / MICROS_PER_SECOND);
        text.append("INTERVAL '").append(micros < 0 ? "-" : "").append(seconds / SECONDS_PER_DAY);
        appendPadded(text.append(' '), seconds / 3600 % 24, 2);
        appendPadded(text.append(':'), seconds / 60 % 60, 2);
        appendPadded(text.append(':'), seconds % 60, 2);
        appendFraction(text, Math.abs(micros % MICROS_PER_SECOND));
        text.append("' DAY TO SECOND");
    }

    private void appendBytes(StringBuilder text, byte[] bytes) {
        if (hexadecimalBytes) {
            text.append('[').append(HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes)).append(']');
        } else {
            text.append(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static void appendPadded(StringBuilder text, long value, int width) {
        long bound = 10;
        for (int digits = 1; digits < width; digits++) {
            if (value < bound) {
                text.append('0');
            }
            bound *= 10;
        }
        text.append(value);
    }
}
