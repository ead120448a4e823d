package dev.millrace.executor.kernel.function;

import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.IntVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Values;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.executor.kernel.KernelLambda;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Kernels of higher-order functions: the lambda is evaluated once for all elements of a batch, or step by step where each step needs the
 * one before.
 */
final class LambdaKernels {

    private LambdaKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "transform", "filter", "exists", "forall" ->
                    (call, arguments, length, rows) -> ofArray(call, arguments.getFirst(), length, rows);
            case "zip_with" -> LambdaKernels::zipped;
            case "map_zip_with" -> LambdaKernels::mapsZipped;
            case "transform_keys", "transform_values", "map_filter" ->
                    (call, arguments, length, rows) -> ofMap(call, arguments.getFirst(), length, rows);
            case "aggregate" -> LambdaKernels::aggregated;
            case "array_sort" -> LambdaKernels::sorted;
            default -> null;
        };
    }

    /** Rows that count and whose value is not null, with the elements of all of them one after the other. */
    private static final class Elements {
        private final List<Integer> rows = new ArrayList<>();
        private final List<List<?>> lists = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();
        private final List<Integer> rowOfElement = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();

        void add(int row, List<?> elements) {
            rows.add(row);
            lists.add(elements);
            for (int i = 0; i < elements.size(); i++) {
                values.add(elements.get(i));
                rowOfElement.add(row);
                places.add(i);
            }
        }

        int[] rowsOfElements() {
            return rowOfElement.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static Elements elements(Vector vector, int length, @Nullable Selection rows) {
        Elements elements = new Elements();
        Vector flat = Flatten.flat(vector);
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Values.get(flat, row) instanceof List<?> list) {
                elements.add(row, list);
            }
        }
        return elements;
    }

    private static Vector vector(DataType type, List<?> values) {
        VectorBuilder builder = VectorBuilder.of(type, values.size());
        values.forEach(builder::appendValue);
        return builder.build();
    }

    private static Vector ofArray(KernelCall call, Vector arrays, int length, @Nullable Selection rows) {
        Elements elements = elements(arrays, length, rows);
        KernelLambda lambda = call.lambda(1);
        DataType type = ((DataType.ArrayType) call.argumentType(0)).element();
        List<Vector> parameters = new ArrayList<>(List.of(vector(type, elements.values)));
        if (lambda.parameters() > 1) {
            int[] places = elements.places.stream().mapToInt(Integer::intValue).toArray();
            parameters.add(new IntVector(DataType.INT, places, places.length, null));
        }
        Vector results = lambda.apply(parameters, elements.rowsOfElements(), elements.values.size());
        Map<Integer, Object> byRow = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < elements.rows.size(); i++) {
            List<?> list = elements.lists.get(i);
            byRow.put(elements.rows.get(i), ofRow(call.function(), list, results, at));
            at += list.size();
        }
        return spread(call.type(), byRow, length);
    }

    private static @Nullable Object ofRow(String function, List<?> elements, Vector results, int from) {
        List<Object> made = new ArrayList<>();
        boolean unknown = false;
        for (int i = 0; i < elements.size(); i++) {
            Object result = Values.get(results, from + i);
            switch (function) {
                case "transform" -> made.add(result);
                case "filter" -> {
                    if (Boolean.TRUE.equals(result)) {
                        made.add(elements.get(i));
                    }
                }
                default -> {
                    if (result == null) {
                        unknown = true;
                    } else if (function.equals("exists") == (Boolean) result) {
                        return function.equals("exists");
                    }
                }
            }
        }
        return switch (function) {
            case "transform", "filter" -> made;
            default -> unknown ? null : function.equals("forall");
        };
    }

    private static Vector ofMap(KernelCall call, Vector maps, int length, @Nullable Selection rows) {
        Elements keys = new Elements();
        Elements values = new Elements();
        Vector flat = Flatten.flat(maps);
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Values.get(flat, row) instanceof Map<?, ?> map) {
                keys.add(row, new ArrayList<>(map.keySet()));
                values.add(row, new ArrayList<>(map.values()));
            }
        }
        DataType.MapType type = (DataType.MapType) call.argumentType(0);
        Vector results =
                call.lambda(1).apply(List.of(vector(type.key(), keys.values), vector(type.value(), values.values)), keys.rowsOfElements(),
                        keys.values.size());
        Map<Integer, Object> byRow = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < keys.rows.size(); i++) {
            Map<Object, Object> made = new LinkedHashMap<>();
            for (int entry = 0; entry < keys.lists.get(i).size(); entry++, at++) {
                Object result = Values.get(results, at);
                Object key = keys.lists.get(i).get(entry);
                Object value = values.lists.get(i).get(entry);
                switch (call.function()) {
                    case "transform_keys" -> MapKernels.put(call, made, result, value);
                    case "transform_values" -> made.put(key, result);
                    default -> {
                        if (Boolean.TRUE.equals(result)) {
                            made.put(key, value);
                        }
                    }
                }
            }
            byRow.put(keys.rows.get(i), made);
        }
        return spread(call.type(), byRow, length);
    }

    private static Vector zipped(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Elements left = new Elements();
        Elements right = new Elements();
        Vector first = Flatten.flat(arguments.get(0));
        Vector second = Flatten.flat(arguments.get(1));
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Values.get(first, row) instanceof List<?> one && Values.get(second, row) instanceof List<?> other) {
                int longest = Math.max(one.size(), other.size());
                left.add(row, padded(one, longest));
                right.add(row, padded(other, longest));
            }
        }
        Vector results = call.lambda(2).apply(List.of(vector(((DataType.ArrayType) call.argumentType(0)).element(), left.values),
                vector(((DataType.ArrayType) call.argumentType(1)).element(), right.values)), left.rowsOfElements(), left.values.size());
        Map<Integer, Object> byRow = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < left.rows.size(); i++) {
            byRow.put(left.rows.get(i), ofRow("transform", left.lists.get(i), results, at));
            at += left.lists.get(i).size();
        }
        return spread(call.type(), byRow, length);
    }

    private static Vector mapsZipped(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Elements keys = new Elements();
        Elements left = new Elements();
        Elements right = new Elements();
        Vector first = Flatten.flat(arguments.get(0));
        Vector second = Flatten.flat(arguments.get(1));
        int count = rows == null ? length : rows.count();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows.rows()[i];
            if (Values.get(first, row) instanceof Map<?, ?> one && Values.get(second, row) instanceof Map<?, ?> other) {
                Set<Object> together = new LinkedHashSet<>(one.keySet());
                together.addAll(other.keySet());
                keys.add(row, new ArrayList<>(together));
                left.add(row, together.stream().map(key -> (Object) one.get(key)).toList());
                right.add(row, together.stream().map(key -> (Object) other.get(key)).toList());
            }
        }
        DataType.MapType one = (DataType.MapType) call.argumentType(0);
        Vector results = call.lambda(2).apply(List.of(vector(one.key(), keys.values), vector(one.value(), left.values),
                vector(((DataType.MapType) call.argumentType(1)).value(), right.values)), keys.rowsOfElements(), keys.values.size());
        Map<Integer, Object> byRow = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < keys.rows.size(); i++) {
            Map<Object, @Nullable Object> made = new LinkedHashMap<>();
            for (Object key : keys.lists.get(i)) {
                made.put(key, Values.get(results, at++));
            }
            byRow.put(keys.rows.get(i), made);
        }
        return spread(call.type(), byRow, length);
    }

    private static List<Object> padded(List<?> elements, int length) {
        List<Object> padded = new ArrayList<>(elements);
        while (padded.size() < length) {
            padded.add(null);
        }
        return padded;
    }

    private static Vector aggregated(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Elements elements = elements(arguments.get(0), length, rows);
        Vector zero = Flatten.flat(arguments.get(1));
        DataType elementType = ((DataType.ArrayType) call.argumentType(0)).element();
        DataType sumType = call.argumentType(1);
        List<Object> sums = new ArrayList<>();
        int longest = 0;
        for (int i = 0; i < elements.rows.size(); i++) {
            sums.add(Values.get(zero, elements.rows.get(i)));
            longest = Math.max(longest, elements.lists.get(i).size());
        }
        for (int step = 0; step < longest; step++) {
            step(call, elements, elementType, sumType, sums, step);
        }
        if (arguments.size() > 3 && !sums.isEmpty()) {
            Vector finished = call.lambda(3).apply(List.of(vector(sumType, sums)),
                    elements.rows.stream().mapToInt(Integer::intValue).toArray(), sums.size());
            for (int i = 0; i < sums.size(); i++) {
                sums.set(i, Values.get(finished, i));
            }
        }
        Map<Integer, Object> byRow = new LinkedHashMap<>();
        for (int i = 0; i < sums.size(); i++) {
            byRow.put(elements.rows.get(i), sums.get(i));
        }
        return spread(call.type(), byRow, length);
    }

    /** Takes the element at one place of every array that has one into its sum. */
    private static void step(KernelCall call, Elements elements, DataType elementType, DataType sumType, List<Object> sums, int place) {
        List<Integer> active = new ArrayList<>();
        List<Object> current = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            if (place < elements.lists.get(i).size()) {
                active.add(i);
                current.add(sums.get(i));
                values.add(elements.lists.get(i).get(place));
            }
        }
        int[] rows = active.stream().mapToInt(elements.rows::get).toArray();
        Vector results = call.lambda(2).apply(List.of(vector(sumType, current), vector(elementType, values)), rows, rows.length);
        for (int i = 0; i < active.size(); i++) {
            sums.set(active.get(i), Values.get(results, i));
        }
    }

    private static Vector sorted(KernelCall call, List<Vector> arguments, int length, @Nullable Selection rows) {
        Elements elements = elements(arguments.getFirst(), length, rows);
        DataType type = ((DataType.ArrayType) call.argumentType(0)).element();
        Map<Integer, Object> byRow = new LinkedHashMap<>();
        for (int i = 0; i < elements.rows.size(); i++) {
            List<Object> list = new ArrayList<>(elements.lists.get(i));
            int[] row = {elements.rows.get(i)};
            Comparator<Object> order = arguments.size() > 1
                    ? (left, right) -> ((Number) Values.get(call.lambda(1).apply(
                            List.of(vector(type, Arrays.asList(left)), vector(type, Arrays.asList(right))), row, 1), 0)).intValue()
                    : Comparator.nullsLast(LiteralOrder.INSTANCE);
            list.sort(order);
            byRow.put(row[0], list);
        }
        return spread(call.type(), byRow, length);
    }

    private static Vector spread(DataType type, Map<Integer, Object> byRow, int length) {
        VectorBuilder results = VectorBuilder.of(type, length);
        for (int row = 0; row < length; row++) {
            results.appendValue(byRow.get(row));
        }
        return results.build();
    }
}
