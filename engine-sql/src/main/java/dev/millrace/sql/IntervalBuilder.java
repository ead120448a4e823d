package dev.millrace.sql;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * INTERVAL constants: {@code INTERVAL 3 DAYS}, {@code INTERVAL '1' YEAR '2' MONTH}, {@code INTERVAL '1 12:30' DAY TO MINUTE},
 * {@code INTERVAL '1 day 2 hours'}. An interval has months or microseconds, never both.
 */
final class IntervalBuilder {

    private static final Pattern YEAR_MONTH = Pattern.compile("\\s*([+-]?)(\\d{1,9})-(\\d{1,2})\\s*");
    private static final Pattern PART = Pattern.compile("\\s*([+-]?)\\s*(\\d*(?:\\.\\d*)?)\\s+(\\p{Alpha}+)(?=\\s|[+-]|$)");
    private static final BigInteger MICROSECOND = BigInteger.valueOf(1000);

    private final Reading reading;

    IntervalBuilder(Reading reading) {
        this.reading = reading;
    }

    /** @throws EngineException INVALID_INTERVAL_FORMAT */
    Literal literal(SqlGrammarParser.IntervalContext context) {
        if (context.intervalPart().isEmpty()) {
            String text = LiteralBuilder.text(context.STRING());
            return sum(parts(text, context), context.sign != null && context.sign.getType() == SqlGrammarParser.MINUS, context);
        }
        List<Part> parts = new ArrayList<>();
        if (context.TO() != null) {
            SqlGrammarParser.IntervalNumberContext number = context.intervalPart(0).intervalNumber();
            if (context.intervalPart().size() > 1) {
                throw wrong(context, "TO takes one number or string before it");
            }
            return range(sign(number) + value(number), unit(context.intervalPart(0)), IntervalUnit.of(context.INTERVAL_UNIT().getText()),
                    context);
        }
        for (SqlGrammarParser.IntervalPartContext part : context.intervalPart()) {
            parts.add(part(!sign(part.intervalNumber()).isEmpty(), value(part.intervalNumber()).strip(), unit(part), part));
        }
        return sum(parts, false, context);
    }

    private static IntervalUnit unit(SqlGrammarParser.IntervalPartContext part) {
        return IntervalUnit.of(part.INTERVAL_UNIT().getText());
    }

    private record Part(BigDecimal value, IntervalUnit unit) {}

    private static String sign(SqlGrammarParser.IntervalNumberContext context) {
        return context.MINUS() != null ? "-" : "";
    }

    private static String value(SqlGrammarParser.IntervalNumberContext context) {
        return context.STRING() != null ? LiteralBuilder.text(context.STRING().getText()) : context.getStop().getText();
    }

    private Part part(boolean minus, String digits, IntervalUnit unit, ParserRuleContext context) {
        String value = digits.startsWith("+") ? digits.substring(1) : digits;
        boolean plain = value.matches("-?\\d{1,19}") || unit == IntervalUnit.SECOND && value.matches("-?\\d{0,19}\\.?\\d{0,9}")
                && value.matches(".*\\d.*");
        if (!plain) {
            throw wrong(context, "'" + value + "' is no number of " + unit + "S");
        }
        BigDecimal number = new BigDecimal(value);
        return new Part(minus ? number.negate() : number, unit);
    }

    private List<Part> parts(String text, ParserRuleContext context) {
        String stripped = text.strip();
        String body = stripped.regionMatches(true, 0, "interval ", 0, 9) ? stripped.substring(9) : stripped;
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(body);
        int at = 0;
        while (at < body.length() && matcher.find(at) && matcher.start() == at) {
            parts.add(part(matcher.group(1).equals("-"), matcher.group(2), unit(matcher.group(3), context), context));
            at = matcher.end();
        }
        if (parts.isEmpty() || !body.substring(at).isBlank()) {
            throw wrong(context, "write numbers and units, as in '1 day 2 hours'");
        }
        return parts;
    }

    private IntervalUnit unit(String word, ParserRuleContext context) {
        try {
            return IntervalUnit.of(word);
        } catch (IllegalArgumentException unknown) {
            throw wrong(context, word + " is no unit");
        }
    }

    private Literal sum(List<Part> parts, boolean negated, ParserRuleContext context) {
        boolean months = parts.getFirst().unit().isMonths();
        BigDecimal sum = BigDecimal.ZERO;
        for (Part part : parts) {
            if (part.unit().isMonths() != months) {
                throw wrong(context, "it mixes months with days or smaller units; add two intervals instead");
            }
            sum = sum.add(part.value().multiply(BigDecimal.valueOf(part.unit().size())));
        }
        BigInteger total = (negated ? sum.negate() : sum).toBigInteger();
        return months ? months(total, context) : nanoseconds(total, context);
    }

    private Literal months(BigInteger months, ParserRuleContext context) {
        if (months.bitLength() > 31) {
            throw wrong(context, "it has too many months");
        }
        return new Literal(months.intValue(), DataType.INTERVAL_YEAR_MONTH);
    }

    private Literal nanoseconds(BigInteger nanoseconds, ParserRuleContext context) {
        BigInteger microseconds = nanoseconds.divide(MICROSECOND);
        if (microseconds.bitLength() > 63) {
            throw wrong(context, "it has too many microseconds");
        }
        return new Literal(microseconds.longValue(), DataType.INTERVAL_DAY_TIME);
    }

    /** {@code 'value' FROM TO TO}. */
    private Literal range(String value, IntervalUnit from, IntervalUnit to, ParserRuleContext context) {
        String text = value.startsWith("--") ? value.substring(2) : value.replace("-+", "-");
        if (from == IntervalUnit.YEAR && to == IntervalUnit.MONTH) {
            Matcher matcher = YEAR_MONTH.matcher(text);
            if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 11) {
                throw wrong(context, "YEAR TO MONTH is written as in '2-11'");
            }
            BigInteger months = BigInteger.valueOf(Long.parseLong(matcher.group(2)) * 12 + Long.parseLong(matcher.group(3)));
            return months(matcher.group(1).equals("-") ? months.negate() : months, context);
        }
        boolean dayTime = from.isField() && to.isField() && !from.isMonths() && from.compareTo(to) < 0;
        if (!dayTime) {
            throw wrong(context, "from " + from + " to " + to + " is no range of fields");
        }
        return dayTime(text.strip(), from, to, context);
    }

    private Literal dayTime(String text, IntervalUnit from, IntervalUnit to, ParserRuleContext context) {
        boolean minus = text.startsWith("-");
        String body = minus || text.startsWith("+") ? text.substring(1) : text;
        String[] fields = body.split(from == IntervalUnit.DAY ? "[ :]" : ":", -1);
        int wanted = to.ordinal() - from.ordinal() + 1;
        boolean matches = fields.length == wanted;
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; matches && i < wanted; i++) {
            IntervalUnit unit = IntervalUnit.values()[from.ordinal() + i];
            matches = fields[i].matches(unit == IntervalUnit.SECOND ? "\\d{1,10}(\\.\\d{0,9})?" : "\\d{1,10}")
                    && (i == 0 || new BigDecimal(fields[i]).compareTo(limit(unit)) < 0);
            sum = matches ? sum.add(new BigDecimal(fields[i]).multiply(BigDecimal.valueOf(unit.size()))) : sum;
        }
        if (!matches) {
            throw wrong(context, from + " TO " + to + " is written as in '" + example(from, to) + "'");
        }
        BigInteger total = sum.toBigInteger();
        return nanoseconds(minus ? total.negate() : total, context);
    }

    private static BigDecimal limit(IntervalUnit unit) {
        return BigDecimal.valueOf(unit == IntervalUnit.HOUR ? 24 : 60);
    }

    private static String example(IntervalUnit from, IntervalUnit to) {
        String time = switch (from) {
            case DAY -> "1 12:30:15.5";
            case HOUR -> "12:30:15.5";
            default -> "30:15.5";
        };
        return switch (to) {
            case HOUR -> "1 12";
            case MINUTE -> time.substring(0, time.length() - 5);
            default -> time;
        };
    }

    private EngineException wrong(ParserRuleContext context, String detail) {
        return ErrorCondition.INVALID_INTERVAL_FORMAT.with("literal", reading.written(context), "position", reading.position(context),
                "detail", detail + ".");
    }
}
