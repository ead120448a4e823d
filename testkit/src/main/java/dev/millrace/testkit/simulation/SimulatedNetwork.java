package dev.millrace.testkit.simulation;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.ExecutorId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages between driver and executors, in order on each connection and in any order between connections, and fetches of blocks. A
 * connection that is cut loses what is under way; each end learns of it in its own time.
 */
final class SimulatedNetwork {

    private static final long FETCH_DEADLINE = 5_000_000;
    private static final long NOTICED_AT_LATEST = 10_000_000;

    private final Simulation simulation;
    private final Map<String, Long> fetchCuts = new HashMap<>();

    SimulatedNetwork(Simulation simulation) {
        this.simulation = simulation;
    }

    /** One connection of an executor with the driver. */
    static final class Link {

        private long lastToDriver;
        private long lastToExecutor;
        private boolean cut;
        private boolean lostOnTheWay;

        boolean isCut() {
            return cut;
        }
    }

    /** What a fetch ended in: rows, or the error that the reader sees. */
    record Fetched(long[] rows, @Nullable EngineException error) {}

    private long delay() {
        Dice dice = simulation.dice();
        return dice.chance(40) ? dice.between(5_000, 200_000) : dice.between(50, 2_000);
    }

    void toDriver(Link link, Runnable message) {
        if (!link.cut) {
            link.lastToDriver = Math.max(link.lastToDriver, simulation.agenda().now() + delay());
            deliver(link, link.lastToDriver, message);
        }
    }

    void toExecutor(Link link, Runnable message) {
        if (!link.cut) {
            link.lastToExecutor = Math.max(link.lastToExecutor, simulation.agenda().now() + delay());
            deliver(link, link.lastToExecutor, message);
        }
    }

    private void deliver(Link link, long micros, Runnable message) {
        simulation.agenda().at(micros, () -> {
            if (!link.lostOnTheWay) {
                message.run();
            }
        });
    }

    /** Cuts a connection. What is under way arrives, and before the end is noticed, or not; nothing that is sent later does. */
    void cut(SimulatedExecutor executor, boolean atOnce) {
        Link link = executor.link();
        if (link.cut) {
            return;
        }
        Dice dice = simulation.dice();
        link.cut = true;
        link.lostOnTheWay = dice.chance(500);
        long most = atOnce ? 5_000 : NOTICED_AT_LATEST;
        long noticed = Math.max(link.lastToDriver, simulation.agenda().now() + dice.between(100, most));
        simulation.agenda().at(noticed, () -> simulation.driver().lost(executor, "the connection broke"));
        simulation.agenda().in(dice.between(100, most), () -> executor.whenAwake(executor::driverGone));
    }

    /** What the executor says reaches the driver only after so long, in order. */
    void stall(SimulatedExecutor executor, long micros) {
        Link link = executor.link();
        link.lastToDriver = Math.max(link.lastToDriver, simulation.agenda().now() + micros);
    }

    /** The driver's end is gone: nothing that is under way arrives, and the executor learns of it in its own time. */
    void driverEnded(SimulatedExecutor executor) {
        Link link = executor.link();
        if (!link.cut) {
            link.cut = true;
            link.lostOnTheWay = true;
            long notice = simulation.dice().between(100, simulation.dice().chance(800) ? 50_000 : NOTICED_AT_LATEST);
            simulation.agenda().in(notice, () -> executor.whenAwake(executor::driverGone));
        }
    }

    /** From now on and for so long neither of the two gets a block from the other. */
    void cutFetches(String one, String other, long micros) {
        fetchCuts.put(pair(one, other), simulation.agenda().now() + micros);
    }

    private boolean fetchesCut(String one, String other) {
        return fetchCuts.getOrDefault(pair(one, other), 0L) > simulation.agenda().now();
    }

    private static String pair(String one, String other) {
        return one.compareTo(other) < 0 ? one + " " + other : other + " " + one;
    }

    /**
     * Reads a block of an executor for another one, or for the driver.
     *
     * @param reader host of whoever reads
     * @param then   is told once, at the latest at the deadline
     */
    void fetch(String reader, ExecutorId owner, BlockId block, Consumer<Fetched> then) {
        Agenda agenda = simulation.agenda();
        boolean[] answered = new boolean[1];
        Consumer<Fetched> once = fetched -> {
            if (!answered[0]) {
                answered[0] = true;
                then.accept(fetched);
            }
        };
        SimulatedExecutor executor = simulation.executor(owner);
        if (executor.host().equals(reader)) {
            agenda.in(20, () -> once.accept(executor.read(owner, block)));
            return;
        }
        agenda.in(delay(), () -> {
            if (executor.gone()) {
                agenda.in(delay(), () -> once.accept(unreachable(block, owner, "the connection was refused")));
            } else if (fetchesCut(reader, executor.host())) {
                simulation.faults().fire(Faults.Kind.FETCH_CUT);
                agenda.in(delay(), () -> once.accept(unreachable(block, owner, "the connection broke")));
            } else if (simulation.faults().strikes(Faults.Kind.BLOCK_LOST, 20)) {
                agenda.in(delay(), () -> once.accept(lost(block, owner, "its checksum is wrong")));
            } else {
                executor.whenAwake(() -> {
                    Fetched fetched = executor.read(owner, block);
                    agenda.in(delay(), () -> once.accept(fetched));
                });
            }
        });
        agenda.in(FETCH_DEADLINE, () -> {
            if (!answered[0]) {
                simulation.faults().fire(Faults.Kind.FETCH_TIMEOUT);
                once.accept(unreachable(block, owner, "no answer in time"));
            }
        });
    }

    private static Fetched lost(BlockId block, ExecutorId owner, String detail) {
        return new Fetched(new long[0], ErrorCondition.SHUFFLE_BLOCK_LOST.with("block", block, "executor", owner, "detail", detail));
    }

    private static Fetched unreachable(BlockId block, ExecutorId owner, String detail) {
        return new Fetched(new long[0], ErrorCondition.EXECUTOR_UNREACHABLE.with("block", block, "executor", owner, "detail", detail));
    }
}
