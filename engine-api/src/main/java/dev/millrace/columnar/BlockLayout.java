package dev.millrace.columnar;

import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.io.StreamCorruptedException;
import java.util.List;

/** Checks that the fields and buffers of a record batch are those of its schema and large enough, before anybody believes its numbers. */
final class BlockLayout {

    private final List<Block.ArrowNode> nodes;
    private final List<Block.ArrowBuffer> buffers;
    private int node;
    private int buffer;

    private BlockLayout(List<Block.ArrowNode> nodes, List<Block.ArrowBuffer> buffers) {
        this.nodes = nodes;
        this.buffers = buffers;
    }

    /** Checks all but the offsets inside the body. */
    static void check(Schema schema, long rows, List<Block.ArrowNode> nodes, List<Block.ArrowBuffer> buffers, long bodyLength)
            throws StreamCorruptedException {
        for (Block.ArrowNode node : nodes) {
            require(node.length() >= 0 && node.nullCount() >= 0 && node.nullCount() <= node.length() && node.length() <= Integer.MAX_VALUE,
                    "the length of a field");
        }
        for (Block.ArrowBuffer buffer : buffers) {
            require(buffer.offset() >= 0 && buffer.length() >= 0 && buffer.length() <= bodyLength - buffer.offset(),
                    "the place of a buffer");
        }
        BlockLayout layout = new BlockLayout(nodes, buffers);
        for (Field field : schema.fields()) {
            require(layout.field(field.type()) == rows, "the number of rows");
        }
        require(rows <= Integer.MAX_VALUE && rows >= 0, "the number of rows");
        require(layout.node == nodes.size() && layout.buffer == buffers.size(), "the number of buffers");
    }

    /** Steps over one field and gives its length. */
    private long field(DataType type) throws StreamCorruptedException {
        require(node < nodes.size(), "the number of fields");
        Block.ArrowNode self = nodes.get(node++);
        long length = self.length();
        if (type instanceof DataType.NullType) {
            return length;
        }
        long validity = next();
        require(self.nullCount() == 0 || validity == 0 || validity >= (length + 7) / 8, "the length of a validity buffer");
        switch (type) {
            case DataType.BooleanType _ -> require(next() >= (length + 7) / 8, "the length of a buffer");
            case DataType.ByteType _ -> require(next() >= length, "the length of a buffer");
            case DataType.ShortType _ -> require(next() >= 2 * length, "the length of a buffer");
            case DataType.IntType _, DataType.DateType _, DataType.YearMonthIntervalType _, DataType.FloatType _ ->
                    require(next() >= 4 * length, "the length of a buffer");
            case DataType.LongType _, DataType.DoubleType _, DataType.TimestampType _, DataType.TimestampNtzType _,
                    DataType.DayTimeIntervalType _ ->
                    require(next() >= 8 * length, "the length of a buffer");
            case DataType.DecimalType _ -> require(next() >= 16 * length, "the length of a buffer");
            case DataType.StringType _, DataType.BinaryType _ -> {
                offsets(length);
                next();
            }
            case DataType.ArrayType(var element, var _) -> {
                offsets(length);
                field(element);
            }
            case DataType.MapType(var key, var value, var _) -> {
                offsets(length);
                require(node < nodes.size(), "the number of fields");
                long entries = nodes.get(node++).length();
                next();
                require(field(key) == entries && field(value) == entries, "the number of entries of a map");
            }
            case DataType.StructType(var fields) -> {
                for (Field field : fields) {
                    require(field(field.type()) == length, "the number of rows of a struct");
                }
            }
            case DataType.NullType _ -> {
            }
        }
        return length;
    }

    private void offsets(long length) throws StreamCorruptedException {
        long bytes = next();
        require(bytes >= 4 * (length + 1) || (length == 0 && bytes == 0), "the length of an offset buffer");
    }

    private long next() throws StreamCorruptedException {
        require(buffer < buffers.size(), "the number of buffers");
        return buffers.get(buffer++).length();
    }

    private static void require(boolean right, String what) throws StreamCorruptedException {
        if (!right) {
            throw new StreamCorruptedException(what + " in an Arrow record batch is wrong");
        }
    }
}
