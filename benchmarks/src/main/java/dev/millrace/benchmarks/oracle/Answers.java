package dev.millrace.benchmarks.oracle;

import dev.millrace.benchmarks.tpch.DuckDb;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares two answers to one query, row by row, with the tolerance of {@link DuckDb#same}. */
public final class Answers {

    private static final int DIGITS_FOR_ORDER = 6;

    private Answers() {}

    /**
     * Where the second answer differs from the first; empty when it does not. Rows that are equal by the query's order may come in any
     * order among themselves, so a difference is reported as one of order only when the rows are the same.
     *
     * @param ordered whether the query says in which order its rows come
     */
    public static Optional<String> difference(List<List<@Nullable Object>> ours, List<List<@Nullable Object>> theirs, boolean ordered) {
        if (ours.size() != theirs.size()) {
            return Optional.of(ours.size() + " rows instead of " + theirs.size());
        }
        Optional<String> inOrder = firstDifference(ours, theirs);
        if (inOrder.isEmpty()) {
            return inOrder;
        }
        Optional<String> inAnyOrder = firstDifference(sorted(ours), sorted(theirs));
        return ordered && inAnyOrder.isEmpty() ? inOrder.map(difference -> "order of rows: " + difference) : inAnyOrder;
    }

    private static Optional<String> firstDifference(List<List<@Nullable Object>> ours, List<List<@Nullable Object>> theirs) {
        for (int row = 0; row < ours.size(); row++) {
            for (int column = 0; column < ours.get(row).size(); column++) {
                if (!DuckDb.same(ours.get(row).get(column), theirs.get(row).get(column))) {
                    return Optional.of("row " + row + " column " + column + ": " + ours.get(row) + " instead of " + theirs.get(row));
                }
            }
        }
        return Optional.empty();
    }

    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Answers::orderText));
        return sorted;
    }

    /** A text that does not depend on the last digits of a number. */
    private static String orderText(List<@Nullable Object> row) {
        StringBuilder text = new StringBuilder();
        for (Object value : row) {
            if (value instanceof Number number && !number.toString().matches(".*[a-zA-Z]{2,}.*")) {
                BigDecimal rounded = new BigDecimal(number.toString()).round(new MathContext(DIGITS_FOR_ORDER));
                text.append(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
            } else {
                text.append(value);
            }
            text.append('\t');
        }
        return text.toString();
    }
}
