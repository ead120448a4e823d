package dev.millrace.files.json;

import dev.millrace.error.EngineException;
import dev.millrace.files.io.FileInput;
import dev.millrace.files.io.LineReader;
import dev.millrace.files.io.ReadErrors;
import dev.millrace.memory.MemoryPool;
import dev.millrace.spi.Split;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;

/**
 * The objects of a split, one after the other: those on its lines, or with {@code multiLine} those of the whole file; an array means
 * the objects in it. The parser stands at the beginning of each.
 */
final class JsonRecords implements AutoCloseable {

    /** What {@link #next} came upon. */
    enum Found {
        OBJECT, MALFORMED, END
    }

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Split split;
    private final JsonOptions options;
    private final @Nullable LineReader lines;
    private final @Nullable FileInput file;
    private @Nullable JsonParser parser;
    private boolean inArray;
    private boolean broken;
    private String problem = "";

    JsonRecords(Split split, JsonOptions options, MemoryPool pool) {
        this.split = split;
        this.options = options;
        if (options.multiLine()) {
            lines = null;
            file = open(split, options);
            parser = parser(withoutMark(file));
        } else {
            lines = new LineReader(split, options.charset(), options.lineSeparator(), pool);
            file = null;
        }
    }

    private static FileInput open(Split split, JsonOptions options) {
        try {
            return FileInput.open(Path.of(split.path()), 0, options.charset());
        } catch (IOException e) {
            throw ReadErrors.of(split.path(), "its beginning", e);
        }
    }

    /** The bytes behind a byte order mark. */
    private InputStream withoutMark(FileInput input) {
        PushbackInputStream bytes = new PushbackInputStream(input, BYTE_ORDER_MARK.length);
        try {
            byte[] first = bytes.readNBytes(BYTE_ORDER_MARK.length);
            if (!Arrays.equals(first, BYTE_ORDER_MARK)) {
                bytes.unread(first);
            }
            return bytes;
        } catch (IOException e) {
            close();
            throw ReadErrors.of(split.path(), "its beginning", e);
        }
    }

    private JsonParser parser(InputStream input) {
        return options.factory().createParser(ObjectReadContext.empty(), input);
    }

    Found next() {
        while (true) {
            JsonParser current = parser;
            if (current == null && !nextLine()) {
                return Found.END;
            }
            try {
                Found found = next(current == null ? parser() : current);
                if (found != Found.END || lines == null) {
                    return found;
                }
                parser = null;
            } catch (JacksonException e) {
                return malformed(e);
            }
        }
    }

    private boolean nextLine() {
        if (lines == null || broken) {
            return false;
        }
        while (lines.next()) {
            if (!isBlank(lines)) {
                parser = options.factory().createParser(ObjectReadContext.empty(), lines.bytes(), lines.start(),
                        lines.end() - lines.start());
                inArray = false;
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(LineReader lines) {
        byte[] bytes = lines.bytes();
        for (int i = lines.start(); i < lines.end(); i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private Found next(JsonParser current) {
        while (true) {
            JsonToken token = current.nextToken();
            if (token == JsonToken.START_OBJECT) {
                return Found.OBJECT;
            }
            if (token == JsonToken.START_ARRAY && !inArray) {
                inArray = true;
            } else if (token == JsonToken.END_ARRAY) {
                inArray = false;
            } else if (token == null) {
                return Found.END;
            } else if (token != JsonToken.VALUE_NULL) {
                problem = "'" + current.getString() + "' is no object";
                current.skipChildren();
                if (lines != null) {
                    parser = null;
                }
                return Found.MALFORMED;
            }
        }
    }

    /** Notes that the text is broken where it was read last: what is left of the line, or of the file, cannot be read. */
    Found malformed(JacksonException failure) {
        if (failure instanceof JacksonIOException && failure.getCause() instanceof IOException cause
                && !(cause instanceof CharConversionException)) {
            throw ReadErrors.of(split.path(), position(), cause);
        }
        problem = failure.getOriginalMessage() + (lines == null ? " (line " + failure.getLocation().getLineNr() + ", column "
                : " (column ") + failure.getLocation().getColumnNr() + ")";
        broken = lines == null;
        parser = broken ? options.factory().createParser(ObjectReadContext.empty(), new byte[0]) : null;
        return Found.MALFORMED;
    }

    /** Goes on behind an object that was read; false when text follows that is no object of its own. */
    boolean endsCleanly() {
        if (lines == null || inArray) {
            return true;
        }
        try {
            boolean clean = parser().nextToken() == null;
            problem = clean ? "" : "there is text behind the object";
            parser = null;
            return clean;
        } catch (JacksonException e) {
            malformed(e);
            return false;
        }
    }

    JsonParser parser() {
        JsonParser current = parser;
        if (current == null) {
            throw new IllegalStateException("there is no record");
        }
        return current;
    }

    /** What is wrong with the record. */
    String problem() {
        return problem;
    }

    /** The text of the line, or null where records have no lines of their own. */
    @Nullable
    LineReader line() {
        return lines;
    }

    /** Number of the line, from 1 on. */
    long lineNumber() {
        return lines != null ? lines.lineNumber() : parser == null ? 1 : Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private String position() {
        return "line " + lineNumber();
    }

    long bytesRead() {
        try {
            return lines != null ? lines.bytesRead() : file == null ? 0 : file.position();
        } catch (IOException e) {
            throw ReadErrors.of(split.path(), position(), e);
        }
    }

    /** @throws EngineException CANNOT_READ_FILE */
    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw ReadErrors.of(split.path(), "its end", e);
            }
        }
    }
}
