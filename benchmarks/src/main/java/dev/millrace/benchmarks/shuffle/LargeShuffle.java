package dev.millrace.benchmarks.shuffle;

import dev.millrace.api.Column;
import dev.millrace.api.DataFrame;
import dev.millrace.api.Functions;
import dev.millrace.api.Row;
import dev.millrace.api.Session;
import dev.millrace.config.ConfigKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * More rows than memory through one exchange: generated rows of thirteen longs are repartitioned by hash in a local session, then counted
 * and summed column by column.
 *
 * <p>{@code LargeShuffle [bytes 2g] [memory 400m] [folder /tmp] [memory|disk] [partitions 64]}
 *
 * <p>The limit is what as many bytes as are shuffled take, written by one thread in pieces of 1 MiB to one file, forced, and read again
 * in sequence, in the same process right before. The rows must be right and the folder empty afterwards.
 */
public final class LargeShuffle {

    private static final int COLUMNS = 13;
    private static final int PIECE = 1 << 20;
    private static final double ALLOWED = 1.5;

    private LargeShuffle() {}

    public static void main(String[] arguments) throws IOException {
        long bytes = ConfigKeys.bytes(arguments.length > 0 ? arguments[0] : "2g");
        String memory = arguments.length > 1 ? arguments[1] : "400m";
        Path folder = Files.createTempDirectory(Path.of(arguments.length > 2 ? arguments[2] : "/tmp"), "large-shuffle");
        String storage = arguments.length > 3 ? arguments[3] : "memory";
        String partitions = arguments.length > 4 ? arguments[4] : "64";
        long rows = bytes / (8 * COLUMNS);
        System.out.printf("%,d rows of %d longs, %,d MiB, through %s of memory, shuffle.storage=%s%n", rows, COLUMNS, bytes >> 20, memory,
                storage);
        double disk = sequentialSeconds(folder, bytes);
        System.out.printf("the disk alone: written, forced and read in %.2f s (%.0f MiB/s)%n", disk, 2 * (bytes >> 20) / disk);
        double seconds;
        try (Session session = Session.builder().master("local[2]").config(ConfigKeys.MEMORY.name(), memory)
                .config(ConfigKeys.SPILL_DIRECTORY.name(), folder.toString()).config(ConfigKeys.SHUFFLE_STORAGE.name(), storage)
                .config(ConfigKeys.SHUFFLE_PARTITIONS.name(), partitions).create()) {
            shuffle(session, 1_000_000);
            long start = System.nanoTime();
            shuffle(session, rows);
            seconds = (System.nanoTime() - start) / 1e9;
        }
        List<Path> left = left(folder);
        System.out.printf("the shuffle: %.2f s, %.2f x the disk alone (allowed: %.1f x); right; files left: %d%n", seconds, seconds / disk,
                ALLOWED, left.size());
        if (!left.isEmpty()) {
            throw new IllegalStateException("files were left: " + left);
        }
        Files.delete(folder);
    }

    /** Column k of row i is (k + 1) · i + k, so that every sum is known. */
    private static void shuffle(Session session, long rows) {
        List<Column> columns = new ArrayList<>();
        for (int k = 0; k < COLUMNS; k++) {
            columns.add(Functions.col("id").multiply(k + 1L).plus((long) k).as("c" + k));
        }
        DataFrame wide = session.range(0, rows).select(columns.toArray(Column[]::new)).repartition(Functions.col("c0"));
        List<Column> sums = new ArrayList<>();
        for (int k = 0; k < COLUMNS; k++) {
            sums.add(Functions.sum(Functions.col("c" + k)).as("s" + k));
        }
        Row result = wide.agg(Functions.count(Functions.lit(1)).as("n"), sums.toArray(Column[]::new)).collect().getFirst();
        check("count", BigInteger.valueOf(rows), result.get(0));
        BigInteger ids = BigInteger.valueOf(rows).multiply(BigInteger.valueOf(rows - 1)).shiftRight(1);
        for (int k = 0; k < COLUMNS; k++) {
            check("c" + k, ids.multiply(BigInteger.valueOf(k + 1)).add(BigInteger.valueOf(rows).multiply(BigInteger.valueOf(k))),
                    result.get(k + 1));
        }
    }

    private static void check(String name, BigInteger expected, Object found) {
        if (!expected.toString().equals(String.valueOf(found))) {
            throw new IllegalStateException(name + " is " + found + " instead of " + expected);
        }
    }

    private static double sequentialSeconds(Path folder, long bytes) throws IOException {
        Path file = folder.resolve("sequential");
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        for (int i = 0; i < PIECE; i += Long.BYTES) {
            piece.putLong(i, i * 0x9E3779B97F4A7C15L);
        }
        long start = System.nanoTime();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long at = 0; at < bytes; at += PIECE) {
                piece.clear();
                while (piece.hasRemaining()) {
                    channel.write(piece);
                }
            }
            channel.force(true);
            channel.position(0);
            for (int read = 0; read >= 0;) {
                piece.clear();
                read = channel.read(piece);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(file);
        return seconds;
    }

    private static List<Path> left(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).toList();
        }
    }
}
