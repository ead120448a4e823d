package dev.millrace.columnar;

import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import dev.millrace.memory.NativeBuffer;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch's rows as the body of an Arrow record batch. Selection, dictionaries and constants are written out, and only the bytes and
 * elements that a row refers to are kept. Sizes are computed first, so there is one allocation.
 *
 * <p>{@code Block block = BlockEncoder.encode(schema, batch, pool);}
 *
 * <table>
 * <caption>Arrow types (Arrow columnar format 1.5)</caption>
 * <tr><th>type</th><th>Arrow type</th></tr>
 * <tr><td>BOOLEAN</td><td>Bool</td></tr>
 * <tr><td>TINYINT, SMALLINT, INT, BIGINT</td><td>Int of 8, 16, 32, 64 bits</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>FloatingPoint SINGLE, DOUBLE</td></tr>
 * <tr><td>DECIMAL</td><td>Decimal of 128 bits, whatever the precision</td></tr>
 * <tr><td>STRING, BINARY</td><td>Utf8, Binary</td></tr>
 * <tr><td>DATE</td><td>Date in days</td></tr>
 * <tr><td>TIMESTAMP, TIMESTAMP_NTZ</td><td>Timestamp in microseconds with zone UTC, without zone</td></tr>
 * <tr><td>INTERVAL YEAR TO MONTH</td><td>Interval YEAR_MONTH</td></tr>
 * <tr><td>INTERVAL DAY TO SECOND</td><td>Duration in microseconds</td></tr>
 * <tr><td>ARRAY, MAP, STRUCT, NULL</td><td>List, Map, Struct, Null</td></tr>
 * </table>
 *
 * Every buffer begins at a multiple of 64 bytes and is padded with zeros; a column without nulls has an empty validity buffer.
 */
public final class BlockEncoder {

    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static final long ALIGNMENT = 64;
    private static final int STAGING = 1 << 16;

    private final List<Block.ArrowNode> nodes = new ArrayList<>();
    private final List<Block.ArrowBuffer> buffers = new ArrayList<>();
    private long size;

    private BlockEncoder() {}

    /**
     * The rows that count, as a block with one holder: the caller.
     *
     * @throws dev.millrace.error.EngineException MEMORY_LIMIT_EXCEEDED when the pool refuses, or when one column has more than 2 GiB of
     *                text
     */
    public static Block encode(Schema schema, Batch batch, MemoryPool pool) {
        if (schema.size() != batch.columns().size()) {
            throw new IllegalArgumentException(schema.size() + " fields for " + batch.columns().size() + " columns");
        }
        BlockEncoder encoder = new BlockEncoder();
        int[] at = batch.selection() == null || batch.rows() == batch.length() ? null : batch.selection().rows();
        List<Column> columns = new ArrayList<>(schema.size());
        for (int i = 0; i < schema.size(); i++) {
            columns.add(encoder.measure(schema.type(i), batch.column(i), at, batch.rows()));
        }
        NativeBuffer body = pool.allocate(encoder.size);
        try {
            MemorySegment segment = body.segment();
            for (Column column : columns) {
                encoder.write(column, segment);
            }
            encoder.clearPadding(segment);
        } catch (RuntimeException | Error e) {
            body.close();
            throw e;
        }
        return new Block(schema, batch.rows(), encoder.nodes, encoder.buffers, body);
    }

    /**
     * What is to be written for one field: {@code count} rows of a flat vector.
     *
     * @param at       rows of {@code vector}, or null for the first {@code count}
     * @param validity by position, or null when no row is null
     * @param buffer   number of the first of its buffers
     */
    private record Column(DataType type, Vector vector, int @Nullable [] at, int count, long @Nullable [] validity, int buffer,
            List<Column> children) {}

    private Column measure(DataType type, Vector vector, int @Nullable [] at, int count) {
        long[] validity = validity(vector, at, count);
        nodes.add(new Block.ArrowNode(count, validity == null ? 0 : count - Validity.countValid(validity, count)));
        return switch (vector) {
            case DictionaryVector(var codes, var dictionary, var _, var _) -> {
                int[] codesAt = codesAt(codes, at, count);
                yield validity == null
                        ? body(type, dictionary, codesAt, count, null)
                        : body(type, Flatten.withValidity(Gather.rows(dictionary, codesAt, count), validity), null, count, validity);
            }
            case ConstantVector(var value, var _) -> body(type, value, new int[count], count, validity);
            case NullVector _ when !(type instanceof DataType.NullType) ->
                    body(type, VectorBuilder.allNull(type, count), null, count, validity);
            case NullVector _ -> body(type, vector, null, count, null);
            case BooleanVector _, IntVector _, LongVector _, DoubleVector _, Decimal128Vector _, BytesVector _,
                    ListVector _, MapVector _, StructVector _ ->
                    body(type, vector, at, count, validity);
        };
    }

    private Column body(DataType type, Vector vector, int @Nullable [] at, int count, long @Nullable [] validity) {
        int buffer = buffers.size();
        List<Column> children = new ArrayList<>();
        if (!(type instanceof DataType.NullType)) {
            add(validity == null ? 0 : (count + 7L) >> 3);
        }
        switch (type) {
            case DataType.BooleanType _ -> add((count + 7L) >> 3);
            case DataType.ByteType _ -> add(count);
            case DataType.ShortType _ -> add(2L * count);
            case DataType.IntType _, DataType.DateType _, DataType.YearMonthIntervalType _, DataType.FloatType _ -> add(4L * count);
            case DataType.LongType _, DataType.DoubleType _, DataType.TimestampType _, DataType.TimestampNtzType _,
                    DataType.DayTimeIntervalType _ ->
                    add(8L * count);
            case DataType.DecimalType _ -> add(16L * count);
            case DataType.StringType _, DataType.BinaryType _ -> {
                add(4L * (count + 1));
                add(total(((BytesVector) vector).lengths(), at, count));
            }
            case DataType.ArrayType(var element, var _) -> {
                ListVector list = (ListVector) vector;
                add(4L * (count + 1));
                int total = (int) total(list.lengths(), at, count);
                children.add(measure(element, list.elements(), elements(list.starts(), list.lengths(), at, count), total));
            }
            case DataType.MapType(var key, var value, var _) -> {
                MapVector map = (MapVector) vector;
                add(4L * (count + 1));
                int total = (int) total(map.lengths(), at, count);
                int[] entries = elements(map.starts(), map.lengths(), at, count);
                nodes.add(new Block.ArrowNode(total, 0));
                add(0);
                children.add(measure(key, map.keys(), entries, total));
                children.add(measure(value, map.values(), entries, total));
            }
            case DataType.StructType(var fields) -> {
                StructVector struct = (StructVector) vector;
                for (int i = 0; i < fields.size(); i++) {
                    Field field = fields.get(i);
                    children.add(measure(field.type(), struct.fields().get(i), at, count));
                }
            }
            case DataType.NullType _ -> {
            }
        }
        return new Column(type, vector, at, count, validity, buffer, children);
    }

    private void add(long length) {
        buffers.add(new Block.ArrowBuffer(size, length));
        size = padded(size + length);
    }

    static long padded(long length) {
        return length + ALIGNMENT - 1 & -ALIGNMENT;
    }

    private void write(Column column, MemorySegment body) {
        if (column.validity() != null) {
            MemorySegment.copy(column.validity(), 0, body, LONG, offset(column, 0), Validity.words(column.count()));
        }
        int count = column.count();
        int[] at = column.at();
        switch (column.vector()) {
            case BooleanVector(var _, var values, var _, var _) ->
                    MemorySegment.copy(packed(values, at, count), 0, body, LONG, offset(column, 1), Validity.words(count));
            case IntVector(var _, var values, var _, var _) ->
                    writeInts(column.type(), chosen(values, at, count), count, body, offset(column, 1));
            case LongVector(var _, var values, var _, var _) ->
                    writeLongs(column.type(), chosen(values, at, count), count, body, offset(column, 1));
            case DoubleVector(var _, var values, var _, var _) -> {
                double[] doubles = at == null ? values : Gather.doubles(values, at, count);
                if (column.type() instanceof DataType.FloatType) {
                    float[] floats = new float[count];
                    for (int i = 0; i < count; i++) {
                        floats[i] = (float) doubles[i];
                    }
                    MemorySegment.copy(floats, 0, body, FLOAT, offset(column, 1), count);
                } else {
                    MemorySegment.copy(doubles, 0, body, DOUBLE, offset(column, 1), count);
                }
            }
            case Decimal128Vector(var _, var words, var _, var _) ->
                    MemorySegment.copy(at == null ? words : Gather.pairs(words, at, count), 0, body, LONG, offset(column, 1), 2 * count);
            case BytesVector flat -> {
                writeOffsets(flat.lengths(), at, count, body, offset(column, 1));
                writeBytes(flat, at, count, body, buffers.get(column.buffer() + 2));
            }
            case ListVector list -> writeOffsets(list.lengths(), at, count, body, offset(column, 1));
            case MapVector map -> writeOffsets(map.lengths(), at, count, body, offset(column, 1));
            case StructVector _, NullVector _ -> {
            }
            case DictionaryVector _, ConstantVector _ -> throw new IllegalArgumentException("an encoding inside an encoding");
        }
        for (Column child : column.children()) {
            write(child, body);
        }
    }

    private long offset(Column column, int buffer) {
        return buffers.get(column.buffer() + buffer).offset();
    }

    private static void writeInts(DataType type, int[] values, int count, MemorySegment body, long offset) {
        if (type instanceof DataType.ByteType) {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) values[i];
            }
            MemorySegment.copy(bytes, 0, body, ValueLayout.JAVA_BYTE, offset, count);
        } else if (type instanceof DataType.ShortType) {
            short[] shorts = new short[count];
            for (int i = 0; i < count; i++) {
                shorts[i] = (short) values[i];
            }
            MemorySegment.copy(shorts, 0, body, SHORT, offset, count);
        } else {
            MemorySegment.copy(values, 0, body, INT, offset, count);
        }
    }

    private static void writeLongs(DataType type, long[] values, int count, MemorySegment body, long offset) {
        if (type instanceof DataType.DecimalType) {
            long[] words = new long[2 * count];
            for (int i = 0; i < count; i++) {
                words[2 * i] = values[i];
                words[2 * i + 1] = values[i] >> 63;
            }
            MemorySegment.copy(words, 0, body, LONG, offset, 2 * count);
        } else {
            MemorySegment.copy(values, 0, body, LONG, offset, count);
        }
    }

    private static void writeOffsets(int[] lengths, int @Nullable [] at, int count, MemorySegment body, long offset) {
        int[] offsets = new int[count + 1];
        int end = 0;
        for (int i = 0; i < count; i++) {
            end += lengths[at == null ? i : at[i]];
            offsets[i + 1] = end;
        }
        MemorySegment.copy(offsets, 0, body, INT, offset, count + 1);
    }

    /** Rows that lie one after the other are copied as one run; short runs are collected on the heap first, where a copy costs less. */
    private static void writeBytes(BytesVector flat, int @Nullable [] at, int count, MemorySegment body, Block.ArrowBuffer buffer) {
        int[] starts = flat.starts();
        int[] lengths = flat.lengths();
        BytesWriter writer = new BytesWriter(flat.data(), body, buffer);
        for (int i = 0; i < count; i++) {
            int row = at == null ? i : at[i];
            writer.add(starts[row], lengths[row]);
        }
        writer.finish();
    }

    /** Copies pieces of one array to consecutive places. */
    private static final class BytesWriter {
        private final byte[] data;
        private final MemorySegment body;
        private final byte[] staging;
        private int staged;
        private long to;
        private int from;
        private int end;

        BytesWriter(byte[] data, MemorySegment body, Block.ArrowBuffer buffer) {
            this.data = data;
            this.body = body;
            this.staging = new byte[(int) Math.min(buffer.length(), STAGING) + ShortCopy.SLACK];
            this.to = buffer.offset();
        }

        void add(int start, int length) {
            if (start == end) {
                end += length;
            } else if (length > 0) {
                copyRun();
                from = start;
                end = start + length;
            }
        }

        void finish() {
            copyRun();
            copyStaged();
        }

        private void copyRun() {
            int length = end - from;
            if (length > staging.length - staged) {
                copyStaged();
            }
            if (length > staging.length / 4) {
                copyStaged();
                MemorySegment.copy(data, from, body, ValueLayout.JAVA_BYTE, to, length);
                to += length;
            } else {
                ShortCopy.copy(data, from, staging, staged, length);
                staged += length;
            }
        }

        private void copyStaged() {
            MemorySegment.copy(staging, 0, body, ValueLayout.JAVA_BYTE, to, staged);
            to += staged;
            staged = 0;
        }
    }

    private void clearPadding(MemorySegment body) {
        for (Block.ArrowBuffer buffer : buffers) {
            long end = buffer.offset() + buffer.length();
            body.asSlice(end, padded(end) - end).fill((byte) 0);
        }
    }

    /** By position, with zeros beyond the end; null when no row is null. */
    private static long @Nullable [] validity(Vector vector, int @Nullable [] at, int count) {
        long[] bits = vector.validity();
        if (bits == null || at != null) {
            return bits == null ? null : Validity.gather(bits, at, count);
        }
        return Validity.slice(bits, 0, count);
    }

    private static int[] chosen(int[] values, int @Nullable [] at, int count) {
        return at == null ? values : Gather.ints(values, at, count);
    }

    private static long[] chosen(long[] values, int @Nullable [] at, int count) {
        return at == null ? values : Gather.longs(values, at, count);
    }

    private static int[] codesAt(int[] codes, int @Nullable [] at, int count) {
        return at == null ? codes : Gather.ints(codes, at, count);
    }

    private static long[] packed(byte[] values, int @Nullable [] at, int count) {
        long[] bits = new long[Validity.words(count)];
        for (int i = 0; i < count; i++) {
            bits[i >> 6] |= (long) values[at == null ? i : at[i]] << i;
        }
        return bits;
    }

    private static long total(int[] lengths, int @Nullable [] at, int count) {
        long total = 0;
        for (int i = 0; i < count; i++) {
            total += lengths[at == null ? i : at[i]];
        }
        if (total > Integer.MAX_VALUE) {
            throw ErrorCondition.MEMORY_LIMIT_EXCEEDED.with("requested", total + " B", "holder",
                    "one column of a batch of " + count + " rows",
                    "limit", "2 GiB", "holders", "the column's values");
        }
        return total;
    }

    /** The child rows of the chosen rows, or null when those are the first ones in their order. */
    private static int @Nullable [] elements(int[] starts, int[] lengths, int @Nullable [] at, int count) {
        int next = 0;
        for (int i = 0; at == null && i < count; i++) {
            if (lengths[i] > 0 && starts[i] != next) {
                return Gather.elements(starts, lengths, null, count);
            }
            next += lengths[i];
        }
        return at == null ? null : Gather.elements(starts, lengths, at, count);
    }
}
