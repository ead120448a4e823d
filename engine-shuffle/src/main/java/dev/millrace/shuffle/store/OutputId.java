package dev.millrace.shuffle.store;

import dev.millrace.transport.TaskAttemptId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** The name of an attempt as its files and checksums have it. */
final class OutputId {

    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]");

    private final String text;
    private final byte[] bytes;

    OutputId(TaskAttemptId attempt) {
        this.text = attempt.toString();
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Name of a file without its ending. */
    String fileName() {
        return safe(text);
    }

    /** A name that is one step of a path everywhere. */
    static String safe(String name) {
        return UNSAFE.matcher(name).replaceAll("-");
    }

    /** A checksum that has seen whose block follows. */
    CRC32C checksum(int partition) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        checksum.update(ByteBuffer.allocate(4).putInt(0, partition));
        return checksum;
    }

    @Override
    public String toString() {
        return text;
    }
}
