package dev.millrace.proto.grpc;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;
import org.slf4j.LoggerFactory;

/**
 * gRPC prints a stack trace for every connection that does not speak its protocol, on standard error unless somebody has set up
 * {@code java.util.logging}. Connections that break are told of by those who lose them.
 * Whoever scans ports would fill the log: the first one is told in a line, the others are not.
 */
final class QuietGrpc {

    /** Held here, because loggers that nobody holds are forgotten with what was set on them. */
    private static final Logger CONNECTIONS = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerTransport.connections");
    private static final Logger TRANSPORTS = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerTransport");

    private static final Logger STREAMS = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler");

    private final AtomicBoolean told = new AtomicBoolean();

    private QuietGrpc() {}

    static void ensure() {
        QuietGrpc quiet = new QuietGrpc();
        CONNECTIONS.setFilter(quiet::tell);
        TRANSPORTS.setFilter(quiet::tell);
        STREAMS.setFilter(quiet::tell);
    }

    private boolean tell(LogRecord log) {
        boolean broken = log.getThrown() instanceof IOException && !(log.getThrown() instanceof SSLException);
        if (!broken && told.compareAndSet(false, true)) {
            LoggerFactory.getLogger(QuietGrpc.class).warn("a connection was refused: {}",
                    log.getThrown() == null ? log.getMessage() : log.getThrown().getMessage());
        }
        return false;
    }
}
