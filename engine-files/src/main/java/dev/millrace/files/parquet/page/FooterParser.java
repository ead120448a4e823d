package dev.millrace.files.parquet.page;

import dev.millrace.files.parquet.bytes.CorruptDataException;
import dev.millrace.files.parquet.schema.LogicalType;
import dev.millrace.files.parquet.schema.SchemaElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads a footer ({@code FileMetaData} of parquet.thrift), passing over what reading does not need. Thrift's generated classes
 * take about a tenth of a second to be loaded, which a first query would wait for.
 */
final class FooterParser {
    private final CompactReader reader;

    FooterParser(byte[] bytes, int from, int end) {
        reader = new CompactReader(bytes, from, end);
    }

    /**
     * @param orders by leaf: whether min and max of statistics are in the order of the column's type; empty when not said
     */
    record Content(List<SchemaElement> schema, long rows, List<RowGroup> groups, List<ColumnOrder> orders) {}

    Content content() {
        List<SchemaElement> schema = List.of();
        List<RowGroup> groups = null;
        List<ColumnOrder> orders = List.of();
        long rows = -1;
        for (int id = reader.firstFieldOfElement(); id != CompactReader.STOP; id = reader.nextField()) {
            switch (id) {
                case 2 -> schema = structs(this::schemaElement);
                case 3 -> rows = reader.longValue(rows);
                case 4 -> groups = structs(this::rowGroup);
                case 7 -> orders = structs(this::columnOrder);
                default -> reader.skip();
            }
        }
        if (schema.isEmpty() || groups == null || rows < 0) {
            throw new CorruptDataException("the footer has " + schema.size() + " schema elements, " + rows + " rows and "
                    + (groups == null ? "no" : groups.size()) + " row groups");
        }
        return new Content(schema, rows, groups, orders);
    }

    private <T> List<T> structs(Supplier<T> element) {
        int size = reader.structListSize();
        List<T> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(element.get());
        }
        return all;
    }

    private SchemaElement schemaElement() {
        String name = null;
        Type type = null;
        int width = 0;
        FieldRepetitionType occurs = FieldRepetitionType.REQUIRED;
        int children = 0;
        ConvertedType converted = null;
        int scale = 0;
        int precision = 0;
        LogicalType logical = null;
        for (int id = reader.firstFieldOfElement(); id != CompactReader.STOP; id = reader.nextField()) {
            switch (id) {
                case 1 -> type = Type.findByValue(reader.intValue(-1));
                case 2 -> width = reader.intValue(width);
                case 3 -> {
                    FieldRepetitionType found = FieldRepetitionType.findByValue(reader.intValue(-1));
                    occurs = found == null ? FieldRepetitionType.REQUIRED : found;
                }
                case 4 -> name = text(name);
                case 5 -> children = reader.intValue(children);
                // kinds that later versions bring are no reason to refuse a file
                case 6 -> converted = ConvertedType.findByValue(reader.intValue(-1));
                case 7 -> scale = reader.intValue(scale);
                case 8 -> precision = reader.intValue(precision);
                case 10 -> logical = logicalType();
                default -> reader.skip();
            }
        }
        return new SchemaElement(known(name, "name"), type, width, occurs, children, converted, scale, precision, logical);
    }

    private LogicalType logicalType() {
        LogicalType found = LogicalType.of(LogicalType.Kind.OTHER);
        for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
            LogicalType.Kind kind = switch (id) {
                case 1 -> LogicalType.Kind.STRING;
                case 2 -> LogicalType.Kind.MAP;
                case 3 -> LogicalType.Kind.LIST;
                case 4 -> LogicalType.Kind.ENUM;
                case 5 -> LogicalType.Kind.DECIMAL;
                case 6 -> LogicalType.Kind.DATE;
                case 8 -> LogicalType.Kind.TIMESTAMP;
                case 10 -> LogicalType.Kind.INTEGER;
                case 11 -> LogicalType.Kind.UNKNOWN;
                case 12 -> LogicalType.Kind.JSON;
                case 15 -> LogicalType.Kind.FLOAT16;
                default -> LogicalType.Kind.OTHER;
            };
            found = switch (kind) {
                case DECIMAL -> decimal();
                case TIMESTAMP -> timestamp();
                case INTEGER -> integer();
                case STRING, MAP, LIST, ENUM, DATE, UNKNOWN, JSON, FLOAT16, OTHER -> {
                    reader.skip();
                    yield LogicalType.of(kind);
                }
            };
        }
        return found;
    }

    private LogicalType decimal() {
        int scale = 0;
        int precision = 0;
        for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
            switch (id) {
                case 1 -> scale = reader.intValue(scale);
                case 2 -> precision = reader.intValue(precision);
                default -> reader.skip();
            }
        }
        return new LogicalType(LogicalType.Kind.DECIMAL, precision, scale, null, false, 0, false);
    }

    private LogicalType timestamp() {
        boolean utc = false;
        LogicalType.Unit unit = null;
        for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
            switch (id) {
                case 1 -> utc = reader.booleanValue(utc);
                case 2 -> unit = unit();
                default -> reader.skip();
            }
        }
        return new LogicalType(LogicalType.Kind.TIMESTAMP, 0, 0, known(unit, "unit of time"), utc, 0, false);
    }

    private LogicalType.@Nullable Unit unit() {
        LogicalType.Unit unit = null;
        for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
            unit = id >= 1 && id <= 3 ? LogicalType.Unit.values()[id - 1] : unit;
            reader.skip();
        }
        return unit;
    }

    private LogicalType integer() {
        int bits = 0;
        boolean signed = false;
        for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
            switch (id) {
                case 1 -> bits = reader.byteValue(bits);
                case 2 -> signed = reader.booleanValue(signed);
                default -> reader.skip();
            }
        }
        return new LogicalType(LogicalType.Kind.INTEGER, 0, 0, null, false, bits, signed);
    }

    private ColumnOrder columnOrder() {
        ColumnOrder order = ColumnOrder.UNKNOWN;
        for (int id = reader.firstFieldOfElement(); id != CompactReader.STOP; id = reader.nextField()) {
            order = switch (id) {
                case 1 -> ColumnOrder.BY_TYPE;
                case 2 -> ColumnOrder.IEEE_754_TOTAL;
                default -> ColumnOrder.UNKNOWN;
            };
            reader.skip();
        }
        return order;
    }

    private RowGroup rowGroup() {
        List<ColumnChunk> columns = null;
        long rows = -1;
        for (int id = reader.firstFieldOfElement(); id != CompactReader.STOP; id = reader.nextField()) {
            switch (id) {
                case 1 -> columns = structs(() -> new ChunkParser(reader).chunk());
                case 3 -> rows = reader.longValue(rows);
                default -> reader.skip();
            }
        }
        if (rows < 0) {
            throw new CorruptDataException("a row group has " + rows + " rows");
        }
        return new RowGroup(rows, known(columns, "columns of a row group"));
    }

    private @Nullable String text(@Nullable String otherwise) {
        byte[] bytes = reader.binaryValue(null);
        return bytes == null ? otherwise : new String(bytes, StandardCharsets.UTF_8);
    }

    /** What a file has to say. */
    static <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw new CorruptDataException("the footer lacks a " + what + " or has one that is not known");
        }
        return value;
    }

    /** The parts of the footer that describe one column chunk. */
    private static final class ChunkParser {
        private final CompactReader reader;
        private @Nullable String obstacle;
        private boolean described;
        private @Nullable Type type;
        private @Nullable CompressionCodec codec;
        private long values = -1;
        private long compressedSize = -1;
        private long dataOffset = -1;
        private long dictionaryOffset;
        private ChunkStatistics statistics = ChunkStatistics.NONE;
        private int dataPages;
        private int otherPages;

        ChunkParser(CompactReader reader) {
            this.reader = reader;
        }

        ColumnChunk chunk() {
            long columnIndex = 0;
            int columnIndexLength = 0;
            long offsetIndex = 0;
            int offsetIndexLength = 0;
            for (int id = reader.firstFieldOfElement(); id != CompactReader.STOP; id = reader.nextField()) {
                switch (id) {
                    case 1 -> {
                        byte[] file = reader.binaryValue(null);
                        obstacle = file == null ? obstacle : "a column in the file " + new String(file, StandardCharsets.UTF_8);
                    }
                    case 3 -> metadata();
                    case 4 -> offsetIndex = reader.longValue(offsetIndex);
                    case 5 -> offsetIndexLength = reader.intValue(offsetIndexLength);
                    case 6 -> columnIndex = reader.longValue(columnIndex);
                    case 7 -> columnIndexLength = reader.intValue(columnIndexLength);
                    case 8 -> {
                        obstacle = "decryption of a column";
                        reader.skip();
                    }
                    default -> reader.skip();
                }
            }
            ColumnChunk.Place columns = new ColumnChunk.Place(columnIndex, columnIndexLength);
            ColumnChunk.Place offsets = new ColumnChunk.Place(offsetIndex, offsetIndexLength);
            if (!described && obstacle != null) {
                return new ColumnChunk(obstacle, Type.BOOLEAN, CompressionCodec.UNCOMPRESSED, 0, 0, 0, statistics, false, columns, offsets);
            }
            if (values < 0 || compressedSize < 0 || dataOffset < 0) {
                throw new CorruptDataException("a column chunk has " + values + " values in " + compressedSize + " bytes at " + dataOffset);
            }
            long first = dictionaryOffset > 0 && dictionaryOffset < dataOffset ? dictionaryOffset : dataOffset;
            return new ColumnChunk(obstacle, known(type, "type of a column chunk"), known(codec, "compression codec"), values, first,
                    compressedSize,
                    statistics, dataPages > 0 && otherPages == 0, columns, offsets);
        }

        private void metadata() {
            described = true;
            for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
                switch (id) {
                    case 1 -> type = Type.findByValue(reader.intValue(-1));
                    case 4 -> codec = CompressionCodec.findByValue(reader.intValue(-1));
                    case 5 -> values = reader.longValue(values);
                    case 7 -> compressedSize = reader.longValue(compressedSize);
                    case 9 -> dataOffset = reader.longValue(dataOffset);
                    case 11 -> dictionaryOffset = reader.longValue(dictionaryOffset);
                    case 12 -> statistics = statistics();
                    case 13 -> encodings();
                    default -> reader.skip();
                }
            }
        }

        private ChunkStatistics statistics() {
            byte[] oldMin = null;
            byte[] oldMax = null;
            byte[] min = null;
            byte[] max = null;
            long nulls = -1;
            long nans = -1;
            for (int id = reader.firstField(); id != CompactReader.STOP; id = reader.nextField()) {
                switch (id) {
                    case 1 -> oldMax = reader.binaryValue(oldMax);
                    case 2 -> oldMin = reader.binaryValue(oldMin);
                    case 3 -> nulls = reader.longValue(nulls);
                    case 5 -> max = reader.binaryValue(max);
                    case 6 -> min = reader.binaryValue(min);
                    case 9 -> nans = reader.longValue(nans);
                    default -> reader.skip();
                }
            }
            return new ChunkStatistics(oldMin, oldMax, min, max, nulls, nans);
        }

        private void encodings() {
            for (int size = reader.structListSize(); size > 0; size--) {
                int page = -1;
                int encoding = -1;
                for (int id = reader.firstFieldOfElement(); id != CompactReader.STOP; id = reader.nextField()) {
                    switch (id) {
                        case 1 -> page = reader.intValue(page);
                        case 2 -> encoding = reader.intValue(encoding);
                        default -> reader.skip();
                    }
                }
                if (page == PageType.DATA_PAGE.getValue() || page == PageType.DATA_PAGE_V2.getValue()) {
                    dataPages++;
                    boolean dictionary = encoding == Encoding.PLAIN_DICTIONARY.getValue() || encoding == Encoding.RLE_DICTIONARY.getValue();
                    otherPages += dictionary ? 0 : 1;
                }
            }
        }
    }
}
