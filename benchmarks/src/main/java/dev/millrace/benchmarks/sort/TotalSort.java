package dev.millrace.benchmarks.sort;

import static dev.millrace.api.Functions.col;

import dev.millrace.api.Session;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/**
 * Sorts lines of 100 bytes, a key of 10 and a payload, with GNU sort and with this engine: {@code TotalSort FOLDER [RECORDS] [RUNS]
 * [MASTER] [MEMORY]}. Both write to the same disk; the lines that come out are compared by a checksum of all of them in order.
 */
public final class TotalSort {

    private static final int KEY_BYTES = 10;
    private static final int LINE_BYTES = 100;
    private static final long SEED = 42;

    private TotalSort() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        int records = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000_000;
        int runs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        String master = arguments.length > 3 ? arguments[3] : "local[2]";
        Files.createDirectories(folder);
        Path input = folder.resolve("records-" + records + ".txt");
        if (!Files.exists(input)) {
            generate(input, records);
        }
        Path gnuOutput = folder.resolve("gnu.txt");
        double gnu = Double.MAX_VALUE;
        double ours = Double.MAX_VALUE;
        Path ourOutput = folder.resolve("millrace");
        Session.Builder builder = Session.builder().master(master);
        if (arguments.length > 4) {
            builder.config("memory.limit", arguments[4]);
        }
        try (Session session = builder.create()) {
            for (int run = 0; run < runs; run++) {
                double gnuNow = gnuSort(input, gnuOutput);
                double oursNow = sort(session, input, ourOutput);
                System.out.printf(Locale.ROOT, "run %d: GNU sort %.2f s, millrace %.2f s%n", run + 1, gnuNow, oursNow);
                gnu = Math.min(gnu, gnuNow);
                ours = Math.min(ours, oursNow);
            }
        }
        long expected = checksum(List.of(gnuOutput));
        long actual = checksum(parts(ourOutput));
        System.out.printf(Locale.ROOT, "%d records: GNU sort %.2f s, millrace %.2f s, ratio %.2f, %s%n", records, gnu, ours, ours / gnu,
                expected == actual ? "same lines" : "DIFFERENT LINES");
        delete(ourOutput);
        Files.delete(gnuOutput);
    }

    private static void generate(Path file, int records) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] line = new byte[LINE_BYTES];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int record = 0; record < records; record++) {
                for (int i = 0; i < KEY_BYTES; i++) {
                    line[i] = (byte) ('!' + random.nextInt(94));
                }
                byte[] payload = String.format(Locale.ROOT, "  %010d  ", record).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(payload, 0, line, KEY_BYTES, payload.length);
                for (int i = KEY_BYTES + payload.length; i < LINE_BYTES - 1; i++) {
                    line[i] = (byte) ('A' + (record + i) % 26);
                }
                line[LINE_BYTES - 1] = '\n';
                out.write(line);
            }
        }
    }

    private static double gnuSort(Path input, Path output) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder("sort", "--parallel=2", "-S", "2G", "-o", output.toString(), input.toString());
        command.environment().put("LC_ALL", "C");
        command.inheritIO();
        long start = System.nanoTime();
        int status = command.start().waitFor();
        if (status != 0) {
            throw new IOException("sort ended with " + status);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double sort(Session session, Path input, Path output) throws IOException {
        delete(output);
        Duration cpuBefore = cpu();
        long start = System.nanoTime();
        session.read().text(input.toString()).orderBy(col("value")).write().text(output.toString());
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "millrace used %.2f s of CPU, ", cpu().minus(cpuBefore).toMillis() / 1e3);
        return seconds;
    }

    /** Of this process, so that a busy machine can be told from a slow program. */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static List<Path> parts(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-")).sorted().toList();
        }
    }

    private static long checksum(List<Path> files) throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[1 << 20];
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    checksum.update(buffer, 0, count);
                }
            }
        }
        return checksum.getValue();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
