package dev.millrace.transport;

/**
 * One life of an executor process: a restarted one has another id. In a cluster the name begins with the address of its blocks: {@code
 * host:port#life}.
 */
public record ExecutorId(String name) {

    /** The executor inside the driver's process. */
    public static final ExecutorId LOCAL = new ExecutorId("local");

    @Override
    public String toString() {
        return name;
    }
}
