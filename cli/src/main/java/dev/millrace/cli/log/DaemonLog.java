package dev.millrace.cli.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Turns the log on: {@code DaemonLog.start(verbose)} comes before anything that logs. */
public final class DaemonLog {

    /** Names what is logged: {@code info} or {@code debug}. */
    static final String LEVEL = "millrace.log.level";

    /** Connections that did not speak the protocol are told of here, at a level that is otherwise too fine. */
    private static final Logger CONNECTIONS = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerTransport");

    private DaemonLog() {}

    /** @param verbose details too */
    public static void start(boolean verbose) {
        System.setProperty("slf4j.provider", LineLogProvider.class.getName());
        System.setProperty("slf4j.internal.verbosity", "WARN");
        System.setProperty(LEVEL, verbose ? "debug" : "info");
        LogManager.getLogManager().reset();
        Logger.getLogger("").addHandler(new Passing());
        Logger.getLogger("").setLevel(Level.WARNING);
        CONNECTIONS.setLevel(Level.FINE);
    }

    /** What libraries tell {@code java.util.logging}. */
    private static final class Passing extends Handler {

        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord record) {
            if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
                LoggerFactory.getLogger(String.valueOf(record.getLoggerName())).warn(formatter.formatMessage(record), record.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
