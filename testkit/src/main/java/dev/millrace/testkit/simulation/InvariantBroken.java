package dev.millrace.testkit.simulation;

/** Something happened that never must. */
final class InvariantBroken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvariantBroken(String message) {
        super(message);
    }
}
