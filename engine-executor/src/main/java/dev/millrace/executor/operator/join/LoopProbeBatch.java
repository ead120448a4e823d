package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;

/** Pairs of every row with every row of the build side; a condition tells which match. */
final class LoopProbeBatch extends ProbeBatch {

    private final int buildCount;
    private final boolean firstMatchDecides;
    private int at;
    private int buildAt;

    /** @param firstMatchDecides a row that has matched need not be tried with others */
    LoopProbeBatch(int buildCount, boolean firstMatchDecides) {
        this.buildCount = buildCount;
        this.firstMatchDecides = firstMatchDecides;
    }

    @Override
    void started() {
        at = 0;
        buildAt = 0;
    }

    @Override
    boolean exhausted() {
        return at >= count();
    }

    @Override
    int nextPairs(boolean padded) {
        int pairs = 0;
        while (pairs < Batch.ROWS && at < count()) {
            int row = row(at);
            int more = firstMatchDecides && matched(at) ? 0 : Math.min(Batch.ROWS - pairs, buildCount - buildAt);
            for (int i = 0; i < more; i++) {
                positions[pairs] = at;
                probeRows[pairs] = row;
                buildRows[pairs++] = buildAt++;
            }
            if (more == 0 || buildAt >= buildCount) {
                buildAt = 0;
                at++;
            }
        }
        return pairs;
    }

    @Override
    void markCandidates() {
        for (int i = 0; buildCount > 0 && i < count(); i++) {
            markMatched(i, true);
        }
        at = count();
    }

    @Override
    boolean hasNullKey() {
        return false;
    }

    @Override
    boolean givesRowsOnce() {
        return false;
    }
}
