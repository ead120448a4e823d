package dev.millrace.transport;

/** Blocks, and the executor where they lie. */
public record BlockAddress(ExecutorId executor, BlockId id) {
    @Override
    public String toString() {
        return id + " at " + executor;
    }
}
