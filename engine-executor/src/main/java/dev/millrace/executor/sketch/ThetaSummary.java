package dev.millrace.executor.sketch;

import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.datasketches.common.SketchesArgumentException;
import org.apache.datasketches.theta.CompactThetaSketch;
import org.apache.datasketches.theta.ThetaIntersection;
import org.apache.datasketches.theta.ThetaSetOperation;
import org.apache.datasketches.theta.ThetaUnion;
import org.jspecify.annotations.Nullable;

/** {@code theta_sketch_agg}, {@code theta_union_agg} and {@code theta_intersection_agg}. */
public final class ThetaSummary implements Summary {

    /** Binary logarithm of the nominal number of entries when none is given. */
    public static final int DEFAULT_LG_ENTRIES = 12;

    private static final int MIN_LG_ENTRIES = 4;
    private static final int MAX_LG_ENTRIES = 26;

    private final int lgEntries;
    private final boolean ofSketches;
    private final @Nullable ThetaUnion union;
    private final @Nullable ThetaIntersection intersection;

    private ThetaSummary(int lgEntries, boolean ofSketches, @Nullable ThetaUnion union, @Nullable ThetaIntersection intersection) {
        this.lgEntries = lgEntries;
        this.ofSketches = ofSketches;
        this.union = union;
        this.intersection = intersection;
    }

    /** @throws dev.millrace.error.EngineException THETA_INVALID_LG_NOM_ENTRIES */
    public static ThetaSummary ofValues(int lgEntries) {
        return new ThetaSummary(lgEntries, false, newUnion(lgEntries), null);
    }

    /** @throws dev.millrace.error.EngineException THETA_INVALID_LG_NOM_ENTRIES */
    public static ThetaSummary union(int lgEntries) {
        return new ThetaSummary(lgEntries, true, newUnion(lgEntries), null);
    }

    public static ThetaSummary intersection() {
        return new ThetaSummary(DEFAULT_LG_ENTRIES, true, null, ThetaSetOperation.builder().buildIntersection());
    }

    private static ThetaUnion newUnion(int lgEntries) {
        if (lgEntries < MIN_LG_ENTRIES || lgEntries > MAX_LG_ENTRIES) {
            throw ErrorCondition.THETA_INVALID_LG_NOM_ENTRIES.with("min", MIN_LG_ENTRIES, "max", MAX_LG_ENTRIES, "value", lgEntries);
        }
        return ThetaSetOperation.builder().setLogNominalEntries(lgEntries).buildUnion();
    }

    private static CompactThetaSketch read(byte[] bytes) {
        try {
            return CompactThetaSketch.heapify(MemorySegment.ofArray(bytes));
        } catch (SketchesArgumentException | IndexOutOfBoundsException e) {
            throw ErrorCondition.THETA_INVALID_INPUT_SKETCH_BUFFER.caused(e);
        }
    }

    @Override
    public void add(List<Vector> arguments, int row) {
        Object value = Values.get(arguments.getFirst(), row);
        if (ofSketches) {
            merge((byte[]) value);
        } else if (union != null) {
            add(union, value);
        }
    }

    private static void add(ThetaUnion into, @Nullable Object value) {
        switch (value) {
            case Integer number -> into.update((long) number);
            case Long number -> into.update(number);
            case Double number -> into.update(number);
            case String text -> into.update(text.getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> into.update(bytes);
            case List<?> items -> into.update(items.stream().mapToLong(item -> item instanceof Number number ? number.longValue() : 0)
                    .toArray());
            case null, default -> throw new IllegalArgumentException("not a value of a sketch: " + value);
        }
    }

    @Override
    public void merge(byte[] bytes) {
        if (union != null) {
            union.union(read(bytes));
        } else if (intersection != null) {
            intersection.intersect(read(bytes));
        }
    }

    @Override
    public byte[] bytes() {
        if (intersection != null && intersection.hasResult()) {
            return intersection.getResult().toByteArray();
        }
        return (union != null ? union : newUnion(lgEntries)).getResult().toByteArray();
    }

    @Override
    public Object result() {
        return bytes();
    }

    @Override
    public long heldBytes() {
        return 256L + (16L << lgEntries);
    }

    /** {@code theta_sketch_estimate}. */
    public static long estimate(byte[] bytes) {
        return Math.round(read(bytes).getEstimate());
    }

    /** {@code theta_union}. */
    public static byte[] union(byte[] left, byte[] right, int lgEntries) {
        ThetaUnion union = newUnion(lgEntries);
        union.union(read(left));
        union.union(read(right));
        return union.getResult().toByteArray();
    }

    /** {@code theta_intersection}. */
    public static byte[] intersection(byte[] left, byte[] right) {
        return ThetaSetOperation.builder().buildIntersection().intersect(read(left), read(right)).toByteArray();
    }

    /** {@code theta_difference}: what is only in the left one. */
    public static byte[] difference(byte[] left, byte[] right) {
        return ThetaSetOperation.builder().buildANotB().aNotB(read(left), read(right)).toByteArray();
    }
}
