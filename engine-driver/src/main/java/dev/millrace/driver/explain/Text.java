package dev.millrace.driver.explain;

import dev.millrace.expr.Expr;
import dev.millrace.plan.SourceSpec;
import dev.millrace.types.Schema;
import java.util.List;
import java.util.Locale;

/** Pieces that plan lines are made of. */
final class Text {

    private static final int MOST_ITEMS = 40;

    private Text() {}

    /** {@code [a, b, c]}, cut when it is very long. */
    static String list(List<?> items) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            if (i == MOST_ITEMS) {
                return text.append("… ").append(items.size() - i).append(" more]").toString();
            }
            text.append(items.get(i) instanceof Expr expr ? bare(expr) : String.valueOf(items.get(i)));
        }
        return text.append(']').toString();
    }

    static String names(Schema schema) {
        return list(schema.names());
    }

    /** An expression without the parentheses around the whole. */
    static String bare(Expr expr) {
        String text = expr.toString();
        if (text.length() < 2 || text.charAt(0) != '(' || text.charAt(text.length() - 1) != ')') {
            return text;
        }
        int depth = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return text;
            }
        }
        return text.substring(1, text.length() - 1);
    }

    /** Format and last parts of the paths: {@code parquet orders}. */
    static String source(SourceSpec source) {
        StringBuilder text = new StringBuilder(source.format());
        int shown = 0;
        for (String path : source.paths()) {
            if (shown++ == 3) {
                text.append(" …");
                break;
            }
            String trimmed = path;
            while (trimmed.endsWith("/")) {
                trimmed = trimmed.substring(0, trimmed.length() - 1);
            }
            text.append(' ').append(trimmed.substring(trimmed.lastIndexOf('/') + 1));
        }
        return text.toString();
    }

    /** A number of which two digits are worth saying: {@code 42}, {@code 1.5M}. */
    static String about(double number) {
        String[] units = {"", "K", "M", "G", "T", "P"};
        int unit = 0;
        double rest = Math.max(0, number);
        while (rest >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        boolean fraction = rest < 9.95 && unit > 0;
        return String.format(Locale.ROOT, fraction ? "%.1f%s" : "%.0f%s", rest, units[unit]);
    }

    static String count(int count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
