package dev.millrace.files.parquet;

import com.github.luben.zstd.Zstd;
import dev.millrace.files.parquet.codec.Lz4;
import dev.millrace.files.parquet.codec.Snappy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compressors for parquet-java's writer that need no Hadoop. */
final class TestCodecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                ByteArrayOutputStream plain = new ByteArrayOutputStream();
                bytes.writeAllTo(plain);
                return BytesInput.from(compressed(codec, plain.toByteArray()));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return codec;
            }

            @Override
            public void release() {}
        };
    }

    private static byte[] compressed(CompressionCodecName codec, byte[] plain) throws IOException {
        return switch (codec) {
            case UNCOMPRESSED -> plain;
            case SNAPPY -> {
                byte[] out = new byte[Snappy.maxCompressedLength(plain.length)];
                yield java.util.Arrays.copyOf(out, Snappy.compress(plain, 0, plain.length, out, 0));
            }
            case LZ4_RAW -> {
                byte[] out = new byte[Lz4.maxCompressedLength(plain.length)];
                yield java.util.Arrays.copyOf(out, Lz4.compress(plain, 0, plain.length, out, 0));
            }
            case GZIP -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(plain);
                }
                yield out.toByteArray();
            }
            case ZSTD -> Zstd.compress(plain);
            case LZO, BROTLI, LZ4 -> throw new IOException(codec.toString());
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("only for writing");
    }

    @Override
    public void release() {}
}
