package dev.millrace.executor.kernel;

/** The reference says that a row is in error. */
final class ReferenceFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReferenceFailure(String message) {
        super(message, null, false, false);
    }
}
