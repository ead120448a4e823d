package dev.millrace.transport;

/**
 * One try of one task: {@code j1.s0.p3.a0}. The attempt numbers of a partition never repeat within a job, so a late report cannot be
 * mistaken.
 */
public record TaskAttemptId(StageId stage, int partition, int attempt) {
    @Override
    public String toString() {
        return stage + ".p" + partition + ".a" + attempt;
    }
}
