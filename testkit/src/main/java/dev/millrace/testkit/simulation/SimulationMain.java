package dev.millrace.testkit.simulation;

import dev.millrace.error.ErrorCondition;
import dev.millrace.memory.MemoryPool;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs many seeds on all cores, and prints what fired, how fast it went, and the first seed that broke an invariant with the events that
 * led there: {@code SimulationMain [seeds N] [--from SEED] [--threads N] [--keep-going] [--trace]}.
 */
public final class SimulationMain {

    private static final long MEMORY = 1L << 28;
    private static final int LAST_LINES = 80;

    private final PrintStream out;
    private final Map<String, Long> fired = new TreeMap<>();
    private final Map<ErrorCondition, Long> failures = new EnumMap<>(ErrorCondition.class);
    private final Map<String, List<Long>> broken = new LinkedHashMap<>();
    private long processorNanos;
    private long steps;
    private long launches;
    private long copies;
    private long rollbacks;
    private long jobs;

    private SimulationMain(PrintStream out) {
        this.out = out;
    }

    /** Exit code 1 when an invariant broke, 2 when the arguments are wrong. */
    public static void main(String[] arguments) throws InterruptedException {
        long seeds = 10_000;
        long from = System.nanoTime() & 0xffff_ffffL;
        int threads = Runtime.getRuntime().availableProcessors();
        boolean keepGoing = false;
        boolean trace = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "seeds" -> seeds = Long.parseLong(arguments[++i]);
                case "--from" -> from = Long.parseLong(arguments[++i]);
                case "--threads" -> threads = Integer.parseInt(arguments[++i]);
                case "--keep-going" -> keepGoing = true;
                case "--trace" -> trace = true;
                default -> {
                    System.err.println("usage: simulate [seeds N] [--from SEED] [--threads N] [--keep-going] [--trace]");
                    System.exit(2);
                }
            }
        }
        SimulationMain main = new SimulationMain(System.out);
        boolean well = trace ? main.traceOne(from) : main.run(from, seeds, threads, keepGoing);
        System.exit(well ? 0 : 1);
    }

    private boolean traceOne(long seed) {
        try (MemoryPool memory = MemoryPool.root("simulation", MEMORY)) {
            Simulation.Result result = Simulation.run(seed, Simulation.Parts.real(), memory, true);
            result.trace().forEach(out::println);
            out.println(result.broken().isEmpty() ? "all is well" : "BROKEN: " + result.broken());
            return result.broken().isEmpty();
        }
    }

    private boolean run(long from, long seeds, int threads, boolean keepGoing) throws InterruptedException {
        AtomicLong next = new AtomicLong(from);
        AtomicBoolean stop = new AtomicBoolean();
        long start = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().name("simulation-" + i).start(() -> work(next, from + seeds, stop, keepGoing)));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long done = Math.min(next.get(), from + seeds) - from;
        out.printf("%d seeds from %d in %.1f s on %d threads: %.0f seeds/s, %.0f a second of processor time%n", done, from, seconds,
                threads, done / seconds, done * 1e9 / processorNanos);
        out.printf("%d jobs, %d tasks, %d copies of slow tasks, %d stages rolled back, %d steps%n", jobs, launches, copies, rollbacks,
                steps);
        out.println("faults fired: " + fired);
        out.println("jobs that ended in an error: " + failures);
        if (broken.isEmpty()) {
            out.println("all is well");
            return true;
        }
        long first = Long.MAX_VALUE;
        for (Map.Entry<String, List<Long>> entry : broken.entrySet()) {
            List<Long> all = entry.getValue();
            out.println("BROKEN by " + all.size() + " seeds, as " + all.subList(0, Math.min(5, all.size())) + ": " + entry.getKey());
            first = Math.min(first, all.getFirst());
        }
        replay(first);
        return false;
    }

    private void work(AtomicLong next, long end, AtomicBoolean stop, boolean keepGoing) {
        try (MemoryPool memory = MemoryPool.root("simulation", MEMORY)) {
            while (!stop.get()) {
                long seed = next.getAndIncrement();
                if (seed >= end) {
                    break;
                }
                Simulation.Result result = Simulation.run(seed, Simulation.Parts.real(), memory, false);
                count(result);
                if (!result.broken().isEmpty() && !keepGoing) {
                    stop.set(true);
                }
            }
        }
        addProcessorTime(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    private synchronized void addProcessorTime(long nanos) {
        processorNanos += nanos;
    }

    private synchronized void count(Simulation.Result result) {
        result.fired().forEach((kind, count) -> fired.merge(kind, (long) count, Long::sum));
        result.failures().forEach((condition, count) -> failures.merge(condition, (long) count, Long::sum));
        steps += result.steps();
        launches += result.launches();
        copies += result.copies();
        rollbacks += result.rollbacks();
        jobs += result.jobs();
        if (!result.broken().isEmpty()) {
            broken.computeIfAbsent(result.broken().replaceAll("\\d+", "N"), _ -> new ArrayList<>()).add(result.seed());
        }
    }

    private void replay(long seed) {
        try (MemoryPool memory = MemoryPool.root("simulation", MEMORY)) {
            Simulation.Result result = Simulation.run(seed, Simulation.Parts.real(), memory, true);
            List<String> lines = result.trace();
            lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()).forEach(out::println);
            out.println("BROKEN at seed " + seed + ": " + result.broken());
            out.println("whole trace: dev/simulate --from " + seed + " --trace");
        }
    }
}
