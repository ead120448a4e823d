package dev.millrace.cli;

/** What a command's end tells the calling process. */
public enum ExitCode {
    OK(0),
    /** The program, its data or its surroundings are at fault; the message says what to change. */
    USER_ERROR(1),
    /** The arguments make no sense; the usage was shown. */
    USAGE(2),
    /** A defect in Millrace, or an installation that cannot run. */
    INTERNAL_ERROR(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
