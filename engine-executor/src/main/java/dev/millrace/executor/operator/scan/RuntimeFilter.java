package dev.millrace.executor.operator.scan;

import dev.millrace.spi.ScanFilter;

/** A set of key values, exact or with false positives, that can stand in any number of scans. Immutable; shared by tasks. */
public interface RuntimeFilter {

    /** The filter on one column of a reader's batches; for one thread. Rows whose key is null are not kept. */
    ScanFilter on(int column);
}
