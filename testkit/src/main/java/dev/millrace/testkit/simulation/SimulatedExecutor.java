package dev.millrace.testkit.simulation;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Block;
import dev.millrace.columnar.BlockDecoder;
import dev.millrace.columnar.BlockEncoder;
import dev.millrace.columnar.LongVector;
import dev.millrace.error.EngineException;
import dev.millrace.executor.task.ExecutorAction;
import dev.millrace.executor.task.ExecutorEvent;
import dev.millrace.memory.MemoryPool;
import dev.millrace.shuffle.store.BlockStore;
import dev.millrace.shuffle.store.Residence;
import dev.millrace.shuffle.store.StoreSettings;
import dev.millrace.shuffle.store.StoredOutput;
import dev.millrace.transport.BlockId;
import dev.millrace.transport.BlockSource.BlockStream;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.TaskAttemptId;
import dev.millrace.transport.TaskOutcome;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One life of an executor: the product's decisions and its block store, in simulated time. */
final class SimulatedExecutor {

    private static final Schema ROWS = Schema.of(new Field("row", DataType.BIGINT, false));
    /** A process whose tasks do not look whether they are cancelled ends all the same. */
    private static final long LEFT_AFTER = 10_000_000;

    private static final Path FOLDER = Path.of("simulated");

    private final Simulation simulation;
    private final String host;
    private final ExecutorId id;
    private final int slots;
    private final SimulatedNetwork.Link link = new SimulatedNetwork.Link();
    private final Simulation.ExecutorDecisions decisions;
    private final MemoryPool memory;
    private final SimulatedDisk disk;
    private final BlockStore store;
    private final Map<TaskAttemptId, SimulatedTask> launched = new HashMap<>();
    private final Deque<Runnable> asleep = new ArrayDeque<>();
    private final Runnable onEnd;
    private int slowness = 1;
    private int running;
    private boolean paused;
    private boolean leaving;
    private boolean gone;

    /** @param onEnd called when this life is over */
    SimulatedExecutor(Simulation simulation, String host, ExecutorId id, int slots, Runnable onEnd) {
        this.simulation = simulation;
        this.host = host;
        this.id = id;
        this.slots = slots;
        this.onEnd = onEnd;
        this.decisions = simulation.executorDecisions(slots);
        this.memory = simulation.memory().child(id.name(), MemoryPool.UNLIMITED);
        this.disk = new SimulatedDisk(simulation.dice(), simulation.faults());
        this.store = new BlockStore(id, memory, new StoreSettings(List.of(FOLDER), disk, 2));
    }

    String host() {
        return host;
    }

    ExecutorId id() {
        return id;
    }

    int slots() {
        return slots;
    }

    SimulatedNetwork.Link link() {
        return link;
    }

    /** True once the process has ended. */
    boolean gone() {
        return gone;
    }

    /** True when it will not work any more, whatever comes. */
    boolean leaving() {
        return leaving || gone;
    }

    int slowness() {
        return slowness;
    }

    void slowDown(int factor) {
        slowness = factor;
    }

    /** Does it now, or when a pause ends, or never when the process has ended. */
    void whenAwake(Runnable what) {
        if (gone) {
            return;
        }
        if (paused) {
            asleep.add(what);
        } else {
            what.run();
        }
    }

    void later(long micros, Runnable what) {
        simulation.agenda().in(micros, () -> whenAwake(what));
    }

    void pause(long micros) {
        if (paused || gone) {
            return;
        }
        paused = true;
        simulation.trace().note(id, "paused", "");
        simulation.agenda().in(micros, () -> {
            paused = false;
            simulation.trace().note(id, "resumed", "");
            while (!asleep.isEmpty() && !paused && !gone) {
                asleep.poll().run();
            }
        });
    }

    /** The process ends as if by SIGKILL. */
    void crash() {
        if (!gone) {
            simulation.trace().note(id, "crashed", "");
            end();
            simulation.network().cut(this, true);
        }
    }

    /** Nobody needs it any more. */
    void leave() {
        if (!leaving()) {
            driverGone();
            simulation.network().cut(this, true);
        }
    }

    /** The driver cannot be heard any more: everything is given up. */
    void driverGone() {
        if (!leaving()) {
            leaving = true;
            simulation.trace().note(id, "lost its driver", "");
            decide(new ExecutorEvent.Closed());
            endWhenIdle();
            later(LEFT_AFTER, () -> {
                if (!gone) {
                    end();
                }
            });
        }
    }

    private void endWhenIdle() {
        if (leaving && !gone && decisions.idle()) {
            checkNothingHeld("after its driver has gone");
            end();
        }
    }

    private void end() {
        gone = true;
        asleep.clear();
        launched.clear();
        store.close();
        memory.close();
        onEnd.run();
    }

    /** When all is over: nothing may be left. */
    void checkEmpty() {
        if (gone) {
            return;
        }
        if (!decisions.idle()) {
            throw new InvariantBroken("the executor " + id + " still has tasks or jobs at the end");
        }
        checkNothingHeld("at the end");
    }

    private void checkNothingHeld(String when) {
        if (memory.used() != 0) {
            throw new InvariantBroken("the executor " + id + " still holds " + memory.used() + " bytes " + when);
        }
        if (!disk.isEmpty()) {
            throw new InvariantBroken("the executor " + id + " still has files " + when + ": " + disk.files());
        }
    }

    /**
     * Some task wants memory: what the store can give up goes to disk, or is dropped.
     *
     * @throws EngineException DISK_FULL, CANNOT_WRITE_FILE
     */
    void spill() {
        store.spill();
    }

    /** True when something could not be written since this was asked last. */
    boolean diskFailed() {
        return disk.failedWriting();
    }

    /** Ends the life without anybody being told. */
    void discard() {
        if (!gone) {
            gone = true;
            store.close();
            memory.close();
        }
    }

    void launch(SimulatedTask task) {
        launched.put(task.attempt(), task);
        decide(new ExecutorEvent.Launched(task.attempt()));
    }

    void decide(ExecutorEvent event) {
        for (ExecutorAction action : decisions.on(event)) {
            perform(action);
        }
        if (running > slots) {
            throw new InvariantBroken("the executor " + id + " runs " + running + " tasks in " + slots + " slots");
        }
        endWhenIdle();
    }

    private void perform(ExecutorAction action) {
        switch (action) {
            case ExecutorAction.Start(var attempt) -> {
                running++;
                launched.get(attempt).start();
            }
            case ExecutorAction.Interrupt(var attempt) -> launched.get(attempt).interrupt();
            case ExecutorAction.Forget(var attempt) -> launched.remove(attempt);
            case ExecutorAction.Report(var attempt, var outcome) -> report(attempt, outcome);
            case ExecutorAction.Discard(var attempt) -> store.discard(attempt);
            case ExecutorAction.FreeStage(var stage) -> store.dropStage(stage);
            case ExecutorAction.FreeJob(var job) -> store.dropJob(job);
            case ExecutorAction.OpenJob _, ExecutorAction.CloseJob _ -> {
            }
        }
    }

    /** An attempt's thread is free again. */
    void ended(TaskAttemptId attempt, TaskOutcome outcome) {
        running--;
        launched.remove(attempt);
        simulation.trace().note(id, "ended", attempt);
        simulation.trace().note(id, "    with", outcome);
        decide(new ExecutorEvent.Ended(attempt, outcome));
    }

    private void report(TaskAttemptId attempt, TaskOutcome outcome) {
        Runnable message = () -> simulation.driver().taskEnded(this, attempt, outcome);
        simulation.network().toDriver(link, message);
        if (simulation.faults().strikes(Faults.Kind.DOUBLE_REPORT, 60)) {
            long delay = simulation.dice().between(0, simulation.dice().chance(500) ? 300_000 : 3_000_000);
            later(delay, () -> simulation.network().toDriver(link, message));
        }
    }

    /**
     * Writes and commits what an attempt computed.
     *
     * @throws EngineException DISK_FULL, CANNOT_WRITE_FILE; nothing is left then
     */
    MapOutput commit(TaskAttemptId attempt, long[] rows, int partitions, Residence residence) {
        StoredOutput output = store.begin(attempt, partitions, ROWS, residence);
        try {
            return commit(attempt, rows, partitions, output);
        } catch (EngineException e) {
            store.abandon(output);
            throw e;
        }
    }

    private MapOutput commit(TaskAttemptId attempt, long[] rows, int partitions, StoredOutput output) {
        List<Long> counts = new ArrayList<>(partitions);
        List<Long> bytes = new ArrayList<>(partitions);
        long checksum = 0;
        for (long row : rows) {
            checksum += Dice.mix(row + 1);
        }
        long[] part = new long[rows.length];
        for (int partition = 0; partition < partitions; partition++) {
            int count = 0;
            for (long row : rows) {
                if (SimulatedJob.partitionOf(row, partitions) == partition) {
                    part[count++] = row;
                }
            }
            long size = 0;
            if (count > 0) {
                Batch batch = Batch.of(count, new LongVector(DataType.BIGINT, part, count, null));
                Block block = BlockEncoder.encode(ROWS, batch, store.memory());
                size = block.bytes();
                output.add(partition, block);
            }
            counts.add((long) count);
            bytes.add(size);
        }
        store.commit(output);
        return new MapOutput(attempt, id, counts, bytes, checksum);
    }

    SimulatedNetwork.Fetched read(ExecutorId owner, BlockId block) {
        long[] rows = {};
        try (BlockStream stream = store.open(owner, block)) {
            for (Block next = stream.next(); next != null; next = stream.next()) {
                Batch batch = BlockDecoder.decode(next);
                if (batch.column(0) instanceof LongVector(var _, var values, var length, var _)) {
                    rows = SimulatedJob.joined(rows, Arrays.copyOf(values, length));
                }
                next.release();
            }
            return new SimulatedNetwork.Fetched(rows, null);
        } catch (EngineException e) {
            return new SimulatedNetwork.Fetched(new long[0], e);
        }
    }
}
