package dev.millrace.files.text;

import dev.millrace.columnar.Vector;
import dev.millrace.files.io.LineReader;
import dev.millrace.files.records.RecordDecoder;
import dev.millrace.files.values.ValueColumn;
import dev.millrace.files.values.ValueParser;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.Split;
import dev.millrace.types.DataType;
import java.nio.charset.Charset;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Lines as rows. */
final class TextDecoder implements RecordDecoder {

    private final LineReader lines;
    private final ValueColumn column;
    private final int columns;
    private int rows;

    /** @param columns how often the column is wanted: once, or not at all when lines are only counted */
    TextDecoder(Split split, Charset charset, byte[] separator, int columns, int batchRows, MemoryPool pool) {
        this.column = new ValueColumn(DataType.STRING, new ValueParser(ZoneOffset.UTC), null, batchRows);
        this.columns = columns;
        this.lines = new LineReader(split, charset, separator, pool);
    }

    @Override
    public void begin() {
        rows = 0;
        if (columns > 0) {
            column.begin();
        }
    }

    @Override
    public boolean next() {
        if (!lines.next()) {
            return false;
        }
        if (columns > 0) {
            column.append(lines.bytes(), lines.start(), lines.end());
        }
        rows++;
        return true;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public long heldBytes() {
        return column.heldBytes();
    }

    @Override
    public List<Vector> build() {
        List<Vector> vectors = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            vectors.add(column.build());
        }
        return vectors;
    }

    @Override
    public long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public void close() {
        lines.close();
    }
}
