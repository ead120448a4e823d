package dev.millrace.executor.sketch;

import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.error.ErrorCondition;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.datasketches.common.SketchesArgumentException;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.kll.KllFloatsSketch;
import org.apache.datasketches.kll.KllLongsSketch;
import org.apache.datasketches.kll.KllSketch;

/** {@code kll_sketch_agg_…} and {@code kll_merge_agg_…}: quantiles of BIGINT, FLOAT or DOUBLE values. */
public final class KllSummary implements Summary {

    /** Size when none is given. */
    public static final int DEFAULT_K = 200;

    private static final int MIN_K = 8;
    private static final int MAX_K = 65_535;

    private final Kind kind;
    private final boolean ofSketches;
    private final KllSketch sketch;

    /** What the sketch is of; also the last part of the functions' names. */
    public enum Kind {
        BIGINT, FLOAT, DOUBLE;

        private KllSketch empty(int k) {
            return switch (this) {
                case BIGINT -> KllLongsSketch.newHeapInstance(k);
                case FLOAT -> KllFloatsSketch.newHeapInstance(k);
                case DOUBLE -> KllDoublesSketch.newHeapInstance(k);
            };
        }

        private KllSketch read(byte[] bytes) {
            try {
                MemorySegment segment = MemorySegment.ofArray(bytes);
                return switch (this) {
                    case BIGINT -> KllLongsSketch.heapify(segment);
                    case FLOAT -> KllFloatsSketch.heapify(segment);
                    case DOUBLE -> KllDoublesSketch.heapify(segment);
                };
            } catch (SketchesArgumentException | IndexOutOfBoundsException e) {
                throw ErrorCondition.KLL_INVALID_INPUT_SKETCH_BUFFER.caused(e, "type", name());
            }
        }
    }

    /**
     * A summary.
     *
     * @param ofSketches whether the values are sketches
     * @throws dev.millrace.error.EngineException INVALID_PARAMETER_VALUE for a size that there is not
     */
    public KllSummary(Kind kind, int k, boolean ofSketches) {
        if (k < MIN_K || k > MAX_K) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "k", "function", "a KLL sketch", "expected",
                    MIN_K + " to " + MAX_K, "actual", k);
        }
        this.kind = kind;
        this.ofSketches = ofSketches;
        this.sketch = kind.empty(k);
    }

    @Override
    public void add(List<Vector> arguments, int row) {
        Object value = Values.get(arguments.getFirst(), row);
        if (ofSketches) {
            merge((byte[]) value);
            return;
        }
        Number number = (Number) value;
        switch (sketch) {
            case KllLongsSketch longs -> longs.update(number == null ? 0 : number.longValue());
            case KllFloatsSketch floats -> floats.update(number == null ? 0 : number.floatValue());
            case KllDoublesSketch doubles -> doubles.update(number == null ? 0 : number.doubleValue());
            default -> throw new IllegalStateException("no such sketch: " + kind);
        }
    }

    @Override
    public void merge(byte[] bytes) {
        sketch.merge(kind.read(bytes));
    }

    @Override
    public byte[] bytes() {
        return written(sketch);
    }

    private static byte[] written(KllSketch sketch) {
        return switch (sketch) {
            case KllLongsSketch longs -> longs.toByteArray();
            case KllFloatsSketch floats -> floats.toByteArray();
            case KllDoublesSketch doubles -> doubles.toByteArray();
            default -> throw new IllegalStateException("no such sketch");
        };
    }

    @Override
    public Object result() {
        return bytes();
    }

    @Override
    public long heldBytes() {
        return 256L + sketch.getSerializedSizeBytes();
    }

    /** {@code kll_sketch_merge_…}. */
    public static byte[] merged(Kind kind, byte[] left, byte[] right) {
        KllSketch sketch = kind.read(left);
        sketch.merge(kind.read(right));
        return written(sketch);
    }

    /** {@code kll_sketch_get_n_…}: the number of values. */
    public static long count(Kind kind, byte[] bytes) {
        return kind.read(bytes).getN();
    }

    /** {@code kll_sketch_to_string_…}. */
    public static String text(Kind kind, byte[] bytes) {
        return kind.read(bytes).toString();
    }

    /** The value at a rank from 0 to 1, in {@code Literal} form. */
    public static Object quantile(Kind kind, byte[] bytes, double rank) {
        if (!(rank >= 0 && rank <= 1)) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the rank", "function", "kll_sketch_get_quantile", "expected",
                    "a number from 0 to 1", "actual", rank);
        }
        return switch (kind.read(bytes)) {
            case KllLongsSketch longs -> longs.getQuantile(rank);
            case KllFloatsSketch floats -> (double) floats.getQuantile(rank);
            case KllDoublesSketch doubles -> doubles.getQuantile(rank);
            default -> throw new IllegalStateException("no such sketch");
        };
    }

    /** The share of values that are not greater than this one. */
    public static double rank(Kind kind, byte[] bytes, Number value) {
        return switch (kind.read(bytes)) {
            case KllLongsSketch longs -> longs.getRank(value.longValue());
            case KllFloatsSketch floats -> floats.getRank(value.floatValue());
            case KllDoublesSketch doubles -> doubles.getRank(value.doubleValue());
            default -> throw new IllegalStateException("no such sketch");
        };
    }
}
