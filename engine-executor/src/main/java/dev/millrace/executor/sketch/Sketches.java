package dev.millrace.executor.sketch;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.function.BytesMurmur;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The summary of each aggregate function of {@code dev.millrace.function.SketchFunctions}. */
public final class Sketches {

    private Sketches() {}

    /**
     * Makes empty summaries.
     *
     * @param constants the call's constant arguments by position, null for one that is not given
     * @throws dev.millrace.error.EngineException for a parameter that the function does not take
     */
    public static Supplier<Summary> of(String function, IntFunction<@Nullable Object> constants) {
        return switch (function) {
            case "hll_sketch_agg" -> {
                int lgK = number(constants.apply(1), HllSummary.DEFAULT_LG_K);
                yield () -> HllSummary.ofValues(lgK);
            }
            case "hll_union_agg" -> {
                boolean allowsOther = Boolean.TRUE.equals(constants.apply(1));
                yield () -> HllSummary.ofSketches(allowsOther);
            }
            case "theta_sketch_agg" -> {
                int lgEntries = number(constants.apply(1), ThetaSummary.DEFAULT_LG_ENTRIES);
                yield () -> ThetaSummary.ofValues(lgEntries);
            }
            case "theta_union_agg" -> {
                int lgEntries = number(constants.apply(1), ThetaSummary.DEFAULT_LG_ENTRIES);
                yield () -> ThetaSummary.union(lgEntries);
            }
            case "theta_intersection_agg" -> ThetaSummary::intersection;
            case "bitmap_construct_agg" -> () -> new BitmapSummary(BitmapSummary.Operation.SET);
            case "bitmap_or_agg" -> () -> new BitmapSummary(BitmapSummary.Operation.OR);
            case "bitmap_and_agg" -> () -> new BitmapSummary(BitmapSummary.Operation.AND);
            case "count_min_sketch" -> countMin(constants);
            default -> {
                int k = number(constants.apply(1), KllSummary.DEFAULT_K);
                KllSummary.Kind kind = kind(function);
                yield () -> new KllSummary(kind, k, function.startsWith("kll_merge"));
            }
        };
    }

    /** What a KLL function works on, by the last part of its name. */
    public static KllSummary.Kind kind(String function) {
        return KllSummary.Kind.valueOf(function.substring(function.lastIndexOf('_') + 1).toUpperCase(Locale.ROOT));
    }

    private static Supplier<Summary> countMin(IntFunction<@Nullable Object> constants) {
        double error = real(constants.apply(1));
        double confidence = real(constants.apply(2));
        if (!(error > 0) || !(confidence > 0 && confidence < 1) || constants.apply(3) == null) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "eps, confidence or seed", "function", "count_min_sketch",
                    "expected", "eps above 0, confidence between 0 and 1, a seed", "actual",
                    constants.apply(1) + ", " + constants.apply(2) + ", " + constants.apply(3));
        }
        int seed = number(constants.apply(3), 0);
        return () -> new CountMinSummary(error, confidence, seed, BytesMurmur::of);
    }

    private static int number(@Nullable Object constant, int byDefault) {
        return constant instanceof Number number ? number.intValue() : byDefault;
    }

    private static double real(@Nullable Object constant) {
        return constant instanceof Double number ? number : Double.NaN;
    }
}
