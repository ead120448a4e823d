package dev.millrace.testkit.suite;

import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.ValueFormat;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as Hive's command line prints them, which is how Spark's SQL shell prints them too: {@code NULL}, {@code [1,2]}, {@code {"a":1}}
 * for a map (entries in the order of their texts) and for a struct, strings inside a nested value in quotes, intervals as {@code 1-2} and
 * {@code 1 02:03:04.000000000}.
 *
 * @param zone   in which a TIMESTAMP is shown
 * @param binary how bytes are shown
 */
public record HiveText(ZoneId zone, BinaryStyle binary) {

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** The forms of the setting {@code spark.sql.binaryOutputStyle}. */
    public enum BinaryStyle {
        UTF8, BASIC, BASE64, HEX, HEX_DISCRETE;

        /** By the setting's text; UTF8 for what is none of them. */
        static BinaryStyle of(String text) {
            return switch (text.toUpperCase(Locale.ROOT)) {
                case "BASIC" -> BASIC;
                case "BASE64" -> BASE64;
                case "HEX" -> HEX;
                case "HEX_DISCRETE" -> HEX_DISCRETE;
                default -> UTF8;
            };
        }

        private String text(byte[] bytes) {
            return switch (this) {
                case UTF8 -> new String(bytes, StandardCharsets.UTF_8);
                case BASIC -> bytesInDecimal(bytes);
                case BASE64 -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
                case HEX -> HexFormat.of().withUpperCase().formatHex(bytes);
                case HEX_DISCRETE -> "[" + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes) + "]";
            };
        }

        private static String bytesInDecimal(byte[] bytes) {
            List<String> numbers = new ArrayList<>();
            for (byte octet : bytes) {
                numbers.add(Byte.toString(octet));
            }
            return "[" + String.join(", ", numbers) + "]";
        }
    }

    /** @param value in the form of {@link dev.millrace.expr.Literal} */
    public String text(@Nullable Object value, DataType type) {
        return value == null ? "NULL" : present(value, type, false);
    }

    private String nested(@Nullable Object value, DataType type) {
        return value == null ? "null" : present(value, type, true);
    }

    private String present(Object value, DataType type, boolean nested) {
        return switch (type) {
            case DataType.StringType _ -> nested ? '"' + value.toString() + '"' : value.toString();
            case DataType.BinaryType _ -> binary.text((byte[]) value);
            case DataType.YearMonthIntervalType _ -> yearMonth((Integer) value);
            case DataType.DayTimeIntervalType _ -> dayTime((Long) value);
            case DataType.ArrayType(var element, var _) -> {
                List<String> texts = new ArrayList<>();
                ((List<?>) value).forEach(item -> texts.add(nested(item, element)));
                yield "[" + String.join(",", texts) + "]";
            }
            case DataType.MapType(var keyType, var valueType, var _) -> {
                List<String> entries = new ArrayList<>();
                ((Map<?, ?>) value).forEach((key, mapped) -> entries.add(nested(key, keyType) + ":" + nested(mapped, valueType)));
                Collections.sort(entries);
                yield "{" + String.join(",", entries) + "}";
            }
            case DataType.StructType(var fields) -> {
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < fields.size(); i++) {
                    Field field = fields.get(i);
                    texts.add('"' + field.name() + "\":" + nested(((List<?>) value).get(i), field.type()));
                }
                yield "{" + String.join(",", texts) + "}";
            }
            default -> ValueFormat.cast(zone).text(value, type);
        };
    }

    private static String yearMonth(int months) {
        long magnitude = Math.abs((long) months);
        return (months < 0 ? "-" : "") + magnitude / 12 + "-" + magnitude % 12;
    }

    private static String dayTime(long micros) {
        BigInteger[] parts = BigInteger.valueOf(micros).abs().divideAndRemainder(BigInteger.valueOf(MICROS_PER_SECOND));
        long seconds = parts[0].longValueExact();
        return String.format(Locale.ROOT, "%s%d %02d:%02d:%02d.%06d000", micros < 0 ? "-" : "", seconds / 86_400, seconds / 3600 % 24,
                seconds / 60 % 60, seconds % 60, parts[1].longValueExact());
    }
}
