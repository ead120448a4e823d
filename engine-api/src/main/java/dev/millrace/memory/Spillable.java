package dev.millrace.memory;

/** Something that can give memory back by writing its rows to disk. Called by a thread that reserves: see {@link MemoryPool#register}. */
public interface Spillable {

    /** Bytes that {@link #spill()} would give back now; 0 when it cannot. */
    long spillableBytes();

    /** Writes to disk and releases memory to its pool; returns the bytes released. */
    long spill();
}
