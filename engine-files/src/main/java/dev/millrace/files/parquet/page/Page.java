package dev.millrace.files.parquet.page;

import static dev.millrace.files.parquet.bytes.LittleEndian.intAt;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.encoding.LegacyBitPacked;
import org.apache.parquet.format.Encoding;

/**
 * One decompressed page: where its levels and its values are.
 *
 * @param values      number of values, nulls included
 * @param rows        rows when the header says so, else -1
 * @param encoding    of the values
 * @param repetition  levels, {@link Levels#NONE} when the column has none
 * @param bytes       holds the values from {@code from} to {@code end}, with slack behind them
 */
public record Page(int values, int rows, Encoding encoding, Levels repetition, Levels definition, byte[] bytes, int from, int end) {

    /** Run-length levels of {@code width} bits in a range of {@code bytes}; width 0 stands for levels that are all 0. */
    public record Levels(byte[] bytes, int from, int end, int width) {
        static final Levels NONE = new Levels(new byte[0], 0, 0, 0);
    }

    static Page dictionary(PageHeader header, byte[] bytes, int from, int end) {
        return new Page(header.values(), -1, encoding(header), Levels.NONE, Levels.NONE, bytes, from, end);
    }

    static Page v1(PageHeader header, byte[] bytes, int from, int end, int maxDefinition, int maxRepetition) {
        int at = from;
        Levels repetition = Levels.NONE;
        Levels definition = Levels.NONE;
        if (maxRepetition > 0) {
            repetition = v1Levels(bytes, at, end, width(maxRepetition), header.repetitionEncoding(), header.values());
            at = v1End(bytes, at, width(maxRepetition), header.repetitionEncoding(), header.values());
        }
        if (maxDefinition > 0) {
            definition = v1Levels(bytes, at, end, width(maxDefinition), header.definitionEncoding(), header.values());
            at = v1End(bytes, at, width(maxDefinition), header.definitionEncoding(), header.values());
        }
        return new Page(header.values(), -1, encoding(header), repetition, definition, bytes, at, end);
    }

    static Page v2(PageHeader header, byte[] raw, int levelsAt, byte[] bytes, int from, int end, int maxDefinition, int maxRepetition) {
        int definitionAt = levelsAt + header.repetitionBytes();
        int levelsEnd = definitionAt + header.definitionBytes();
        Levels repetition = maxRepetition == 0 ? Levels.NONE : new Levels(raw, levelsAt, definitionAt, width(maxRepetition));
        Levels definition = maxDefinition == 0 ? Levels.NONE : new Levels(raw, definitionAt, levelsEnd, width(maxDefinition));
        return new Page(header.values(), header.rows(), encoding(header), repetition, definition, bytes, from, end);
    }

    private static Encoding encoding(PageHeader header) {
        Encoding encoding = header.encoding();
        if (encoding == null) {
            throw new CorruptDataException("a page without an encoding");
        }
        return encoding;
    }

    private static int width(int maxLevel) {
        return 32 - Integer.numberOfLeadingZeros(maxLevel);
    }

    private static Levels v1Levels(byte[] bytes, int at, int end, int width, @org.jspecify.annotations.Nullable Encoding encoding,
            int values) {
        if (encoding == Encoding.BIT_PACKED) {
            byte[] run = LegacyBitPacked.toRun(bytes, at, end, values, width);
            return new Levels(run, 0, run.length - dev.millrace.files.parquet.bytes.LittleEndian.SLACK, width);
        }
        if (encoding != Encoding.RLE) {
            throw new CorruptDataException("levels are encoded as " + encoding);
        }
        int length = end - at < Integer.BYTES ? -1 : intAt(bytes, at);
        if (length < 0 || length > end - at - Integer.BYTES) {
            throw new CorruptDataException("levels of " + length + " bytes with " + (end - at) + " left in the page");
        }
        return new Levels(bytes, at + Integer.BYTES, at + Integer.BYTES + length, width);
    }

    private static int v1End(byte[] bytes, int at, int width, @org.jspecify.annotations.Nullable Encoding encoding, int values) {
        return encoding == Encoding.BIT_PACKED ? at + (int) LegacyBitPacked.byteLength(values, width)
                : at + Integer.BYTES + intAt(bytes, at);
    }
}
