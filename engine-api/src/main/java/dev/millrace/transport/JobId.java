package dev.millrace.transport;

/** One action of one session; {@code session} tells the clients of a driver apart. */
public record JobId(String session, long number) {
    @Override
    public String toString() {
        return session.isEmpty() ? "j" + number : session + ".j" + number;
    }
}
