package dev.millrace.proto.grpc;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
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

    /** True when only this machine reaches it. */
    boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw ErrorCondition.MASTER_NOT_AVAILABLE.caused(e, "master", this, "detail", "the host is unknown.");
        }
    }

    /** Asked before a server starts: gRPC keeps the threads of one that could not bind. */
    void requireFree() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw cannotBind(e);
        }
    }

    EngineException cannotBind(IOException cause) {
        return ErrorCondition.MASTER_NOT_AVAILABLE.caused(cause, "master", this, "detail",
                "the address cannot be bound: " + cause.getMessage() + ".");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
