package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows and values that are missing, null or NaN: {@code trips.na().drop("any", List.of("fare", "zone"))}, {@code trips.na().fill(0)}.
 *
 * <p>Columns are named as they are, dots and all, ignoring case. Errors: UNRESOLVED_COLUMN for a column that is not there.
 */
public final class DataFrameNaFunctions {

    private final DataFrame frame;

    DataFrameNaFunctions(DataFrame frame) {
        this.frame = frame;
    }

    /** Without rows in which any value is missing. */
    public DataFrame drop() {
        return drop("any");
    }

    /** Without rows in which {@code any} or {@code all} values are missing. */
    public DataFrame drop(String how) {
        return drop(how, List.of(frame.columns()));
    }

    /** Without rows in which any of these columns is missing. */
    public DataFrame drop(List<String> columns) {
        return drop("any", columns);
    }

    /** As {@link #drop(List)}. */
    public DataFrame drop(String[] columns) {
        return drop(List.of(columns));
    }

    /** As {@link #drop(String, List)}. */
    public DataFrame drop(String how, String[] columns) {
        return drop(how, List.of(columns));
    }

    /**
     * Without rows in which {@code any} or {@code all} of these columns are missing.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE for another word
     */
    public DataFrame drop(String how, List<String> columns) {
        return switch (how.toLowerCase(Locale.ROOT)) {
            case "any" -> drop(columns.size(), columns);
            case "all" -> drop(1, columns);
            default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "how", "function", "drop", "expected", "any or all",
                    "actual", how);
        };
    }

    /** Without rows that have fewer than so many values. */
    public DataFrame drop(int minNonNulls) {
        return drop(minNonNulls, List.of(frame.columns()));
    }

    /** Without rows that have fewer than so many values in these columns. */
    public DataFrame drop(int minNonNulls, List<String> columns) {
        List<Column> present = new ArrayList<>();
        for (String name : columns) {
            Column column = column(name);
            present.add(isFloating(attribute(column).type()) ? column.isNotNull().and(column.isNaN().not()) : column.isNotNull());
        }
        if (present.isEmpty() || minNonNulls <= 0) {
            return frame;
        }
        Column enough = present.getFirst();
        if (minNonNulls == 1 || minNonNulls == present.size()) {
            for (Column next : present.subList(1, present.size())) {
                enough = minNonNulls == 1 ? enough.or(next) : enough.and(next);
            }
            return frame.filter(enough);
        }
        Column count = Functions.lit(0);
        for (Column one : present) {
            count = count.plus(Functions.when(one, 1).otherwise(0));
        }
        return frame.filter(count.geq(minNonNulls));
    }

    /**
     * Puts {@code value} where a value is missing, in every column that it fits: a number in numeric ones, text in STRING, a Boolean in
     * BOOLEAN ones.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE for a value of another class
     */
    public DataFrame fill(Object value) {
        return fill(value, List.of(frame.columns()));
    }

    /** As {@link #fill(Object)}, in these columns only. */
    public DataFrame fill(Object value, String[] columns) {
        return fill(value, List.of(columns));
    }

    /** As {@link #fill(Object)}, in these columns only; those that the value does not fit are passed over. */
    public DataFrame fill(Object value, List<String> columns) {
        Map<Long, Object> values = new LinkedHashMap<>();
        for (String name : columns) {
            Attribute attribute = attribute(column(name));
            if (fits(value, attribute.type())) {
                values.put(attribute.id(), value);
            }
        }
        return fillById(values);
    }

    /** Puts a value of its own into each column: {@code fill(Map.of("fare", 0, "zone", "unknown"))}. */
    public DataFrame fill(Map<String, ?> valueByColumn) {
        Map<Long, Object> values = new LinkedHashMap<>();
        valueByColumn.forEach((name, value) -> values.put(attribute(column(name)).id(), value));
        return fillById(values);
    }

    private DataFrame fillById(Map<Long, Object> values) {
        List<UnresolvedExpr> outputs = new ArrayList<>();
        for (Attribute attribute : frame.plan().output()) {
            Object value = values.get(attribute.id());
            Column column = new Column(new ResolvedColumn(attribute));
            if (value != null) {
                Column present = isFloating(attribute.type()) ? Functions.when(column.isNaN().not(), column) : column;
                column = Functions.coalesce(present, Functions.lit(value).cast(attribute.type())).as(attribute.name());
            }
            outputs.add(column.expr());
        }
        return frame.project(outputs);
    }

    /** Replaces values of one column ({@code *} for all that fit): {@code replace("zone", Map.of("JFK", "Airport"))}. */
    public DataFrame replace(String column, Map<?, ?> replacements) {
        return replace("*".equals(column) ? List.of(frame.columns()) : List.of(column), replacements);
    }

    /** As {@link #replace(String, Map)}. */
    public DataFrame replace(String[] columns, Map<?, ?> replacements) {
        return replace(List.of(columns), replacements);
    }

    /** As {@link #replace(String, Map)}, in several columns. A value may be replaced by null, in a map that allows it. */
    public DataFrame replace(List<String> columns, Map<?, ?> replacements) {
        List<Long> ids = new ArrayList<>();
        for (String name : columns) {
            ids.add(attribute(column(name)).id());
        }
        List<UnresolvedExpr> outputs = new ArrayList<>();
        for (Attribute attribute : frame.plan().output()) {
            Column column = new Column(new ResolvedColumn(attribute));
            outputs.add((ids.contains(attribute.id()) ? replaced(column, attribute, replacements) : column).expr());
        }
        return frame.project(outputs);
    }

    private static Column replaced(Column column, Attribute attribute, Map<?, ?> replacements) {
        @Nullable
        Column cases = null;
        for (Map.Entry<?, ?> entry : replacements.entrySet()) {
            if (fits(entry.getKey(), attribute.type())) {
                Column found = column.equalTo(entry.getKey());
                Column value = Functions.lit(entry.getValue()).cast(attribute.type());
                cases = cases == null ? Functions.when(found, value) : cases.when(found, value);
            }
        }
        return cases == null ? column : cases.otherwise(column).as(attribute.name());
    }

    private Column column(String name) {
        return frame.col(ColumnNames.quote(name));
    }

    private static Attribute attribute(Column column) {
        return ((ResolvedColumn) column.expr()).attribute();
    }

    private static boolean isFloating(DataType type) {
        return type.equals(DataType.DOUBLE) || type.equals(DataType.FLOAT);
    }

    private static boolean fits(Object value, DataType type) {
        return switch (value) {
            case Number _ -> type.isNumeric();
            case String _ -> type.equals(DataType.STRING);
            case Boolean _ -> type.equals(DataType.BOOLEAN);
            default -> throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "value", "function", "fill or replace", "expected",
                    "a number, text or a Boolean", "actual", value);
        };
    }
}
