package dev.millrace.columnar;

import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Copies a block's rows into vectors on the heap; the block may be released afterwards. Understands what {@link BlockEncoder} writes, and
 * the same types from any other Arrow writer.
 *
 * <p>{@code Batch batch = BlockDecoder.decode(block, 0, Math.min(Batch.ROWS, block.rows()));}
 */
public final class BlockDecoder {

    private final MemorySegment body;
    private final List<Block.ArrowNode> nodes;
    private final List<Block.ArrowBuffer> buffers;
    private final Schema schema;
    private final int rows;
    private int[] firstNodes = {};
    private int[] firstBuffers = {};
    private int node;
    private int buffer;

    private BlockDecoder(Block block) {
        this.body = block.body();
        this.nodes = block.nodes();
        this.buffers = block.buffers();
        this.schema = block.schema();
        this.rows = block.rows();
    }

    /** All rows. */
    public static Batch decode(Block block) {
        return decode(block, 0, block.rows());
    }

    /**
     * {@code count} rows from row {@code from} on.
     *
     * @throws IndexOutOfBoundsException when the block has not so many, or is damaged
     */
    public static Batch decode(Block block, int from, int count) {
        Objects.checkFromIndexSize(from, count, block.rows());
        BlockDecoder decoder = new BlockDecoder(block);
        List<Vector> columns = new ArrayList<>(block.schema().size());
        for (Field field : block.schema().fields()) {
            columns.add(decoder.vector(field.type(), from, count));
        }
        return Batch.of(count, columns);
    }

    /** Decodes single columns of the block, which stays with the caller. */
    public static BlockDecoder of(Block block) {
        BlockDecoder decoder = new BlockDecoder(block);
        decoder.locate();
        return decoder;
    }

    /**
     * {@code count} rows of one column from row {@code from} on; of a decoder made by {@link #of}.
     *
     * @throws IndexOutOfBoundsException when the block has not so many, or is damaged
     */
    public Vector column(int column, int from, int count) {
        Objects.checkFromIndexSize(from, count, rows);
        node = firstNodes[column];
        buffer = firstBuffers[column];
        return vector(schema.field(column).type(), from, count);
    }

    private void locate() {
        firstNodes = new int[schema.size()];
        firstBuffers = new int[schema.size()];
        for (int column = 0; column < schema.size(); column++) {
            firstNodes[column] = node;
            firstBuffers[column] = buffer;
            skip(schema.field(column).type());
        }
    }

    private void skip(DataType type) {
        node++;
        switch (type) {
            case DataType.NullType _ -> {
            }
            case DataType.StringType _, DataType.BinaryType _ -> buffer += 3;
            case DataType.ArrayType(var element, var _) -> {
                buffer += 2;
                skip(element);
            }
            case DataType.MapType(var key, var value, var _) -> {
                buffer += 3;
                node++;
                skip(key);
                skip(value);
            }
            case DataType.StructType(var fields) -> {
                buffer++;
                fields.forEach(field -> skip(field.type()));
            }
            case DataType.BooleanType _, DataType.ByteType _, DataType.ShortType _, DataType.IntType _,
                    DataType.LongType _, DataType.FloatType _, DataType.DoubleType _, DataType.DecimalType _, DataType.DateType _ ->
                    buffer += 2;
            case DataType.TimestampType _, DataType.TimestampNtzType _, DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ ->
                    buffer += 2;
        }
    }

    private Vector vector(DataType type, int from, int count) {
        boolean nullable = nodes.get(node++).nullCount() != 0;
        if (type instanceof DataType.NullType) {
            return new NullVector(count);
        }
        long[] validity = validity(nullable, from, count);
        return switch (type) {
            case DataType.BooleanType _ -> new BooleanVector(type, unpacked(from, count), count, validity);
            case DataType.ByteType _ -> {
                byte[] bytes = new byte[count];
                MemorySegment.copy(body, ValueLayout.JAVA_BYTE, next() + from, bytes, 0, count);
                int[] values = new int[count];
                for (int i = 0; i < count; i++) {
                    values[i] = bytes[i];
                }
                yield new IntVector(type, values, count, validity);
            }
            case DataType.ShortType _ -> {
                short[] shorts = new short[count];
                MemorySegment.copy(body, BlockEncoder.SHORT, next() + 2L * from, shorts, 0, count);
                int[] values = new int[count];
                for (int i = 0; i < count; i++) {
                    values[i] = shorts[i];
                }
                yield new IntVector(type, values, count, validity);
            }
            case DataType.IntType _, DataType.DateType _, DataType.YearMonthIntervalType _ ->
                    new IntVector(type, ints(next() + 4L * from, count), count, validity);
            case DataType.LongType _, DataType.TimestampType _, DataType.TimestampNtzType _, DataType.DayTimeIntervalType _ ->
                    new LongVector(type, longs(next() + 8L * from, count), count, validity);
            case DataType.FloatType _ -> {
                float[] floats = new float[count];
                MemorySegment.copy(body, BlockEncoder.FLOAT, next() + 4L * from, floats, 0, count);
                double[] values = new double[count];
                for (int i = 0; i < count; i++) {
                    values[i] = floats[i];
                }
                yield new DoubleVector(type, values, count, validity);
            }
            case DataType.DoubleType _ -> {
                double[] values = new double[count];
                MemorySegment.copy(body, BlockEncoder.DOUBLE, next() + 8L * from, values, 0, count);
                yield new DoubleVector(type, values, count, validity);
            }
            case DataType.DecimalType decimal -> decimals(decimal, longs(next() + 16L * from, 2 * count), count, validity);
            case DataType.StringType _, DataType.BinaryType _ -> bytes(type, from, count, validity);
            case DataType.ArrayType(var element, var _) -> {
                Ranges ranges = ranges(from, count, validity, buffers.get(buffer), nodes.get(node).length());
                yield new ListVector(type, ranges.starts(), ranges.lengths(), vector(element, ranges.from(), ranges.count()), count,
                        validity);
            }
            case DataType.MapType(var key, var value, var _) -> {
                Ranges ranges = ranges(from, count, validity, buffers.get(buffer), nodes.get(node).length());
                node++;
                buffer++;
                Vector keys = vector(key, ranges.from(), ranges.count());
                yield new MapVector(type, ranges.starts(), ranges.lengths(), keys, vector(value, ranges.from(), ranges.count()), count,
                        validity);
            }
            case DataType.StructType(var fields) -> {
                List<Vector> children = new ArrayList<>(fields.size());
                for (Field field : fields) {
                    children.add(vector(field.type(), from, count));
                }
                yield new StructVector(type, children, count, validity);
            }
            case DataType.NullType _ -> new NullVector(count);
        };
    }

    /** Rows of variable length: {@code count} bytes or elements from {@code from} on, and each row's start among them. */
    private record Ranges(int from, int count, int[] starts, int[] lengths) {}

    private Ranges ranges(int from, int count, long @Nullable [] validity, Block.ArrowBuffer offsets, long available) {
        buffer++;
        if (offsets.length() == 0) {
            return new Ranges(0, 0, new int[count], new int[count]);
        }
        int[] starts = ints(offsets.offset() + 4L * from, count + 1);
        int first = starts[0];
        int total = starts[count] - first;
        int[] lengths = new int[count];
        int signs = first;
        for (int i = 0; i < count; i++) {
            lengths[i] = starts[i + 1] - starts[i];
            signs |= lengths[i] | starts[i + 1];
        }
        if (signs < 0 || starts[count] > available) {
            throw new IndexOutOfBoundsException("the offsets of an Arrow column are damaged");
        }
        for (int i = 0; i < count; i++) {
            starts[i] -= first;
        }
        if (validity != null) {
            for (int i = 0; i < count; i++) {
                lengths[i] = Validity.isValid(validity, i) ? lengths[i] : 0;
            }
        }
        return new Ranges(first, total, starts, lengths);
    }

    private Vector bytes(DataType type, int from, int count, long @Nullable [] validity) {
        Ranges ranges = ranges(from, count, validity, buffers.get(buffer), buffers.get(buffer + 1).length());
        byte[] data = new byte[ranges.count()];
        MemorySegment.copy(body, ValueLayout.JAVA_BYTE, next() + ranges.from(), data, 0, data.length);
        return new BytesVector(type, data, ranges.starts(), ranges.lengths(), count, validity);
    }

    private static Vector decimals(DataType.DecimalType type, long[] words, int count, long @Nullable [] validity) {
        if (type.precision() > DataType.DecimalType.MAX_LONG_PRECISION) {
            return new Decimal128Vector(type, words, count, validity);
        }
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = words[2 * i];
        }
        return new LongVector(type, values, count, validity);
    }

    private long @Nullable [] validity(boolean nullable, int from, int count) {
        boolean present = nullable && buffers.get(buffer).length() != 0;
        long offset = next();
        return present ? Validity.slice(bits(offset, from + count), from, count) : null;
    }

    private byte[] unpacked(int from, int count) {
        long[] bits = bits(next(), from + count);
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            int row = from + i;
            values[i] = (byte) (bits[row >> 6] >>> row & 1);
        }
        return values;
    }

    /** The first bits of a buffer. A buffer is padded to whole words at least. */
    private long[] bits(long offset, int count) {
        return longs(offset, Validity.words(count));
    }

    private int[] ints(long offset, int count) {
        int[] values = new int[count];
        MemorySegment.copy(body, BlockEncoder.INT, offset, values, 0, count);
        return values;
    }

    private long[] longs(long offset, int count) {
        long[] values = new long[count];
        MemorySegment.copy(body, BlockEncoder.LONG, offset, values, 0, count);
        return values;
    }

    private long next() {
        return buffers.get(buffer++).offset();
    }
}
