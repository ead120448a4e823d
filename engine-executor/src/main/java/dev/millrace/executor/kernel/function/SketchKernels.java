package dev.millrace.executor.kernel.function;

import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.sketch.HllSummary;
import dev.millrace.executor.sketch.KllSummary;
import dev.millrace.executor.sketch.Sketches;
import dev.millrace.executor.sketch.ThetaSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Kernels of functions on the bytes of sketches. */
final class SketchKernels {

    private SketchKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "hll_sketch_estimate" -> RowKernel.strict((_, values) -> HllSummary.estimate(bytes(values, 0)));
            case "hll_union" -> RowKernel.strict((_, values) -> HllSummary.union(bytes(values, 0), bytes(values, 1),
                    values.length > 2 && Boolean.TRUE.equals(values[2])));
            case "theta_sketch_estimate" -> RowKernel.strict((_, values) -> ThetaSummary.estimate(bytes(values, 0)));
            case "theta_union" -> RowKernel.strict((_, values) -> ThetaSummary.union(bytes(values, 0), bytes(values, 1),
                    values.length > 2 && values[2] instanceof Integer entries ? entries : ThetaSummary.DEFAULT_LG_ENTRIES));
            case "theta_intersection" -> RowKernel.strict((_, values) -> ThetaSummary.intersection(bytes(values, 0), bytes(values, 1)));
            case "theta_difference" -> RowKernel.strict((_, values) -> ThetaSummary.difference(bytes(values, 0), bytes(values, 1)));
            default -> name.startsWith("kll_sketch_") ? ofQuantiles(name) : null;
        };
    }

    private static FunctionKernel ofQuantiles(String name) {
        KllSummary.Kind kind = Sketches.kind(name);
        return switch (name.substring("kll_sketch_".length(), name.lastIndexOf('_'))) {
            case "to_string" -> RowKernel.strict((_, values) -> KllSummary.text(kind, bytes(values, 0)));
            case "get_n" -> RowKernel.strict((_, values) -> KllSummary.count(kind, bytes(values, 0)));
            case "merge" -> RowKernel.strict((_, values) -> KllSummary.merged(kind, bytes(values, 0), bytes(values, 1)));
            case "get_quantile" ->
                    RowKernel.strict(
                            (_, values) -> each(values[1], rank -> KllSummary.quantile(kind, bytes(values, 0), rank.doubleValue())));
            default -> RowKernel.strict((_, values) -> each(values[1], value -> KllSummary.rank(kind, bytes(values, 0), value)));
        };
    }

    private static byte[] bytes(@Nullable Object[] values, int position) {
        return values[position] instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** The function of a number, or of each of an array. */
    private static @Nullable Object each(@Nullable Object argument, Function<Number, Object> function) {
        if (!(argument instanceof List<?> several)) {
            return argument instanceof Number number ? function.apply(number) : null;
        }
        List<@Nullable Object> results = new ArrayList<>();
        several.forEach(item -> results.add(item instanceof Number number ? function.apply(number) : null));
        return results;
    }
}
