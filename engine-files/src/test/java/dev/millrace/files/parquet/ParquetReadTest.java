package dev.millrace.files.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorKind;
import dev.millrace.expr.And;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.files.parquet.page.FooterCache;
import dev.millrace.files.parquet.read.ParquetBatchReader;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.ScanFilter;
import dev.millrace.spi.Split;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random files of parquet-java, read whole, in splits, with filters, and damaged. */
class ParquetReadTest {
    @TempDir
    Path folder;

    @Test
    void everyRowComesBack() {
        Seeds.each(80, random -> {
            RandomFile file = RandomFile.write(random, fresh());
            List<Integer> columns = someColumns(random, file);
            assertEquals(project(file.rows(), columns), read(random, file.path(), wholeFile(file.path()), columns, List.of()));
        });
    }

    @Test
    void splitsHoldEachRowOnce() {
        Seeds.each(30, random -> {
            RandomFile file = RandomFile.write(random, fresh());
            FooterCache footers = new FooterCache(10);
            ParquetTable table = ParquetTable.open(source(file.path()), List.of(wholeFile(file.path())), Schema.EMPTY, footers);
            assertEquals(file.rows().size(), table.statistics().rows().orElseThrow());
            List<List<String>> rows = new ArrayList<>();
            for (Split split : table.splits(List.of(), 1 + random.nextInt(20_000))) {
                rows.addAll(read(random, file.path(), split, List.of(0, 1), List.of()));
            }
            assertEquals(project(file.rows(), List.of(0, 1)), rows);
            List<List<String>> bytes = new ArrayList<>();
            long size = file.path().toFile().length();
            long step = 1 + random.nextInt(10_000);
            for (long start = 0; start < size; start += step) {
                bytes.addAll(read(random, file.path(),
                        new Split(file.path().toString(), start, Math.min(step, size - start), size, 0, List.of()),
                        List.of(0, 1), List.of()));
            }
            assertEquals(rows, bytes);
        });
    }

    @Test
    void filtersKeepTheirRowsInAllColumns() {
        Seeds.each(60, random -> {
            RandomFile file = RandomFile.write(random, fresh());
            List<Integer> columns = someColumns(random, file);
            List<ScanFilter> filters = new ArrayList<>();
            List<Predicate<List<String>>> conditions = new ArrayList<>();
            int share = 1 + random.nextInt(20);
            for (int count = 1 + random.nextInt(2); count > 0; count--) {
                int ordinal = random.nextInt(columns.size());
                Predicate<String> condition = text -> Math.floorMod(text.hashCode() * 31, 20) < share;
                filters.add(new TextFilter(ordinal, condition, Literal.TRUE));
                conditions.add(row -> condition.test(row.get(ordinal)));
            }
            List<List<String>> expected =
                    project(file.rows(), columns).stream().filter(row -> conditions.stream().allMatch(c -> c.test(row))).toList();
            assertEquals(expected, read(random, file.path(), wholeFile(file.path()), columns, filters));
        });
    }

    @Test
    void rangesOfASortedColumnArePruned() {
        Seeds.each(60, random -> {
            RandomFile file = RandomFile.write(random, fresh());
            int first = random.nextInt(file.rows().size() + 10);
            int end = first + random.nextInt(200);
            List<Integer> columns = new ArrayList<>(someColumns(random, file));
            columns.remove(Integer.valueOf(0));
            columns.addFirst(0);
            InputRef id = new InputRef(0, DataType.BIGINT, true, "id");
            List<ScanFilter> filters = List.of(
                    new TextFilter(0, text -> Long.parseLong(text) >= first, new Compare(Compare.Op.GE, id, Literal.of((long) first))),
                    new TextFilter(0, text -> Long.parseLong(text) < end, new Compare(Compare.Op.LT, id, Literal.of((long) end))));
            List<List<String>> expected =
                    project(file.rows(), columns).subList(Math.min(first, file.rows().size()), Math.min(end, file.rows().size()));
            assertEquals(expected, read(random, file.path(), wholeFile(file.path()), columns, filters));
        });
    }

    @Test
    void damagedFilesGiveRowsOrOneClearError() {
        Seeds.each(250, random -> {
            RandomFile file = RandomFile.write(random, fresh());
            try {
                byte[] bytes = Files.readAllBytes(file.path());
                int from = random.nextBoolean() ? 0 : Math.max(0, bytes.length - 2_000);
                for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
                    bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt(256);
                }
                Files.write(file.path(), random.nextInt(5) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            try {
                Schema schema = new FooterCache(1).footer(file.path()).schema().schema();
                read(random, file.path(), wholeFile(file.path()), IntStream.range(0, schema.size()).boxed().toList(), List.of());
            } catch (EngineException e) {
                // an internal error would be memory that the reader did not give back
                assertTrue(e.kind() == ErrorKind.USER || e.kind() == ErrorKind.RESOURCES, e.getMessage());
            }
        });
    }

    @Test
    void pagesAndDictionariesWithoutAMatchAreNotDecoded() throws IOException {
        Path path = fresh();
        MessageType schema = Types.buildMessage().addField(Types.required(PrimitiveTypeName.INT64).named("id"))
                .addField(Types.optional(PrimitiveTypeName.INT32).named("kind"))
                .addField(Types.required(PrimitiveTypeName.BINARY).named("text"))
                .named("rows");
        int rows = 20_000;
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(path)).withConf(new PlainParquetConfiguration())
                .withCodecFactory(new TestCodecs()).withCompressionCodec(CompressionCodecName.UNCOMPRESSED).withType(schema)
                .withPageRowCountLimit(500).withDictionaryEncoding("id", false).withDictionaryEncoding("text", false).build()) {
            for (int i = 0; i < rows; i++) {
                Group row = new SimpleGroup(schema);
                row.append("id", (long) i).append("kind", i % 10 * 2).append("text", "some text that takes room " + i);
                writer.write(row);
            }
        }
        InputRef id = new InputRef(0, DataType.BIGINT, true, "id");
        TextFilter range = new TextFilter(0, text -> Long.parseLong(text) >= 7_000 && Long.parseLong(text) < 7_100,
                new And(new Compare(Compare.Op.GE, id, Literal.of(7_000L)), new Compare(Compare.Op.LT, id, Literal.of(7_100L))));
        assertEquals(100, read(new Random(1), path, wholeFile(path), List.of(0, 2), List.of(range)).size());
        assertEquals(500, range.seen, "rows of the one page that was decoded");

        TextFilter odd = new TextFilter(1, text -> text.equals("7"), Literal.TRUE);
        assertEquals(List.of(), read(new Random(1), path, wholeFile(path), List.of(0, 1, 2), List.of(odd)));
        assertEquals(10, odd.seen, "values of the dictionary and no row");
    }

    /** Keeps rows by the text of one column. */
    private static final class TextFilter implements ScanFilter {
        private final int ordinal;
        private final Predicate<String> condition;
        private final Expr predicate;
        private int seen;

        TextFilter(int ordinal, Predicate<String> condition, Expr predicate) {
            this.ordinal = ordinal;
            this.condition = condition;
            this.predicate = predicate;
        }

        @Override
        public Expr predicate() {
            return predicate;
        }

        @Override
        public List<Integer> columns() {
            return List.of(ordinal);
        }

        @Override
        public Selection apply(List<Vector> vectors, int length, @Nullable Selection rows) {
            seen += length;
            int candidates = rows == null ? length : rows.count();
            int[] kept = new int[candidates];
            int count = 0;
            for (int i = 0; i < candidates; i++) {
                int row = rows == null ? i : rows.rows()[i];
                if (condition.test(PythonText.of(vectors.getFirst(), row))) {
                    kept[count++] = row;
                }
            }
            return new Selection(kept, count);
        }
    }

    private Path fresh() {
        return folder.resolve("f" + System.nanoTime() + ".parquet");
    }

    private static List<Integer> someColumns(Random random, RandomFile file) {
        List<Integer> columns = new ArrayList<>(IntStream.range(0, file.names().size()).boxed().toList());
        Collections.shuffle(columns, random);
        return columns.subList(0, 1 + random.nextInt(columns.size()));
    }

    private static List<List<String>> project(List<List<String>> rows, List<Integer> columns) {
        return rows.stream().map(row -> columns.stream().map(row::get).toList()).toList();
    }

    private static SourceSpec source(Path path) {
        return new SourceSpec("parquet", List.of(path.toString()), Map.of(), Optional.empty());
    }

    private static Split wholeFile(Path path) {
        long size = path.toFile().length();
        return new Split(path.toString(), 0, size, size, 0, List.of());
    }

    private static List<List<String>> read(Random random, Path path, Split split, List<Integer> columns, List<ScanFilter> filters) {
        FooterCache footers = new FooterCache(1);
        Schema schema = footers.footer(path).schema().schema();
        int batchRows = 1 + random.nextInt(random.nextBoolean() ? 50 : 2_000);
        ReadRequest request = new ReadRequest(source(path), schema, split, columns, filters, -1, batchRows);
        List<List<String>> rows = new ArrayList<>();
        try (TestTask task = new TestTask(64L << 20)) {
            try (ParquetBatchReader reader = new ParquetBatchReader(request, task, footers)) {
                for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                    assertTrue(batch.rows() > 0 && batch.length() <= batchRows);
                    for (int i = 0; i < batch.rows(); i++) {
                        int row = batch.selection() == null ? i : batch.selection().rows()[i];
                        List<String> texts = new ArrayList<>();
                        for (Vector vector : batch.columns()) {
                            texts.add(PythonText.of(vector, row));
                        }
                        rows.add(texts);
                    }
                }
            }
        }
        return rows;
    }
}
