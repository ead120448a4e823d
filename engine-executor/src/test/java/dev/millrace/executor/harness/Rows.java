package dev.millrace.executor.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares rows: doubles within 1e-9 (relative), NaN equal to NaN, 0.0 equal to -0.0, bytes by content; all else by {@code equals}. */
final class Rows {

    private static final double TOLERANCE = 1e-9;

    private Rows() {}

    static void assertSame(String what, List<List<@Nullable Object>> expected, List<List<@Nullable Object>> actual, boolean ordered) {
        List<List<@Nullable Object>> wanted = ordered ? expected : sorted(expected);
        List<List<@Nullable Object>> found = ordered ? actual : sorted(actual);
        for (int i = 0; i < Math.min(wanted.size(), found.size()); i++) {
            if (!same(wanted.get(i), found.get(i))) {
                throw new AssertionError(
                        what + ": row " + i + (ordered ? "" : " (sorted)") + " of " + found.size() + " should be\n  " + text(wanted.get(i))
                                + " but is\n  " + text(found.get(i)));
            }
        }
        if (wanted.size() != found.size()) {
            List<@Nullable Object> first = wanted.size() > found.size() ? wanted.get(found.size()) : found.get(wanted.size());
            throw new AssertionError(what + ": " + wanted.size() + " rows expected, but there are " + found.size() + "; the first "
                    + (wanted.size() > found.size() ? "missing" : "surplus") + ": " + text(first));
        }
    }

    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        record Keyed(String key, List<@Nullable Object> row) {}
        Comparator<Keyed> order = Comparator.comparing(Keyed::key).thenComparing(Keyed::row, Rows::compareDoubles);
        List<Keyed> keyed = new ArrayList<>(rows.size());
        for (List<@Nullable Object> row : rows) {
            StringBuilder key = new StringBuilder();
            for (Object value : row) {
                key.append(value instanceof Double ? "" : text(value)).append('|');
            }
            keyed.add(new Keyed(key.toString(), row));
        }
        keyed.sort(order);
        return keyed.stream().map(Keyed::row).toList();
    }

    private static int compareDoubles(List<@Nullable Object> left, List<@Nullable Object> right) {
        for (int i = 0; i < left.size(); i++) {
            if (left.get(i) instanceof Double a && right.get(i) instanceof Double b) {
                int order = Double.compare(a + 0.0, b + 0.0);
                if (order != 0) {
                    return order;
                }
            }
        }
        return 0;
    }

    private static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Double a && actual instanceof Double b) {
            return a.equals(b) || a.doubleValue() == b.doubleValue() || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
        }
        if (expected instanceof List<?> a && actual instanceof List<?> b) {
            boolean same = a.size() == b.size();
            for (int i = 0; same && i < a.size(); i++) {
                same = same(a.get(i), b.get(i));
            }
            return same;
        }
        if (expected instanceof Map<?, ?> a && actual instanceof Map<?, ?> b) {
            return a.size() == b.size() && a.entrySet().stream()
                    .allMatch(entry -> b.containsKey(entry.getKey()) && same(entry.getValue(), b.get(entry.getKey())));
        }
        if (expected instanceof byte[] a && actual instanceof byte[] b) {
            return Arrays.equals(a, b);
        }
        return Objects.equals(expected, actual);
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> "X'" + HexFormat.of().formatHex(bytes) + "'";
            case List<?> list -> list.stream().map(Rows::text).toList().toString();
            case Double number when number == 0 -> "0.0";
            case null -> "null";
            default -> value.toString();
        };
    }
}
