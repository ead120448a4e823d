package dev.millrace.executor.kernel.function;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.FunctionKernel;
import dev.millrace.executor.kernel.KernelCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Kernels of functions on arrays. */
final class ArrayKernels {

    private static final int MAX_ELEMENTS = 100_000_000;

    private ArrayKernels() {}

    static @Nullable FunctionKernel find(String name) {
        return switch (name) {
            case "array" -> ListKernels::array;
            case "array_repeat" -> RowKernel.withNulls((_, values) -> values[1] == null ? null
                    : Collections.nCopies(Math.clamp((long) (Integer) values[1], 0, MAX_ELEMENTS), values[0]));
            case "sequence" -> RowKernel.strict(Sequences::of);
            case "size", "array_size" -> ListKernels::size;
            case "element_at" -> element(true, true);
            case "try_element_at" -> element(false, true);
            case "getitem" -> element(true, false);
            case "get" -> element(false, false);
            case "array_contains" -> new ListKernels.Contains(RowKernel.strict((_, values) -> contained(list(values, 0), values[1])));
            case "array_position" -> RowKernel.strict((_, values) -> position(list(values, 0), values[1]));
            case "array_max" -> RowKernel.strict((_, values) -> present(list(values, 0)).stream().max(LiteralOrder.INSTANCE).orElse(null));
            case "array_min" -> RowKernel.strict((_, values) -> present(list(values, 0)).stream().min(LiteralOrder.INSTANCE).orElse(null));
            case "array_join" -> RowKernel.strict((_, values) -> joined(values));
            default -> changing(name);
        };
    }

    private static @Nullable FunctionKernel changing(String name) {
        return switch (name) {
            case "slice" -> RowKernel.strict((call, values) -> slice(call, list(values, 0), (Integer) values[1], (Integer) values[2]));
            case "array_append" ->
                    RowKernel.withNulls((_, values) -> values[0] == null ? null : with(list(values, 0), list(values, 0).size(), values[1]));
            case "array_prepend" -> RowKernel.withNulls((_, values) -> values[0] == null ? null : with(list(values, 0), 0, values[1]));
            case "array_insert" -> RowKernel.withNulls(ArrayKernels::inserted);
            case "array_remove" -> RowKernel.strict((_, values) -> list(values, 0).stream()
                    .filter(element -> element == null || !LiteralOrder.same(element, values[1])).toList());
            case "array_compact" -> RowKernel.strict((_, values) -> present(list(values, 0)));
            case "array_distinct" -> RowKernel.strict((_, values) -> distinct(list(values, 0), List.of(), null));
            case "array_union" -> RowKernel.strict((_, values) -> distinct(list(values, 0), list(values, 1), null));
            case "array_intersect" ->
                    RowKernel.strict((_, values) -> distinct(list(values, 0), List.of(), new Other(list(values, 1), true)));
            case "array_except" -> RowKernel.strict((_, values) -> distinct(list(values, 0), List.of(), new Other(list(values, 1), false)));
            case "arrays_overlap" -> RowKernel.strict((_, values) -> overlap(list(values, 0), list(values, 1)));
            case "shuffle" -> RowKernel.strict((_, values) -> {
                List<Object> elements = new ArrayList<>(list(values, 0));
                Collections.shuffle(elements);
                return elements;
            });
            case "sort_array" -> RowKernel.strict((_, values) -> {
                List<Object> elements = new ArrayList<>(list(values, 0));
                elements.sort(values.length > 1 && !(Boolean) values[1] ? LiteralOrder.INSTANCE.reversed() : LiteralOrder.INSTANCE);
                return elements;
            });
            case "flatten" -> RowKernel.strict((_, values) -> flattened(list(values, 0)));
            case "arrays_zip" -> RowKernel.strict((_, values) -> zipped(values));
            default -> null;
        };
    }

    static List<?> list(@Nullable Object[] values, int index) {
        return (List<?>) values[index];
    }

    private static List<Object> present(List<?> elements) {
        List<Object> present = new ArrayList<>();
        for (Object element : elements) {
            if (element != null) {
                present.add(element);
            }
        }
        return present;
    }

    private static FunctionKernel element(boolean strict, boolean fromOne) {
        return new ListKernels.Element(strict, fromOne,
                RowKernel.strict((_, values) -> MapKernels.value((Map<?, ?>) values[0], values[1])));
    }

    private static @Nullable Object contained(List<?> elements, @Nullable Object value) {
        boolean nulls = false;
        for (Object element : elements) {
            if (element == null) {
                nulls = true;
            } else if (LiteralOrder.same(element, value)) {
                return true;
            }
        }
        return nulls ? null : false;
    }

    private static long position(List<?> elements, @Nullable Object value) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) != null && LiteralOrder.same(elements.get(i), value)) {
                return i + 1L;
            }
        }
        return 0;
    }

    private static String joined(@Nullable Object[] values) {
        List<String> parts = new ArrayList<>();
        for (Object element : list(values, 0)) {
            if (element != null) {
                parts.add((String) element);
            } else if (values.length > 2) {
                parts.add((String) values[2]);
            }
        }
        return String.join((String) values[1], parts);
    }

    private static List<?> slice(KernelCall call, List<?> elements, int start, int length) {
        if (start == 0 || length < 0) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", start == 0 ? "the start" : "the length", "function",
                    call.function(), "expected",
                    start == 0 ? "a number other than 0" : "0 or more", "actual", start == 0 ? start : length);
        }
        int from = start > 0 ? start - 1 : elements.size() + start;
        if (from < 0 || from >= elements.size()) {
            return List.of();
        }
        return elements.subList(from, (int) Math.min(elements.size(), (long) from + length));
    }

    private static List<Object> with(List<?> elements, int at, @Nullable Object value) {
        List<Object> changed = new ArrayList<>(elements);
        changed.add(at, value);
        return changed;
    }

    private static @Nullable Object inserted(KernelCall call, @Nullable Object[] values) {
        if (values[0] == null || values[1] == null) {
            return null;
        }
        List<Object> elements = new ArrayList<>(list(values, 0));
        int position = (Integer) values[1];
        if (position == 0 || Math.abs((long) position) > MAX_ELEMENTS) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the position", "function", call.function(), "expected",
                    "a number other than 0", "actual", position);
        }
        if (position > 0) {
            while (elements.size() < position - 1) {
                elements.add(null);
            }
            elements.add(position - 1, values[2]);
            return elements;
        }
        int fromEnd = -position - 1;
        while (elements.size() < fromEnd) {
            elements.addFirst(null);
        }
        elements.add(elements.size() - fromEnd, values[2]);
        return elements;
    }

    /** Elements of another array that are wanted or not. */
    private record Other(List<?> elements, boolean wanted) {}

    private static List<Object> distinct(List<?> first, List<?> second, @Nullable Other other) {
        TreeSet<Object> seen = new TreeSet<>(LiteralOrder.INSTANCE);
        TreeSet<Object> known = new TreeSet<>(LiteralOrder.INSTANCE);
        if (other != null) {
            known.addAll(other.elements());
        }
        List<Object> result = new ArrayList<>();
        for (List<?> part : List.of(first, second)) {
            for (Object element : part) {
                if ((other == null || known.contains(element) == other.wanted()) && seen.add(element)) {
                    result.add(element);
                }
            }
        }
        return result;
    }

    private static @Nullable Object overlap(List<?> left, List<?> right) {
        TreeSet<Object> known = new TreeSet<>(LiteralOrder.INSTANCE);
        known.addAll(present(right));
        for (Object element : left) {
            if (element != null && known.contains(element)) {
                return true;
            }
        }
        boolean nulls = !left.isEmpty() && !right.isEmpty() && (left.contains(null) || right.contains(null));
        return nulls ? null : false;
    }

    private static @Nullable Object flattened(List<?> elements) {
        List<Object> all = new ArrayList<>();
        for (Object element : elements) {
            if (element == null) {
                return null;
            }
            all.addAll((List<?>) element);
        }
        return all;
    }

    private static List<Object> zipped(@Nullable Object[] values) {
        int length = 0;
        for (int i = 0; i < values.length; i++) {
            length = Math.max(length, list(values, i).size());
        }
        List<Object> structs = new ArrayList<>(length);
        for (int at = 0; at < length; at++) {
            List<Object> struct = new ArrayList<>(values.length);
            for (int i = 0; i < values.length; i++) {
                struct.add(at < list(values, i).size() ? list(values, i).get(at) : null);
            }
            structs.add(struct);
        }
        return structs;
    }
}
