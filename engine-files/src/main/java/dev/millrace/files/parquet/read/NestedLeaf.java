package dev.millrace.files.parquet.read;

import dev.millrace.columnar.Vector;
import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.encoding.RunLengthSource;
import dev.millrace.files.parquet.page.ColumnChunk;
import dev.millrace.files.parquet.page.ColumnPages;
import dev.millrace.files.parquet.page.Page;
import dev.millrace.files.parquet.schema.ParquetColumn;
import java.util.Arrays;

/**
 * A column of values with lists or structs around it. For each batch it keeps the levels of all its entries, from which the
 * nodes above it work out lengths and nulls, and decodes a value for each entry that is a slot: one whose definition level
 * says that the innermost list around it has an element there.
 */
final class NestedLeaf extends LeafReader {
    private static final int STEP = 4096;

    private final int slotDefinition;
    private final RunLengthSource repetitions = new RunLengthSource();
    private int[] repetitionLevels = new int[0];
    private int[] definitionLevels = new int[0];
    private int[] slotFlags = new int[0];
    /** Entries of the batch, and entries that were read already and belong to the next one. */
    private int batchEnd;
    private int readEnd;
    private int slots;
    private boolean firstEntry;
    private long rowsToSkip;

    /** @param slotDefinition definition level from which on an entry is a slot; 0 outside of lists */
    NestedLeaf(ParquetColumn.Leaf column, ColumnPages pages, Values values, int slotDefinition) {
        super(column, pages, values);
        this.slotDefinition = slotDefinition;
    }

    @Override
    void open(ColumnChunk chunk, long rows, long fileSize) {
        super.open(chunk, rows, fileSize);
        batchEnd = 0;
        readEnd = 0;
        firstEntry = true;
        rowsToSkip = 0;
    }

    @Override
    void openLevels(Page page) {
        Page.Levels levels = page.repetition();
        repetitions.reset(levels.bytes(), levels.from(), levels.end(), levels.width());
    }

    @Override
    void skip(long rows) {
        rowsToSkip += rows;
    }

    /** Decodes the levels and slots of the next {@code rows} rows. */
    void readRows(int rows) {
        try {
            while (rowsToSkip > 0) {
                int part = (int) Math.min(rowsToSkip, STEP);
                rows(part, false);
                rowsToSkip -= part;
            }
            rows(rows, true);
        } catch (CorruptDataException e) {
            throw pages.corrupt(e.getMessage());
        }
    }

    private void rows(int rows, boolean wanted) {
        int left = readEnd - batchEnd;
        System.arraycopy(repetitionLevels, batchEnd, repetitionLevels, 0, left);
        System.arraycopy(definitionLevels, batchEnd, definitionLevels, 0, left);
        readEnd = left;
        batchEnd = 0;
        slots = 0;
        begin(1);
        int seen = 0;
        while (true) {
            if (batchEnd == readEnd) {
                if (seen == rows && column.repetition() == 0) {
                    return;
                }
                if (!hasMore()) {
                    break;
                }
                readLevels();
            }
            int stop = batchEnd;
            while (stop < readEnd) {
                if (repetitionLevels[stop] == 0) {
                    if (seen == rows) {
                        break;
                    }
                    seen++;
                }
                stop++;
            }
            slots(batchEnd, stop, wanted);
            boolean rowBoundary = stop < readEnd;
            batchEnd = stop;
            if (rowBoundary) {
                return;
            }
        }
        if (seen < rows) {
            throw new CorruptDataException("the column chunk ends before its last row");
        }
    }

    private void readLevels() {
        nextPage(slots);
        int count = Math.min(pageLeft(), STEP);
        int needed = readEnd + count;
        if (needed > repetitionLevels.length) {
            int length = Values.grown(repetitionLevels.length, needed);
            values.pool.reserve((long) length * 2 * Integer.BYTES);
            values.pool.release((long) repetitionLevels.length * 2 * Integer.BYTES);
            repetitionLevels = Arrays.copyOf(repetitionLevels, length);
            definitionLevels = Arrays.copyOf(definitionLevels, length);
        }
        repetitions.read(repetitionLevels, readEnd, count);
        definitions().read(definitionLevels, readEnd, count);
        check(repetitionLevels, count, column.repetition());
        check(definitionLevels, count, column.definition());
        if (firstEntry && repetitionLevels[readEnd] != 0) {
            throw new CorruptDataException("the column chunk starts inside a row");
        }
        firstEntry = false;
        readEnd = needed;
        take(count);
    }

    private void check(int[] levels, int count, int max) {
        int largest = 0;
        for (int i = readEnd; i < readEnd + count; i++) {
            largest = Math.max(largest, levels[i]);
        }
        if (largest > max) {
            throw new CorruptDataException("level " + largest + " where " + max + " is the highest");
        }
    }

    /** Decodes the values of the entries from {@code from} to before {@code to}. */
    private void slots(int from, int to, boolean wanted) {
        if (slotFlags.length < to - from) {
            slotFlags = new int[Math.max(STEP, to - from)];
        }
        int max = column.definition();
        int count = 0;
        int present = 0;
        for (int i = from; i < to; i++) {
            int level = definitionLevels[i];
            int flag = level == max ? 1 : 0;
            slotFlags[count] = flag;
            present += flag;
            count += level >= slotDefinition ? 1 : 0;
        }
        if (wanted) {
            ensure(slots + count);
            place(slots, count, present, slotFlags);
            slots += count;
        } else {
            skipPresent(present);
        }
    }

    /** Repetition levels of the batch's entries. */
    int[] repetitionLevels() {
        return repetitionLevels;
    }

    /** Definition levels of the batch's entries. */
    int[] definitionLevels() {
        return definitionLevels;
    }

    /** How many entries the batch has. */
    int entries() {
        return batchEnd;
    }

    /** The batch's slots, one after the other; values are never dictionary codes here. */
    Vector slotVector(int expected) {
        if (slots != expected) {
            throw pages.corrupt(slots + " values where its neighbours have " + expected);
        }
        flatten(slots);
        return vector(slots);
    }

    @Override
    public void close() {
        values.pool.release((long) repetitionLevels.length * 2 * Integer.BYTES);
        repetitionLevels = new int[0];
        super.close();
    }
}
