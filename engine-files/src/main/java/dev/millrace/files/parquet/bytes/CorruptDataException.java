package dev.millrace.files.parquet.bytes;

/**
 * Bytes of a file contradict the format. Decoders throw it with what they saw; the page reader adds file, column and
 * offset and turns it into an error of the catalogue, so it never leaves this module.
 */
public final class CorruptDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param detail what was found and what would have been right, without file or column */
    public CorruptDataException(String detail) {
        super(detail);
    }

    /** @param cause the failure of a library that was given the corrupt bytes */
    public CorruptDataException(String detail, Throwable cause) {
        super(detail, cause);
    }
}
