package dev.millrace.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is run: {@code --data DIR --queries DIR|FILE,… [--warmup W] [--runs R] [--threads N] [--memory SIZE]}.
 *
 * @param data    a folder with a folder of {@code part-*.parquet} for each table
 * @param queries folders of {@code .sql} files, or files
 * @param warmup  runs of each query that are not counted
 * @param runs    runs of each query that are
 * @param memory  heap of an engine that runs in a JVM, such as {@code 4g}
 */
record Workload(Path data, List<Path> queries, int warmup, int runs, int threads, String memory) {

    /** @throws IllegalArgumentException for an unknown or missing option */
    static Workload of(String[] arguments) {
        Map<String, String> options = new LinkedHashMap<>(
                Map.of("--data", "", "--queries", "", "--warmup", "1", "--runs", "3", "--threads", "2", "--memory", "4g"));
        for (int i = 0; i < arguments.length; i += 2) {
            if (!options.containsKey(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " is unknown or has no value; known are " + options.keySet());
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        if (options.get("--data").isEmpty() || options.get("--queries").isEmpty()) {
            throw new IllegalArgumentException("--data and --queries are needed");
        }
        List<Path> queries = new ArrayList<>();
        for (String path : options.get("--queries").split(",")) {
            queries.add(Path.of(path).toAbsolutePath());
        }
        return new Workload(Path.of(options.get("--data")).toAbsolutePath(), queries, Integer.parseInt(options.get("--warmup")),
                Integer.parseInt(options.get("--runs")), Integer.parseInt(options.get("--threads")), options.get("--memory"));
    }

    /** The same as arguments of another process. */
    List<String> arguments() {
        List<String> paths = queries.stream().map(Path::toString).toList();
        return List.of("--data", data.toString(), "--queries", String.join(",", paths), "--warmup", Integer.toString(warmup), "--runs",
                Integer.toString(runs));
    }

    /** Names of the tables: those of the folders. */
    List<String> tables() throws IOException {
        try (Stream<Path> folders = Files.list(data)) {
            return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
        }
    }

    /** Texts of the queries by the names of their files, in order of the names. */
    Map<String, String> texts() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : queries) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> found = Files.list(path)) {
                    files.addAll(found.filter(file -> file.toString().endsWith(".sql")).sorted().toList());
                }
            } else {
                files.add(path);
            }
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files) {
            texts.put(file.getFileName().toString().replace(".sql", ""), Files.readString(file));
        }
        return texts;
    }
}
