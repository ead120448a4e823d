package dev.millrace.files.parquet.write;

import com.github.luben.zstd.Zstd;
import dev.millrace.files.parquet.codec.Lz4;
import dev.millrace.files.parquet.codec.Snappy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses pages with our own codecs. ZSTD needs {@code --enable-native-access=ALL-UNNAMED} to be silent. */
final class PageCompressor implements BytesInputCompressor {

    private static final int ZSTD_LEVEL = 3;

    private final CompressionCodecName codec;
    private final PageBytes plain = new PageBytes();
    private byte[] compressed = {};

    PageCompressor(CompressionCodecName codec) {
        this.codec = codec;
    }

    /** Gathers the parts of a page in one array. */
    private static final class PageBytes extends OutputStream {
        private byte[] array = {};
        private int count;

        void take(BytesInput bytes) throws IOException {
            int size = Math.toIntExact(bytes.size());
            array = array.length < size ? new byte[size] : array;
            count = 0;
            bytes.writeAllTo(this);
        }

        @Override
        public void write(int value) {
            array[count++] = (byte) value;
        }

        @Override
        public void write(byte[] source, int from, int length) {
            System.arraycopy(source, from, array, count, length);
            count += length;
        }
    }

    /** The result is valid until the next call: the page store copies it at once. */
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> bytes;
            case SNAPPY -> {
                plain.take(bytes);
                byte[] out = room(Snappy.maxCompressedLength(plain.count));
                yield BytesInput.from(out, 0, Snappy.compress(plain.array, 0, plain.count, out, 0));
            }
            case LZ4_RAW -> {
                plain.take(bytes);
                byte[] out = room(Lz4.maxCompressedLength(plain.count));
                yield BytesInput.from(out, 0, Lz4.compress(plain.array, 0, plain.count, out, 0));
            }
            case GZIP -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(bytes.size() + 64, 1 << 20));
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    bytes.writeAllTo(gzip);
                }
                yield BytesInput.from(out);
            }
            case ZSTD -> {
                plain.take(bytes);
                yield BytesInput.from(ZstdLibrary.compress(plain.array, plain.count));
            }
            case LZO, BROTLI, LZ4 -> throw new IOException("compression codec " + codec + " is not supported");
        };
    }

    private byte[] room(int bytes) {
        compressed = compressed.length < bytes ? new byte[bytes] : compressed;
        return compressed;
    }

    /** The only class here that touches zstd-jni, so that its native library is loaded by the first ZSTD page and never without one. */
    private static final class ZstdLibrary {
        static byte[] compress(byte[] bytes, int length) {
            byte[] out = new byte[Math.toIntExact(Zstd.compressBound(length))];
            long size = Zstd.compressByteArray(out, 0, out.length, bytes, 0, length, ZSTD_LEVEL);
            return Arrays.copyOf(out, Math.toIntExact(size));
        }
    }

    @Override
    public CompressionCodecName getCodecName() {
        return codec;
    }

    @Override
    public void release() {}
}
