package dev.millrace.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A format of {@code to_number} and {@code to_char}: {@code [S|MI] [$] (0|9|,|G)* [(.|D) (0|9)*] [$] [S|MI] [PR]}. {@code 9} is a digit
 * that may be missing in front, {@code 0} one that may not, {@code S} and {@code MI} are signs, {@code PR} puts a negative number in
 * {@code <>}.
 *
 * <p>{@code NumberPattern.of("$99,999.99").parse("$1,234.5")} is 1234.50.
 *
 * <p>Source: the formats of Oracle and PostgreSQL, as Spark restricts them. Immutable.
 */
public final class NumberPattern {

    private static final Pattern SHAPE = Pattern
            .compile("(?<lead>S|MI)?(?<dollar>\\$)?(?<whole>[09,G]*)(?:[.D](?<part>[09]*))?"
                    + "(?<tail>\\$)?(?<trail>S|MI)?(?<pr>PR)?(?<last>S|MI)?");

    private final String format;
    private final String whole;
    private final int scale;
    private final boolean point;
    private final boolean dollar;
    private final String lead;
    private final String trail;
    private final boolean brackets;
    private final Pattern input;

    private NumberPattern(String format, Matcher shape) {
        this.format = format;
        this.whole = shape.group("whole").replace('G', ',');
        this.point = shape.group("part") != null;
        this.scale = point ? shape.group("part").length() : 0;
        this.dollar = shape.group("dollar") != null || shape.group("tail") != null;
        this.lead = text(shape.group("lead"));
        this.trail = text(shape.group("trail")) + text(shape.group("last"));
        this.brackets = shape.group("pr") != null;
        this.input = Pattern.compile(inputs());
    }

    /** @throws EngineException INVALID_FORMAT for a text that is no format */
    public static NumberPattern of(String format) {
        Matcher shape = SHAPE.matcher(format.toUpperCase(Locale.ROOT));
        if (!shape.matches() || digits(shape.group("whole")) + digits(text(shape.group("part"))) == 0
                || shape.group("whole").matches("[,G].*|.*[,G]|.*[,G]{2}.*")) {
            throw ErrorCondition.INVALID_FORMAT.with("format", format, "expected",
                    "[S|MI] [$] digits 0 or 9 with commas [. digits] [$] [S|MI] [PR]");
        }
        return new NumberPattern(format, shape);
    }

    /** The type of the numbers that the format reads. */
    public DataType.DecimalType type() {
        int precision = Math.min(DataType.DecimalType.MAX_PRECISION, digits(whole) + scale);
        return DataType.decimal(precision, Math.min(scale, precision));
    }

    /** The number that a text shows, with the format's scale; null for a text that is not of this form. */
    public @Nullable BigDecimal parse(String text) {
        Matcher matcher = input.matcher(text);
        if (!matcher.matches() || matcher.group("whole").isEmpty() && text(matcher.group("part")).isEmpty()) {
            return null;
        }
        boolean open = matcher.group("open") != null;
        if (open != (matcher.group("close") != null)) {
            return null;
        }
        String number = matcher.group("whole").replace(",", "") + "." + text(matcher.group("part"));
        boolean negative = open ^ "-".equals(matcher.group("before")) ^ "-".equals(matcher.group("after"));
        BigDecimal value = new BigDecimal("0" + number + "0").setScale(scale, java.math.RoundingMode.DOWN);
        return negative ? value.negate() : value;
    }

    /** The number in this form; signs of # when it has more digits than the format. */
    public String format(BigDecimal number) {
        BigDecimal magnitude = number.abs().setScale(Math.max(number.scale(), scale), java.math.RoundingMode.UNNECESSARY);
        String[] parts = magnitude.stripTrailingZeros().toPlainString().split("\\.", 2);
        String digits = parts[0].equals("0") && digits(whole) == 0 ? "" : parts[0];
        String fraction = parts.length > 1 ? parts[1] : "";
        if (digits.length() > digits(whole) || fraction.length() > scale) {
            return whole.replaceAll("[09]", "#") + (point ? "." + "#".repeat(scale) : "");
        }
        boolean negative = number.signum() < 0;
        StringBuilder text = new StringBuilder(wholePart(digits));
        int blanks = 0;
        while (blanks < text.length() && text.charAt(blanks) == ' ') {
            blanks++;
        }
        text.insert(blanks, (brackets && negative ? "<" : "") + sign(lead, negative) + (dollar ? "$" : ""));
        if (point) {
            text.append('.').append(fraction).repeat('0', scale - fraction.length());
        }
        text.append(sign(trail, negative)).append(brackets ? negative ? ">" : "  " : "");
        return text.toString();
    }

    private String wholePart(String digits) {
        StringBuilder text = new StringBuilder();
        int missing = digits(whole) - digits.length();
        boolean begun = false;
        int next = 0;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (c == ',') {
                text.append(begun ? ',' : ' ');
            } else if (missing-- > 0) {
                begun |= c == '0';
                text.append(begun ? '0' : ' ');
            } else {
                begun = true;
                text.append(digits.charAt(next++));
            }
        }
        return text.toString();
    }

    private static String sign(String kind, boolean negative) {
        return switch (kind) {
            case "" -> "";
            case "S" -> negative ? "-" : "+";
            default -> negative ? "-" : " ";
        };
    }

    /** Groups of digits may be missing in front; the first one that is there may be shorter unless its format begins with 0. */
    private String inputs() {
        String[] groups = whole.split(",", -1);
        List<String> forms = new ArrayList<>();
        for (int first = 0; first < groups.length; first++) {
            StringBuilder form = new StringBuilder("\\d{").append(groups[first].startsWith("0") ? "" : "0,").append(groups[first].length())
                    .append('}');
            for (int group = first + 1; group < groups.length; group++) {
                form.append(",\\d{").append(groups[group].length()).append('}');
            }
            forms.add(form.toString());
        }
        return "\\s*" + (brackets ? "(?<open><)?" : "(?<open>(?!))?") + (lead.isEmpty() ? "(?<before>(?!))?" : "(?<before>[-+])?")
                + (dollar ? "\\$" : "") + "(?<whole>" + String.join("|", forms) + ")"
                + (point ? "(?:\\.(?<part>\\d{0," + scale + "}))?" : "(?<part>(?!))?")
                + (trail.isEmpty() ? "(?<after>(?!))?" : "(?<after>[-+])?") + (brackets ? "(?<close>>)?" : "(?<close>(?!))?") + "\\s*";
    }

    private static int digits(String pattern) {
        return (int) pattern.chars().filter(c -> c == '0' || c == '9').count();
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }

    @Override
    public String toString() {
        return format;
    }
}
