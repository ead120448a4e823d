package dev.millrace.executor.kernel.cast;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads a single text as a cast to TIMESTAMP does. Used by one thread. */
public final class TimestampText {

    private final TimeParser parser;

    /** @param zone of texts that name none */
    public TimestampText(ZoneId zone) {
        this.parser = new TimeParser(zone);
    }

    /** Microseconds since 1970-01-01 UTC; null for a text that shows no timestamp. */
    public @Nullable Long parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parser.timestamp(bytes, 0, bytes.length, false) ? parser.micros : null;
    }
}
