package dev.millrace.driver.schedule;

import dev.millrace.driver.stage.Adaptivity;
import dev.millrace.driver.stage.Portion;
import dev.millrace.driver.stage.StageRead;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the scheduler knows of a stage.
 *
 * @param number within its job
 * @param tasks  one for each partition
 * @param reads  what its tasks read of other stages
 * @param traits what else matters of it
 * @param adaptivity how the tasks may be cut anew, once
 * @param portions   what each task reads of the partitions that the tasks share out; empty when task {@code t} reads partition {@code t}
 */
public record StageSpec(int number, int tasks, List<StageRead> reads, StageTraits traits, Optional<Adaptivity> adaptivity,
        List<Portion> portions) {
    public StageSpec {
        reads = List.copyOf(reads);
        portions = List.copyOf(portions);
    }

    /** A stage whose tasks stay as they are. */
    public StageSpec(int number, int tasks, List<StageRead> reads, StageTraits traits) {
        this(number, tasks, reads, traits, Optional.empty(), List.of());
    }

    /**
     * The stage as it is to run, now that the outputs of its parents are known. Asked once, before its first task.
     *
     * @param outputs complete, by the number of the parent
     */
    StageSpec adapted(Map<Integer, List<MapOutput>> outputs) {
        if (adaptivity.isEmpty()) {
            return this;
        }
        Map<Integer, List<MapOutput>> shared = new LinkedHashMap<>();
        for (StageRead read : reads) {
            if (!read.whole()) {
                shared.put(read.parent(), outputs.getOrDefault(read.parent(), List.of()));
            }
        }
        List<Portion> cut = adaptivity.get().portions(shared, tasks);
        boolean same = cut.size() == tasks && cut.stream().allMatch(portion -> portion.split() == Portion.WHOLE);
        return same ? this : new StageSpec(number, cut.size(), reads, traits, Optional.empty(), cut);
    }

    public StageSpec(int number, int tasks, List<StageRead> reads) {
        this(number, tasks, reads, StageTraits.PLAIN);
    }

    /** A stage whose task {@code t} reads partition {@code t} of every parent. */
    public static StageSpec plain(int number, int tasks, List<Integer> parents) {
        List<StageRead> reads = new ArrayList<>(parents.size());
        for (int parent : parents) {
            reads.add(new StageRead(parent, 0, tasks, tasks, false));
        }
        return new StageSpec(number, tasks, reads);
    }

    /** Stages whose outputs its tasks read, each once. */
    public List<Integer> parents() {
        Set<Integer> parents = new LinkedHashSet<>();
        for (StageRead read : reads) {
            parents.add(read.parent());
        }
        return List.copyOf(parents);
    }

    /** True when the task reads something of that parent. */
    boolean reads(int task, int parent) {
        for (StageRead read : reads) {
            if (read.parent() == parent && (!portions.isEmpty() || read.range(task) != null)) {
                return true;
            }
        }
        return false;
    }

    /** What one task reads of the outputs of one parent; of a stage that it reads twice, all of both. */
    ShuffleInput input(int task, int parent, List<MapOutput> outputs) {
        int first = Integer.MAX_VALUE;
        int end = 0;
        for (StageRead read : reads) {
            if (read.parent() == parent && !portions.isEmpty()) {
                return read.whole() ? new ShuffleInput(outputs, 0, read.partitions()) : portions.get(task).of(parent, outputs);
            }
            StageRead.Range range = read.parent() == parent ? read.range(task) : null;
            if (range != null && read.byOutput()) {
                return new ShuffleInput(outputs.subList(range.first(), range.end()), 0, 1);
            }
            if (range != null) {
                first = Math.min(first, range.first());
                end = Math.max(end, range.end());
            }
        }
        return end == 0 ? ShuffleInput.NONE : new ShuffleInput(outputs, first, end);
    }
}
