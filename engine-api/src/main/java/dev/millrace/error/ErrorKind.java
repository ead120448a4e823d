package dev.millrace.error;

/** Who has to act on an error; decides whether a task is tried again. */
public enum ErrorKind {
    /** The program, its data or its settings are wrong: the job fails at once. */
    USER,
    /** Might go away by itself: the task is tried again, up to a limit. */
    TRANSIENT,
    /** A block of a map output is gone or damaged: it is computed again, then the task. */
    LOST_BLOCK,
    /** Memory, disk or another bounded resource is used up. */
    RESOURCES,
    /** Somebody asked for the end. */
    CANCELLED,
    /** A defect in Millrace. */
    BUG
}
