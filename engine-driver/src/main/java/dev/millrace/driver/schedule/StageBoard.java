package dev.millrace.driver.schedule;

import dev.millrace.driver.schedule.TaskState.TaskRun;
import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import dev.millrace.transport.StageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one stage. Attempt numbers of a partition only grow, so a late report of an earlier attempt is told by its number. Every
 * change is counted as it happens: nothing here looks at all tasks to answer a question.
 */
final class StageBoard {

    private static final TaskState WAITING = new TaskState.Waiting();

    private final JobBoard job;
    private final StageId id;
    private StageSpec spec;
    private TaskState[] tasks;
    private int[] nextAttempt;
    private int[] failures;
    private int[] executorLosses;
    private int[] outputLosses;
    private int[] inputLosses;
    private final Map<Integer, Set<ExecutorId>> failedOn = new HashMap<>();
    private Contents contents;
    private final BitSet running = new BitSet();
    private final Map<Integer, StageBoard> parents = new LinkedHashMap<>();
    private final List<StageBoard> readers = new ArrayList<>();
    private final Durations durations = new Durations();
    private WaitingTasks waiting;
    private final Set<ExecutorBoard> holders = new LinkedHashSet<>();
    private int done;
    private boolean adapted;
    private long version;
    private long placedVersion = -1;
    private long nearSince;
    private long sizedVersion = -1;
    private long bytes;
    private @Nullable List<MapOutput> outputs;

    StageBoard(JobBoard job, StageSpec spec) {
        int count = spec.tasks();
        this.job = job;
        this.id = new StageId(job.id(), spec.number());
        this.spec = spec;
        this.tasks = new TaskState[count];
        Arrays.fill(tasks, WAITING);
        this.nextAttempt = new int[count];
        this.failures = new int[count];
        this.executorLosses = new int[count];
        this.outputLosses = new int[count];
        this.inputLosses = new int[count];
        this.contents = new Contents(count);
        this.waiting = new WaitingTasks(count);
    }

    /** Asks the stage what it becomes with its input, once, before its first task; null when it stays as it is. */
    @Nullable
    StageSpec adapt() {
        if (adapted) {
            return null;
        }
        adapted = true;
        Map<Integer, List<MapOutput>> inputs = new LinkedHashMap<>();
        parents.forEach((number, parent) -> inputs.put(number, parent.outputs()));
        StageSpec better = spec.adapted(inputs);
        if (better == spec) {
            return null;
        }
        spec = better;
        tasks = new TaskState[better.tasks()];
        Arrays.fill(tasks, WAITING);
        nextAttempt = new int[tasks.length];
        failures = new int[tasks.length];
        executorLosses = new int[tasks.length];
        outputLosses = new int[tasks.length];
        inputLosses = new int[tasks.length];
        contents = new Contents(tasks.length);
        waiting = new WaitingTasks(tasks.length);
        return better;
    }

    JobBoard job() {
        return job;
    }

    StageId id() {
        return id;
    }

    StageSpec spec() {
        return spec;
    }

    /** By the number under which this stage's plan reads them. */
    Map<Integer, StageBoard> parents() {
        return parents;
    }

    /** Stages that read this one, of any job. */
    List<StageBoard> readers() {
        return readers;
    }

    void reads(int number, StageBoard parent) {
        parents.put(number, parent);
        parent.readers.add(this);
    }

    int size() {
        return tasks.length;
    }

    TaskState task(int partition) {
        return tasks[partition];
    }

    boolean complete() {
        return done == tasks.length;
    }

    int done() {
        return done;
    }

    BitSet running() {
        return running;
    }

    WaitingTasks waiting() {
        return waiting;
    }

    Contents contents() {
        return contents;
    }

    Durations durations() {
        return durations;
    }

    /** Executors that have made outputs of this stage. */
    Set<ExecutorBoard> holders() {
        return holders;
    }

    /** Bytes of all outputs; only when complete. */
    long bytes() {
        if (sizedVersion != version) {
            sizedVersion = version;
            bytes = 0;
            for (MapOutput output : outputs()) {
                for (long part : output.bytes()) {
                    bytes += part;
                }
            }
        }
        return bytes;
    }

    /** Finds out where the tasks would rather run, when the parents' outputs are others than before. */
    void findPlaces(long nowMillis) {
        long now = 0;
        for (StageBoard parent : parents.values()) {
            now += parent.version;
        }
        if (now != placedVersion) {
            placedVersion = now;
            waiting.prefer(Places.of(this));
            nearSince = nowMillis;
        }
    }

    /** When the last task was given the place it wished for, or the first one began to wait for it. */
    long nearSince() {
        return nearSince;
    }

    void placedNear(long nowMillis) {
        nearSince = nowMillis;
    }

    boolean ready() {
        for (StageBoard parent : parents.values()) {
            if (!parent.complete()) {
                return false;
            }
        }
        return true;
    }

    /** Map outputs in the order of partitions; only when complete. */
    List<MapOutput> outputs() {
        List<MapOutput> known = outputs;
        if (known == null) {
            MapOutput[] all = new MapOutput[tasks.length];
            for (int partition = 0; partition < all.length; partition++) {
                all[partition] = ((TaskState.Done) tasks[partition]).output();
            }
            known = List.of(all);
            outputs = known;
        }
        return known;
    }

    /** What a task reads, by the number under which the plan reads it. */
    Map<Integer, ShuffleInput> inputs(int partition) {
        Map<Integer, ShuffleInput> inputs = new LinkedHashMap<>();
        for (Map.Entry<Integer, StageBoard> parent : parents.entrySet()) {
            inputs.put(parent.getKey(), spec.input(partition, parent.getKey(), parent.getValue().outputs()));
        }
        return inputs;
    }

    TaskRun start(int partition, ExecutorBoard executor, long nowMillis) {
        TaskRun run = new TaskRun(nextAttempt[partition]++, executor, nowMillis);
        if (tasks[partition] instanceof TaskState.Running(var first, var _)) {
            tasks[partition] = new TaskState.Running(first, run);
        } else {
            tasks[partition] = new TaskState.Running(run, null);
            waiting.remove(partition);
            running.set(partition);
        }
        job.count(1);
        return run;
    }

    /** The attempt when it runs there, otherwise null. */
    @Nullable
    TaskRun find(int partition, int attempt, ExecutorId executor) {
        if (partition < 0 || partition >= tasks.length || !(tasks[partition] instanceof TaskState.Running(var run, var copy))) {
            return null;
        }
        TaskRun named = run.attempt() == attempt ? run : copy != null && copy.attempt() == attempt ? copy : null;
        return named != null && named.on().id().equals(executor) ? named : null;
    }

    /** One attempt of a task that runs has ended without success. */
    void ended(int partition, TaskRun ended) {
        if (tasks[partition] instanceof TaskState.Running(var run, var copy)) {
            TaskRun left = ended == run ? copy : run;
            if (left == null) {
                waitAgain(partition);
            } else {
                job.count(-1);
                tasks[partition] = new TaskState.Running(left, null);
            }
        }
    }

    /** An attempt has succeeded; the attempts that ran count no more. */
    void succeed(int partition, ExecutorBoard on, MapOutput output) {
        leave(partition);
        tasks[partition] = new TaskState.Done(output);
        done++;
        holders.add(on);
        changed();
        if (complete()) {
            job.touch();
        }
    }

    /** Whatever the task was, it is to be run again. */
    void waitAgain(int partition) {
        leave(partition);
        tasks[partition] = WAITING;
        waiting.add(partition);
        job.touch();
    }

    private void leave(int partition) {
        switch (tasks[partition]) {
            case TaskState.Waiting _ -> waiting.remove(partition);
            case TaskState.Running(var _, var copy) -> {
                running.clear(partition);
                job.count(copy == null ? -1 : -2);
            }
            case TaskState.Done _ -> {
                done--;
                changed();
            }
        }
    }

    private void changed() {
        outputs = null;
        version++;
    }

    /** Returns how often the partition's task has failed by itself. */
    int failed(int partition, ExecutorId executor) {
        failedOn.computeIfAbsent(partition, _ -> new HashSet<>()).add(executor);
        return ++failures[partition];
    }

    /** Executors on which the partition's task has failed by itself. */
    Set<ExecutorId> failedOn(int partition) {
        return failedOn.isEmpty() ? Set.of() : failedOn.getOrDefault(partition, Set.of());
    }

    /** The task has succeeded: where it failed before is settled. */
    void forgive(int partition) {
        failedOn.remove(partition);
    }

    /** True when the partition's task reads something of that stage. */
    boolean readsFrom(int partition, StageBoard parent) {
        for (Map.Entry<Integer, StageBoard> entry : parents.entrySet()) {
            if (entry.getValue() == parent && spec.reads(partition, entry.getKey())) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many executors were lost while they ran this partition's task. */
    int lostExecutor(int partition) {
        return ++executorLosses[partition];
    }

    /** Returns how often the partition's task could not read its input. */
    int lostInput(int partition) {
        return ++inputLosses[partition];
    }

    /** Returns how often the partition's output could not be read though its executor was there. */
    int lostOutput(int partition) {
        return ++outputLosses[partition];
    }
}
