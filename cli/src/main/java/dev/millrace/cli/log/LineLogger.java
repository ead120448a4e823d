package dev.millrace.cli.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes {@code 2026-01-31 12:00:00.000 INFO  DriverServer  executor … has registered} to standard error, whole lines at a time. */
final class LineLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private final String source;
    private final Level least;

    LineLogger(String name, Level least) {
        this.name = name;
        this.source = name.substring(name.lastIndexOf('.') + 1);
        this.least = least;
    }

    @Override
    public boolean isTraceEnabled() {
        return logs(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return logs(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return logs(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return logs(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return logs(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, @Nullable Marker marker, @Nullable String pattern,
            Object @Nullable [] arguments, @Nullable Throwable thrown) {
        StringBuilder line = new StringBuilder(120).append(TIME.format(LocalDateTime.now())).append(' ').append(level);
        line.repeat(' ', 6 - level.toString().length()).append(source).append("  ")
                .append(String.valueOf(MessageFormatter.basicArrayFormat(pattern, arguments)).replace("\n", "\n    ")).append('\n');
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            line.append(trace);
        }
        write(line.toString());
    }

    private boolean logs(Level level) {
        return level.toInt() >= least.toInt();
    }

    private static void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            // Nothing to close: the descriptor is the process's own.
            new FileOutputStream(FileDescriptor.err).write(bytes);
        } catch (IOException nobodyReads) {
            return;
        }
    }
}
