package dev.millrace.files.records;

import dev.millrace.columnar.Vector;
import java.util.List;

/** Reads the records of one split into columns. Used by one thread. */
public interface RecordDecoder extends AutoCloseable {

    /** Begins a batch. */
    void begin();

    /** Adds the next record to the batch; false at the end. A record may add no row, or several. */
    boolean next();

    /** Rows in the batch. */
    int rows();

    /** Bytes that the batch's arrays hold. */
    long heldBytes();

    /** The columns that were asked for, without those of partition folders. */
    List<Vector> build();

    /** Bytes read of the file so far. */
    long bytesRead();

    @Override
    void close();
}
