package dev.millrace.cli;

/** What a command's end tells the calling process. */
public enum ExitCode {
    OK(0),
    /** The program, its data or its surroundings are at fault; the message says what to change. */
    USER_ERROR(1),
    /** The arguments make no sense; the usage was shown. */
    USAGE(2),
    /** A defect in Millrace, an installation that cannot run, or a cluster that failed. */
    INTERNAL_ERROR(3),
    /** Somebody asked for the end. */
    CANCELLED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
