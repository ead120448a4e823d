package dev.millrace.driver.schedule;

import dev.millrace.transport.ExecutorId;
import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the tasks of a stage would rather run: at the executor that holds most of what they read. A task of whose large input one executor
 * holds three quarters is worth a wait (a firm place), one of which it holds a fifth is only put there when there is a choice.
 */
final class Places {

    static final Places NONE = new Places(new ExecutorId[0], new boolean[0]);

    /** Less than this is fetched sooner than a slot becomes free. */
    private static final long FIRM_BYTES = 8 << 20;

    /** Looking at more sizes than this would cost more than a good place gains. */
    private static final long MOST_SIZES = 250_000;

    private final @Nullable ExecutorId[] wished;
    private final boolean[] firm;

    private Places(@Nullable ExecutorId[] wished, boolean[] firm) {
        this.wished = wished;
        this.firm = firm;
    }

    /** @param stage all of whose parents are complete */
    static Places of(StageBoard stage) {
        if (stage.parents().isEmpty() || sizes(stage) > MOST_SIZES) {
            return NONE;
        }
        ExecutorId[] wished = new ExecutorId[stage.size()];
        boolean[] firm = new boolean[stage.size()];
        Map<ExecutorId, Long> held = new HashMap<>();
        for (int partition = 0; partition < wished.length; partition++) {
            held.clear();
            long total = 0;
            for (Map.Entry<Integer, ShuffleInput> entry : stage.inputs(partition).entrySet()) {
                ShuffleInput input = entry.getValue();
                int outputs = Objects.requireNonNull(stage.parents().get(entry.getKey())).size();
                if (input.endPartition() - input.firstPartition() > 0 && !(stage.size() > 1 && everybodys(input, outputs))) {
                    total += addTo(held, input);
                }
            }
            for (Map.Entry<ExecutorId, Long> entry : held.entrySet()) {
                ExecutorId best = wished[partition];
                if (entry.getValue() * 5 >= total && (best == null || better(entry.getKey(), best, held))) {
                    wished[partition] = entry.getKey();
                    firm[partition] = entry.getValue() >= FIRM_BYTES && entry.getValue() * 4 >= total * 3;
                }
            }
        }
        return new Places(wished, firm);
    }

    /** Of those that hold as much the one whose name is first, so that the same events give the same places. */
    private static boolean better(ExecutorId one, ExecutorId other, Map<ExecutorId, Long> held) {
        int compared = Long.compare(held.getOrDefault(one, 0L), held.getOrDefault(other, 0L));
        return compared > 0 || compared == 0 && one.name().compareTo(other.name()) < 0;
    }

    private static long sizes(StageBoard stage) {
        long sizes = 0;
        for (StageBoard parent : stage.parents().values()) {
            sizes += (long) parent.size() * stage.size();
        }
        return sizes;
    }

    /** Every task reads all of it. */
    private static boolean everybodys(ShuffleInput input, int outputs) {
        return !input.outputs().isEmpty() && input.outputs().size() == outputs && input.firstPartition() == 0
                && input.endPartition() == input.outputs().getFirst().bytes().size();
    }

    private static long addTo(Map<ExecutorId, Long> held, ShuffleInput input) {
        long total = 0;
        for (MapOutput output : input.outputs()) {
            long bytes = 0;
            int end = Math.min(input.endPartition(), output.bytes().size());
            for (int partition = input.firstPartition(); partition < end; partition++) {
                bytes += output.bytes().get(partition);
            }
            if (bytes > 0) {
                held.merge(output.executor(), bytes, Long::sum);
                total += bytes;
            }
        }
        return total;
    }

    @Nullable
    ExecutorId of(int partition) {
        return partition < wished.length ? wished[partition] : null;
    }

    boolean firm(int partition) {
        return partition < firm.length && firm[partition];
    }
}
