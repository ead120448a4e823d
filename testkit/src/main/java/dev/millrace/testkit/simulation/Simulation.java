package dev.millrace.testkit.simulation;

import dev.millrace.driver.schedule.Action;
import dev.millrace.driver.schedule.JobEvent;
import dev.millrace.driver.schedule.JobScheduler;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.task.ExecutorAction;
import dev.millrace.executor.task.ExecutorEvent;
import dev.millrace.executor.task.ExecutorState;
import dev.millrace.memory.MemoryPool;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.JobId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run: a few executors, a few jobs, a few faults, all as the seed says.
 *
 * <p>{@code Simulation.Result result = Simulation.run(42, Simulation.Parts.real(), memory, true);}
 */
public final class Simulation {

    private static final long CALM_AFTER = 40_000_000L;
    private static final long SETTLED_AFTER = 120_000_000L;
    private static final long LONGEST = 900_000_000L;
    private static final long MOST_STEPS = 2_000_000;

    private final Dice dice;
    private final Agenda agenda = new Agenda();
    private final Trace trace;
    private final Faults faults;
    private final Parts parts;
    private final MemoryPool memory;
    private final Ledger ledger;
    private final Invariants invariants;
    private final SimulatedNetwork network;
    private final SimulatedDriver driver;
    private final Map<ExecutorId, SimulatedExecutor> executors = new LinkedHashMap<>();
    private final List<Host> hosts = new ArrayList<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final Map<ErrorCondition, Integer> failures = new EnumMap<>(ErrorCondition.class);
    private boolean probed;

    private Simulation(long seed, Parts parts, MemoryPool memory, boolean traced) {
        this.dice = new Dice(seed);
        this.parts = parts;
        this.memory = memory;
        this.trace = new Trace(agenda, traced);
        this.faults = new Faults(dice);
        this.ledger = new Ledger(dice);
        this.invariants = new Invariants(this);
        this.network = new SimulatedNetwork(this);
        this.driver = new SimulatedDriver(this, parts.scheduler().make());
    }

    /** A scheduler as the simulated driver uses it. */
    public interface SchedulerDecisions {

        List<Action> on(JobEvent event);

        /** True when no job is known. */
        boolean idle();
    }

    /** An executor's decisions as the simulated executor uses them. */
    public interface ExecutorDecisions {

        List<ExecutorAction> on(ExecutorEvent event);

        /** True when nothing runs and nothing of a job is left. */
        boolean idle();
    }

    /**
     * What is simulated; tests put faulty parts in place of the product's, to see whether a run notices.
     *
     * @param judged every step is judged; otherwise only what comes out: results, ends, and what is left
     */
    public record Parts(SchedulerMaker scheduler, ExecutorMaker executor, boolean judged) {

        /** The product's own. */
        public static Parts real() {
            return new Parts(() -> of(new JobScheduler("simulated:1")), slots -> of(new ExecutorState(slots)), true);
        }

        public static SchedulerDecisions of(JobScheduler scheduler) {
            return new SchedulerDecisions() {
                @Override
                public List<Action> on(JobEvent event) {
                    return scheduler.on(event);
                }

                @Override
                public boolean idle() {
                    return scheduler.idle();
                }
            };
        }

        public static ExecutorDecisions of(ExecutorState state) {
            return new ExecutorDecisions() {
                @Override
                public List<ExecutorAction> on(ExecutorEvent event) {
                    return state.on(event);
                }

                @Override
                public boolean idle() {
                    return state.idle();
                }
            };
        }
    }

    /** Makes the scheduler of a run. */
    public interface SchedulerMaker {
        SchedulerDecisions make();
    }

    /** Makes the decisions of one life of an executor. */
    public interface ExecutorMaker {
        ExecutorDecisions make(int slots);
    }

    /**
     * What came of a run.
     *
     * @param broken   what must never happen and did; empty when all is well
     * @param fired    faults that happened, by kind
     * @param failures jobs that ended in an error, by condition
     * @param steps    things that happened
     * @param launches tasks that were launched
     * @param copies   of these, second attempts beside slow ones
     * @param rollbacks stages that were taken back because an input had changed
     * @param trace    line by line, when it was asked for
     */
    public record Result(long seed, String broken, Map<String, Integer> fired, Map<ErrorCondition, Integer> failures, long steps,
            int launches, int copies, int rollbacks, int jobs, List<String> trace) {}

    /** @param memory where blocks are made; holds nothing when the run has ended */
    public static Result run(long seed, Parts parts, MemoryPool memory, boolean traced) {
        Simulation simulation = new Simulation(seed, parts, memory, traced);
        String broken = "";
        try {
            simulation.run();
        } catch (InvariantBroken e) {
            broken = e.getMessage();
        } catch (RuntimeException e) {
            broken = e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length));
        } finally {
            simulation.executors.values().forEach(SimulatedExecutor::discard);
        }
        if (broken.isEmpty() && memory.used() != 0) {
            broken = memory.used() + " bytes are held after the end";
        }
        return new Result(seed, broken, simulation.faults.fired(), simulation.failures, simulation.agenda.count(),
                simulation.invariants.launches(), simulation.invariants.copies(), simulation.invariants.rollbacks(),
                simulation.clients.size(), simulation.trace.lines());
    }

    /** A machine whose executor is started again when it ends. */
    private final class Host {

        private final String name;
        private final int slots;
        private int lives;
        private SimulatedExecutor executor;

        Host(int number) {
            this.name = "host" + number;
            this.slots = 1 + dice.below(3);
            this.executor = start();
        }

        private SimulatedExecutor start() {
            ExecutorId id = new ExecutorId(name + ":1#" + ++lives);
            SimulatedExecutor life = new SimulatedExecutor(Simulation.this, name, id, slots, () -> {
                long away = faults.over() || dice.chance(800) ? dice.between(100_000, 2_000_000) : dice.between(5_000_000, 40_000_000);
                agenda.in(away, () -> executor = start());
            });
            executors.put(id, life);
            network.toDriver(life.link(), () -> driver.registered(life));
            return life;
        }
    }

    private void run() {
        int count = 1 + dice.below(4);
        for (int i = 0; i < count; i++) {
            hosts.add(new Host(i));
        }
        RandomJobs random = new RandomJobs(dice);
        int jobs = 1 + dice.below(3);
        for (int i = 0; i < jobs; i++) {
            boolean pinned = i < jobs - 1 && dice.chance(250);
            SimulatedJob source = i > 0 && clients.get(0).job().pinned() ? clients.get(0).job() : null;
            SimulatedJob job = random.next(new JobId("e1", i), source, pinned && i == 0);
            long start = i == 0 && pinned ? 0 : dice.below(2) * dice.between(0, 2_000_000);
            SimulatedClient client = new SimulatedClient(this, job);
            clients.add(client);
            agenda.in(start, () -> submit(client));
            if (faults.strikes(Faults.Kind.JOB_CANCELLED, 150)) {
                agenda.in(start + 1 + dice.between(0, 2_000_000), client::cancel);
            } else if (faults.strikes(Faults.Kind.EARLY_RELEASE, 150)) {
                agenda.in(start + 1 + dice.between(0, 2_000_000), client::release);
            }
        }
        for (int i = faults.events(); i > 0; i--) {
            agenda.in(dice.chance(700) ? dice.between(0, 2_000_000) : dice.between(0, 30_000_000), this::strike);
        }
        if (faults.strikes(Faults.Kind.DRIVER_RESTART, 100)) {
            agenda.in(dice.between(1_000, 3_000_000), () -> driver.restart(parts.scheduler().make()));
        }
        agenda.in(CALM_AFTER, this::calm);
        while (agenda.step()) {
            if (agenda.now() > LONGEST || agenda.count() > MOST_STEPS) {
                throw new InvariantBroken("after " + agenda.now() / 1_000_000 + " s there are jobs that have not ended: " + clients.stream()
                        .filter(client -> !client.ended()).map(client -> client.job().id().toString()).toList());
            }
        }
        if (!probed) {
            throw new InvariantBroken("nothing more happens, but jobs have not ended: " + clients.stream()
                    .filter(client -> !client.ended()).map(client -> client.job().id().toString()).toList());
        }
        executors.values().forEach(SimulatedExecutor::checkEmpty);
        if (!driver.scheduler().idle()) {
            throw new InvariantBroken("the scheduler still knows a job");
        }
    }

    private void submit(SimulatedClient client) {
        SimulatedJob source = client.job().source();
        if (source != null && clients.getFirst().ended()) {
            client.skip();
        } else if (!client.ended()) {
            invariants.submitted(client.job());
            driver.submit(client);
        }
    }

    private void calm() {
        faults.end();
        hosts.forEach(host -> host.executor.slowDown(1));
        probeWhenAllHaveEnded();
    }

    /** The plan of a job that was submitted. */
    SimulatedJob job(JobId id) {
        for (SimulatedClient client : clients) {
            if (client.job().id().equals(id)) {
                return client.job();
            }
        }
        throw new InvariantBroken(id + " is not known");
    }

    /** A pinned job is given up when nobody reads it any more. */
    private void releasePinned() {
        SimulatedClient first = clients.getFirst();
        if (first.job().pinned() && !first.ended() && clients.stream().allMatch(client -> client == first || client.ended())) {
            first.release();
        }
    }

    void clientEnded() {
        releasePinned();
        if (!faults.over() && clients.stream().allMatch(SimulatedClient::ended)) {
            faults.end();
        }
        probeWhenAllHaveEnded();
    }

    /** The last job shows that every slot of every executor can be used. */
    private void probeWhenAllHaveEnded() {
        if (faults.over() && !probed && clients.stream().allMatch(SimulatedClient::ended)) {
            probed = true;
            agenda.in(SETTLED_AFTER + CALM_AFTER, () -> {
                int slots = hosts.stream().mapToInt(host -> host.slots).sum();
                if (invariants.slots() != slots) {
                    throw new InvariantBroken("the driver knows of " + invariants.slots() + " slots, there are " + slots);
                }
                SimulatedClient probe = new SimulatedClient(this, RandomJobs.probe(new JobId("probe", 1), slots));
                clients.add(probe);
                int before = invariants.launches();
                submit(probe);
                if (invariants.launches() - before != slots) {
                    throw new InvariantBroken("of " + slots + " slots " + (invariants.launches() - before) + " can be used");
                }
            });
        }
    }

    /** Something goes wrong with one of the executors or connections, or with the driver. */
    private void strike() {
        SimulatedExecutor victim = hosts.get(dice.below(hosts.size())).executor;
        switch (dice.below(8)) {
            case 0 -> {
                if (!victim.gone() && faults.strikes(Faults.Kind.CRASH, 1000)) {
                    victim.crash();
                }
            }
            case 1 -> {
                if (!victim.gone() && faults.strikes(Faults.Kind.PAUSE, 1000)) {
                    pause(victim, dice.chance(500) ? dice.between(100_000, 5_000_000) : dice.between(9_000_000, 25_000_000));
                }
            }
            case 2 -> {
                if (!victim.gone() && faults.strikes(Faults.Kind.SLOW_EXECUTOR, 1000)) {
                    victim.slowDown(5 + dice.below(50));
                }
            }
            case 3 -> {
                if (!victim.gone() && faults.strikes(Faults.Kind.CONNECTION_CUT, 1000)) {
                    trace.note("cut", victim.id());
                    network.cut(victim, false);
                }
            }
            case 4 -> {
                String other = dice.chance(300) ? SimulatedDriver.HOST : hosts.get(dice.below(hosts.size())).name;
                if (faults.enabled(Faults.Kind.FETCH_CUT) && !other.equals(victim.host())) {
                    network.cutFetches(victim.host(), other, dice.between(1_000_000, 15_000_000));
                }
            }
            case 6 -> {
                if (!victim.leaving() && faults.strikes(Faults.Kind.DRAINED, 1000)) {
                    trace.note(victim.id(), "wants to leave", "");
                    network.toDriver(victim.link(), () -> driver.draining(victim));
                }
            }
            case 5 -> {
                if (!victim.gone() && faults.strikes(Faults.Kind.CONNECTION_STALLED, 1000)) {
                    long micros = dice.chance(500) ? dice.between(9_500_000, 12_000_000) : dice.between(1_000_000, 20_000_000);
                    network.stall(victim, micros);
                    lostWhenSilent(victim, micros);
                }
            }
            default -> {
                if (faults.strikes(Faults.Kind.DRIVER_PAUSE, 1000)) {
                    driver.pause(dice.between(10_000, 3_000_000));
                }
            }
        }
    }

    private void pause(SimulatedExecutor victim, long micros) {
        victim.pause(micros);
        lostWhenSilent(victim, micros);
    }

    private void lostWhenSilent(SimulatedExecutor victim, long micros) {
        if (micros > 10_000_000) {
            agenda.in(dice.between(10_000_000, 11_000_000), () -> driver.lost(victim, "nothing was heard of it for 10 s"));
        }
    }

    Dice dice() {
        return dice;
    }

    Agenda agenda() {
        return agenda;
    }

    Trace trace() {
        return trace;
    }

    Faults faults() {
        return faults;
    }

    Ledger ledger() {
        return ledger;
    }

    Invariants invariants() {
        return invariants;
    }

    SimulatedNetwork network() {
        return network;
    }

    SimulatedDriver driver() {
        return driver;
    }

    MemoryPool memory() {
        return memory;
    }

    /** Judges a step, unless only what comes out is judged. */
    void judge(Runnable step) {
        try {
            step.run();
        } catch (InvariantBroken e) {
            if (parts.judged()) {
                throw e;
            }
        }
    }

    ExecutorDecisions executorDecisions(int slots) {
        return parts.executor().make(slots);
    }

    SimulatedExecutor executor(ExecutorId id) {
        return executors.get(id);
    }

    void failedWith(ErrorCondition condition) {
        failures.merge(condition, 1, Integer::sum);
    }
}
