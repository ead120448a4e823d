package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.function.FunctionDefinition.Kind;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Definitions of functions that make sketches, whose bytes are a BINARY value, unite them and ask them. */
public final class SketchFunctions {

    private static final DataType BYTES = DataType.BINARY;
    private static final List<DataType> QUANTILES = List.of(DataType.BIGINT, DataType.FLOAT, DataType.DOUBLE);

    private SketchFunctions() {}

    /** True for an aggregate function whose state is the bytes of one sketch, and that gives an empty one without a value. */
    public static boolean isSketch(String function) {
        return switch (function) {
            case "hll_sketch_agg", "hll_union_agg", "theta_sketch_agg", "theta_union_agg", "theta_intersection_agg" -> true;
            case "bitmap_construct_agg", "bitmap_or_agg", "bitmap_and_agg", "count_min_sketch" -> true;
            default -> function.startsWith("kll_sketch_agg_") || function.startsWith("kll_merge_agg_");
        };
    }

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("sketch");
        List<FunctionDefinition> all = new ArrayList<>();
        aggregates(all);
        scalars.strict("hll_sketch_estimate", 1, 1, binary("hll_sketch_estimate", 1, DataType.BIGINT), "hll_sketch_estimate(sketch)",
                "The estimated number of distinct values.");
        scalars.strict("hll_union", 2, 3, binary("hll_union", 2, BYTES, DataType.BOOLEAN),
                "hll_union(a, b[, allowDifferentLgConfigK])", "The sketch of the values of both.");
        scalars.strict("theta_sketch_estimate", 1, 1, binary("theta_sketch_estimate", 1, DataType.BIGINT),
                "theta_sketch_estimate(sketch)", "The estimated number of distinct values.");
        scalars.strict("theta_union", 2, 3, binary("theta_union", 2, BYTES, DataType.INT), "theta_union(a, b[, lgNomEntries])",
                "The sketch of the values of either.");
        scalars.strict("theta_intersection", 2, 2, binary("theta_intersection", 2, BYTES), "theta_intersection(a, b)",
                "The sketch of the values of both.");
        scalars.strict("theta_difference", 2, 2, binary("theta_difference", 2, BYTES), "theta_difference(a, b)",
                "The sketch of the values of the first but not the second.");
        for (DataType type : QUANTILES) {
            String suffix = "_" + type.sql().toLowerCase(Locale.ROOT);
            scalars.strict("kll_sketch_to_string" + suffix, 1, 1, binary("kll_sketch_to_string" + suffix, 1, DataType.STRING),
                    "kll_sketch_to_string" + suffix + "(sketch)", "What the sketch is like, in words.");
            scalars.strict("kll_sketch_get_n" + suffix, 1, 1, binary("kll_sketch_get_n" + suffix, 1, DataType.BIGINT),
                    "kll_sketch_get_n" + suffix + "(sketch)", "The number of values.");
            scalars.strict("kll_sketch_merge" + suffix, 2, 2, binary("kll_sketch_merge" + suffix, 2, BYTES),
                    "kll_sketch_merge" + suffix + "(a, b)", "The sketch of the values of both.");
            scalars.strict("kll_sketch_get_quantile" + suffix, 2, 2, asked("kll_sketch_get_quantile" + suffix, DataType.DOUBLE, type),
                    "kll_sketch_get_quantile" + suffix + "(sketch, rank)", "The value at a rank from 0 to 1, or at each of an array.");
            scalars.strict("kll_sketch_get_rank" + suffix, 2, 2, asked("kll_sketch_get_rank" + suffix, type, DataType.DOUBLE),
                    "kll_sketch_get_rank" + suffix + "(sketch, value)", "The share of values up to this one, or to each of an array.");
        }
        all.addAll(scalars.all());
        return all;
    }

    private static void aggregates(List<FunctionDefinition> all) {
        all.add(define("hll_sketch_agg", 2, values("hll_sketch_agg", SketchFunctions::isCounted, "an INT, a BIGINT, a STRING or a BINARY",
                DataType.INT), "hll_sketch_agg(expr[, lgConfigK])", "A HyperLogLog sketch of the values."));
        all.add(define("hll_union_agg", 2, binary("hll_union_agg", 1, BYTES, DataType.BOOLEAN),
                "hll_union_agg(sketch[, allowDifferentLgConfigK])", "The HyperLogLog sketch of the values of all sketches."));
        Predicate<DataType> theta = type -> isCounted(type) || type instanceof DataType.FloatType || type instanceof DataType.DoubleType
                || type instanceof DataType.ArrayType(var element, var _) && isWhole(element);
        all.add(define("theta_sketch_agg", 2, values("theta_sketch_agg", theta, "a number, a STRING, a BINARY or an ARRAY of INT or BIGINT",
                DataType.INT), "theta_sketch_agg(expr[, lgNomEntries])", "A theta sketch of the values."));
        all.add(define("theta_union_agg", 2, binary("theta_union_agg", 1, BYTES, DataType.INT),
                "theta_union_agg(sketch[, lgNomEntries])", "The theta sketch of the values of any sketch."));
        all.add(define("theta_intersection_agg", 1, binary("theta_intersection_agg", 1, BYTES), "theta_intersection_agg(sketch)",
                "The theta sketch of the values of every sketch."));
        for (DataType type : QUANTILES) {
            String suffix = "_" + type.sql().toLowerCase(Locale.ROOT);
            all.add(define("kll_sketch_agg" + suffix, 2, Typings.fixed(BYTES, type, DataType.INT),
                    "kll_sketch_agg" + suffix + "(expr[, k])", "A KLL sketch of the values, for quantiles."));
            all.add(define("kll_merge_agg" + suffix, 2, binary("kll_merge_agg" + suffix, 1, BYTES, DataType.INT),
                    "kll_merge_agg" + suffix + "(sketch[, k])", "The KLL sketch of the values of all sketches."));
        }
        all.add(new FunctionDefinition("count_min_sketch", List.of(), Kind.AGGREGATE, "sketch", 4, 4, SketchFunctions::countMin,
                Nulls.NEVER, true, "count_min_sketch(expr, eps, confidence, seed)", "A count-min sketch of the values, for frequencies."));
        all.add(define("bitmap_construct_agg", 1, Typings.fixed(BYTES, DataType.BIGINT), "bitmap_construct_agg(position)",
                "A bitmap with the bits at these positions."));
        all.add(define("bitmap_or_agg", 1, binary("bitmap_or_agg", 1, BYTES), "bitmap_or_agg(bitmap)", "The bitwise OR of the bitmaps."));
        all.add(define("bitmap_and_agg", 1, binary("bitmap_and_agg", 1, BYTES), "bitmap_and_agg(bitmap)",
                "The bitwise AND of the bitmaps."));
    }

    private static boolean isWhole(DataType type) {
        return type instanceof DataType.IntType || type instanceof DataType.LongType;
    }

    private static boolean isCounted(DataType type) {
        return isWhole(type) || type instanceof DataType.StringType || type instanceof DataType.BinaryType;
    }

    private static Typing values(String function, Predicate<DataType> taken, String expected, DataType parameter) {
        return arguments -> {
            DataType given = arguments.getFirst().type();
            if (!taken.test(given) && !(given instanceof DataType.NullType)) {
                throw Typings.mismatch(function, arguments, 0, expected + " (UNEXPECTED_INPUT_TYPE)");
            }
            List<DataType> types = new ArrayList<>(List.of(given instanceof DataType.NullType ? DataType.BIGINT : given));
            arguments.stream().skip(1).forEach(_ -> types.add(parameter));
            return new Typing.Choice(types, BYTES);
        };
    }

    /** So many BINARY arguments, then parameters. */
    private static Typing binary(String function, int count, DataType result, DataType... parameters) {
        return arguments -> {
            List<DataType> types = new ArrayList<>();
            for (int i = 0; i < arguments.size(); i++) {
                DataType given = arguments.get(i).type();
                if (i < count && !(given instanceof DataType.BinaryType || given instanceof DataType.NullType)) {
                    throw Typings.mismatch(function, arguments, i, "a BINARY");
                }
                types.add(i < count ? BYTES : parameters[i - count]);
            }
            return new Typing.Choice(types, result);
        };
    }

    private static Typing asked(String function, DataType parameter, DataType result) {
        return arguments -> {
            binary(function, 1, BYTES, parameter).choose(arguments);
            boolean several = arguments.get(1).type() instanceof DataType.ArrayType;
            return new Typing.Choice(List.of(BYTES, several ? DataType.array(parameter) : parameter),
                    several ? DataType.array(result) : result);
        };
    }

    private static Typing.Choice countMin(List<Expr> arguments) {
        DataType given = arguments.getFirst().type();
        if (!given.isIntegral() && !isCounted(given) && !(given instanceof DataType.NullType)) {
            throw Typings.mismatch("count_min_sketch", arguments, 0, "an integer, a STRING or a BINARY");
        }
        for (int i = 1; i < 3; i++) {
            if (!(arguments.get(i).type() instanceof DataType.DoubleType)) {
                throw Typings.mismatch("count_min_sketch", arguments, i, "a DOUBLE");
            }
        }
        DataType seed = arguments.get(3).type();
        if (!isWhole(seed)) {
            throw Typings.mismatch("count_min_sketch", arguments, 3, "an INT or a BIGINT");
        }
        return new Typing.Choice(List.of(given instanceof DataType.NullType ? DataType.BIGINT : given, DataType.DOUBLE, DataType.DOUBLE,
                seed), BYTES);
    }

    private static FunctionDefinition define(String name, int max, Typing typing, String usage, String doc) {
        return new FunctionDefinition(name, List.of(), Kind.AGGREGATE, "sketch", 1, max, typing, Nulls.NEVER, true, usage, doc);
    }
}
