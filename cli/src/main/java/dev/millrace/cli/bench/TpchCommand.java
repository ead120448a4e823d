package dev.millrace.cli.bench;

import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.cli.CommandSession;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.TerminalStreams;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times queries on TPC-H tables. Standard output has a line {@code query,run,ms,rows,checksum} for each run; {@code #session} is the time
 * from the start of the process to a session, {@code #rss} the most memory that the process had, in KiB.
 */
@Command(
        name = "tpch",
        description = {
                "Times queries on TPC-H tables: a line query,run,ms,rows,checksum for each run.",
                "A query that fails has a line query,run,ERROR,0,reason."},
        mixinStandardHelpOptions = true)
public final class TpchCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "A folder with a folder of Parquet files for each table.")
    private Path data = Path.of("");

    @Option(names = "--queries", paramLabel = "DIR|FILE", required = true, split = ",",
            description = "Files with a query each, or a folder of *.sql; several are separated by commas.")
    private List<Path> queries = new ArrayList<>();

    @Option(names = "--warmup", paramLabel = "W", defaultValue = "0",
            description = "Runs of each query before those that count (default: ${DEFAULT-VALUE}); they are printed too.")
    private int warmups;

    @Option(names = "--runs", paramLabel = "R", defaultValue = "1", description = "Runs of each query (default: ${DEFAULT-VALUE}).")
    private int runs = 1;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes each answer into DIR, as a file with | between the fields.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--master", paramLabel = "MASTER", defaultValue = "local[*]",
            description = "local[N] or cluster://HOST:PORT (default: ${DEFAULT-VALUE}).")
    private String master = "local[*]";

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory for queries: 512m, 4g.")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--conf", paramLabel = "KEY=VALUE", description = "A setting; may be given more than once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        List<Path> files = files();
        Session.Builder builder = Session.builder().master(master).appName("bench tpch").config("session.timezone", "UTC").config(settings);
        memory.ifPresent(size -> builder.config("memory.limit", size));
        try (CommandSession command = new CommandSession(builder.create()); Writer lines = TerminalStreams.output()) {
            long started = sinceStart().toMillis();
            line(lines, "#session,0," + started + ",0,-");
            TpchTables.register(command.session(), data);
            boolean failed = false;
            for (Path file : files) {
                failed |= !time(command.session(), file, lines);
            }
            Optional<String> memoryUsed = peakKibibytes();
            if (memoryUsed.isPresent()) {
                line(lines, "#rss,0," + memoryUsed.get() + ",0,-");
            }
            return (failed ? ExitCode.USER_ERROR : ExitCode.OK).number();
        }
    }

    private boolean time(Session session, Path file, Writer lines) throws IOException {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.sql$", "");
        String sql = read(file);
        for (int run = 0; run < warmups + runs; run++) {
            try {
                long start = System.nanoTime();
                List<Row> rows = session.sql(sql).collect();
                double millis = (System.nanoTime() - start) / 1e6;
                line(lines, name + "," + run + "," + Math.round(millis * 10) / 10.0 + "," + rows.size() + "," + RowChecksum.of(rows));
                if (run == 0 && out.isPresent()) {
                    writeAnswer(rows, out.get().resolve(name + ".tbl"));
                }
            } catch (RuntimeException e) {
                line(lines, name + "," + run + ",ERROR,0," + String.valueOf(e.getMessage()).replaceAll("[,\\s]+", " "));
                return false;
            }
        }
        return true;
    }

    private static void line(Writer lines, String line) throws IOException {
        lines.append(line).append('\n').flush();
    }

    private static void writeAnswer(List<Row> rows, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                for (Row row : rows) {
                    for (int column = 0; column < row.size(); column++) {
                        Object value = row.get(column);
                        writer.append(column == 0 ? "" : "|").append(value == null ? "" : value.toString());
                    }
                    writer.append('\n');
                }
            }
        } catch (IOException e) {
            throw ErrorCondition.CANNOT_WRITE_FILE.caused(e, "path", file, "detail", String.valueOf(e));
        }
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path path : queries) {
            if (!Files.isDirectory(path)) {
                files.add(path);
                continue;
            }
            try (Stream<Path> entries = Files.list(path)) {
                files.addAll(entries.filter(entry -> entry.toString().endsWith(".sql")).sorted().toList());
            } catch (IOException | UncheckedIOException e) {
                throw ErrorCondition.PATH_NOT_READABLE.caused(e, "path", path, "detail", String.valueOf(e.getMessage()));
            }
        }
        return files;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw ErrorCondition.PATH_NOT_FOUND.caused(e, "path", file);
        } catch (IOException e) {
            throw ErrorCondition.PATH_NOT_READABLE.caused(e, "path", file, "detail", String.valueOf(e.getMessage()));
        }
    }

    private static Duration sinceStart() {
        Instant now = Instant.now();
        return ProcessHandle.current().info().startInstant().map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
    }

    /** The kernel's high-water mark of resident memory; nothing where there is no such file. */
    private static Optional<String> peakKibibytes() {
        try (Stream<String> status = Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()) {
            return status.filter(line -> line.startsWith("VmHWM:")).map(line -> line.replaceAll("\\D", "")).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
