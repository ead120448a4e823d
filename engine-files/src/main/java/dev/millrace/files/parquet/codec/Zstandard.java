package dev.millrace.files.parquet.codec;

import com.github.luben.zstd.Zstd;
import dev.millrace.files.parquet.bytes.CorruptDataException;

/** The only class that touches zstd-jni, so that its native library is loaded by the first ZSTD page and never without one. */
final class Zstandard {
    private Zstandard() {}

    static void decompress(byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        long produced = Zstd.decompressByteArray(out, outOffset, outLength, in, offset, length);
        if (Zstd.isError(produced)) {
            throw new CorruptDataException("ZSTD: " + Zstd.getErrorName(produced));
        }
        if (produced != outLength) {
            throw new CorruptDataException("ZSTD: " + produced + " bytes where " + outLength + " were announced");
        }
    }
}
