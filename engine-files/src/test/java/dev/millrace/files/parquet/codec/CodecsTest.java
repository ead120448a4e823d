package dev.millrace.files.parquet.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import dev.millrace.files.parquet.Seeds;
import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.bytes.LittleEndian;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodecsTest {
    private static final byte GUARD = 0x5a;

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "LZ4", "LZ4_RAW", "ZSTD"})
    void whatWasCompressedComesBack(CompressionCodec codec) {
        Seeds.each(300, random -> {
            byte[] plain = Seeds.compressible(random, random.nextInt(10) == 0 ? 200_000 : 2_000);
            byte[] stored = compressed(codec, plain);
            assertArrayEquals(plain, decompressed(codec, stored, stored.length, plain.length));
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "LZ4", "LZ4_RAW", "ZSTD"})
    void damagedBytesGiveAResultOrTheTypedError(CompressionCodec codec) {
        Seeds.each(2_000, random -> {
            byte[] plain = Seeds.compressible(random, 600);
            byte[] stored = compressed(codec, plain);
            for (int flips = 1 + random.nextInt(4); flips > 0 && stored.length > 0; flips--) {
                stored[random.nextInt(stored.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(3) == 0 ? random.nextInt(stored.length + 1) : stored.length;
            int wanted = random.nextInt(3) == 0 ? random.nextInt(700) : plain.length;
            try {
                assertEquals(wanted, decompressed(codec, stored, length, wanted).length);
            } catch (CorruptDataException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        });
    }

    @Test
    void randomBytesAreNoSnappyAndNoLz4ButNeverMoreThanAnError() {
        Seeds.each(20_000, random -> {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            for (CompressionCodec codec : new CompressionCodec[] {CompressionCodec.SNAPPY, CompressionCodec.LZ4_RAW,
                    CompressionCodec.LZ4}) {
                try {
                    int wanted = codec == CompressionCodec.SNAPPY ? Snappy.uncompressedLength(noise, 0, noise.length) : random.nextInt(200);
                    decompressed(codec, noise, noise.length, Math.min(wanted, 100_000));
                } catch (CorruptDataException e) {
                    assertFalse(e.getMessage().isEmpty());
                }
            }
        });
    }

    @Test
    void hadoopFramesMayHaveSeveralBlocks() {
        byte[] first = Seeds.compressible(new Random(1), 5_000);
        byte[] second = Seeds.compressible(new Random(2), 5_000);
        byte[] framed = concatenated(compressed(CompressionCodec.LZ4, first), compressed(CompressionCodec.LZ4, second));
        assertArrayEquals(concatenated(first, second),
                decompressed(CompressionCodec.LZ4, framed, framed.length, first.length + second.length));
    }

    @Test
    void aHadoopBlockMayHaveSeveralChunks() {
        byte[] first = Seeds.compressible(new Random(1), 5_000);
        byte[] second = Seeds.compressible(new Random(2), 5_000);
        byte[] firstRaw = compressed(CompressionCodec.LZ4_RAW, first);
        byte[] secondRaw = compressed(CompressionCodec.LZ4_RAW, second);
        byte[] framed =
                ByteBuffer.allocate(12 + firstRaw.length + secondRaw.length).putInt(first.length + second.length).putInt(firstRaw.length)
                        .put(firstRaw).putInt(secondRaw.length).put(secondRaw).array();
        assertArrayEquals(concatenated(first, second),
                decompressed(CompressionCodec.LZ4, framed, framed.length, first.length + second.length));
    }

    @Test
    void lz4WithoutItsFrameIsReadToo() {
        byte[] plain = Seeds.compressible(new Random(3), 5_000);
        byte[] raw = compressed(CompressionCodec.LZ4_RAW, plain);
        assertArrayEquals(plain, decompressed(CompressionCodec.LZ4, raw, raw.length, plain.length));
    }

    @Test
    void severalGzipMembersAreOnePage() {
        byte[] first = Seeds.compressible(new Random(4), 5_000);
        byte[] members = concatenated(compressed(CompressionCodec.GZIP, first), compressed(CompressionCodec.GZIP, first));
        assertArrayEquals(concatenated(first, first), decompressed(CompressionCodec.GZIP, members, members.length, 2 * first.length));
    }

    @Test
    void aSizeThatTheBytesCannotHoldIsRefusedBeforeItIsAllocated() {
        byte[] stored = new byte[100];
        for (CompressionCodec codec : CompressionCodec.values()) {
            if (codec != CompressionCodec.ZSTD) {
                assertTrue(PageDecompressor.maxUncompressedLength(codec, stored.length) < 1 << 20, codec.toString());
            }
        }
        try (PageDecompressor decompressor = new PageDecompressor()) {
            assertThrows(CorruptDataException.class,
                    () -> decompressor.decompress(CompressionCodec.SNAPPY, new byte[1000], 0, 100, new byte[0], 0, Integer.MAX_VALUE));
        }
    }

    @Test
    void codecsThatAreNotKnownSaySo() {
        assertFalse(PageDecompressor.supports(CompressionCodec.BROTLI));
        assertFalse(PageDecompressor.supports(CompressionCodec.LZO));
    }

    private static byte[] decompressed(CompressionCodec codec, byte[] stored, int length, int wanted) {
        int inOffset = 3;
        int outOffset = 5;
        byte[] in = new byte[inOffset + length + LittleEndian.SLACK];
        System.arraycopy(stored, 0, in, inOffset, length);
        byte[] out = new byte[outOffset + wanted + LittleEndian.SLACK];
        Arrays.fill(out, GUARD);
        try (PageDecompressor decompressor = new PageDecompressor()) {
            decompressor.decompress(codec, in, inOffset, length, out, outOffset, wanted);
        } finally {
            for (int i = 0; i < outOffset; i++) {
                assertEquals(GUARD, out[i], "wrote before the range");
            }
        }
        return Arrays.copyOfRange(out, outOffset, outOffset + wanted);
    }

    private static byte[] compressed(CompressionCodec codec, byte[] plain) {
        return switch (codec) {
            case UNCOMPRESSED -> plain.clone();
            case SNAPPY -> {
                byte[] out = new byte[Snappy.maxCompressedLength(plain.length)];
                yield Arrays.copyOf(out, Snappy.compress(plain, 0, plain.length, out, 0));
            }
            case LZ4_RAW -> {
                byte[] out = new byte[Lz4.maxCompressedLength(plain.length)];
                yield Arrays.copyOf(out, Lz4.compress(plain, 0, plain.length, out, 0));
            }
            case LZ4 -> {
                byte[] raw = compressed(CompressionCodec.LZ4_RAW, plain);
                yield ByteBuffer.allocate(8 + raw.length).putInt(plain.length).putInt(raw.length).put(raw).array();
            }
            case GZIP -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                    gzip.write(plain);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield out.toByteArray();
            }
            case ZSTD -> Zstd.compress(plain);
            case LZO, BROTLI -> throw new IllegalArgumentException(codec.toString());
        };
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
