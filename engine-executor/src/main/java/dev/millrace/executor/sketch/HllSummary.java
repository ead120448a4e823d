package dev.millrace.executor.sketch;

import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.datasketches.common.SketchesArgumentException;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;
import org.jspecify.annotations.Nullable;

/** {@code hll_sketch_agg} and {@code hll_union_agg}: a HyperLogLog sketch of eight bits a register. */
public final class HllSummary implements Summary {

    /** Binary logarithm of the number of registers when none is given. */
    public static final int DEFAULT_LG_K = 12;

    private static final int MIN_LG_K = 4;
    private static final int MAX_LG_K = 21;

    private final int lgK;
    private final boolean ofSketches;
    private final boolean allowsOther;
    private @Nullable HllSketch sketch;
    private @Nullable HllUnion union;
    private int unionLgK;

    private HllSummary(int lgK, boolean ofSketches, boolean allowsOther) {
        this.lgK = lgK;
        this.ofSketches = ofSketches;
        this.allowsOther = allowsOther;
    }

    /** @throws dev.millrace.error.EngineException HLL_INVALID_LG_K */
    public static HllSummary ofValues(int lgK) {
        return new HllSummary(checked(lgK), false, true);
    }

    /** @param allowsOther whether sketches of another size are taken too */
    public static HllSummary ofSketches(boolean allowsOther) {
        return new HllSummary(DEFAULT_LG_K, true, allowsOther);
    }

    private static int checked(int lgK) {
        if (lgK < MIN_LG_K || lgK > MAX_LG_K) {
            throw ErrorCondition.HLL_INVALID_LG_K.with("min", MIN_LG_K, "max", MAX_LG_K, "value", lgK);
        }
        return lgK;
    }

    /** The sketch of these bytes. */
    static HllSketch read(byte[] bytes) {
        try {
            return HllSketch.heapify(bytes);
        } catch (SketchesArgumentException | IndexOutOfBoundsException e) {
            throw ErrorCondition.HLL_INVALID_INPUT_SKETCH_BUFFER.caused(e);
        }
    }

    @Override
    public void add(List<Vector> arguments, int row) {
        Object value = Values.get(arguments.getFirst(), row);
        if (ofSketches) {
            merge(read((byte[]) value));
            return;
        }
        HllSketch into = sketch == null ? new HllSketch(lgK, TgtHllType.HLL_8) : sketch;
        sketch = into;
        switch (value) {
            case Integer number -> into.update((long) number);
            case Long number -> into.update(number);
            case String text -> into.update(text.getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> into.update(bytes);
            case null, default -> throw new IllegalArgumentException("not a value of a sketch: " + value);
        }
    }

    private void merge(HllSketch other) {
        HllUnion into = union;
        if (into == null) {
            into = new HllUnion(other.getLgConfigK());
            unionLgK = other.getLgConfigK();
            if (sketch != null) {
                into.update(sketch);
            }
            union = into;
        }
        checkSizes(unionLgK, other.getLgConfigK(), allowsOther);
        into.update(other);
    }

    private static void checkSizes(int left, int right, boolean allowsOther) {
        if (left != right && !allowsOther) {
            throw ErrorCondition.HLL_UNION_DIFFERENT_LG_K.with("left", left, "right", right);
        }
    }

    @Override
    public void merge(byte[] bytes) {
        merge(read(bytes));
    }

    @Override
    public byte[] bytes() {
        HllSketch result = union != null ? union.getResult(TgtHllType.HLL_8) : sketch;
        return (result == null ? new HllSketch(lgK, TgtHllType.HLL_8) : result).toUpdatableByteArray();
    }

    @Override
    public Object result() {
        return bytes();
    }

    @Override
    public long heldBytes() {
        return sketch == null && union == null ? 64 : 256L + (1L << lgK);
    }

    /** {@code hll_sketch_estimate}. */
    public static long estimate(byte[] bytes) {
        return Math.round(read(bytes).getEstimate());
    }

    /** {@code hll_union}. */
    public static byte[] union(byte[] left, byte[] right, boolean allowsOther) {
        HllSketch one = read(left);
        HllSketch other = read(right);
        checkSizes(one.getLgConfigK(), other.getLgConfigK(), allowsOther);
        HllUnion union = new HllUnion(Math.min(one.getLgConfigK(), other.getLgConfigK()));
        union.update(one);
        union.update(other);
        return union.getResult(TgtHllType.HLL_8).toUpdatableByteArray();
    }
}
