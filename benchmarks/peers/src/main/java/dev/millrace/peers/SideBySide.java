package dev.millrace.peers;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the engines one after the other, each in a process of its own, and prints their medians side by side as Markdown:
 * {@code SideBySide HOME [--engines millrace,spark,duckdb] } and the arguments of {@link Workload}. {@code HOME} is the project's folder.
 * What the engines printed goes to {@code HOME/benchmarks/peers/target/runs-ENGINE.csv}. Ends with 1 when answers differ.
 */
public final class SideBySide {

    private static final List<String> ENGINES = List.of("millrace", "spark", "duckdb");

    private final Path home;
    private final Workload workload;

    private SideBySide(Path home, Workload workload) {
        this.home = home;
        this.workload = workload;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> rest = new ArrayList<>(List.of(arguments));
        Path home = Path.of(rest.remove(0)).toAbsolutePath().normalize();
        List<String> engines = ENGINES;
        int option = rest.indexOf("--engines");
        if (option >= 0) {
            engines = List.of(rest.get(option + 1).split(","));
            rest.subList(option, option + 2).clear();
        }
        Workload workload = Workload.of(rest.toArray(String[]::new));
        SideBySide run = new SideBySide(home, workload);
        Map<String, Figures> figures = new LinkedHashMap<>();
        for (String engine : engines) {
            figures.put(engine, run.measure(engine));
        }
        SideBySideTable table = new SideBySideTable(figures, new ArrayList<>(workload.texts().keySet()));
        System.out.print(table.markdown());
        System.out.flush();
        System.exit(table.differences().isEmpty() ? 0 : 1);
    }

    private Figures measure(String engine) throws IOException, InterruptedException {
        List<String> command = switch (engine) {
            case "millrace" -> millrace();
            case "spark" -> java(SparkPeer.class, sparkOptions());
            case "duckdb" -> java(DuckDbPeer.class, List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g"));
            default -> throw new IllegalArgumentException("no such engine: " + engine + "; known are " + ENGINES);
        };
        System.err.println("measuring " + engine);
        Path log = home.resolve("benchmarks/peers/target/log-" + engine + ".txt");
        Path lines = home.resolve("benchmarks/peers/target/runs-" + engine + ".csv");
        Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        Figures figures = new Figures(workload.warmup());
        List<String> printed = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                printed.add(line);
                figures.add(line);
            }
        }
        Files.write(lines, printed);
        if (process.waitFor() != 0 && printed.isEmpty()) {
            throw new IllegalStateException(engine + " ended with " + process.exitValue() + ", see " + log);
        }
        return figures;
    }

    private List<String> millrace() {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/millrace").toString(), "bench", "tpch"));
        command.addAll(workload.arguments());
        command.addAll(List.of("--master", "local[" + workload.threads() + "]", "--memory", workload.memory()));
        return command;
    }

    private List<String> java(Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>(List.of(javaForPeers()));
        command.addAll(options);
        command.addAll(List.of("-cp", home.resolve("benchmarks/peers/target/peers.jar") + File.pathSeparator
                + home.resolve("benchmarks/peers/target/lib") + "/*", main.getName()));
        command.addAll(workload.arguments());
        command.addAll(List.of("--threads", Integer.toString(workload.threads())));
        return command;
    }

    /** The Java that Spark supports best: 17 when it is installed where systems put it, or else the one that runs this. */
    private static String javaForPeers() {
        Path folder = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> homes = Files.list(folder)) {
                return homes.filter(home -> home.getFileName().toString().contains("17")).map(home -> home.resolve("bin/java"))
                        .filter(Files::isExecutable).map(Path::toString).sorted().findFirst().orElseGet(SideBySide::thisJava);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return thisJava();
    }

    private static String thisJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What Spark's own launcher passes on a Java with modules. */
    private List<String> sparkOptions() {
        List<String> options = new ArrayList<>(List.of("-Xmx" + workload.memory(), "-XX:+IgnoreUnrecognizedVMOptions",
                "--add-modules=jdk.incubator.vector", "-Djdk.reflect.useDirectMethodHandle=false"));
        for (String packageName : List.of("java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio",
                "java.util", "java.util.concurrent", "java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.cs", "sun.security.action",
                "sun.util.calendar")) {
            options.add("--add-opens=java.base/" + packageName + "=ALL-UNNAMED");
        }
        return options;
    }
}
