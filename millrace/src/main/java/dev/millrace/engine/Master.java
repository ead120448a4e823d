package dev.millrace.engine;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;

/** Where a session's queries run. */
sealed interface Master {

    /** Threads of this process. */
    record Local(int slots) implements Master {}

    /** Executors that join this process at an address. */
    record Cluster(String host, int port) implements Master {}

    /** The daemon of a driver. */
    record Remote(String host, int port) implements Master {}

    /**
     * Reads {@code local}, {@code local[4]}, {@code local[*]}, {@code cluster://host:port} or {@code grpc://host:port}.
     *
     * @throws EngineException MASTER_NOT_AVAILABLE
     */
    static Master parse(String text) {
        String master = text.strip();
        if (master.equals("local")) {
            return new Local(1);
        }
        if (master.startsWith("local[") && master.endsWith("]")) {
            String inside = master.substring(6, master.length() - 1);
            int slots = inside.equals("*") ? Runtime.getRuntime().availableProcessors() : number(inside, master);
            if (slots >= 1) {
                return new Local(slots);
            }
        }
        if (master.startsWith("cluster://")) {
            Remote address = address(master.substring("cluster://".length()));
            return new Cluster(address.host(), address.port());
        }
        if (master.startsWith("grpc://")) {
            return address(master.substring("grpc://".length()));
        }
        throw unknown(master);
    }

    /** @throws EngineException MASTER_NOT_AVAILABLE */
    static Remote address(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw unknown(text);
        }
        return new Remote(text.substring(0, colon), number(text.substring(colon + 1), text));
    }

    private static int number(String digits, String master) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw unknown(master);
        }
    }

    private static EngineException unknown(String master) {
        return ErrorCondition.MASTER_NOT_AVAILABLE.with("master", master, "detail",
                "expected local, local[4], local[*], cluster://HOST:PORT or grpc://HOST:PORT.");
    }
}
