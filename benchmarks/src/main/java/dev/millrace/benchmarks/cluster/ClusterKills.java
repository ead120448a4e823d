package dev.millrace.benchmarks.cluster;

import dev.millrace.api.Session;
import dev.millrace.error.EngineException;
import dev.millrace.testkit.cluster.ExecutorHandle;
import dev.millrace.testkit.cluster.ProcessCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Queries over and over while one random executor of three is killed every three seconds and started again a second later:
 * {@code ClusterKills DATA QUERIES [SECONDS] [SEED] [NAME…]}. Prints what was wrong, failed or hung (all must be 0), and how much slower
 * a query was than on the calm cluster (at most 3 times); ends with 1 when that does not hold.
 */
public final class ClusterKills {

    private static final int EXECUTORS = 3;
    private static final double GATE = 3;
    private static final long EVERY_MILLIS = 3000;
    private static final long RESTART_MILLIS = 1000;
    private static final long HUNG_SECONDS = 60;
    private static final int WARM_UPS = 4;

    private final Workload workload;
    private final Map<String, List<List<@Nullable Object>>> expected = new HashMap<>();
    private final ExecutorService client = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("client").factory());
    private int runs;
    private int wrong;
    private int failed;
    private int hung;

    private ClusterKills(Workload workload) {
        this.workload = workload;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 60;
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : System.nanoTime();
        Workload workload = Workload.of(Path.of(arguments[0]), Path.of(arguments[1]),
                List.of(arguments).subList(Math.min(4, arguments.length), arguments.length));
        System.exit(new ClusterKills(workload).run(seconds, seed) ? 0 : 1);
    }

    private boolean run(int seconds, long seed) throws IOException, InterruptedException {
        System.out.println("seed " + seed);
        try (Session local = Session.builder().master("local[" + EXECUTORS + "]").create()) {
            workload.register(local);
            for (Workload.Query query : workload.queries()) {
                expected.put(query.name(), Workload.rows(local, query));
            }
        }
        AtomicInteger kills = new AtomicInteger();
        try (BenchmarkCluster benchmark = BenchmarkCluster.start(EXECUTORS)) {
            ProcessCluster cluster = benchmark.cluster();
            workload.register(cluster.session());
            double calm = 0;
            for (int round = 0; round <= WARM_UPS; round++) {
                calm = loop(cluster.session(), 0);
            }
            System.out.printf(Locale.ROOT, "calm: %.0f ms a query%n", calm);
            runs = 0;
            double killed;
            try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
                Random random = new Random(seed);
                clock.scheduleAtFixedRate(() -> kill(cluster, random, clock, kills), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
                killed = loop(cluster.session(), TimeUnit.SECONDS.toNanos(seconds));
                clock.shutdownNow();
            }
            System.out.printf(Locale.ROOT, "%d kills, %d queries: %d wrong, %d failed, %d hung; %.0f ms a query, %.2f times the calm loop "
                    + "(gates 0, 0, 0, %.1f)%n", kills.get(), runs, wrong, failed, hung, killed, killed / calm, GATE);
            return kills.get() > 0 && wrong + failed + hung == 0 && killed / calm <= GATE;
        } finally {
            client.shutdownNow();
        }
    }

    private static void kill(ProcessCluster cluster, Random random, ScheduledExecutorService clock, AtomicInteger kills) {
        ExecutorHandle executor = cluster.executor(random.nextInt(cluster.executors().size()));
        if (executor.isAlive()) {
            executor.kill();
            kills.incrementAndGet();
            clock.schedule(executor::start, RESTART_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** All queries again and again until the time is over, once when it is 0; milliseconds a query. */
    private double loop(Session session, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        int before = runs;
        List<Long> times = new ArrayList<>();
        do {
            for (Workload.Query query : workload.queries()) {
                long begin = System.nanoTime();
                run(session, query);
                times.add(System.nanoTime() - begin);
                if (hung > 0 || nanos > 0 && System.nanoTime() - start > nanos) {
                    break;
                }
            }
        } while (hung == 0 && System.nanoTime() - start < nanos);
        return times.stream().mapToLong(Long::longValue).sum() / 1e6 / (runs - before);
    }

    private void run(Session session, Workload.Query query) throws InterruptedException {
        runs++;
        Future<List<List<@Nullable Object>>> answer = client.submit((Callable<List<List<@Nullable Object>>>) () -> Workload.rows(session,
                query));
        try {
            Optional<String> difference = Workload.difference(query, answer.get(HUNG_SECONDS, TimeUnit.SECONDS),
                    expected.getOrDefault(query.name(), List.of()));
            if (difference.isPresent()) {
                wrong++;
                System.out.println(query.name() + " is wrong: " + difference.get());
            }
        } catch (ExecutionException e) {
            failed++;
            System.out.println(query.name() + " failed: " + (e.getCause() instanceof EngineException error ? error.getMessage() : e));
        } catch (TimeoutException e) {
            hung++;
            System.out.println(query.name() + " hung: no answer for " + HUNG_SECONDS + " s");
        }
    }
}
