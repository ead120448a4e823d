package dev.millrace.executor.kernel;

import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Casts single values. Dates and timestamps as text are read in the full form only. */
final class ReferenceCast {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final Pattern TIMESTAMP = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?))?");

    private ReferenceCast() {}

    static @Nullable Object cast(@Nullable Object value, DataType from, DataType to) {
        if (value == null || from.equals(to)) {
            return value;
        }
        if (to instanceof DataType.StringType) {
            return text(value, from);
        }
        if (value instanceof String text) {
            return parsed(text.strip(), to);
        }
        return switch (to) {
            case DataType.BooleanType _ -> value instanceof Double real ? real != 0 : ReferenceEvaluator.number(value, from).signum() != 0;
            case DataType.DoubleType _ -> real(value, from);
            case DataType.FloatType _ -> value instanceof Double real ? (double) real.floatValue()
                    : value instanceof Boolean ? real(value, from) : (double) ReferenceEvaluator.number(value, from).floatValue();
            case DataType.DateType _ -> Math.toIntExact(local((Long) value, from).toLocalDate().toEpochDay());
            case DataType.TimestampType _ -> micros(from instanceof DataType.DateType ? LocalDate.ofEpochDay((Integer) value).atStartOfDay()
                    : local((Long) value, from));
            case DataType.TimestampNtzType _ ->
                    localMicros(from instanceof DataType.DateType ? LocalDate.ofEpochDay((Integer) value).atStartOfDay()
                            : local((Long) value, from));
            default -> number(value, from, to);
        };
    }

    private static @Nullable Object number(Object value, DataType from, DataType to) {
        if (value instanceof Double real && !Double.isFinite(real)) {
            if (to instanceof DecimalType) {
                return null;
            }
            throw new ReferenceFailure("not finite");
        }
        BigDecimal exact = switch (value) {
            case Double real -> to instanceof DecimalType ? BigDecimal.valueOf(real) : new BigDecimal(real);
            case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> ReferenceEvaluator.number(value, from);
        };
        return fit(to instanceof DecimalType decimal ? exact.setScale(decimal.scale(), RoundingMode.HALF_UP)
                : exact.setScale(0, RoundingMode.DOWN), to);
    }

    private static Double real(Object value, DataType from) {
        return switch (value) {
            case Boolean flag -> flag ? 1.0 : 0.0;
            case Double same -> same;
            default -> ReferenceEvaluator.number(value, from).doubleValue();
        };
    }

    /** The number in the type's form, or a failure when it is too large. */
    static Object fit(BigDecimal value, DataType type) {
        if (type instanceof DecimalType decimal) {
            if (value.precision() > decimal.precision()) {
                throw new ReferenceFailure("too many digits");
            }
            return decimal.precision() <= DecimalType.MAX_LONG_PRECISION ? (Object) value.unscaledValue().longValueExact()
                    : value.unscaledValue();
        }
        BigInteger whole = value.toBigIntegerExact();
        int bits = switch (type) {
            case DataType.ByteType _ -> 8;
            case DataType.ShortType _ -> 16;
            case DataType.IntType _ -> 32;
            default -> 64;
        };
        if (whole.bitLength() >= bits) {
            throw new ReferenceFailure("out of range");
        }
        return bits == 64 ? (Object) whole.longValue() : (Object) whole.intValue();
    }

    private static LocalDateTime local(long micros, DataType type) {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return LocalDateTime.ofInstant(instant, type instanceof DataType.TimestampType ? ZONE : ZoneOffset.UTC);
    }

    private static long micros(LocalDateTime local) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, local.atZone(ZONE).toInstant());
    }

    private static long localMicros(LocalDateTime local) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), local);
    }

    private static String text(Object value, DataType type) {
        return switch (type) {
            case DataType.FloatType _ -> Float.toString(((Double) value).floatValue());
            case DecimalType _ -> ReferenceEvaluator.number(value, type).toPlainString();
            case DataType.DateType _ -> LocalDate.ofEpochDay((Integer) value).toString();
            case DataType.TimestampType _, DataType.TimestampNtzType _ -> {
                LocalDateTime local = local((Long) value, type);
                String fraction =
                        local.getNano() == 0 ? "" : String.format(Locale.ROOT, ".%06d", local.getNano() / 1000).replaceAll("0+$", "");
                yield local.toLocalDate()
                        + String.format(Locale.ROOT, " %02d:%02d:%02d", local.getHour(), local.getMinute(), local.getSecond()) + fraction;
            }
            default -> String.valueOf(value);
        };
    }

    private static Object parsed(String text, DataType type) {
        try {
            if (text.matches("[+-]?\\d{4,7}") && (type instanceof DataType.DateType || type instanceof DataType.TimestampType)) {
                LocalDate newYear = LocalDate.of(Integer.parseInt(text), 1, 1);
                return type instanceof DataType.DateType ? (Object) Math.toIntExact(newYear.toEpochDay())
                        : (Object) micros(newYear.atStartOfDay());
            }
            return switch (type) {
                case DataType.BooleanType _ -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "t", "true", "y", "yes", "1" -> true;
                    case "f", "false", "n", "no", "0" -> false;
                    default -> throw new ReferenceFailure(text);
                };
                case DataType.DoubleType _ -> Double.valueOf(text);
                case DataType.FloatType _ -> (double) Float.parseFloat(text);
                case DecimalType decimal -> fit(new BigDecimal(text).setScale(decimal.scale(), RoundingMode.HALF_UP), type);
                case DataType.DateType _ -> Math.toIntExact(LocalDate.parse(text.split(" ")[0]).toEpochDay());
                case DataType.TimestampType _ -> {
                    Matcher matcher = TIMESTAMP.matcher(text);
                    if (!matcher.matches()) {
                        throw new ReferenceFailure(text);
                    }
                    yield micros(LocalDateTime.of(LocalDate.parse(matcher.group(1)),
                            matcher.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(matcher.group(2))));
                }
                default -> fit(new BigDecimal(new BigInteger(text)), type);
            };
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new ReferenceFailure(e.toString());
        }
    }
}
