package dev.millrace.shuffle.store;

/** Where a map output is kept. */
public enum Residence {

    /** In memory until memory is wanted. */
    MEMORY_THEN_DISK,

    /**
     * In memory; when memory is wanted an output of a task's first attempt is dropped, and its readers see SHUFFLE_BLOCK_LOST; one that was
     * made again goes to disk.
     */
    MEMORY_ONLY,

    /** On disk as soon as it is committed, safe from a loss of power: as MapReduce does. */
    DISK_ONLY
}
