package dev.millrace.files.parquet.codec;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.millrace.files.parquet.bytes.CorruptDataException;

/** The only class that touches zstd-jni, so that its native library is loaded by the first ZSTD page and never without one. */
final class Zstandard implements AutoCloseable {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    /** @throws CorruptDataException when the frame is not valid or does not give exactly {@code outLength} bytes */
    void decompress(byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        int produced;
        try {
            produced = context.decompressByteArray(out, outOffset, outLength, in, offset, length);
        } catch (ZstdException e) {
            throw new CorruptDataException("ZSTD: " + e.getMessage(), e);
        }
        if (produced != outLength) {
            throw new CorruptDataException("ZSTD: " + produced + " bytes where " + outLength + " were announced");
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
