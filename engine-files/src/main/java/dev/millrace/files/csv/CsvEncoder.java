package dev.millrace.files.csv;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.BytesVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.DoubleVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.ListVector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.MapVector;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.StructVector;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.files.io.Compression;
import dev.millrace.files.io.TextOutput;
import dev.millrace.files.values.ValueText;
import dev.millrace.files.write.FileEncoder;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a CSV file. A field is quoted when it holds a separator, a quote, a line end or a comment's beginning, or is empty but not
 * null.
 */
final class CsvEncoder implements FileEncoder {

    private final Schema schema;
    private final CsvOptions options;
    private final TextOutput output;
    private final ValueText values;
    private final byte[] nullText;
    private final byte[] lineEnd;

    CsvEncoder(Path path, Schema schema, CsvOptions options, Compression compression) throws IOException {
        this.schema = schema;
        this.options = options;
        this.values = new ValueText(options.zone(), options.patterns());
        this.nullText = options.nullText().getBytes(StandardCharsets.UTF_8);
        this.lineEnd = options.lineSeparator().length == 0 ? new byte[] {'\n'} : options.lineSeparator();
        this.output = new TextOutput(path, compression, options.charset());
        if (options.header()) {
            for (int i = 0; i < schema.size(); i++) {
                separate(i);
                field(schema.field(i).name().getBytes(StandardCharsets.UTF_8));
            }
            end();
        }
    }

    @Override
    public void write(Batch batch) throws IOException {
        List<Vector> columns = new ArrayList<>();
        for (Vector column : batch.columns()) {
            columns.add(Flatten.flat(column));
        }
        for (int row = 0; row < batch.length(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                separate(column);
                value(columns.get(column), row, schema.type(column));
            }
            end();
        }
    }

    private void separate(int column) {
        if (column > 0) {
            output.append(options.separator(), 0, options.separator().length);
        }
    }

    private void end() throws IOException {
        output.append(lineEnd, 0, lineEnd.length);
        output.endRecord();
    }

    private void value(Vector vector, int row, DataType type) {
        if (vector.isNull(row)) {
            output.append(nullText, 0, nullText.length);
            return;
        }
        switch (vector) {
            case BytesVector(var _, var data, var starts, var lengths, var _, var _) ->
                    field(data, starts[row], starts[row] + lengths[row]);
            case BooleanVector(var _, var flags, var _, var _) ->
                    field((flags[row] != 0 ? "true" : "false").getBytes(StandardCharsets.UTF_8));
            case IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, ListVector _, MapVector _, StructVector _,
                    NullVector _, DictionaryVector _, ConstantVector _ -> {
                Object value = Values.get(vector, row);
                @Nullable
                String name = value instanceof Double number ? options.doubleName(number) : null;
                field((name != null ? name : values.text(value, type)).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void field(byte[] text) {
        field(text, 0, text.length);
    }

    private void field(byte[] text, int from, int to) {
        int start = from;
        int end = to;
        while (options.trimLeading() && start < end && text[start] == ' ') {
            start++;
        }
        while (options.trimTrailing() && end > start && text[end - 1] == ' ') {
            end--;
        }
        if (start == end) {
            output.append(options.emptyText());
        } else if (options.quote() >= 0 && (options.quoteAll() || needsQuotes(text, start, end))) {
            quoted(text, start, end);
        } else {
            output.append(text, start, end - start);
        }
    }

    private boolean needsQuotes(byte[] text, int from, int to) {
        byte first = options.separator()[0];
        boolean blank = true;
        for (int i = from; i < to; i++) {
            byte letter = text[i];
            if (letter == first || letter == '\n' || letter == '\r'
                    || (letter == options.quote() && (options.escapeQuotes() || i == from))) {
                return true;
            }
            blank &= letter == ' ' || letter == '\t';
        }
        // a blank line, or one that begins as a comment, would not be read as a record
        return blank || text[from] == '#'
                || Arrays.equals(text, from, to, nullText, 0, nullText.length);
    }

    private void quoted(byte[] text, int from, int to) {
        output.append(options.quote());
        int escapes = 0;
        for (int i = from; i < to; i++) {
            byte letter = text[i];
            if (letter == options.quote()) {
                escape(escapes);
                output.append(options.escape() < 0 ? options.quote() : options.escape());
            }
            escapes = letter == options.escape() && letter != options.quote() ? escapes + 1 : 0;
            output.append(letter);
        }
        escape(escapes);
        output.append(options.quote());
    }

    /** Escapes the escapes in front of a quote: they would be taken for its own. */
    private void escape(int escapes) {
        for (int i = 0; i < escapes; i++) {
            output.append(options.escape());
        }
    }

    @Override
    public void finish() throws IOException {
        output.close();
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
