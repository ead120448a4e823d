package dev.millrace.files.parquet.read;

import dev.millrace.columnar.DictionaryVector;
import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.encoding.RunLengthSource;
import dev.millrace.files.parquet.page.ColumnChunk;
import dev.millrace.files.parquet.page.ColumnPages;
import dev.millrace.files.parquet.page.Page;
import dev.millrace.files.parquet.schema.ParquetColumn;
import java.util.Arrays;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * One column of values, chunk by chunk: pages, dictionary, nulls. {@link #read} is for columns without lists or structs
 * around them; {@link NestedLeaf} adds levels on top of the same parts.
 */
sealed class LeafReader implements AutoCloseable permits NestedLeaf {
    /** A code and a bit of validity. */
    private static final int PLACE_BYTES = Integer.BYTES + 1;

    final ParquetColumn.Leaf column;
    final ColumnPages pages;
    final Values values;
    private final RunLengthSource definitions = new RunLengthSource();
    private final RunLengthSource codeRuns = new RunLengthSource();
    private @Nullable Values dictionary;
    private @Nullable Vector dictionaryVector;
    private int dictionarySize;
    private int[] codes = new int[0];
    private final long[] skippedBits = new long[64];
    private long[] validity = new long[0];
    private boolean hasNulls;
    /** Whether all values of the batch so far are in {@link #codes} and none in {@link #values}. */
    private boolean inCodes;
    private boolean codesInPage;
    private boolean codesNeedCheck;
    private long valuesLeft;
    private int pageLeft;
    private boolean loaded;
    private long toSkip;

    LeafReader(ParquetColumn.Leaf column, ColumnPages pages, Values values) {
        this.column = column;
        this.pages = pages;
        this.values = values;
    }

    /**
     * Starts a chunk.
     *
     * @throws dev.millrace.error.EngineException CANNOT_READ_FILE when it cannot be that of this column
     */
    void open(ColumnChunk chunk, long rows, long fileSize) {
        pages.open(chunk, String.join(".", column.path()), fileSize);
        if (chunk.type() != column.physical()) {
            throw pages.corrupt("the column chunk holds " + chunk.type() + ", the schema says " + column.physical());
        }
        valuesLeft = chunk.values();
        if (column.repetition() == 0 && valuesLeft != rows) {
            throw pages.corrupt(valuesLeft + " values in a row group of " + rows + " rows");
        }
        closeDictionary();
        pageLeft = 0;
        loaded = false;
        toSkip = 0;
    }

    /** Passes over rows; nothing is read before values behind them are wanted. */
    void skip(long rows) {
        toSkip += rows;
    }

    /**
     * The next {@code rows} rows, of which only those from {@code first} to before {@code end} need values.
     *
     * @throws dev.millrace.error.EngineException CANNOT_READ_FILE when the chunk is corrupt
     */
    Vector read(int rows, int first, int end) {
        try {
            begin(rows);
            toSkip += first;
            skipPending();
            int at = first;
            blank(0, first);
            while (at < end) {
                nextPage(at);
                int part = Math.min(end - at, pageLeft);
                readPart(at, part);
                pageLeft -= part;
                at += part;
            }
            blank(end, rows);
            toSkip = rows - end;
            return vector(rows);
        } catch (CorruptDataException e) {
            throw pages.corrupt(e.getMessage());
        }
    }

    private void blank(int from, int to) {
        if (from < to) {
            values.blank(from, to);
            Arrays.fill(codes, from, to, 0);
        }
    }

    final void begin(int capacity) {
        ensure(capacity);
        values.begin();
        hasNulls = false;
        inCodes = true;
    }

    final void ensure(int capacity) {
        values.ensure(capacity);
        if (codes.length < capacity) {
            int length = Values.grown(codes.length, capacity);
            values.pool.reserve((long) length * PLACE_BYTES);
            values.pool.release((long) codes.length * PLACE_BYTES);
            codes = Arrays.copyOf(codes, length);
            validity = Arrays.copyOf(validity, codes.length + 63 >> 6);
        }
    }

    final Vector vector(int length) {
        long[] nulls = hasNulls ? validity : null;
        if (inCodes && dictionaryVector != null && dictionarySize > 0) {
            return new DictionaryVector(codes, dictionaryVector, length, nulls);
        }
        if (inCodes && dictionarySize == 0) {
            values.blank(0, length);
        }
        return values.vector(length, nulls);
    }

    /** Brings all values of the batch so far into {@link #values}. */
    final void flatten(int count) {
        if (inCodes) {
            inCodes = false;
            if (dictionary != null && dictionarySize > 0) {
                values.gather(dictionary, codes, 0, count);
            } else {
                values.blank(0, count);
            }
        }
    }

    private void skipPending() {
        while (toSkip > 0) {
            nextHeader(0, false);
            if (!loaded && toSkip >= pageLeft) {
                toSkip -= pageLeft;
                pageLeft = 0;
                continue;
            }
            load();
            int part = (int) Math.min(toSkip, Math.min(pageLeft, skippedBits.length * Long.SIZE));
            skipPart(part);
            pageLeft -= part;
            toSkip -= part;
        }
    }

    private void skipPart(int count) {
        int present = count;
        if (column.definition() > 0) {
            present = definitions.takeRun(column.definition(), count);
            if (present < count) {
                present += definitions.readBits(skippedBits, 0, count - present);
            }
        }
        skipPresent(present);
    }

    final void skipPresent(int count) {
        if (codesInPage) {
            codeRuns.skip(count);
        } else {
            values.skip(count);
        }
    }

    /** Makes sure that a page with values left is loaded; {@code held} values of the batch are there already. */
    final void nextPage(int held) {
        nextHeader(held, true);
        load();
    }

    /** Whether the chunk has values that no page was opened for yet, or the page has some left. */
    final boolean hasMore() {
        return pageLeft > 0 || valuesLeft > 0;
    }

    final int pageLeft() {
        return pageLeft;
    }

    final void take(int count) {
        pageLeft -= count;
    }

    private void nextHeader(int held, boolean wanted) {
        while (pageLeft == 0) {
            if (valuesLeft <= 0) {
                throw new CorruptDataException("the column chunk ends before its last row");
            }
            values.detach(inCodes ? 0 : held);
            step(wanted);
        }
    }

    /** Takes one page of the chunk: a dictionary is decoded, of a data page only the header is read. */
    private void step(boolean wanted) {
        if (pages.advance(wanted) == PageType.DICTIONARY_PAGE) {
            readDictionary();
            return;
        }
        pageLeft = pages.values();
        loaded = false;
        if (pageLeft > valuesLeft) {
            throw new CorruptDataException("pages hold more values than the " + valuesLeft + " that are left in the column chunk");
        }
        valuesLeft -= pageLeft;
    }

    /**
     * The values that the chunk just opened can have, when all its pages are said to use its dictionary; null when that is not
     * known. Without null, which may be there as well.
     */
    @Nullable
    Vector wholeDictionary(ColumnChunk chunk) {
        if (valuesLeft == 0 || !chunk.dictionaryOnly()) {
            return null;
        }
        try {
            step(true);
            return dictionaryVector;
        } catch (CorruptDataException e) {
            throw pages.corrupt(e.getMessage());
        }
    }

    private void readDictionary() {
        Page page = pages.load(0, 0);
        if (page.encoding() != Encoding.PLAIN && page.encoding() != Encoding.PLAIN_DICTIONARY) {
            throw new CorruptDataException("dictionary encoded as " + page.encoding());
        }
        if (dictionary != null) {
            throw new CorruptDataException("column chunk with two dictionaries");
        }
        int size = page.values();
        if ((long) size * smallestEntry() > page.end() - page.from()) {
            throw new CorruptDataException("dictionary of " + size + " values in " + (page.end() - page.from()) + " bytes");
        }
        // vectors refer to a dictionary by identity, so each chunk has new arrays for it
        Values filled = Values.of(column, values.pool);
        dictionary = filled;
        filled.ensure(Math.max(size, 1));
        filled.source(Encoding.PLAIN, page.bytes(), page.from(), page.end());
        filled.begin();
        filled.read(0, size);
        filled.detach(size);
        dictionarySize = size;
        dictionaryVector = filled.vector(size, null);
    }

    /** How many bytes an entry takes at least: the check that comes before arrays are made for them. */
    private int smallestEntry() {
        return switch (column.physical()) {
            case BOOLEAN -> throw new CorruptDataException("dictionary of booleans");
            case INT32, FLOAT, BYTE_ARRAY -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case INT96 -> 12;
            case FIXED_LEN_BYTE_ARRAY -> column.width();
        };
    }

    private void closeDictionary() {
        if (dictionary != null) {
            dictionary.close();
            dictionary = null;
        }
        dictionaryVector = null;
        dictionarySize = 0;
    }

    private void load() {
        if (loaded) {
            return;
        }
        Page page = pages.load(column.definition(), column.repetition());
        loaded = true;
        Page.Levels levels = page.definition();
        definitions.reset(levels.bytes(), levels.from(), levels.end(), levels.width());
        openLevels(page);
        codesInPage = page.encoding() == Encoding.PLAIN_DICTIONARY || page.encoding() == Encoding.RLE_DICTIONARY;
        if (!codesInPage) {
            values.source(page.encoding(), page.bytes(), page.from(), page.end());
            return;
        }
        int width = page.from() < page.end() ? page.bytes()[page.from()] & 0xff : 0;
        codeRuns.reset(page.bytes(), Math.min(page.from() + 1, page.end()), page.end(), width);
        codesNeedCheck = width >= 31 || 1L << width > dictionarySize;
        if (page.from() == page.end()) {
            // without a bit width there are no codes: the page may hold nulls only
            codesNeedCheck = true;
        }
    }

    /** For columns with repetition levels. */
    void openLevels(Page page) {}

    final RunLengthSource definitions() {
        return definitions;
    }

    private void readPart(int at, int count) {
        int present = count;
        if (column.definition() > 0) {
            present = definitions.takeRun(1, count);
            if (present < count) {
                Validity.set(validity, at, at + present);
                present += definitions.readBits(validity, at + present, count - present);
            }
        }
        place(at, count, present);
    }

    /** As {@link #place(int, int, int)}; {@code slotFlags} says which of the places have a value. */
    final void place(int at, int slots, int present, int[] slotFlags) {
        if (present < slots) {
            Validity.write(validity, at, slots, slotFlags);
        }
        place(at, slots, present);
    }

    /**
     * Reads {@code present} values for {@code slots} places from {@code at} on; if they are fewer, their bits of validity are set
     * already.
     */
    private void place(int at, int slots, int present) {
        readPresent(at, present);
        if (present == slots) {
            if (hasNulls) {
                Validity.set(validity, at, at + slots);
            }
            return;
        }
        if (!hasNulls) {
            hasNulls = true;
            Validity.set(validity, 0, at);
        }
        if (!inCodes || !codesInPage) {
            values.spread(at, slots, present, validity);
        } else if (present == 0) {
            Arrays.fill(codes, at, at + slots, 0);
        } else {
            Spread.ints(codes, at, slots, present, validity);
        }
    }

    private void readPresent(int at, int count) {
        if (!codesInPage) {
            flatten(at);
            values.read(at, count);
            return;
        }
        if (count == 0) {
            return;
        }
        codeRuns.read(codes, at, count);
        if (codesNeedCheck) {
            checkCodes(at, count);
        }
        if (!inCodes) {
            values.gather(java.util.Objects.requireNonNull(dictionary), codes, at, count);
        }
    }

    private void checkCodes(int at, int count) {
        int max = 0;
        int min = 0;
        for (int i = at; i < at + count; i++) {
            max = Math.max(max, codes[i]);
            min = Math.min(min, codes[i]);
        }
        if (max >= dictionarySize || min < 0) {
            throw new CorruptDataException("code " + (min < 0 ? min : max) + " in a dictionary of " + dictionarySize + " values");
        }
    }

    @Override
    public void close() {
        closeDictionary();
        values.pool.release((long) codes.length * PLACE_BYTES);
        codes = new int[0];
        values.close();
        pages.close();
    }
}
