package dev.millrace.shuffle.store;

/** Where a map output is kept. */
public enum Residence {

    /** In memory until memory is wanted. */
    MEMORY_THEN_DISK,

    /** In memory; when memory is wanted the output is dropped, and its readers see SHUFFLE_BLOCK_LOST. */
    MEMORY_ONLY,

    /** On disk as soon as it is committed, safe from a loss of power: as MapReduce does. */
    DISK_ONLY
}
