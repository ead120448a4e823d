package dev.millrace.sql;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Numbers and strings as they mean. */
final class LiteralBuilder {

    private final Reading reading;

    LiteralBuilder(Reading reading) {
        this.reading = reading;
    }

    /** @param negative a minus stands before it, and belongs to it: {@code -128Y} */
    Literal number(ParserRuleContext context, boolean negative) {
        String written = context.getStart().getText();
        String sign = negative ? "-" : "";
        if (context.getStart().getType() == SqlGrammarParser.INTEGER) {
            return integer(sign + written, context);
        }
        String upper = written.toUpperCase(Locale.ROOT);
        char last = upper.charAt(upper.length() - 1);
        String digits = sign + upper.substring(0, upper.length() - 1);
        return switch (last) {
            case 'Y' -> bounded(digits, context, Byte.MIN_VALUE, Byte.MAX_VALUE, DataType.TINYINT);
            case 'S' -> bounded(digits, context, Short.MIN_VALUE, Short.MAX_VALUE, DataType.SMALLINT);
            case 'L' -> bounded(digits, context, Long.MIN_VALUE, Long.MAX_VALUE, DataType.BIGINT);
            case 'F' -> floating(digits, context, DataType.FLOAT);
            case 'D' -> upper.endsWith("BD") ? decimal(sign + upper.substring(0, upper.length() - 2), context)
                    : floating(digits, context, DataType.DOUBLE);
            default -> upper.indexOf('E') >= 0 ? floating(sign + upper, context, DataType.DOUBLE) : decimal(sign + upper, context);
        };
    }

    private Literal integer(String digits, ParserRuleContext context) {
        if (digits.length() <= 18) {
            long value = Long.parseLong(digits);
            return value == (int) value ? Literal.of((int) value) : Literal.of(value);
        }
        BigInteger value = new BigInteger(bounded(digits, context));
        return value.bitLength() < 64 ? Literal.of(value.longValue()) : decimal(new BigDecimal(value), context);
    }

    /** Digits in a number that nobody can mean are refused before they cost time. */
    private String bounded(String digits, ParserRuleContext context) {
        if (digits.length() > 1000) {
            throw tooPrecise(context, digits.length());
        }
        return digits;
    }

    private Literal bounded(String digits, ParserRuleContext context, long min, long max, DataType type) {
        BigInteger value = new BigInteger(bounded(digits, context));
        if (value.compareTo(BigInteger.valueOf(min)) < 0 || value.compareTo(BigInteger.valueOf(max)) > 0) {
            throw outOfRange(context, type, String.valueOf(min), String.valueOf(max));
        }
        return type.equals(DataType.BIGINT) ? Literal.of(value.longValue()) : new Literal(value.intValue(), type);
    }

    private Literal floating(String digits, ParserRuleContext context, DataType type) {
        boolean single = type.equals(DataType.FLOAT);
        double value = single ? Float.parseFloat(bounded(digits, context)) : Double.parseDouble(bounded(digits, context));
        if (Double.isInfinite(value)) {
            String max = single ? String.valueOf(Float.MAX_VALUE) : String.valueOf(Double.MAX_VALUE);
            throw outOfRange(context, type, "-" + max, max);
        }
        return new Literal(value, type);
    }

    private Literal decimal(String digits, ParserRuleContext context) {
        try {
            return decimal(new BigDecimal(bounded(digits, context)), context);
        } catch (NumberFormatException | ArithmeticException exponent) {
            throw tooPrecise(context, digits.length());
        }
    }

    private Literal decimal(BigDecimal value, ParserRuleContext context) {
        long digits = value.scale() < 0 ? (long) value.precision() - value.scale() : Math.max(value.precision(), value.scale());
        if (digits > DataType.DecimalType.MAX_PRECISION) {
            throw tooPrecise(context, digits);
        }
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        DataType type = DataType.decimal(Math.max((int) digits, 1), plain.scale());
        BigInteger unscaled = plain.unscaledValue();
        return new Literal(digits <= 18 ? (Object) unscaled.longValue() : unscaled, type);
    }

    private EngineException tooPrecise(ParserRuleContext context, long digits) {
        return ErrorCondition.DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION.with("literal", shortened(context.getStart()), "position",
                reading.position(context), "precision", digits, "max", DataType.DecimalType.MAX_PRECISION);
    }

    private EngineException outOfRange(ParserRuleContext context, DataType type, String min, String max) {
        return ErrorCondition.INVALID_NUMERIC_LITERAL_RANGE.with("literal", shortened(context.getStart()), "position",
                reading.position(context), "type", type.sql(), "min", min, "max", max);
    }

    private static String shortened(Token token) {
        String text = token.getText();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /** Strings written one after the other are one. */
    static String text(List<TerminalNode> strings) {
        if (strings.size() == 1) {
            return text(strings.getFirst().getText());
        }
        StringBuilder joined = new StringBuilder();
        strings.forEach(string -> joined.append(text(string.getText())));
        return joined.toString();
    }

    /** A string where only a constant may stand; a parameter's value must be one. */
    String text(SqlGrammarParser.StringValueContext context) {
        if (context.anyName() == null) {
            return text(context.STRING());
        }
        Literal value = reading.parameter(Names.of(context.anyName()), context);
        if (value.value() instanceof String string) {
            return string;
        }
        throw reading.error(context, "the value of this parameter must be a string");
    }

    /** @param written with its quotes */
    static String text(String written) {
        char first = written.charAt(0);
        if (first == 'r' || first == 'R') {
            return written.substring(2, written.length() - 1);
        }
        String body = written.substring(1, written.length() - 1);
        if (body.indexOf('\\') < 0 && body.indexOf(first) < 0) {
            return body;
        }
        StringBuilder text = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '\\' && i + 1 < body.length()) {
                i = escape(body, i + 1, text);
            } else {
                text.append(c);
                i += c == first ? 1 : 0;
            }
        }
        return text.toString();
    }

    /** Appends what an escape means; gives the index of its last character. */
    private static int escape(String body, int at, StringBuilder text) {
        char c = body.charAt(at);
        if (c == 'u' && hexadecimal(body, at + 1, 4)) {
            text.append((char) HexFormat.fromHexDigits(body, at + 1, at + 5));
            return at + 4;
        }
        if (c == 'U' && hexadecimal(body, at + 1, 8) && Character.isValidCodePoint(HexFormat.fromHexDigits(body, at + 1, at + 9))) {
            text.appendCodePoint(HexFormat.fromHexDigits(body, at + 1, at + 9));
            return at + 8;
        }
        if (c >= '0' && c <= '3' && octal(body, at + 1) && octal(body, at + 2)) {
            text.append((char) Integer.parseInt(body, at, at + 3, 8));
            return at + 2;
        }
        switch (c) {
            case '0' -> text.append('\0');
            case 'b' -> text.append('\b');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'Z' -> text.append('\u001A');
            case '%', '_' -> text.append('\\').append(c);
            default -> text.append(c);
        }
        return at;
    }

    private static boolean octal(String body, int at) {
        return at < body.length() && body.charAt(at) >= '0' && body.charAt(at) <= '7';
    }

    private static boolean hexadecimal(String body, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (i >= body.length() || !HexFormat.isHexDigit(body.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
