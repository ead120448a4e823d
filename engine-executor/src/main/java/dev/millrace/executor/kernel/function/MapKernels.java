package dev.millrace.executor.kernel.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kernels of functions on maps and structs, and of those that say something about a value. */
final class MapKernels {

    private MapKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "map" -> RowKernel.withNulls((call, values) -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = 0; i + 1 < values.length; i += 2) {
                    put(call, map, values[i], values[i + 1]);
                }
                return map;
            });
            case "map_keys" -> RowKernel.strict((_, values) -> new ArrayList<>(map(values, 0).keySet()));
            case "map_values" -> RowKernel.strict((_, values) -> new ArrayList<>(map(values, 0).values()));
            case "map_entries" -> RowKernel.strict((_, values) -> {
                List<Object> entries = new ArrayList<>();
                map(values, 0).forEach((key, value) -> entries.add(Arrays.asList(key, value)));
                return entries;
            });
            case "map_from_arrays" -> RowKernel.strict(MapKernels::fromArrays);
            case "map_from_entries" -> RowKernel.strict((call, values) -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (Object entry : ArrayKernels.list(values, 0)) {
                    if (entry == null) {
                        return null;
                    }
                    put(call, map, ((List<?>) entry).get(0), ((List<?>) entry).get(1));
                }
                return map;
            });
            case "map_concat" -> RowKernel.strict((call, values) -> {
                Map<Object, Object> all = new LinkedHashMap<>();
                for (int i = 0; i < values.length; i++) {
                    map(values, i).forEach((key, value) -> put(call, all, key, value));
                }
                return all;
            });
            case "map_contains_key" ->
                    RowKernel.strict((_, values) -> LiteralOrder.contains(new ArrayList<>(map(values, 0).keySet()), values[1]));
            case "str_to_map" -> RowKernel.strict(MapKernels::parsed);
            default -> other(name);
        };
    }

    private static @Nullable FunctionKernel other(String name) {
        return switch (name) {
            case "struct" -> ListKernels.struct(1);
            case "named_struct" -> ListKernels.struct(2);
            case "getfield" -> ListKernels::field;
            case "equal_null" -> RowKernel.withNulls((_, values) -> values[0] == null || values[1] == null ? values[0] == values[1]
                    : LiteralOrder.same(values[0], values[1]));
            case "typeof" -> RowKernel.withNulls((call, _) -> call.argumentType(0).simpleName());
            case "raise_error" -> RowKernel.withNulls((_, values) -> {
                throw ErrorCondition.USER_RAISED_EXCEPTION.with("message", values[0]);
            });
            case "too_many_rows" -> RowKernel.withNulls((_, _) -> {
                throw ErrorCondition.SCALAR_SUBQUERY_TOO_MANY_ROWS.with();
            });
            case "assert_true" -> RowKernel.withNulls((call, values) -> {
                if (!Boolean.TRUE.equals(values[0])) {
                    throw ErrorCondition.USER_RAISED_EXCEPTION.with("message",
                            values.length > 1 ? values[1] : call.argument(0) + " is not true!");
                }
                return null;
            });
            default -> null;
        };
    }

    static @Nullable Object value(Map<?, ?> map, @Nullable Object key) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (LiteralOrder.same(entry.getKey(), key)) {
                return entry.getValue();
            }
        }
        return null;
    }

    static void put(KernelCall call, Map<Object, Object> map, @Nullable Object key, @Nullable Object value) {
        if (key == null) {
            throw ErrorCondition.NULL_MAP_KEY.with("expression", call.text());
        }
        if (map.containsKey(key)) {
            throw ErrorCondition.DUPLICATED_MAP_KEY.with("key", key, "expression", call.text());
        }
        map.put(key, value);
    }

    private static Map<?, ?> map(@Nullable Object[] values, int index) {
        return (Map<?, ?>) values[index];
    }

    private static Object fromArrays(KernelCall call, @Nullable Object[] values) {
        List<?> keys = ArrayKernels.list(values, 0);
        List<?> mapped = ArrayKernels.list(values, 1);
        if (keys.size() != mapped.size()) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the number of values", "function", call.function(), "expected",
                    keys.size(),
                    "actual", mapped.size());
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            put(call, map, keys.get(i), mapped.get(i));
        }
        return map;
    }

    private static Object parsed(KernelCall call, @Nullable Object[] values) {
        String pairs = values.length > 1 ? (String) values[1] : ",";
        String separator = values.length > 2 ? (String) values[2] : ":";
        Map<Object, Object> map = new LinkedHashMap<>();
        for (String pair : ((String) values[0]).split(pairs, -1)) {
            String[] parts = pair.split(separator, 2);
            put(call, map, parts[0], parts.length > 1 ? parts[1] : null);
        }
        return map;
    }

    static int fieldIndex(KernelCall call) {
        List<Field> fields = ((DataType.StructType) call.argumentType(0)).fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(String.valueOf(call.constant(1)))) {
                return i;
            }
        }
        throw ErrorCondition.INTERNAL_ERROR.with("detail", "There is no field " + call.constant(1) + ".");
    }
}
