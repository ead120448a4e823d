package dev.millrace.cli.demo;

import dev.millrace.api.DataFrame;
import dev.millrace.api.Session;
import dev.millrace.cli.CommandSession;
import dev.millrace.cli.ExitCode;
import dev.millrace.cli.ProgressBar;
import dev.millrace.error.ErrorCondition;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the taxi revenue report on given files, or on a data set that it makes. */
@Command(
        name = "demo",
        description = "Runs the taxi revenue report: revenue per pickup zone, month and service, written as Parquet and shown; "
                + "computed with DataFrames and again with SQL.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final int SHOWN_ROWS = 20;

    @Option(names = "--data", paramLabel = "FOLDER",
            description = "Trips of one service, as Parquet; the service is the files' prefix: green_…")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--zones", paramLabel = "FILE", description = "The zones as CSV: locationid, borough, zone.")
    private Optional<Path> zones = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the report goes.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--master", paramLabel = "MASTER", defaultValue = "local[*]",
            description = "local[N] or cluster://HOST:PORT (default: ${DEFAULT-VALUE}).")
    private String master = "local[*]";

    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory for the query: 512m, 4g.")
    private Optional<String> memory = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter screen = spec.commandLine().getOut();
        Path home = Path.of(System.getProperty("millrace.home", "")).toAbsolutePath().resolve("target").resolve("demo");
        Session.Builder builder = Session.builder().master(master).appName("demo").config("session.timezone", "UTC");
        memory.ifPresent(size -> builder.config("memory.limit", size));
        try (CommandSession command = new CommandSession(builder.create()); ProgressBar bar = ProgressBar.onTerminal()) {
            Session session = command.session();
            session.addListener(bar);
            Path trips = data.orElseGet(() -> sample(session, home.resolve("trips"), screen));
            Path zoneFile = zones.orElseGet(() -> home.resolve("zones"));
            if (data.isEmpty() || zones.isEmpty()) {
                sampleZones(session, home.resolve("zones"));
            }
            Path report = out.orElseGet(() -> home.resolve("report"));
            run(session, trips, zoneFile, report, bar, screen);
        }
        return ExitCode.OK.number();
    }

    private static void run(Session session, Path trips, Path zones, Path report, ProgressBar bar, PrintWriter screen) {
        long start = System.nanoTime();
        DataFrame rows = session.read().parquet(trips.toString());
        DataFrame zoneRows = session.read().option("header", "true").csv(zones.toString());
        RevenueReport.of(rows, zoneRows, service(trips)).coalesce(1).write().mode("overwrite").parquet(report.toString());
        double seconds = (System.nanoTime() - start) / 1e9;
        bar.clear();
        long read = bar.rowsRead();
        List<String> stages = bar.stages();
        DataFrame written = session.read().parquet(report.toString());
        screen.print(written.orderBy("revenue_zone", "revenue_month", "service_type").showString(SHOWN_ROWS, 20, false));
        stages.forEach(screen::println);
        screen.printf(Locale.ROOT, "%,d rows read in %.2f s (%,.0f rows/s)%n", read, seconds, read / seconds);
        long sqlStart = System.nanoTime();
        SameRows.check(written.orderBy("revenue_zone", "revenue_month", "service_type").collect(),
                RevenueReport.ofSql(rows, zoneRows, service(trips)).collect());
        screen.printf(Locale.ROOT, "The same report as SQL has the same rows, in %.2f s%n", (System.nanoTime() - sqlStart) / 1e9);
        screen.println("The report lies in " + report.toAbsolutePath().normalize());
        screen.flush();
    }

    private static Path sample(Session session, Path folder, PrintWriter screen) {
        if (!Files.exists(folder.resolve("_SUCCESS"))) {
            screen.printf(Locale.ROOT, "Making %,d trips in %s%n", SampleTrips.ROWS, folder);
            screen.flush();
            SampleTrips.writeTrips(session, folder);
        } else {
            screen.println("Using the trips in " + folder);
        }
        return folder;
    }

    private static void sampleZones(Session session, Path folder) {
        if (!Files.exists(folder.resolve("_SUCCESS"))) {
            SampleTrips.writeZones(session, folder);
        }
    }

    /** What stands before the first underscore of the first file's name: {@code green} of {@code green_tripdata_2024-01.parquet}. */
    private static String service(Path trips) {
        List<String> names;
        try (Stream<Path> files = Files.isDirectory(trips) ? Files.list(trips) : Stream.of(trips)) {
            names = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".parquet")).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            throw ErrorCondition.PATH_NOT_READABLE.caused(e, "path", trips, "detail", String.valueOf(e.getMessage()));
        }
        int underscore = names.isEmpty() ? -1 : names.getFirst().indexOf('_');
        return underscore <= 0 ? "green" : names.getFirst().substring(0, underscore);
    }
}
