package dev.millrace.transport;

/** One life of an executor process: a restarted one has another id. */
public record ExecutorId(String name) {

    /** The executor inside the driver's process. */
    public static final ExecutorId LOCAL = new ExecutorId("local");

    @Override
    public String toString() {
        return name;
    }
}
