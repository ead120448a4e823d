package dev.millrace.driver.stage;

import dev.millrace.transport.MapOutput;
import dev.millrace.transport.ShuffleInput;
import java.util.List;

/**
 * What one task of an adapted stage reads of its parents' partitions: several small ones, or a part of a large one.
 *
 * @param first       first partition
 * @param end         the partition after the last one
 * @param split       parent of which only some outputs are read, so that others can read the rest; {@link #WHOLE} for none
 * @param firstOutput first output that is read of that parent
 * @param endOutput   the output after the last one
 */
public record Portion(int first, int end, int split, int firstOutput, int endOutput) {

    /** No parent is split. */
    public static final int WHOLE = Integer.MIN_VALUE;

    /** Partitions that are read of all parents and outputs. */
    static Portion of(int first, int end) {
        return new Portion(first, end, WHOLE, 0, 0);
    }

    /** @param outputs those of {@code parent}, as they are now */
    public ShuffleInput of(int parent, List<MapOutput> outputs) {
        return new ShuffleInput(parent == split ? outputs.subList(firstOutput, endOutput) : outputs, first, end);
    }
}
