package dev.millrace.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Every setting there is. */
public final class ConfigKeys {

    /** Value of {@link #SHUFFLE_PARTITIONS} that leaves the number to the planner. */
    public static final int AUTO = 0;

    public static final ConfigKey<ZoneId> TIME_ZONE = new ConfigKey<>("session.timezone", ZoneId.systemDefault(), ConfigKeys::zone,
            "Time zone in which a TIMESTAMP is shown, read and cut into fields.");
    public static final ConfigKey<Integer> RECURSION_LEVELS = new ConfigKey<>("sql.recursion.levels", 100, ConfigKeys::positive,
            "Most steps of a recursive common table.");
    public static final ConfigKey<Integer> RECURSION_ROWS = new ConfigKey<>("sql.recursion.rows", 1_000_000, ConfigKeys::positive,
            "Most rows of a recursive common table.");
    public static final ConfigKey<Long> MEMORY = new ConfigKey<>("memory.limit", 0L, ConfigKeys::bytes,
            "Memory budget of an executor (a local session is one): 512m, 4g; 0 takes 60 % of the heap and as much native memory.");
    public static final ConfigKey<String> SPILL_DIRECTORY =
            new ConfigKey<>("spill.directory", System.getProperty("java.io.tmpdir"), text -> text,
                    "Folders for spill files, separated by commas; a folder of its own is made in each and removed with the session.");
    public static final ConfigKey<Integer> SHUFFLE_PARTITIONS = new ConfigKey<>("shuffle.partitions", AUTO, ConfigKeys::partitions,
            "Output partitions of an exchange; auto chooses from the cores and the estimated bytes.");
    public static final ConfigKey<String> SHUFFLE_STORAGE = new ConfigKey<>("shuffle.storage", "memory", ConfigKeys::storage,
            "memory keeps an exchange's blocks in memory until memory is wanted; disk writes each to sorted, forced files.");
    public static final ConfigKey<Integer> SHUFFLE_MERGE_FAN_IN =
            new ConfigKey<>("shuffle.merge-fan-in", 64, text -> checked(text, Integer::valueOf, 2, "a whole number above 1"),
                    "Most sorted runs of a map output that are merged at once.");
    public static final ConfigKey<Long> SHUFFLE_FETCH_BYTES = new ConfigKey<>("shuffle.fetch.bytes-in-flight", 48L << 20, ConfigKeys::bytes,
            "What a reader asks other executors for at once, at most; one block of each always.");
    public static final ConfigKey<Long> SHUFFLE_FETCH_WAIT =
            new ConfigKey<>("shuffle.fetch.wait", 60_000L, ConfigKeys::milliseconds,
                    "How long a reader waits for the next block before it asks again, and at last reports it as lost: 60s, 2m.");
    public static final ConfigKey<Long> BROADCAST_LIMIT = new ConfigKey<>("join.broadcast.limit", 64L << 20, ConfigKeys::bytes,
            "A join side estimated below this size is sent to every task instead of being partitioned; 0 never broadcasts.");
    public static final ConfigKey<Boolean> ADAPTIVE = new ConfigKey<>("adaptive.enabled", true, ConfigKeys::flag,
            "Tasks are cut anew once the sizes of what they read are known: small partitions are joined, a skewed one is split.");
    public static final ConfigKey<Long> ADAPTIVE_TARGET = new ConfigKey<>("adaptive.target-size", 16L << 20, ConfigKeys::bytes,
            "What a task should read of an exchange: smaller neighbours are joined up to this size.");
    public static final ConfigKey<Long> SPLIT_BYTES = new ConfigKey<>("files.split.size", 64L << 20, ConfigKeys::bytes,
            "Files are read in splits of about this size.");
    public static final ConfigKey<Integer> BATCH_ROWS = new ConfigKey<>("batch.rows", 8192, ConfigKeys::positive, "Most rows in a batch.");
    public static final ConfigKey<Integer> TASK_ATTEMPTS = new ConfigKey<>("task.attempts", 4, ConfigKeys::positive,
            "A job fails when one of its tasks has failed this often.");
    public static final ConfigKey<Long> EXECUTOR_WAIT = new ConfigKey<>("cluster.executor.wait", 30_000L, ConfigKeys::milliseconds,
            "How long a job waits for an executor to register: 30s, 2m.");
    public static final ConfigKey<Long> EXECUTOR_TIMEOUT = new ConfigKey<>("cluster.executor.timeout", 10_000L, ConfigKeys::milliseconds,
            "An executor that a driver has not heard of for so long is lost; read when the driver starts.");
    public static final ConfigKey<Long> KEEP_OUTPUTS = new ConfigKey<>("scheduler.keep", 1L << 30, ConfigKeys::bytes,
            "Shuffle outputs that nobody reads any more are kept up to this size a job, so that a lost executor costs little.");
    public static final ConfigKey<Long> LOCALITY_WAIT = new ConfigKey<>("scheduler.locality.wait", 300L, ConfigKeys::milliseconds,
            "How long a task waits for the executor that holds most of its input.");
    public static final ConfigKey<Long> EXCLUSION = new ConfigKey<>("scheduler.exclusion", 60_000L, ConfigKeys::milliseconds,
            "How long an executor that fails tasks which succeed elsewhere gets none; 0 excludes none.");
    public static final ConfigKey<Boolean> SPECULATION = new ConfigKey<>("scheduler.speculation", false, ConfigKeys::flag,
            "true starts a second attempt of a task that takes much longer than the others of its stage.");
    public static final ConfigKey<Double> SPECULATION_MULTIPLIER = new ConfigKey<>("scheduler.speculation.multiplier", 3.0,
            ConfigKeys::atLeastOne, "How many times the median a task must take for that.");
    public static final ConfigKey<Double> SPECULATION_QUANTILE = new ConfigKey<>("scheduler.speculation.quantile", 0.75,
            ConfigKeys::fraction, "Which part of a stage's tasks must have ended before that.");
    public static final ConfigKey<String> EVENT_LOG = new ConfigKey<>("eventlog.directory", "", text -> text,
            "Folder in which a driver writes what its scheduler heard and did, as JSON lines; empty writes nothing.");
    public static final ConfigKey<Long> DRIVER_WAIT = new ConfigKey<>("cluster.driver.wait", 300_000L, ConfigKeys::milliseconds,
            "How long an executor looks for its driver, at first and when it was lost, before it ends: 30s, 5m.");
    public static final ConfigKey<Long> DRAIN_WAIT = new ConfigKey<>("cluster.drain.wait", 30_000L, ConfigKeys::milliseconds,
            "How long an executor that was told to stop lets its tasks finish: 30s, 2m.");
    public static final ConfigKey<String> SECRET_FILE = new ConfigKey<>("cluster.secret.file", "", text -> text,
            "File with the secret that all processes of a cluster share; nobody else may read it. The user's own when empty.");
    public static final ConfigKey<String> ADVERTISE = new ConfigKey<>("cluster.advertise", "", text -> text,
            "HOST or HOST:PORT by which other processes reach an executor, when it is not the one that it listens at.");
    public static final ConfigKey<String> TLS_CERTIFICATE = new ConfigKey<>("cluster.tls.certificate", "", text -> text,
            "PEM file with the certificate of this process; connections to it are then encrypted.");
    public static final ConfigKey<String> TLS_KEY = new ConfigKey<>("cluster.tls.key", "", text -> text,
            "PEM file with the key of cluster.tls.certificate.");
    public static final ConfigKey<String> TLS_TRUST = new ConfigKey<>("cluster.tls.trust", "", text -> text,
            "PEM file with the certificates that vouch for other processes; connections of this process are then encrypted.");
    public static final ConfigKey<Boolean> TLS_MUTUAL = new ConfigKey<>("cluster.tls.mutual", false, ConfigKeys::flag,
            "true refuses connections whose other side shows no certificate that cluster.tls.trust vouches for.");
    public static final ConfigKey<String> WAREHOUSE = new ConfigKey<>("catalog.warehouse", "millrace-warehouse", text -> text,
            "Folder of databases and tables, made when something is first put into it; read when a session starts.");
    public static final ConfigKey<String> TABLE_FORMAT = new ConfigKey<>("catalog.format", "parquet", ConfigKeys::lower,
            "Format of a table that is created without USING.");
    public static final ConfigKey<Boolean> OPTIMIZER = new ConfigKey<>("debug.optimizer", true, ConfigKeys::flag,
            "false runs plans as they were analyzed, to tell an optimizer's mistake from another.");
    public static final ConfigKey<String> DISABLED_RULES = new ConfigKey<>("debug.optimizer.disabled", "", text -> text,
            "Names of optimizer rules to leave out, separated by commas.");

    public static final List<ConfigKey<?>> ALL =
            List.of(TIME_ZONE, RECURSION_LEVELS, RECURSION_ROWS, MEMORY, SPILL_DIRECTORY, SHUFFLE_PARTITIONS, SHUFFLE_STORAGE,
                    SHUFFLE_MERGE_FAN_IN,
                    SHUFFLE_FETCH_BYTES, SHUFFLE_FETCH_WAIT, BROADCAST_LIMIT, ADAPTIVE, ADAPTIVE_TARGET, SPLIT_BYTES,
                    BATCH_ROWS, TASK_ATTEMPTS, EXECUTOR_WAIT, EXECUTOR_TIMEOUT, KEEP_OUTPUTS, LOCALITY_WAIT, EXCLUSION, SPECULATION,
                    SPECULATION_MULTIPLIER, SPECULATION_QUANTILE, EVENT_LOG,
                    DRIVER_WAIT, DRAIN_WAIT, SECRET_FILE, ADVERTISE, TLS_CERTIFICATE, TLS_KEY, TLS_TRUST, TLS_MUTUAL,
                    WAREHOUSE, TABLE_FORMAT, OPTIMIZER, DISABLED_RULES);

    private ConfigKeys() {}

    /** Reads a size such as {@code 512m}, {@code 2g}, {@code 4 GiB} or {@code 1000}. */
    public static long bytes(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT).replace("ib", "").replace("b", "").strip();
        int shift = lower.endsWith("k") ? 10 : lower.endsWith("m") ? 20 : lower.endsWith("g") ? 30 : lower.endsWith("t") ? 40 : 0;
        return scaled(shift == 0 ? lower : lower.substring(0, lower.length() - 1), 1L << shift, "a size such as 512m or 4g");
    }

    private static long milliseconds(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.endsWith("ms")) {
            return scaled(lower.substring(0, lower.length() - 2), 1, "a duration such as 500ms, 30s or 2m");
        }
        int unit = lower.endsWith("s") ? 1000 : lower.endsWith("m") ? 60_000 : 0;
        return scaled(unit == 0 ? lower : lower.substring(0, lower.length() - 1), unit == 0 ? 1 : unit,
                "a duration such as 500ms, 30s or 2m");
    }

    private static long scaled(String digits, long unit, String expected) {
        try {
            long value = Math.multiplyExact(Long.parseLong(digits.strip()), unit);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("expected " + expected, e);
        }
        throw new IllegalArgumentException("expected " + expected);
    }

    private static int positive(String text) {
        return checked(text, Integer::valueOf, 1, "a whole number above 0");
    }

    private static int partitions(String text) {
        return "auto".equalsIgnoreCase(text.strip()) ? AUTO : checked(text, Integer::valueOf, 1, "auto or a whole number above 0");
    }

    private static int checked(String text, Function<String, Integer> parse, int min, String expected) {
        try {
            int value = parse.apply(text.strip());
            if (value >= min) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected " + expected, e);
        }
        throw new IllegalArgumentException("expected " + expected);
    }

    private static String storage(String text) {
        String lower = lower(text);
        if (!lower.equals("memory") && !lower.equals("disk")) {
            throw new IllegalArgumentException("expected memory or disk");
        }
        return lower;
    }

    private static double atLeastOne(String text) {
        return decimal(text, 1, Double.MAX_VALUE, "a number from 1");
    }

    private static double fraction(String text) {
        return decimal(text, 0, 1, "a number from 0 to 1");
    }

    private static double decimal(String text, double min, double max, String expected) {
        try {
            double value = Double.parseDouble(text.strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected " + expected, e);
        }
        throw new IllegalArgumentException("expected " + expected);
    }

    private static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip(), ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time zone such as Europe/Berlin, UTC or +02:00", e);
        }
    }
}
