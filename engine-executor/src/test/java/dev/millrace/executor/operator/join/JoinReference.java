package dev.millrace.executor.operator.join;

import dev.millrace.plan.JoinType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Joins by the definition of each join type: every row with every row. */
final class JoinReference {

    private JoinReference() {}

    /** @param matches the whole condition; for NULL_AWARE_ANTI, where unknown counts as a match */
    static List<List<@Nullable Object>> join(JoinType type, List<List<@Nullable Object>> left, List<List<@Nullable Object>> right,
            int leftWidth,
            int rightWidth, BiPredicate<List<@Nullable Object>, List<@Nullable Object>> matches) {
        List<List<@Nullable Object>> result = new ArrayList<>();
        boolean[] rightMet = new boolean[right.size()];
        for (List<@Nullable Object> leftRow : left) {
            boolean met = false;
            for (int i = 0; i < right.size(); i++) {
                if (matches.test(leftRow, right.get(i))) {
                    met = true;
                    rightMet[i] = true;
                    if (type.givesRight()) {
                        result.add(joined(leftRow, right.get(i)));
                    }
                }
            }
            switch (type) {
                case LEFT, FULL -> {
                    if (!met) {
                        result.add(joined(leftRow, Collections.nCopies(rightWidth, null)));
                    }
                }
                case SEMI -> {
                    if (met) {
                        result.add(leftRow);
                    }
                }
                case ANTI, NULL_AWARE_ANTI -> {
                    if (!met) {
                        result.add(leftRow);
                    }
                }
                case INNER, RIGHT, CROSS -> {
                }
            }
        }
        if (type.padsLeft()) {
            for (int i = 0; i < right.size(); i++) {
                if (!rightMet[i]) {
                    result.add(joined(Collections.nCopies(leftWidth, null), right.get(i)));
                }
            }
        }
        return result;
    }

    private static List<@Nullable Object> joined(List<@Nullable Object> left, List<@Nullable Object> right) {
        List<@Nullable Object> row = new ArrayList<>(left);
        row.addAll(right);
        return row;
    }
}
