package dev.millrace.files.csv;

import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.records.ParseMode;
import dev.millrace.files.records.RecordDecoder;
import dev.millrace.files.values.ValueColumn;
import dev.millrace.files.values.ValueParser;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.Split;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV records as typed columns; fields belong to columns by position. */
final class CsvDecoder implements RecordDecoder {

    private static final int CORRUPT = -1;

    private final Split split;
    private final CsvOptions options;
    private final Schema schema;
    private final CsvRecords records;
    private final ValueParser parser;
    private final int expected;
    private final ValueColumn[] columns;
    /** Field of each column; {@link #CORRUPT} for the column that takes corrupt records. */
    private final int[] fieldOf;
    private final int[] schemaColumn;
    private final byte[] nullText;
    private final byte[] emptyText;
    private int rows;

    /**
     * @param schema of the file
     * @param wanted positions in it
     */
    CsvDecoder(Split split, CsvOptions options, Schema schema, List<Integer> wanted, int batchRows, MemoryPool pool) {
        this.split = split;
        this.options = options;
        this.schema = schema;
        this.parser = new ValueParser(options.zone());
        int corrupt = schema.indexOf(options.corruptColumn());
        this.expected = corrupt < 0 ? schema.size() : schema.size() - 1;
        this.columns = new ValueColumn[wanted.size()];
        this.fieldOf = new int[wanted.size()];
        this.schemaColumn = wanted.stream().mapToInt(Integer::intValue).toArray();
        for (int i = 0; i < columns.length; i++) {
            int column = schemaColumn[i];
            DataType type = schema.type(column);
            columns[i] = new ValueColumn(type, parser, options.patterns().of(type), batchRows);
            fieldOf[i] = column == corrupt ? CORRUPT : corrupt >= 0 && column > corrupt ? column - 1 : column;
        }
        this.nullText = options.nullText().getBytes(StandardCharsets.UTF_8);
        this.emptyText = options.emptyText().getBytes(StandardCharsets.UTF_8);
        this.records = new CsvRecords(split, options, pool);
    }

    @Override
    public void begin() {
        rows = 0;
        for (ValueColumn column : columns) {
            column.begin();
        }
    }

    @Override
    public boolean next() {
        if (!records.next()) {
            return false;
        }
        CsvFields fields = records.fields();
        String problem = records.unclosed() ? "a quote is not closed"
                : fields.count() != expected ? "it has " + fields.count() + " fields instead of " + expected : null;
        for (int i = 0; i < columns.length; i++) {
            int field = fieldOf[i];
            if (field == CORRUPT) {
                continue;
            }
            if (field >= fields.count()) {
                columns[i].appendNull();
            } else if (!append(columns[i], fields, field) && problem == null) {
                problem =
                        "'" + records.text(field) + "' in column " + (field + 1) + " (" + schema.field(schemaColumn[i]).name() + ") is not "
                                + schema.type(schemaColumn[i]).sql();
            }
        }
        end(problem);
        return true;
    }

    private void end(@Nullable String problem) {
        if (problem != null && options.mode() == ParseMode.FAILFAST) {
            throw malformed(problem);
        }
        boolean dropped = problem != null && options.mode() == ParseMode.DROPMALFORMED;
        for (int i = 0; i < columns.length; i++) {
            if (dropped) {
                if (fieldOf[i] != CORRUPT) {
                    columns[i].dropLast();
                }
            } else if (fieldOf[i] == CORRUPT) {
                if (problem == null) {
                    columns[i].appendNull();
                } else {
                    columns[i].append(records.lines().bytes(), records.lines().start(), records.lines().end());
                }
            }
        }
        rows += dropped ? 0 : 1;
    }

    private boolean append(ValueColumn column, CsvFields fields, int field) {
        byte[] bytes = fields.bytes(field);
        int from = fields.from(field);
        int to = fields.to(field);
        if (from == to) {
            if (fields.isQuoted(field) && !Arrays.equals(emptyText, nullText)) {
                return column.append(emptyText, 0, emptyText.length);
            }
            column.appendNull();
            return true;
        }
        if (to - from == nullText.length && Arrays.equals(bytes, from, to, nullText, 0, nullText.length)) {
            column.appendNull();
            return true;
        }
        if (column.append(bytes, from, to)) {
            return true;
        }
        return isDouble(column.type()) && appendNamed(column, records.text(field));
    }

    private static boolean isDouble(DataType type) {
        return type instanceof DataType.DoubleType || type instanceof DataType.FloatType;
    }

    /** NaN and the infinities; the column has taken the text for a null already. */
    private boolean appendNamed(ValueColumn column, String text) {
        double value;
        if (text.equals(options.nanText())) {
            value = Double.NaN;
        } else if (text.equals(options.infinityText()) || text.equals("Infinity")) {
            value = Double.POSITIVE_INFINITY;
        } else if (text.equals(options.minusInfinityText()) || text.equals("-Infinity")) {
            value = Double.NEGATIVE_INFINITY;
        } else {
            return false;
        }
        column.dropLast();
        column.appendDouble(value);
        return true;
    }

    private EngineException malformed(String problem) {
        return ErrorCondition.MALFORMED_RECORD_IN_PARSING.with("file", split.path(), "line", records.lines().lineNumber(), "detail",
                problem);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long heldBytes() {
        long held = 0;
        for (ValueColumn column : columns) {
            held += column.heldBytes();
        }
        return held;
    }

    @Override
    public List<Vector> build() {
        List<Vector> vectors = new ArrayList<>(columns.length);
        for (ValueColumn column : columns) {
            vectors.add(column.build());
        }
        return vectors;
    }

    @Override
    public long bytesRead() {
        return records.lines().bytesRead();
    }

    @Override
    public void close() {
        records.close();
    }
}
