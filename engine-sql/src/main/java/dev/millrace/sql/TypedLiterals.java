package dev.millrace.sql;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.types.DataType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constants written as a type and a string: {@code DATE '2020-02-29'}, {@code TIMESTAMP '2020-02-29 12:30:00Z'}, {@code X'1F'}. */
final class TypedLiterals {

    private static final Pattern TIMESTAMP = Pattern.compile("""
            ([+-]?\\d{4,7})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?\
            (?:[T ](?:(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{0,9}))?)?)?\\s*(\\S+)?)?""");
    private static final Pattern OFFSET = Pattern.compile("(UTC|GMT|UT)?([+-])(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2}))?)?");

    private final Reading reading;

    TypedLiterals(Reading reading) {
        this.reading = reading;
    }

    /** @throws EngineException INVALID_TYPED_LITERAL, UNSUPPORTED_TYPED_LITERAL */
    UnresolvedExpr literal(SqlGrammarParser.TypedLiteralContext context) {
        String type = Names.of(context.columnName()).toUpperCase(Locale.ROOT);
        String text = LiteralBuilder.text(context.STRING());
        Optional<UnresolvedExpr> value = switch (type) {
            case "DATE" -> date(text.strip(), reading.origin(context));
            case "TIMESTAMP", "TIMESTAMP_LTZ" -> timestamp(text.strip(), reading.origin(context));
            case "TIMESTAMP_NTZ" -> local(text.strip());
            case "X" -> bytes(text);
            default -> throw ErrorCondition.UNSUPPORTED_TYPED_LITERAL.with("type", type, "position", reading.position(context), "known",
                    "DATE, TIMESTAMP, TIMESTAMP_NTZ, INTERVAL, X or CAST");
        };
        return value.orElseThrow(() -> ErrorCondition.INVALID_TYPED_LITERAL.with("literal", reading.written(context), "position",
                reading.position(context), "type", type.equals("X") ? "BINARY" : type));
    }

    private static Optional<UnresolvedExpr> literal(Object value, DataType type) {
        return Optional.of(new UnresolvedLiteral(new Literal(value, type)));
    }

    private static Optional<UnresolvedExpr> bytes(String digits) {
        try {
            return literal(HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits), DataType.BINARY);
        } catch (IllegalArgumentException notHexadecimal) {
            return Optional.empty();
        }
    }

    private static Optional<UnresolvedExpr> date(String text, Origin origin) {
        UnresolvedExpr today = ExprBuilder.call("current_date", origin);
        UnresolvedLiteral one = new UnresolvedLiteral(Literal.of(1));
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "epoch" -> literal(0, DataType.DATE);
            case "now", "today" -> Optional.of(today);
            case "tomorrow" -> Optional.of(ExprBuilder.call("date_add", origin, today, one));
            case "yesterday" -> Optional.of(ExprBuilder.call("date_sub", origin, today, one));
            default -> {
                int end = Math.max(text.indexOf('T'), text.indexOf(' '));
                Matcher matcher = TIMESTAMP.matcher(end < 0 ? text : text.substring(0, end));
                try {
                    yield matcher.matches() ? literal(Math.toIntExact(day(matcher).toEpochDay()), DataType.DATE) : Optional.empty();
                } catch (DateTimeException noSuchDay) {
                    yield Optional.empty();
                }
            }
        };
    }

    private static LocalDate day(Matcher matcher) {
        return LocalDate.of(Integer.parseInt(matcher.group(1)), number(matcher.group(2), 1), number(matcher.group(3), 1));
    }

    private static int number(String digits, int missing) {
        return digits == null || digits.isEmpty() ? missing : Integer.parseInt(digits);
    }

    private static LocalDateTime dateTime(Matcher matcher) {
        String fraction = matcher.group(7) == null ? "" : matcher.group(7);
        int micros = Integer.parseInt((fraction + "000000").substring(0, 6));
        LocalTime time = LocalTime.of(number(matcher.group(4), 0), number(matcher.group(5), 0), number(matcher.group(6), 0), micros * 1000);
        return day(matcher).atTime(time);
    }

    private static long micros(LocalDateTime time) {
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), 1_000_000L), time.getNano() / 1000);
    }

    private static Optional<UnresolvedExpr> local(String text) {
        if (text.equalsIgnoreCase("epoch")) {
            return literal(0L, DataType.TIMESTAMP_NTZ);
        }
        Matcher matcher = TIMESTAMP.matcher(text);
        try {
            return matcher.matches() && matcher.group(8) == null ? literal(micros(dateTime(matcher)), DataType.TIMESTAMP_NTZ)
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException noSuchTime) {
            return Optional.empty();
        }
    }

    /** With a zone a constant; without one a cast, which takes the session's zone. */
    private static Optional<UnresolvedExpr> timestamp(String text, Origin origin) {
        UnresolvedExpr now = ExprBuilder.call("current_timestamp", origin);
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "epoch" -> literal(0L, DataType.TIMESTAMP);
            case "now" -> Optional.of(now);
            case "today", "tomorrow", "yesterday" -> date(text, origin).map(day -> new UnresolvedCast(day, DataType.TIMESTAMP,
                    OnError.THROW));
            default -> {
                Matcher matcher = TIMESTAMP.matcher(text);
                try {
                    if (!matcher.matches()) {
                        yield Optional.empty();
                    }
                    LocalDateTime time = dateTime(matcher);
                    if (matcher.group(8) == null) {
                        yield Optional.of(new UnresolvedCast(ExprBuilder.text(text), DataType.TIMESTAMP, OnError.THROW));
                    }
                    ZoneOffset offset = zone(matcher.group(8)).getRules().getOffset(time);
                    yield literal(micros(time.minus(offset.getTotalSeconds(), ChronoUnit.SECONDS)), DataType.TIMESTAMP);
                } catch (DateTimeException | ArithmeticException noSuchTime) {
                    yield Optional.empty();
                }
            }
        };
    }

    /** {@code Z}, {@code +8}, {@code UTC+08:00}, {@code Europe/Berlin}. */
    private static ZoneId zone(String text) {
        Matcher offset = OFFSET.matcher(text);
        if (!offset.matches()) {
            return ZoneId.of(text, ZoneId.SHORT_IDS);
        }
        int sign = offset.group(2).equals("-") ? -1 : 1;
        return ZoneOffset.ofHoursMinutesSeconds(sign * number(offset.group(3), 0), sign * number(offset.group(4), 0),
                sign * number(offset.group(5), 0));
    }
}
