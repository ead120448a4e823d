package dev.millrace.files.parquet;

import dev.millrace.columnar.Batch;
import dev.millrace.error.EngineException;
import dev.millrace.files.parquet.page.FooterCache;
import dev.millrace.files.parquet.read.ParquetBatchReader;
import dev.millrace.plan.SourceSpec;
import dev.millrace.spi.ReadRequest;
import dev.millrace.spi.Split;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the files of a conformance suite and compares with what other readers gave: {@code -Dsuite=FOLDER} with a folder
 * {@code parquet} and {@code parquet-oracle.jsonl}. Meant to be run with {@code -Xmx256m}.
 */
public final class ParquetSuiteMain {
    private static final long BUDGET = 96L << 20;
    private static final long SLOW_MILLIS = 1000;

    private int passed;
    private int failed;

    private ParquetSuiteMain() {}

    public static void main(String[] arguments) throws IOException {
        Path suite = Path.of(System.getProperty("suite"));
        ParquetSuiteMain run = new ParquetSuiteMain();
        for (String line : Files.readAllLines(suite.resolve("parquet-oracle.jsonl"))) {
            try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
                parser.nextToken();
                run.run(suite.resolve("parquet"), object(value(parser)));
            }
        }
        System.out.println(run.passed + " passed, " + run.failed + " failed, 0 skipped");
    }

    private void run(Path folder, Map<String, Object> expected) {
        String name = (String) expected.get("file");
        String verdict = (String) expected.get("verdict");
        long start = System.nanoTime();
        Outcome outcome = read(folder.resolve(name));
        long millis = (System.nanoTime() - start) / 1_000_000;
        String problem = millis > SLOW_MILLIS ? "took " + millis + " ms" : problem(outcome, verdict, expected);
        if (problem == null) {
            passed++;
        } else {
            failed++;
        }
        if (problem != null || Boolean.getBoolean("verbose")) {
            System.out.println((problem == null ? "ok   " : "FAIL ") + verdict + " " + name + " " + millis + " ms: " + problem + "\n     "
                    + (outcome.error == null ? outcome.rows + " rows, " + outcome.names : outcome.error.toString()));
        }
    }

    private static String problem(Outcome outcome, String verdict, Map<String, Object> expected) {
        Map<String, Object> duckdb = object(expected.get("duckdb"));
        Map<String, Object> pyarrow = object(expected.get("pyarrow"));
        if (outcome.error != null && !(outcome.error instanceof EngineException)) {
            outcome.error.printStackTrace();
            return "not one clear error";
        }
        return switch (verdict) {
            case "neither" -> outcome.error == null ? "was read" : null;
            case "both" -> outcome.error != null ? "was refused" : Objects.requireNonNullElse(compare(outcome, duckdb), "").isEmpty()
                    ? compare(outcome, pyarrow) : compare(outcome, duckdb);
            // one reader only: both answers can be defended, but an answer must be the same
            case "duckdb_only" -> outcome.error != null ? null : compare(outcome, duckdb);
            case "pyarrow_only" -> outcome.error != null ? "was refused" : compare(outcome, pyarrow);
            default -> "unknown verdict";
        };
    }

    private static String compare(Outcome outcome, Map<String, Object> other) {
        if (outcome.rows != ((Number) other.get("rows")).longValue()) {
            return "rows " + outcome.rows + " instead of " + other.get("rows");
        }
        List<String> names = new ArrayList<>();
        for (Object column : (List<?>) other.get("cols")) {
            names.add((String) ((List<?>) column).getFirst());
        }
        if (!names.equals(outcome.names)) {
            return "columns " + outcome.names + " instead of " + names;
        }
        List<?> first = (List<?>) other.get("first");
        if (first == null) {
            return null;
        }
        for (int i = 0; i < first.size(); i++) {
            if (!first.get(i).equals(outcome.first.get(i))) {
                return "row " + i + "\n  is     " + outcome.first.get(i) + "\n  should " + first.get(i);
            }
        }
        return null;
    }

    private record Outcome(long rows, List<String> names, List<String> first, Throwable error) {}

    private static Outcome read(Path path) {
        try (TestTask task = new TestTask(BUDGET)) {
            FooterCache footers = new FooterCache(1);
            Schema schema = footers.footer(path).schema().schema();
            List<String> first = new ArrayList<>();
            long rows = 0;
            SourceSpec source = new SourceSpec("parquet", List.of(path.toString()), Map.of(), Optional.empty());
            long size = path.toFile().length();
            ReadRequest request = new ReadRequest(source, schema, new Split(path.toString(), 0, size, size, 0, List.of()),
                    IntStream.range(0, schema.size()).boxed().toList(), List.of(), -1, Batch.ROWS);
            try (ParquetBatchReader reader = new ParquetBatchReader(request, task, footers)) {
                for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                    for (int row = 0; row < batch.rows(); row++) {
                        // every value is looked at, not only those that are compared
                        String text = text(batch, row);
                        if (first.size() < 2) {
                            first.add(text);
                        }
                    }
                    rows += batch.rows();
                }
            }
            return new Outcome(rows, schema.names(), first, null);
        } catch (EngineException | StackOverflowError | OutOfMemoryError e) {
            return new Outcome(0, List.of(), List.of(), e);
        } catch (RuntimeException e) {
            return new Outcome(0, List.of(), List.of(), e);
        }
    }

    private static String text(Batch batch, int row) {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < batch.columns().size(); i++) {
            text.append(i == 0 ? "" : ", ").append(PythonText.of(batch.column(i), row));
        }
        return text.append(batch.columns().size() == 1 ? ",)" : ")").toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IllegalStateException(token.toString());
        };
    }
}
