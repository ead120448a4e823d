package dev.millrace.files.json;

import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.error.ErrorCondition;
import dev.millrace.files.io.LineReader;
import dev.millrace.files.records.RecordDecoder;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.Split;
import dev.millrace.types.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** JSON objects as columns, by name. */
final class JsonDecoder implements RecordDecoder {

    private final Split split;
    private final JsonOptions options;
    private final Schema schema;
    private final int batchRows;
    private final JsonRecords records;
    private final JsonValues values;
    private final JsonShape shape;
    /** Position of the column that takes corrupt records, or -1. */
    private final int corrupt;
    private final List<VectorBuilder> columns = new ArrayList<>();
    private int rows;

    /**
     * @param fileSchema of the file
     * @param wanted     positions in it
     */
    JsonDecoder(Split split, JsonOptions options, Schema fileSchema, List<Integer> wanted, int batchRows, MemoryPool pool) {
        this.split = split;
        this.options = options;
        this.schema = fileSchema.select(wanted.stream().mapToInt(Integer::intValue).toArray());
        this.batchRows = batchRows;
        this.values = new JsonValues(options);
        this.shape = JsonShape.of(schema.asStruct(), "");
        this.corrupt = schema.indexOf(options.corruptColumn());
        this.records = new JsonRecords(split, options, pool);
    }

    @Override
    public void begin() {
        rows = 0;
        columns.clear();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(VectorBuilder.of(schema.type(i), Math.min(batchRows, 1024)));
        }
    }

    @Override
    public boolean next() {
        switch (records.next()) {
            case END -> {
                return false;
            }
            case MALFORMED -> end(new @Nullable Object[schema.size()], records.problem());
            case OBJECT -> read();
        }
        return true;
    }

    private void read() {
        @Nullable
        Object[] row;
        try {
            row = values.readRecord(records.parser(), shape);
        } catch (JacksonException e) {
            records.malformed(e);
            end(new @Nullable Object[schema.size()], records.problem());
            return;
        }
        boolean clean = records.endsCleanly();
        end(row, clean ? values.problem() : records.problem());
    }

    private void end(@Nullable Object[] row, @Nullable String problem) {
        if (problem != null) {
            switch (options.mode()) {
                case PERMISSIVE -> {
                }
                case DROPMALFORMED -> {
                    return;
                }
                case FAILFAST ->
                        throw ErrorCondition.MALFORMED_RECORD_IN_PARSING.with("file", split.path(), "line", records.lineNumber(), "detail",
                                problem);
            }
        }
        if (corrupt >= 0) {
            row[corrupt] = problem == null ? null : text(problem);
        }
        for (int i = 0; i < row.length; i++) {
            columns.get(i).appendValue(row[i]);
        }
        rows++;
    }

    /** The record as it stands in the file; where it has no line of its own, what is wrong with it. */
    private String text(String problem) {
        LineReader line = records.line();
        return line == null ? problem : new String(line.bytes(), line.start(), line.end() - line.start(), StandardCharsets.UTF_8);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long heldBytes() {
        long held = 0;
        for (VectorBuilder column : columns) {
            held += column.heldBytes();
        }
        return held;
    }

    @Override
    public List<Vector> build() {
        List<Vector> vectors = new ArrayList<>(columns.size());
        for (VectorBuilder column : columns) {
            vectors.add(column.build());
        }
        return vectors;
    }

    @Override
    public long bytesRead() {
        return records.bytesRead();
    }

    @Override
    public void close() {
        records.close();
    }
}
