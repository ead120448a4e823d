package dev.millrace.executor.operator;

/** What an operator has done so far. Written by the task's thread only; {@code rows} may be read by others as a hint. */
public final class OperatorStats {

    private final String name;
    private long rows;
    private long batches;
    private long bytes;
    private long nanos;
    private long peakMemory;
    private long spillBytes;

    /** @param name physical node with its arguments, as EXPLAIN prints it */
    public OperatorStats(String name) {
        this.name = name;
    }

    public void gave(long batchRows) {
        rows += batchRows;
        batches++;
    }

    public void tookNanos(long spent) {
        nanos += spent;
    }

    public void readBytes(long read) {
        bytes += read;
    }

    public void held(long memory) {
        peakMemory = Math.max(peakMemory, memory);
    }

    public void spilled(long written) {
        spillBytes += written;
    }

    public String name() {
        return name;
    }

    public long rows() {
        return rows;
    }

    public long batches() {
        return batches;
    }

    public long bytes() {
        return bytes;
    }

    /** Time in this operator and its inputs. */
    public long nanos() {
        return nanos;
    }

    public long peakMemory() {
        return peakMemory;
    }

    public long spillBytes() {
        return spillBytes;
    }
}
