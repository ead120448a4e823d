package dev.millrace.files.csv;

import java.util.Arrays;

/**
 * The fields of one record, as positions in its bytes; a field with escaped characters is copied without them. Reused from record to
 * record.
 *
 * <p>Within quotes a doubled quote is a quote; a run of escapes before a quote stands for half as many, and if their number is odd the
 * quote does not end the field. Escapes elsewhere are letters like others. Text behind a closing quote makes the field what it looks
 * like, quotes included.
 */
final class CsvFields {

    private final byte[] separator;
    private final int quote;
    private final int escape;
    private final boolean trimLeading;
    private final boolean trimTrailing;

    private byte[] bytes = {};
    private int base;
    private int limit;
    private int position;

    private int count;
    private int[] from = new int[16];
    private int[] to = new int[16];
    private boolean[] quoted = new boolean[16];
    private boolean[] copied = new boolean[16];
    private byte[] scratch = new byte[256];
    private int scratchLength;

    // a quoted field in the making; positions are relative to the record, whose bytes may move
    private int fieldStart;
    private int segment;
    private int scratchFrom;
    private boolean open;

    CsvFields(CsvOptions options) {
        this.separator = options.separator();
        this.quote = options.quote();
        this.escape = options.escape() == options.quote() ? -1 : options.escape();
        this.trimLeading = options.trimLeading();
        this.trimTrailing = options.trimTrailing();
    }

    /** Cuts a record at its separators. */
    void split(byte[] recordBytes, int start, int end) {
        bytes = recordBytes;
        base = start;
        limit = end - start;
        position = 0;
        count = 0;
        scratchLength = 0;
        open = false;
        fields();
    }

    /** Whether the record ends inside quotes. */
    boolean isOpen() {
        return open;
    }

    /** Goes on with a record that {@link #isOpen}, now that it is longer; its bytes may have moved. */
    void resume(byte[] recordBytes, int start, int end) {
        bytes = recordBytes;
        base = start;
        limit = end - start;
        open = false;
        if (quotedRest() && position < limit) {
            position += separator.length;
            fields();
        }
    }

    /** Takes what there is of an open field as its value. */
    void closeOpen() {
        position = limit;
        addContent();
    }

    int count() {
        return count;
    }

    /** The array that a field lies in. */
    byte[] bytes(int field) {
        return copied[field] ? scratch : bytes;
    }

    int from(int field) {
        return copied[field] ? from[field] : base + from[field];
    }

    int to(int field) {
        return copied[field] ? to[field] : base + to[field];
    }

    boolean isQuoted(int field) {
        return quoted[field];
    }

    private void fields() {
        while (field() && position < limit) {
            position += separator.length;
        }
    }

    /** Reads one field, up to its separator or the record's end; false when that is missing a quote. */
    private boolean field() {
        int start = position;
        while (trimLeading && start < limit && isBlank(start)) {
            start++;
        }
        if (quote >= 0 && start < limit && bytes[base + start] == quote) {
            fieldStart = start;
            segment = start + 1;
            position = start + 1;
            scratchFrom = -1;
            return quotedRest();
        }
        position = nextSeparator(start);
        int end = position;
        while (trimTrailing && end > start && isBlank(end - 1)) {
            end--;
        }
        add(start, end, false, false);
        return true;
    }

    private boolean quotedRest() {
        while (position < limit) {
            int letter = bytes[base + position];
            if (letter == quote) {
                if (position + 1 == limit || bytes[base + position + 1] != quote) {
                    close();
                    return true;
                }
                copy(position + 1);
                position += 2;
                segment = position;
            } else if (letter == escape) {
                escapes();
            } else {
                position++;
            }
        }
        open = true;
        return false;
    }

    private void escapes() {
        int run = position;
        while (run < limit && bytes[base + run] == escape) {
            run++;
        }
        if (run == limit || bytes[base + run] != quote) {
            position = run;
            return;
        }
        int length = run - position;
        copy(position + length / 2);
        segment = run;
        position = (length & 1) == 0 ? run : run + 1;
    }

    /** Ends a quoted field at the quote here. */
    private void close() {
        int after = position + 1;
        while (after < limit && isBlank(after)) {
            after++;
        }
        if (after == limit || isSeparator(after)) {
            addContent();
            position = after;
        } else {
            position = nextSeparator(after);
            add(fieldStart, position, false, false);
        }
    }

    private void addContent() {
        if (scratchFrom < 0) {
            add(segment, position, true, false);
        } else {
            copy(position);
            add(scratchFrom, scratchLength, true, true);
        }
    }

    /** Copies the segment that began last, up to {@code end}. */
    private void copy(int end) {
        if (scratchFrom < 0) {
            scratchFrom = scratchLength;
        }
        int length = end - segment;
        if (scratchLength + length > scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(scratchLength + length, 2 * scratch.length));
        }
        System.arraycopy(bytes, base + segment, scratch, scratchLength, length);
        scratchLength += length;
    }

    private void add(int start, int end, boolean isQuoted, boolean isCopied) {
        if (count == from.length) {
            int size = 2 * count;
            from = Arrays.copyOf(from, size);
            to = Arrays.copyOf(to, size);
            quoted = Arrays.copyOf(quoted, size);
            copied = Arrays.copyOf(copied, size);
        }
        from[count] = start;
        to[count] = end;
        quoted[count] = isQuoted;
        copied[count++] = isCopied;
    }

    private int nextSeparator(int start) {
        if (separator.length == 1) {
            byte letter = separator[0];
            int end = base + limit;
            int at = base + start;
            while (at < end && bytes[at] != letter) {
                at++;
            }
            return at - base;
        }
        int at = start;
        while (at < limit && !isSeparator(at)) {
            at++;
        }
        return at;
    }

    private boolean isSeparator(int at) {
        return at + separator.length <= limit
                && Arrays.equals(bytes, base + at, base + at + separator.length, separator, 0, separator.length);
    }

    /** A space or tab that is not a separator. */
    private boolean isBlank(int at) {
        int letter = bytes[base + at];
        return (letter == ' ' || letter == '\t') && !isSeparator(at);
    }
}
