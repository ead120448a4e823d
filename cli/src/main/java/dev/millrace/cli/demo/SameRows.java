package dev.millrace.cli.demo;

import dev.millrace.api.Row;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares two answers to one question. Doubles may differ in their last digits, because a sum depends on its order. */
final class SameRows {

    private static final double RELATIVE_ERROR = 1e-9;

    private SameRows() {}

    /** @throws EngineException INTERNAL_ERROR with the first row that differs */
    static void check(List<Row> one, List<Row> other) {
        if (one.size() != other.size()) {
            throw ErrorCondition.INTERNAL_ERROR.with("detail",
                    "The DataFrame report has " + one.size() + " rows, the SQL report " + other.size() + ".");
        }
        for (int row = 0; row < one.size(); row++) {
            if (!same(one.get(row), other.get(row))) {
                throw ErrorCondition.INTERNAL_ERROR.with("detail",
                        "The DataFrame report has " + one.get(row) + ", the SQL report " + other.get(row) + ".");
            }
        }
    }

    private static boolean same(Row one, Row other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int column = 0; column < one.size(); column++) {
            if (!same(one.get(column), other.get(column))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return one instanceof Double a && other instanceof Double b
                ? a.equals(b) || Math.abs(a - b) <= RELATIVE_ERROR * Math.max(Math.abs(a), Math.abs(b))
                : Objects.equals(one, other);
    }
}
