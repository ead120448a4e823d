package dev.millrace.files.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A file of random columns, values, nesting, encodings, codecs and page sizes, written by parquet-java, and its rows as text, as
 * {@link PythonText} gives them. The first column {@code id} counts up from 0.
 */
record RandomFile(Path path, List<String> names, List<List<String>> rows) {

    static RandomFile write(Random random, Path path) {
        MessageType schema = schema(random);
        int count = random.nextInt(10) == 0 ? random.nextInt(3) : 1 + random.nextInt(3_000);
        CompressionCodecName[] codecs = {CompressionCodecName.UNCOMPRESSED, CompressionCodecName.SNAPPY, CompressionCodecName.GZIP,
                CompressionCodecName.LZ4_RAW, CompressionCodecName.ZSTD};
        List<List<String>> rows = new ArrayList<>();
        boolean byteStreamSplit = random.nextInt(4) == 0;
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(path)).withConf(new PlainParquetConfiguration())
                .withCodecFactory(new TestCodecs()).withCompressionCodec(codecs[random.nextInt(codecs.length)]).withType(schema)
                .withWriterVersion(random.nextBoolean() ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0)
                .withPageWriteChecksumEnabled(random.nextBoolean()).withDictionaryEncoding(!byteStreamSplit && random.nextBoolean())
                .withByteStreamSplitEncoding(byteStreamSplit).withDictionaryPageSize(64 + random.nextInt(3_000))
                .withPageSize(64 + random.nextInt(5_000))
                .withPageRowCountLimit(1 + random.nextInt(1_000)).withMinRowCountForPageSizeCheck(1 + random.nextInt(50))
                .withRowGroupRowCountLimit(1 + random.nextInt(2_000)).withRowGroupSize(1L << 20).build()) {
            for (int i = 0; i < count; i++) {
                Group row = new SimpleGroup(schema);
                List<String> texts = new ArrayList<>();
                for (int field = 0; field < schema.getFieldCount(); field++) {
                    if (field == 0) {
                        row.add(0, (long) i);
                        texts.add(Integer.toString(i));
                    } else {
                        texts.add(fill(random, row, schema, field));
                    }
                }
                writer.write(row);
                rows.add(texts);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RandomFile(path, schema.getFields().stream().map(Type::getName).toList(), rows);
    }

    private static MessageType schema(Random random) {
        Types.MessageTypeBuilder builder = Types.buildMessage();
        builder.addField(Types.required(PrimitiveTypeName.INT64).named("id"));
        int columns = 1 + random.nextInt(5);
        for (int i = 0; i < columns; i++) {
            builder.addField(type(random, "c" + i, 0, Repetition.values()[random.nextInt(random.nextInt(4) == 0 ? 3 : 2)]));
        }
        return builder.named("rows");
    }

    private static Type type(Random random, String name, int depth, Repetition repetition) {
        return switch (depth < 3 && random.nextInt(3) == 0 ? random.nextInt(3) : 3) {
            case 0 -> {
                Types.GroupBuilder<GroupType> struct = Types.buildGroup(repetition);
                for (int i = random.nextInt(3); i >= 0; i--) {
                    struct.addField(type(random, "f" + i, depth + 1, Repetition.values()[random.nextInt(2)]));
                }
                yield struct.named(name);
            }
            case 1 -> Types.buildGroup(repetition == Repetition.REPEATED ? Repetition.OPTIONAL : repetition)
                    .as(LogicalTypeAnnotation.listType())
                    .addField(Types.repeatedGroup().addField(type(random, "element", depth + 1, Repetition.values()[random.nextInt(2)]))
                            .named("list"))
                    .named(name);
            case 2 -> Types.buildGroup(repetition == Repetition.REPEATED ? Repetition.OPTIONAL : repetition)
                    .as(LogicalTypeAnnotation.mapType())
                    .addField(Types.repeatedGroup().addField(Types.required(PrimitiveTypeName.INT32).named("key"))
                            .addField(type(random, "value", depth + 1, Repetition.values()[random.nextInt(2)])).named("key_value"))
                    .named(name);
            default -> leaf(random, name, repetition);
        };
    }

    private static Type leaf(Random random, String name, Repetition repetition) {
        return switch (random.nextInt(13)) {
            case 0 -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case 1 -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
            case 2 -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
            case 3 -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
            case 4 -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case 5 -> Types.primitive(PrimitiveTypeName.BINARY, repetition).as(LogicalTypeAnnotation.stringType()).named(name);
            case 6 -> Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
            case 7 -> Types.primitive(PrimitiveTypeName.INT32, repetition).as(LogicalTypeAnnotation.dateType()).named(name);
            case 8 -> Types.primitive(PrimitiveTypeName.INT64, repetition).as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                    .named(name);
            case 9 -> Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition).length(16)
                    .as(LogicalTypeAnnotation.decimalType(3, 30)).named(name);
            case 10 -> Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition).length(5).named(name);
            case 11 -> Types.primitive(PrimitiveTypeName.INT64, repetition).as(LogicalTypeAnnotation.decimalType(2, 15)).named(name);
            default -> Types.primitive(PrimitiveTypeName.INT32, repetition).as(LogicalTypeAnnotation.decimalType(1, 7)).named(name);
        };
    }

    /** Adds what a field of {@code group} holds and gives it as text. */
    private static String fill(Random random, Group group, GroupType type, int field) {
        Type child = type.getType(field);
        int times = child.isRepetition(Repetition.REQUIRED) ? 1 : random.nextInt(child.isRepetition(Repetition.OPTIONAL) ? 5 : 4);
        if (child.isRepetition(Repetition.OPTIONAL)) {
            return times == 0 ? "None" : value(random, group, child, field);
        }
        if (child.isRepetition(Repetition.REQUIRED)) {
            return value(random, group, child, field);
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            texts.add(value(random, group, child, field));
        }
        return texts.toString();
    }

    private static String value(Random random, Group group, Type type, int field) {
        if (type instanceof PrimitiveType primitive) {
            return leafValue(random, group, primitive, field);
        }
        GroupType groupType = type.asGroupType();
        Group inner = group.addGroup(field);
        if (type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            List<String> texts = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                texts.add(fill(random, inner.addGroup(0), groupType.getType(0).asGroupType(), 0));
            }
            return texts.toString();
        }
        if (type.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
            List<String> texts = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                Group entry = inner.addGroup(0);
                GroupType entryType = groupType.getType(0).asGroupType();
                texts.add(fill(random, entry, entryType, 0) + ": " + fill(random, entry, entryType, 1));
            }
            return "{" + String.join(", ", texts) + "}";
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < groupType.getFieldCount(); i++) {
            texts.add("'" + groupType.getFieldName(i) + "': " + fill(random, inner, groupType, i));
        }
        return "{" + String.join(", ", texts) + "}";
    }

    private static String leafValue(Random random, Group group, PrimitiveType type, int field) {
        int small = random.nextInt(random.nextInt(3) == 0 ? 100_000 : 20) - 10;
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> {
                group.add(field, small > 0);
                yield small > 0 ? "True" : "False";
            }
            case INT32 -> {
                group.add(field, small);
                yield switch (logical) {
                    case DateLogicalTypeAnnotation _ -> PythonText.date(small);
                    case DecimalLogicalTypeAnnotation decimal -> PythonText.decimal(BigInteger.valueOf(small), decimal.getScale());
                    case null, default -> Integer.toString(small);
                };
            }
            case INT64 -> {
                long large = small * 1_000_003L;
                group.add(field, large);
                yield switch (logical) {
                    case DecimalLogicalTypeAnnotation decimal -> PythonText.decimal(BigInteger.valueOf(large), decimal.getScale());
                    case LogicalTypeAnnotation.TimestampLogicalTypeAnnotation _ -> PythonText.dateTime(large);
                    case null, default -> Long.toString(large);
                };
            }
            case FLOAT -> {
                group.add(field, small / 8f);
                yield PythonText.floating(small / 8f);
            }
            case DOUBLE -> {
                group.add(field, small / 7.0);
                yield PythonText.floating(small / 7.0);
            }
            case BINARY -> {
                String text = "x".repeat(Math.abs(small) % 7) + (small < 0 ? "" : Integer.toString(small));
                group.add(field, text);
                yield logical == null ? "b'" + text + "'" : "'" + text + "'";
            }
            case FIXED_LEN_BYTE_ARRAY -> {
                if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
                    BigInteger value = new BigDecimal(small).multiply(new BigDecimal("12345678901234567")).toBigInteger();
                    byte[] bytes = new byte[16];
                    byte[] digits = value.toByteArray();
                    java.util.Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
                    System.arraycopy(digits, 0, bytes, 16 - digits.length, digits.length);
                    group.add(field, Binary.fromConstantByteArray(bytes));
                    yield PythonText.decimal(value, decimal.getScale());
                }
                String text = String.format("%05d", small + 10);
                group.add(field, Binary.fromString(text));
                yield "b'" + text + "'";
            }
            case INT96 -> throw new IllegalArgumentException("not written any more");
        };
    }
}
