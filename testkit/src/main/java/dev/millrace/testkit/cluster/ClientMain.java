package dev.millrace.testkit.cluster;

import dev.millrace.api.Session;

/** A client in a process of its own: {@code ClientMain MASTER SQL} runs the query and prints how many rows it has. */
final class ClientMain {

    /** Written before the query is sent. */
    static final String CONNECTED = "connected";

    /** Written at the end, before the number of rows. */
    static final String ROWS = "rows: ";

    private ClientMain() {}

    public static void main(String[] arguments) {
        Leash.hold(System.in);
        try (Session session = Session.builder().master(arguments[0]).create()) {
            System.out.println(CONNECTED);
            System.out.println(ROWS + session.sql(arguments[1]).collect().size());
        }
    }
}
