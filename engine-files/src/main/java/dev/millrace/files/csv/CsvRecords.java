package dev.millrace.files.csv;

import dev.millrace.files.io.LineReader;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.Split;
import java.nio.charset.StandardCharsets;

/** The records of a split, without comments, blank lines and, at the file's beginning, the header. */
final class CsvRecords implements AutoCloseable {

    private final CsvOptions options;
    private final LineReader lines;
    private final CsvFields fields;
    private boolean headerAhead;
    private boolean unclosed;

    CsvRecords(Split split, CsvOptions options, MemoryPool pool) {
        this.options = options;
        this.lines = new LineReader(split, options.charset(), options.lineSeparator(), pool);
        this.fields = new CsvFields(options);
        this.headerAhead = options.header() && split.start() == 0;
    }

    /** Goes to the next record. */
    boolean next() {
        while (nextWithHeader()) {
            if (!headerAhead) {
                return true;
            }
            headerAhead = false;
        }
        return false;
    }

    /** Goes to the next record, be it the header. */
    boolean nextWithHeader() {
        while (lines.next()) {
            if (!isLeftOut()) {
                read();
                return true;
            }
        }
        return false;
    }

    private void read() {
        fields.split(lines.bytes(), lines.start(), lines.end());
        while (fields.isOpen() && options.multiLine() && lines.extend()) {
            fields.resume(lines.bytes(), lines.start(), lines.end());
        }
        unclosed = fields.isOpen();
        if (unclosed) {
            fields.closeOpen();
        }
    }

    private boolean isLeftOut() {
        byte[] bytes = lines.bytes();
        int at = lines.start();
        if (at < lines.end() && bytes[at] == options.comment()) {
            return true;
        }
        while (at < lines.end() && (bytes[at] == ' ' || (bytes[at] == '\t' && options.separator()[0] != '\t'))) {
            at++;
        }
        return at == lines.end();
    }

    CsvFields fields() {
        return fields;
    }

    /** Whether the record ended inside quotes. */
    boolean unclosed() {
        return unclosed;
    }

    /** A field's text. */
    String text(int field) {
        return new String(fields.bytes(field), fields.from(field), fields.to(field) - fields.from(field), StandardCharsets.UTF_8);
    }

    LineReader lines() {
        return lines;
    }

    @Override
    public void close() {
        lines.close();
    }
}
