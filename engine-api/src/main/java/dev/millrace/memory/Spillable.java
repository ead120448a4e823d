package dev.millrace.memory;

/** Something that can give memory back by writing its rows to disk. Called only by the thread of the task that owns it. */
public interface Spillable {

    /** Bytes that {@link #spill()} would give back now; 0 when it cannot. */
    long spillableBytes();

    /** Writes to disk and releases memory to its pool; returns the bytes released. */
    long spill();
}
