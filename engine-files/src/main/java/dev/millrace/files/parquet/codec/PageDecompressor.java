package dev.millrace.files.parquet.codec;

import static dev.millrace.files.parquet.bytes.LittleEndian.SLACK;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import org.apache.parquet.format.CompressionCodec;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses the pages of one column chunk; used by one thread. ZSTD needs {@code --enable-native-access=ALL-UNNAMED}
 * to be silent on Java 25; nothing else here loads native code.
 *
 * <p>Example: {@code decompressor.decompress(CompressionCodec.SNAPPY, in, 0, inLength, out, outLength);}
 */
public final class PageDecompressor implements AutoCloseable {
    private @Nullable Gzip gzip;
    private @Nullable Zstandard zstandard;

    /** Whether pages of this codec can be read. BROTLI and LZO cannot. */
    public static boolean supports(CompressionCodec codec) {
        return switch (codec) {
            case UNCOMPRESSED, SNAPPY, GZIP, LZ4, LZ4_RAW, ZSTD -> true;
            case LZO, BROTLI -> false;
        };
    }

    /**
     * The most bytes that {@code length} compressed bytes can stand for: a header that claims more lies, and no memory
     * needs to be reserved to find that out.
     */
    public static long maxUncompressedLength(CompressionCodec codec, int length) {
        return switch (codec) {
            case UNCOMPRESSED -> length;
            case SNAPPY -> 64L * length / 3 + 64;
            case LZ4, LZ4_RAW -> 255L * length + 64;
            case GZIP -> 1032L * length + 64;
            // a run-length block of three header bytes and one literal stands for 128 KiB
            case ZSTD -> (128L << 10) * length / 4 + (128 << 10);
            case LZO, BROTLI -> 0;
        };
    }

    /**
     * Decompresses one page to exactly {@code outLength} bytes at {@code outOffset}. Both arrays have {@value
     * dev.millrace.files.parquet.bytes.LittleEndian#SLACK} bytes behind their range.
     *
     * @throws CorruptDataException when the bytes are not valid, or give another number of bytes
     */
    public void decompress(CompressionCodec codec, byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        if (outLength > maxUncompressedLength(codec, length)) {
            throw new CorruptDataException(length + " bytes of " + codec + " cannot hold the announced " + outLength + " bytes");
        }
        if (length > in.length - SLACK - offset || outLength > out.length - SLACK - outOffset) {
            throw new IllegalArgumentException("range without slack");
        }
        switch (codec) {
            case UNCOMPRESSED -> copy(in, offset, length, out, outOffset, outLength);
            case SNAPPY -> Snappy.decompress(in, offset, length, out, outOffset, outLength);
            case LZ4_RAW -> Lz4.decompress(in, offset, length, out, outOffset, outLength);
            case LZ4 -> Lz4.decompressHadoop(in, offset, length, out, outOffset, outLength);
            case GZIP -> gzip().decompress(in, offset, length, out, outOffset, outLength);
            case ZSTD -> zstandard().decompress(in, offset, length, out, outOffset, outLength);
            case LZO, BROTLI -> throw new CorruptDataException("compression codec " + codec + " is not supported");
        }
    }

    private static void copy(byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        if (length != outLength) {
            throw new CorruptDataException(length + " uncompressed bytes where " + outLength + " were announced");
        }
        System.arraycopy(in, offset, out, outOffset, length);
    }

    private Gzip gzip() {
        Gzip current = gzip;
        if (current == null) {
            current = new Gzip();
            gzip = current;
        }
        return current;
    }

    private Zstandard zstandard() {
        Zstandard current = zstandard;
        if (current == null) {
            current = new Zstandard();
            zstandard = current;
        }
        return current;
    }

    @Override
    public void close() {
        if (zstandard != null) {
            zstandard.close();
            zstandard = null;
        }
        if (gzip != null) {
            gzip.close();
            gzip = null;
        }
    }
}
