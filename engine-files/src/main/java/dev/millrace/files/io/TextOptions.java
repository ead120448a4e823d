package dev.millrace.files.io;

import dev.millrace.error.EngineException;
import dev.millrace.files.options.FileOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** Options that all text formats have. */
public final class TextOptions {

    private TextOptions() {}

    /** @throws EngineException INVALID_PARAMETER_VALUE for a character set that Java does not know */
    public static Charset charset(FileOptions options) {
        String name = options.firstText("encoding", "charset").orElse("UTF-8");
        try {
            Charset charset = Charset.forName(name);
            return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw options.invalid("encoding", "the name of a character set such as UTF-8", name);
        }
    }

    /** In UTF-8; empty for the usual ones. */
    public static byte[] lineSeparator(FileOptions options) {
        Optional<String> text = options.text("lineSep");
        if (text.isPresent() && text.get().isEmpty()) {
            throw options.invalid("lineSep", "at least one character", "''");
        }
        String separator = text.orElse("");
        return (separator.equals("\\n") ? "\n" : separator.equals("\\r\\n") ? "\r\n" : separator).getBytes(StandardCharsets.UTF_8);
    }

    /** The zone of moments that name none. */
    public static ZoneId zone(FileOptions options, ZoneId byDefault) {
        Optional<String> text = options.text("timeZone");
        try {
            return text.isEmpty() ? byDefault : ZoneId.of(text.get(), ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            throw options.invalid("timeZone", "a time zone such as Europe/Berlin, UTC or +02:00", text.get());
        }
    }

    /** Of files to write. */
    public static Compression compression(FileOptions options) {
        String text = options.firstText("compression", "codec").orElse("none");
        return Compression.named(text).orElseThrow(() -> options.invalid("compression", "none, gzip or zstd", text));
    }
}
