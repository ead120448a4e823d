package dev.millrace.driver.schedule;

/** What running a task again on the same input gives. */
public enum Determinism {
    /** The same rows in the same order. */
    DETERMINATE,
    /** The same rows, perhaps in another order. */
    UNORDERED,
    /** Perhaps other rows. */
    INDETERMINATE;

    /** The weaker of both. */
    public Determinism and(Determinism other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
