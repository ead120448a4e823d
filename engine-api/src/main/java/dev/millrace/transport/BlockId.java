package dev.millrace.transport;

/** All blocks that one task attempt wrote for one output partition (0 for a broadcast or a result). */
public record BlockId(TaskAttemptId attempt, int partition) {
    @Override
    public String toString() {
        return attempt + ".r" + partition;
    }
}
