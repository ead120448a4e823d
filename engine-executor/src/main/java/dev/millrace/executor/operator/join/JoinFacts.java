package dev.millrace.executor.operator.join;

/** What null-aware joins must know of a whole side, however it was divided. */
final class JoinFacts {

    private long buildRows;
    private boolean buildHasNullKey;
    private boolean probeHasRows;
    private boolean probeHasNullKey;

    void sawBuild(long rows, boolean hasNullKey) {
        buildRows += rows;
        buildHasNullKey |= hasNullKey;
    }

    void sawProbe(boolean hasNullKey) {
        probeHasRows = true;
        probeHasNullKey |= hasNullKey;
    }

    long buildRows() {
        return buildRows;
    }

    boolean buildHasNullKey() {
        return buildHasNullKey;
    }

    boolean probeHasRows() {
        return probeHasRows;
    }

    boolean probeHasNullKey() {
        return probeHasNullKey;
    }
}
