package dev.millrace.executor.operator.aggregate;

import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Literal;
import dev.millrace.expr.SortKey;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The aggregation as one would write it on a page: rows in lists in a map. Arguments, filters and keys are columns. */
final class AggregateReference {

    private AggregateReference() {}

    static List<List<@Nullable Object>> aggregate(List<List<@Nullable Object>> rows, List<InputRef> keys, List<AggregateCall> calls) {
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> groups = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (List<@Nullable Object> row : rows) {
            List<@Nullable Object> key = new ArrayList<>();
            keys.forEach(ref -> key.add(normalized(row.get(ref.ordinal()))));
            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
        }
        List<List<@Nullable Object>> results = new ArrayList<>();
        groups.forEach((key, members) -> {
            List<@Nullable Object> result = new ArrayList<>(key);
            calls.forEach(call -> result.add(value(call, members)));
            results.add(result);
        });
        return results;
    }

    private static @Nullable Object normalized(@Nullable Object value) {
        return value instanceof Double number ? Double.valueOf(number + 0.0) : value;
    }

    private static @Nullable Object value(AggregateCall call, List<List<@Nullable Object>> members) {
        List<List<@Nullable Object>> rows = members;
        if (call.filter() instanceof InputRef filter) {
            rows = rows.stream().filter(row -> Boolean.TRUE.equals(row.get(filter.ordinal()))).toList();
        }
        if (call.function().equals("count") && call.arguments().isEmpty()) {
            return (long) rows.size();
        }
        rows = sorted(rows, call.order());
        List<List<@Nullable Object>> arguments = rows.stream().map(row -> arguments(call, row)).toList();
        if (call.distinct()) {
            Map<Object, List<@Nullable Object>> distinct = new LinkedHashMap<>();
            arguments.forEach(tuple -> {
                List<@Nullable Object> key = new ArrayList<>();
                tuple.forEach(value -> key.add(normalized(value)));
                distinct.putIfAbsent(key, tuple);
            });
            arguments = new ArrayList<>(distinct.values());
        }
        List<@Nullable Object> all = new ArrayList<>();
        arguments.forEach(tuple -> all.add(tuple.getFirst()));
        List<Object> values = new ArrayList<>();
        all.stream().filter(Objects::nonNull).forEach(values::add);
        return switch (call.function()) {
            case "count" -> arguments.stream().filter(tuple -> tuple.stream().allMatch(Objects::nonNull)).count();
            case "count_if" -> values.stream().filter(Boolean.TRUE::equals).count();
            case "sum", "try_sum" -> values.isEmpty() ? null : sum(call, values);
            case "avg" -> values.isEmpty() ? null : average(call, values);
            case "min", "bool_and" -> values.stream().min(AggregateReference::compare).orElse(null);
            case "max", "bool_or" -> values.stream().max(AggregateReference::compare).orElse(null);
            case "first" -> first(call.arguments().size() > 1 ? values : all);
            case "last" -> first((call.arguments().size() > 1 ? values : all).reversed());
            case "bit_and" -> values.stream().map(value -> ((Number) value).longValue()).reduce((a, b) -> a & b)
                    .map(value -> typed(call, value)).orElse(null);
            case "bit_or" -> values.stream().map(value -> ((Number) value).longValue()).reduce((a, b) -> a | b)
                    .map(value -> typed(call, value)).orElse(null);
            case "bit_xor" -> values.stream().map(value -> ((Number) value).longValue()).reduce((a, b) -> a ^ b)
                    .map(value -> typed(call, value)).orElse(null);
            case "min_by" -> by(arguments, Comparator.naturalOrder());
            case "max_by" -> by(arguments, Comparator.reverseOrder());
            case "collect_list" -> values;
            case "collect_set" -> values.stream().map(AggregateReference::normalized).distinct().toList();
            case "listagg" -> values.isEmpty() ? null
                    : String.join(call.arguments().size() > 1 ? (String) ((Literal) call.arguments().get(1)).value() : "",
                            values.stream().map(String.class::cast).toList());
            case "mode" -> mode(values);
            case "median" -> percentile(values, 0.5);
            case "percentile" -> percentile(values, (Double) ((Literal) call.arguments().get(1)).value());
            case "percentile_approx" -> values.isEmpty() ? null
                    : values.stream().sorted(AggregateReference::compare).toList().get(
                            Math.max(0, (int) Math.ceil(values.size() * (Double) ((Literal) call.arguments().get(1)).value()) - 1));
            case "stddev_samp", "stddev_pop", "var_samp", "var_pop", "skewness", "kurtosis" -> moments(call.function(), values);
            case "corr", "covar_pop", "covar_samp" -> pairs(call.function(), arguments);
            default -> throw new IllegalArgumentException(call.function());
        };
    }

    private static List<@Nullable Object> arguments(AggregateCall call, List<@Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>();
        call.arguments().forEach(argument -> {
            if (argument instanceof InputRef ref) {
                values.add(row.get(ref.ordinal()));
            }
        });
        return values;
    }

    private static @Nullable Object first(List<@Nullable Object> values) {
        return values.isEmpty() ? null : values.getFirst();
    }

    private static Object typed(AggregateCall call, long value) {
        return call.type().equals(DataType.BIGINT) ? (Object) value : (Object) (int) value;
    }

    private static Object sum(AggregateCall call, List<Object> values) {
        if (call.type().equals(DataType.DOUBLE)) {
            return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).sum();
        }
        BigInteger sum = values.stream().map(AggregateReference::integer).reduce(BigInteger.ZERO, BigInteger::add);
        return switch (call.type().storage()) {
            case INT -> sum.intValueExact();
            case LONG -> sum.longValueExact();
            default -> sum;
        };
    }

    private static Object average(AggregateCall call, List<Object> values) {
        if (call.type().equals(DataType.DOUBLE)) {
            return values.stream().mapToDouble(value -> ((Number) value).doubleValue()).sum() / values.size();
        }
        BigInteger sum = values.stream().map(AggregateReference::integer).reduce(BigInteger.ZERO, BigInteger::add);
        int shift = call.type() instanceof DataType.DecimalType result
                && call.arguments().getFirst().type() instanceof DataType.DecimalType argument
                        ? result.scale() - argument.scale()
                        : 0;
        BigInteger average =
                new BigDecimal(sum.multiply(BigInteger.TEN.pow(shift))).divide(BigDecimal.valueOf(values.size()), 0, RoundingMode.HALF_UP)
                        .toBigIntegerExact();
        return switch (call.type().storage()) {
            case INT -> average.intValueExact();
            case LONG -> average.longValueExact();
            default -> average;
        };
    }

    private static BigInteger integer(Object value) {
        return value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue());
    }

    private static @Nullable Object by(List<List<@Nullable Object>> arguments, Comparator<Comparable<Object>> order) {
        List<@Nullable Object> best = null;
        for (List<@Nullable Object> tuple : arguments) {
            if (tuple.get(1) != null && (best == null || signum(order, tuple.get(1), best.get(1)) < 0)) {
                best = tuple;
            }
        }
        return best == null ? null : best.getFirst();
    }

    private static int signum(Comparator<Comparable<Object>> order, @Nullable Object left, @Nullable Object right) {
        int natural = compare(left, right);
        return order.equals(Comparator.naturalOrder()) ? natural : -natural;
    }

    private static @Nullable Object mode(List<Object> values) {
        Map<Object, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(Objects.requireNonNull(normalized(value)), 1, Integer::sum));
        return counts.entrySet().stream()
                .min(Comparator.comparingInt((Map.Entry<Object, Integer> entry) -> -entry.getValue()).thenComparing(Map.Entry::getKey,
                        AggregateReference::compare))
                .map(Map.Entry::getKey).orElse(null);
    }

    private static @Nullable Double percentile(List<Object> values, double at) {
        if (values.isEmpty()) {
            return null;
        }
        List<Double> sorted = values.stream().map(value -> ((Number) value).doubleValue()).sorted().toList();
        double position = at * (sorted.size() - 1);
        double low = sorted.get((int) Math.floor(position));
        double high = sorted.get((int) Math.ceil(position));
        return low == high ? low : low + (position - Math.floor(position)) * (high - low);
    }

    private static @Nullable Double moments(String function, List<Object> values) {
        double n = values.size();
        if (n == 0) {
            return null;
        }
        double mean = values.stream().mapToDouble(value -> (Double) value).sum() / n;
        Map<Integer, Double> powers = new TreeMap<>();
        for (int power = 2; power <= 4; power++) {
            int exponent = power;
            powers.put(power, values.stream().mapToDouble(value -> Math.pow((Double) value - mean, exponent)).sum());
        }
        double second = Objects.requireNonNull(powers.get(2));
        return switch (function) {
            case "var_pop" -> second / n;
            case "var_samp" -> n == 1 ? null : (Double) (second / (n - 1));
            case "stddev_pop" -> Math.sqrt(second / n);
            case "stddev_samp" -> n == 1 ? null : (Double) Math.sqrt(second / (n - 1));
            case "skewness" -> second == 0 ? null : (Double) (Math.sqrt(n) * powers.get(3) / Math.sqrt(second * second * second));
            default -> second == 0 ? null : (Double) (n * powers.get(4) / (second * second) - 3);
        };
    }

    private static @Nullable Double pairs(String function, List<List<@Nullable Object>> arguments) {
        List<List<@Nullable Object>> both = arguments.stream().filter(tuple -> tuple.stream().allMatch(Objects::nonNull)).toList();
        double n = both.size();
        if (n == 0) {
            return null;
        }
        double[] x = both.stream().mapToDouble(tuple -> (Double) Objects.requireNonNull(tuple.get(0))).toArray();
        double[] y = both.stream().mapToDouble(tuple -> (Double) Objects.requireNonNull(tuple.get(1))).toArray();
        double meanX = Arrays.stream(x).sum() / n;
        double meanY = Arrays.stream(y).sum() / n;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        return switch (function) {
            case "covar_pop" -> xy / n;
            case "covar_samp" -> n == 1 ? null : (Double) (xy / (n - 1));
            default -> xx == 0 || yy == 0 ? null : (Double) (xy / Math.sqrt(xx * yy));
        };
    }

    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows, List<SortKey> order) {
        Comparator<List<@Nullable Object>> comparator = (_, _) -> 0;
        for (SortKey key : order) {
            int ordinal = ((InputRef) key.expr()).ordinal();
            Comparator<@Nullable Object> values = (left, right) -> key.ascending() ? compare(left, right) : compare(right, left);
            Comparator<@Nullable Object> withNulls = key.nullsFirst() ? Comparator.nullsFirst(values) : Comparator.nullsLast(values);
            comparator = comparator.thenComparing(row -> row.get(ordinal), withNulls);
        }
        return rows.stream().sorted(comparator).toList();
    }

    @SuppressWarnings("unchecked")
    static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Double a && right instanceof Double b) {
            return Double.compare(a + 0.0, b + 0.0);
        }
        if (left instanceof String a && right instanceof String b) {
            return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                int order = compare(a.get(i), b.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(a.size(), b.size());
        }
        return ((Comparable<Object>) Objects.requireNonNull(left)).compareTo(Objects.requireNonNull(right));
    }
}
