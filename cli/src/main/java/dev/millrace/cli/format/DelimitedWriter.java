package dev.millrace.cli.format;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueFormat;
import java.io.IOException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** CSV as RFC 4180 has it, or TSV with backslashes; lines end in a line feed. Values have the text of a CAST to STRING. */
final class DelimitedWriter implements ResultWriter {

    private final Appendable out;
    private final Schema schema;
    private final ValueFormat format;
    private final char separator;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder field = new StringBuilder();

    DelimitedWriter(Appendable out, Schema schema, ZoneId zone, char separator) {
        this.out = out;
        this.schema = schema;
        this.format = ValueFormat.cast(zone);
        this.separator = separator;
    }

    @Override
    public void begin() throws IOException {
        line.setLength(0);
        for (int column = 0; column < schema.size(); column++) {
            field.setLength(0);
            field.append(schema.field(column).name());
            appendField(column);
        }
        out.append(line.append('\n'));
    }

    @Override
    public void write(Batch batch, int rows) throws IOException {
        line.setLength(0);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < schema.size(); column++) {
                @Nullable
                Object value = Values.get(batch.column(column), row);
                if (value == null) {
                    line.append(column == 0 ? "" : String.valueOf(separator));
                } else {
                    field.setLength(0);
                    format.append(field, value, schema.type(column));
                    appendField(column);
                }
            }
            line.append('\n');
            if (line.length() >= 1 << 16) {
                out.append(line);
                line.setLength(0);
            }
        }
        out.append(line);
        line.setLength(0);
    }

    @Override
    public void finish() {
        field.setLength(0);
    }

    private void appendField(int column) {
        if (column > 0) {
            line.append(separator);
        }
        if (separator == '\t') {
            appendEscaped();
        } else if (needsQuotes()) {
            appendQuoted();
        } else {
            line.append(field);
        }
    }

    private boolean needsQuotes() {
        for (int at = 0; at < field.length(); at++) {
            char c = field.charAt(at);
            if (c == separator || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return field.isEmpty();
    }

    private void appendQuoted() {
        line.append('"');
        for (int at = 0; at < field.length(); at++) {
            char c = field.charAt(at);
            line.append(c == '"' ? "\"\"" : String.valueOf(c));
        }
        line.append('"');
    }

    private void appendEscaped() {
        for (int at = 0; at < field.length(); at++) {
            char c = field.charAt(at);
            switch (c) {
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\\' -> line.append("\\\\");
                default -> line.append(c);
            }
        }
    }
}
