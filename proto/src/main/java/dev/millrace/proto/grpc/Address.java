package dev.millrace.proto.grpc;

import dev.millrace.error.ErrorCondition;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** {@code host:port}. */
record Address(String host, int port) {

    static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (port >= 0 && port < 65_536) {
                    return new Address(text.substring(0, colon), port);
                }
            }
        } catch (NumberFormatException e) {
            throw ErrorCondition.MASTER_NOT_AVAILABLE.caused(e, "master", text, "detail", "expected HOST:PORT.");
        }
        throw ErrorCondition.MASTER_NOT_AVAILABLE.with("master", text, "detail", "expected HOST:PORT.");
    }

    /** Only this machine is served: other addresses need a configured secret and encryption. */
    void requireLoopback() {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                throw ErrorCondition.MASTER_NOT_AVAILABLE.with("master", this, "detail", "only loopback addresses such as 127.0.0.1 are served.");
            }
        } catch (UnknownHostException e) {
            throw ErrorCondition.MASTER_NOT_AVAILABLE.caused(e, "master", this, "detail", "the host is unknown.");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
