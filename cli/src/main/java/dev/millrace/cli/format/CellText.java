package dev.millrace.cli.format;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueFormat;
import java.time.ZoneId;

/** Cells for people to read, with their width on a terminal. A cell may have several lines. */
final class CellText {

    private final Schema schema;
    private final ValueFormat format;

    CellText(Schema schema, ZoneId zone) {
        this.schema = schema;
        this.format = ValueFormat.display(zone);
    }

    String[] header() {
        String[] names = new String[schema.size()];
        for (int column = 0; column < names.length; column++) {
            names[column] = readable(schema.field(column).name()).replace("\n", "\\n");
        }
        return names;
    }

    String[] row(Batch batch, int row) {
        String[] cells = new String[schema.size()];
        for (int column = 0; column < cells.length; column++) {
            cells[column] = readable(format.text(Values.get(batch.column(column), row), schema.type(column)));
        }
        return cells;
    }

    /** Numbers stand at the right of their column. */
    boolean atRight(int column) {
        return switch (schema.type(column)) {
            case DataType.ByteType _, DataType.ShortType _, DataType.IntType _, DataType.LongType _, DataType.FloatType _,
                    DataType.DoubleType _, DataType.DecimalType _ ->
                    true;
            case DataType.BooleanType _, DataType.StringType _, DataType.BinaryType _, DataType.DateType _,
                    DataType.TimestampType _, DataType.TimestampNtzType _, DataType.YearMonthIntervalType _,
                    DataType.DayTimeIntervalType _, DataType.ArrayType _, DataType.MapType _, DataType.StructType _, DataType.NullType _ ->
                    false;
        };
    }

    /** Width of the widest line of a cell. */
    static int widest(String cell) {
        int widest = 0;
        int from = 0;
        for (int end = cell.indexOf('\n'); end >= 0; end = cell.indexOf('\n', from)) {
            widest = Math.max(widest, width(cell.substring(from, end)));
            from = end + 1;
        }
        return Math.max(widest, width(cell.substring(from)));
    }

    /** Places that a text takes on a terminal: two for a wide East Asian character or a pictogram, none for one that joins the last. */
    static int width(String text) {
        int width = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            width += c < 0x300 ? 1 : width(c);
        }
        return width;
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3 || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60 || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1FAFF || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    /** Control characters but line feeds as Java writes them: a cell cannot steer the terminal. */
    private static String readable(String text) {
        int at = 0;
        while (at < text.length() && !mustBeEscaped(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (char c : text.toCharArray()) {
            if (c == '\r') {
                escaped.append("\\r");
            } else if (c == '\t') {
                escaped.append("\\t");
            } else if (mustBeEscaped(c)) {
                escaped.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean mustBeEscaped(char c) {
        return Character.isISOControl(c) && c != '\n';
    }
}
