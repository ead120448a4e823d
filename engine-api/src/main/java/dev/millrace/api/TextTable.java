package dev.millrace.api;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueFormat;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as text, in the look of Spark's {@code show()}: cells at the right of their column when they are cut, at the left when they are not.
 * A wide East Asian character takes two places.
 */
final class TextTable {

    private static final int MIN_WIDTH = 3;
    private static final String ELLIPSIS = "...";

    private final Schema schema;
    private final ValueFormat format;
    private final int truncate;
    private final List<String[]> rows = new ArrayList<>();

    /** @param truncate most characters of a cell; 0 or less for all */
    TextTable(Schema schema, ZoneId zone, int truncate) {
        this.schema = schema;
        this.format = ValueFormat.display(zone);
        this.truncate = truncate;
    }

    void add(Batch batch) {
        for (int row = 0; row < batch.length(); row++) {
            String[] cells = new String[schema.size()];
            for (int column = 0; column < cells.length; column++) {
                cells[column] = cut(escaped(format.text(Values.get(batch.column(column), row), schema.type(column))));
            }
            rows.add(cells);
        }
    }

    /** At most {@code wanted} of the rows; the last line says so when there are more. */
    String grid(int wanted) {
        String[] header = header();
        List<String[]> shown = rows.subList(0, Math.min(wanted, rows.size()));
        int[] widths = new int[header.length];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = Math.max(MIN_WIDTH, width(header[column]));
            for (String[] cells : shown) {
                widths[column] = Math.max(widths[column], width(cells[column]));
            }
        }
        StringBuilder text = new StringBuilder();
        appendLine(text, widths);
        appendRow(text, header, widths);
        appendLine(text, widths);
        for (String[] cells : shown) {
            appendRow(text, cells, widths);
        }
        appendLine(text, widths);
        appendMore(text, wanted);
        return text.toString();
    }

    /** A line for each value. */
    String vertical(int wanted) {
        String[] header = header();
        List<String[]> shown = rows.subList(0, Math.min(wanted, rows.size()));
        int nameWidth = MIN_WIDTH;
        int valueWidth = MIN_WIDTH;
        for (String name : header) {
            nameWidth = Math.max(nameWidth, width(name));
        }
        for (String[] cells : shown) {
            for (String cell : cells) {
                valueWidth = Math.max(valueWidth, width(cell));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < shown.size(); row++) {
            String title = "-RECORD " + row;
            text.append(title).repeat('-', Math.max(0, nameWidth + valueWidth + 5 - title.length())).append('\n');
            for (int column = 0; column < header.length; column++) {
                String cell = shown.get(row)[column];
                text.append(' ').append(header[column]).repeat(' ', nameWidth - width(header[column])).append(" | ");
                text.append(cell).repeat(' ', valueWidth - width(cell)).append(" \n");
            }
        }
        if (rows.isEmpty()) {
            text.append("(0 rows)\n");
        }
        appendMore(text, wanted);
        return text.toString();
    }

    private String[] header() {
        String[] header = new String[schema.size()];
        for (int column = 0; column < header.length; column++) {
            header[column] = escaped(schema.field(column).name());
        }
        return header;
    }

    private void appendMore(StringBuilder text, int wanted) {
        if (rows.size() > wanted) {
            text.append("only showing top ").append(wanted).append(wanted == 1 ? " row\n" : " rows\n");
        }
    }

    private static void appendLine(StringBuilder text, int[] widths) {
        text.append('+');
        for (int width : widths) {
            text.repeat('-', width).append('+');
        }
        text.append('\n');
    }

    private void appendRow(StringBuilder text, String[] cells, int[] widths) {
        text.append('|');
        for (int column = 0; column < cells.length; column++) {
            int blanks = widths[column] - width(cells[column]);
            if (truncate > 0) {
                text.repeat(' ', blanks).append(cells[column]);
            } else {
                text.append(cells[column]).repeat(' ', blanks);
            }
            text.append('|');
        }
        text.append('\n');
    }

    private String cut(String cell) {
        if (truncate <= 0 || cell.length() <= truncate) {
            return cell;
        }
        return truncate <= ELLIPSIS.length() ? cell.substring(0, truncate) : cell.substring(0, truncate - ELLIPSIS.length()) + ELLIPSIS;
    }

    /** Control characters as Java writes them, so that a cell stays on its line. */
    private static String escaped(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) >= ' ') {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '\f' -> escaped.append("\\f");
                case '\b' -> escaped.append("\\b");
                case '\u000B' -> escaped.append("\\v");
                case '\u0007' -> escaped.append("\\a");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static int width(String text) {
        int width = text.length();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x1100 && isWide(text.charAt(i))) {
                width++;
            }
        }
        return width;
    }

    private static boolean isWide(char c) {
        return c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3 || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE10 && c <= 0xFE19
                || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60 || c >= 0xFFE0 && c <= 0xFFE6;
    }
}
