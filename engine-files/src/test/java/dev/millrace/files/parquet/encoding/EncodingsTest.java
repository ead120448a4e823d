package dev.millrace.files.parquet.encoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.files.parquet.Seeds;
import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.bytes.LittleEndian;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.bitpacking.ByteBitPackingValuesWriter;
import org.apache.parquet.column.values.bitpacking.Packer;
import org.apache.parquet.column.values.bytestreamsplit.ByteStreamSplitValuesWriter;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForInteger;
import org.apache.parquet.column.values.delta.DeltaBinaryPackingValuesWriterForLong;
import org.apache.parquet.column.values.deltalengthbytearray.DeltaLengthByteArrayValuesWriter;
import org.apache.parquet.column.values.deltastrings.DeltaByteArrayWriter;
import org.apache.parquet.column.values.plain.BooleanPlainValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;

/** Every encoding against the writers of parquet-java, read in random steps, some of them skipped; then with damaged bytes. */
class EncodingsTest {
    private static final HeapByteBufferAllocator HEAP = HeapByteBufferAllocator.getInstance();
    private static final int FROM = 7;

    /** Reads or skips values of a source, and says whether those it read are right. */
    private interface Steps {
        void read(int from, int count);

        void skip(int count);
    }

    @Test
    void ints() {
        Seeds.each(200, random -> {
            int[] values = ints(random, random.nextInt(3_000));
            ValuesWriter plain = new PlainValuesWriter(64, 1 << 20, HEAP);
            ValuesWriter delta = new DeltaBinaryPackingValuesWriterForInteger(64, 1 << 20, HEAP);
            ValuesWriter split = new ByteStreamSplitValuesWriter.IntegerByteStreamSplitValuesWriter(64, 1 << 20, HEAP);
            for (int value : values) {
                plain.writeInteger(value);
                delta.writeInteger(value);
                split.writeInteger(value);
            }
            for (IntSource source : new IntSource[] {new PlainInts(page(plain), FROM, end(plain)),
                    new DeltaInts(page(delta), FROM, end(delta)),
                    new SplitInts(page(split), FROM, end(split))}) {
                walk(random, values.length, new Steps() {
                    @Override
                    public void read(int from, int count) {
                        int[] out = new int[count + 2];
                        source.read(out, 1, count);
                        assertArrayEquals(Arrays.copyOfRange(values, from, from + count), Arrays.copyOfRange(out, 1, count + 1));
                    }

                    @Override
                    public void skip(int count) {
                        source.skip(count);
                    }
                });
                assertThrows(CorruptDataException.class, () -> source.read(new int[1], 0, 1), source.toString());
            }
        });
    }

    @Test
    void longs() {
        Seeds.each(200, random -> {
            long[] values = new long[random.nextInt(3_000)];
            long step = 1L << random.nextInt(63);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(50) == 0 ? random.nextLong() : (i == 0 ? 0 : values[i - 1]) + random.nextLong(step);
            }
            ValuesWriter plain = new PlainValuesWriter(64, 1 << 20, HEAP);
            ValuesWriter delta = new DeltaBinaryPackingValuesWriterForLong(64, 1 << 20, HEAP);
            ValuesWriter split = new ByteStreamSplitValuesWriter.LongByteStreamSplitValuesWriter(64, 1 << 20, HEAP);
            for (long value : values) {
                plain.writeLong(value);
                delta.writeLong(value);
                split.writeLong(value);
            }
            for (LongSource source : new LongSource[] {new PlainLongs(page(plain), FROM, end(plain)),
                    new DeltaLongs(page(delta), FROM, end(delta)),
                    new SplitLongs(page(split), FROM, end(split))}) {
                walk(random, values.length, new Steps() {
                    @Override
                    public void read(int from, int count) {
                        long[] out = new long[count + 2];
                        source.read(out, 1, count);
                        assertArrayEquals(Arrays.copyOfRange(values, from, from + count), Arrays.copyOfRange(out, 1, count + 1));
                    }

                    @Override
                    public void skip(int count) {
                        source.skip(count);
                    }
                });
            }
        });
    }

    @Test
    void floatsAndDoubles() {
        Seeds.each(100, random -> {
            double[] values = random.doubles(random.nextInt(3_000)).map(value -> (float) value).toArray();
            ValuesWriter plainFloats = new PlainValuesWriter(64, 1 << 20, HEAP);
            ValuesWriter plainDoubles = new PlainValuesWriter(64, 1 << 20, HEAP);
            ValuesWriter splitFloats = new ByteStreamSplitValuesWriter.FloatByteStreamSplitValuesWriter(64, 1 << 20, HEAP);
            ValuesWriter splitDoubles = new ByteStreamSplitValuesWriter.DoubleByteStreamSplitValuesWriter(64, 1 << 20, HEAP);
            for (double value : values) {
                plainFloats.writeFloat((float) value);
                splitFloats.writeFloat((float) value);
                plainDoubles.writeDouble(value);
                splitDoubles.writeDouble(value);
            }
            for (DoubleSource source : new DoubleSource[] {new PlainFloats(page(plainFloats), FROM, end(plainFloats)),
                    new PlainDoubles(page(plainDoubles), FROM, end(plainDoubles)),
                    new SplitFloats(page(splitFloats), FROM, end(splitFloats)),
                    new SplitDoubles(page(splitDoubles), FROM, end(splitDoubles))}) {
                walk(random, values.length, new Steps() {
                    @Override
                    public void read(int from, int count) {
                        double[] out = new double[count + 2];
                        source.read(out, 1, count);
                        assertArrayEquals(Arrays.copyOfRange(values, from, from + count), Arrays.copyOfRange(out, 1, count + 1));
                    }

                    @Override
                    public void skip(int count) {
                        source.skip(count);
                    }
                });
            }
        });
    }

    @Test
    void booleans() {
        Seeds.each(100, random -> {
            byte[] values = new byte[random.nextInt(3_000)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) (random.nextInt(20) == 0 || i == 0 ? random.nextInt(2) : values[i - 1]);
            }
            ValuesWriter plain = new BooleanPlainValuesWriter();
            ValuesWriter runs = new RunLengthBitPackingHybridValuesWriter(1, 64, 1 << 20, HEAP);
            for (byte value : values) {
                plain.writeBoolean(value != 0);
                runs.writeBoolean(value != 0);
            }
            byte[] runsPage = page(runs);
            for (BooleanSource source : new BooleanSource[] {new PlainBooleans(page(plain), FROM, end(plain)),
                    new RunLengthBooleans(runsPage, FROM, runsPage.length - LittleEndian.SLACK)}) {
                walk(random, values.length, new Steps() {
                    @Override
                    public void read(int from, int count) {
                        byte[] out = new byte[count + 2];
                        source.read(out, 1, count);
                        assertArrayEquals(Arrays.copyOfRange(values, from, from + count), Arrays.copyOfRange(out, 1, count + 1));
                    }

                    @Override
                    public void skip(int count) {
                        source.skip(count);
                    }
                });
            }
        });
    }

    @Test
    void byteArrays() {
        Seeds.each(200, random -> {
            byte[][] values = texts(random, random.nextInt(1_500), false);
            ValuesWriter plain = new PlainValuesWriter(64, 1 << 20, HEAP);
            ValuesWriter lengths = new DeltaLengthByteArrayValuesWriter(64, 1 << 20, HEAP);
            ValuesWriter prefixes = new DeltaByteArrayWriter(64, 1 << 20, HEAP);
            for (byte[] value : values) {
                plain.writeBytes(Binary.fromConstantByteArray(value));
                lengths.writeBytes(Binary.fromConstantByteArray(value));
                prefixes.writeBytes(Binary.fromConstantByteArray(value));
            }
            for (BytesSource source : new BytesSource[] {new PlainBytes(page(plain), FROM, end(plain)),
                    new DeltaLengthBytes(page(lengths), FROM, end(lengths)),
                    new DeltaBytes(page(prefixes), FROM, end(prefixes), 1 << 20)}) {
                walk(random, values.length, bytesSteps(source, values));
            }
        });
    }

    @Test
    void fixedByteArrays() {
        Seeds.each(100, random -> {
            byte[][] values = texts(random, random.nextInt(1_500), true);
            int width = values.length == 0 ? 5 : values[0].length;
            ValuesWriter split = new ByteStreamSplitValuesWriter.FixedLenByteArrayByteStreamSplitValuesWriter(width, 64, 1 << 20, HEAP);
            byte[] plain = new byte[FROM + values.length * width + LittleEndian.SLACK];
            for (int i = 0; i < values.length; i++) {
                split.writeBytes(Binary.fromConstantByteArray(values[i]));
                System.arraycopy(values[i], 0, plain, FROM + i * width, width);
            }
            walk(random, values.length, bytesSteps(new FixedBytes(plain, FROM, plain.length - LittleEndian.SLACK, width), values));
            walk(random, values.length, bytesSteps(new SplitFixedBytes(page(split), FROM, end(split), width), values));
        });
    }

    @Test
    void runsOfEveryWidth() {
        Seeds.each(20, random -> {
            for (int width = 0; width <= 32; width++) {
                int[] values = runs(random, width, random.nextInt(2_000));
                byte[] encoded = hybrid(values, width);
                RunLengthSource source = new RunLengthSource();
                source.reset(padded(encoded), FROM, FROM + encoded.length, width);
                walk(random, values.length, new Steps() {
                    @Override
                    public void read(int from, int count) {
                        int[] out = new int[count + 2];
                        int taken = count == 0 ? 0 : source.takeRun(values[from], count);
                        Arrays.fill(out, 1, 1 + taken, count == 0 ? 0 : values[from]);
                        source.read(out, 1 + taken, count - taken);
                        assertArrayEquals(Arrays.copyOfRange(values, from, from + count), Arrays.copyOfRange(out, 1, count + 1));
                    }

                    @Override
                    public void skip(int count) {
                        source.skip(count);
                    }
                });
            }
        });
    }

    @Test
    void aWholeRunIsTakenWithoutUnpacking() {
        byte[] encoded = hybrid(new int[10_000], 1);
        RunLengthSource source = new RunLengthSource();
        source.reset(padded(encoded), FROM, FROM + encoded.length, 1);
        assertEquals(0, source.takeRun(1, 100));
        assertEquals(4_000, source.takeRun(0, 4_000));
        assertEquals(6_000, source.takeRun(0, 20_000));
    }

    @Test
    void levelsOfOneBitBecomeABitmap() {
        Seeds.each(100, random -> {
            int[] values = runs(random, 1, random.nextInt(5_000));
            byte[] encoded = hybrid(values, 1);
            RunLengthSource source = new RunLengthSource();
            source.reset(padded(encoded), FROM, FROM + encoded.length, 1);
            walk(random, values.length, new Steps() {
                @Override
                public void read(int from, int count) {
                    int at = random.nextInt(200);
                    long[] words = random.longs((at + count) / 64 + 2).toArray();
                    long[] before = words.clone();
                    assertEquals(Arrays.stream(values, from, from + count).sum(), source.readBits(words, at, count));
                    for (int bit = 0; bit < words.length * 64; bit++) {
                        long expected = bit < at || bit >= at + count ? before[bit >> 6] >>> bit & 1 : values[from + bit - at];
                        assertEquals(expected, words[bit >> 6] >>> bit & 1);
                    }
                }

                @Override
                public void skip(int count) {
                    source.skip(count);
                }
            });
        });
    }

    @Test
    void legacyBitPackedLevels() {
        Seeds.each(100, random -> {
            int max = 1 + random.nextInt(7);
            int[] values = random.ints(random.nextInt(500), 0, max + 1).toArray();
            ByteBitPackingValuesWriter writer = new ByteBitPackingValuesWriter(max, Packer.BIG_ENDIAN);
            for (int value : values) {
                writer.writeInteger(value);
            }
            int width = 32 - Integer.numberOfLeadingZeros(max);
            byte[] run = LegacyBitPacked.toRun(page(writer), FROM, end(writer), values.length, width);
            RunLengthSource source = new RunLengthSource();
            source.reset(run, 0, run.length - LittleEndian.SLACK, width);
            int[] out = new int[values.length];
            source.read(out, 0, values.length);
            assertArrayEquals(values, out);
        });
    }

    @Test
    void julianDaysAreMicroseconds() {
        byte[] page = new byte[24 + LittleEndian.SLACK];
        LittleEndian.putLong(page, 0, 1_999L);
        LittleEndian.putInt(page, 8, 2_440_588);
        LittleEndian.putLong(page, 12, 0L);
        LittleEndian.putInt(page, 20, 2_440_587);
        long[] out = new long[2];
        new PlainInt96(page, 0, 24).read(out, 0, 2);
        assertArrayEquals(new long[] {1, -86_400_000_000L}, out);
    }

    @Test
    void prefixesThatBlowUpAreStopped() {
        ValuesWriter writer = new DeltaByteArrayWriter(64, 1 << 20, HEAP);
        Binary large = Binary.fromConstantByteArray(new byte[10_000]);
        for (int i = 0; i < 1_000; i++) {
            writer.writeBytes(large);
        }
        assertTrue(end(writer) < 20_000);
        DeltaBytes source = new DeltaBytes(page(writer), FROM, end(writer), 1 << 20);
        assertThrows(CorruptDataException.class, () -> source.read(new int[1_000], new int[1_000], 0, 1_000));
    }

    @Test
    void damagedBytesGiveValuesOrTheTypedError() {
        Seeds.each(3_000, random -> {
            int count = random.nextInt(400);
            int kind = random.nextInt(6);
            byte[] encoded = switch (kind) {
                case 0 -> encoded(delta(ints(random, count)));
                case 1 -> encoded(bytesWriter(new PlainValuesWriter(64, 1 << 20, HEAP), texts(random, count, false)));
                case 2 -> encoded(bytesWriter(new DeltaLengthByteArrayValuesWriter(64, 1 << 20, HEAP), texts(random, count, false)));
                case 3 -> encoded(bytesWriter(new DeltaByteArrayWriter(64, 1 << 20, HEAP), texts(random, count, false)));
                case 4 -> hybrid(runs(random, 13, count), 13);
                default -> encoded(split(ints(random, count)));
            };
            for (int flips = random.nextInt(4); flips > 0 && encoded.length > 0; flips--) {
                encoded[random.nextInt(encoded.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(3) == 0 ? random.nextInt(encoded.length + 1) : encoded.length;
            byte[] page = padded(Arrays.copyOf(encoded, length));
            int end = FROM + length;
            try {
                switch (kind) {
                    case 0 -> new DeltaInts(page, FROM, end).read(new int[count], 0, count);
                    case 1 -> use(new PlainBytes(page, FROM, end), count, random);
                    case 2 -> use(new DeltaLengthBytes(page, FROM, end), count, random);
                    case 3 -> use(new DeltaBytes(page, FROM, end, 1 << 16), count, random);
                    case 4 -> {
                        RunLengthSource source = new RunLengthSource();
                        source.reset(page, FROM, end, random.nextInt(40));
                        source.read(new int[count], 0, count);
                    }
                    default -> new SplitInts(page, FROM, end).read(new int[count], 0, count);
                }
            } catch (CorruptDataException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        });
    }

    private static void use(BytesSource source, int count, Random random) {
        int skipped = random.nextInt(count + 1);
        source.skip(skipped);
        int[] starts = new int[count];
        int[] lengths = new int[count];
        source.read(starts, lengths, 0, count - skipped);
        for (int i = 0; i < count - skipped; i++) {
            assertTrue(starts[i] >= 0 && lengths[i] >= 0 && starts[i] + lengths[i] <= source.data().length);
        }
    }

    private static Steps bytesSteps(BytesSource source, byte[][] values) {
        return new Steps() {
            @Override
            public void read(int from, int count) {
                int[] starts = new int[count + 2];
                int[] lengths = new int[count + 2];
                source.read(starts, lengths, 1, count);
                for (int i = 0; i < count; i++) {
                    assertArrayEquals(values[from + i], Arrays.copyOfRange(source.data(), starts[i + 1], starts[i + 1] + lengths[i + 1]));
                }
            }

            @Override
            public void skip(int count) {
                source.skip(count);
            }
        };
    }

    private static void walk(Random random, int count, Steps steps) {
        int done = 0;
        while (done < count) {
            int part = 1 + random.nextInt(Math.min(count - done, random.nextBoolean() ? 10 : 1_000));
            if (random.nextInt(3) == 0) {
                steps.skip(part);
            } else {
                steps.read(done, part);
            }
            done += part;
        }
    }

    private static int[] ints(Random random, int count) {
        int bound = 1 << random.nextInt(31);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(40) == 0 ? random.nextInt() : random.nextInt(bound);
        }
        return values;
    }

    private static int[] runs(Random random, int width, int count) {
        int mask = width == 32 ? -1 : (1 << width) - 1;
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = i > 0 && random.nextInt(10) > 0 && i % 500 < 300 ? values[i - 1] : random.nextInt() & mask;
        }
        return values;
    }

    private static byte[][] texts(Random random, int count, boolean fixed) {
        byte[][] values = new byte[count][];
        int width = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[fixed ? width : random.nextInt(30)];
            random.nextBytes(value);
            if (i > 0) {
                System.arraycopy(values[i - 1], 0, value, 0, random.nextInt(Math.min(values[i - 1].length, value.length) + 1));
            }
            values[i] = value;
        }
        return values;
    }

    private static ValuesWriter delta(int[] values) {
        ValuesWriter writer = new DeltaBinaryPackingValuesWriterForInteger(64, 1 << 20, HEAP);
        for (int value : values) {
            writer.writeInteger(value);
        }
        return writer;
    }

    private static ValuesWriter split(int[] values) {
        ValuesWriter writer = new ByteStreamSplitValuesWriter.IntegerByteStreamSplitValuesWriter(64, 1 << 20, HEAP);
        for (int value : values) {
            writer.writeInteger(value);
        }
        return writer;
    }

    private static ValuesWriter bytesWriter(ValuesWriter writer, byte[][] values) {
        for (byte[] value : values) {
            writer.writeBytes(Binary.fromConstantByteArray(value));
        }
        return writer;
    }

    private static byte[] hybrid(int[] values, int width) {
        try (RunLengthBitPackingHybridEncoder encoder = new RunLengthBitPackingHybridEncoder(width, 64, 1 << 20, HEAP)) {
            for (int value : values) {
                encoder.writeInt(value);
            }
            return bytes(encoder.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encoded(ValuesWriter writer) {
        return bytes(writer.getBytes());
    }

    private static byte[] page(ValuesWriter writer) {
        return padded(encoded(writer));
    }

    private static int end(ValuesWriter writer) {
        return FROM + encoded(writer).length;
    }

    private static byte[] padded(byte[] bytes) {
        byte[] page = new byte[FROM + bytes.length + LittleEndian.SLACK];
        System.arraycopy(bytes, 0, page, FROM, bytes.length);
        // what lies behind the page is not zero in a buffer that is reused
        Arrays.fill(page, FROM + bytes.length, page.length, (byte) 0xa7);
        return page;
    }

    private static byte[] bytes(BytesInput input) {
        try {
            java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
            input.writeAllTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
