package dev.millrace.api;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Groups of rows that wait for their aggregates: {@code trips.groupBy("zone").agg(sum("fare").as("revenue"), count("*").as("trips"))}.
 *
 * <p>The result has the grouping columns, then the aggregates. Rows whose grouping column is null form a group; NaN is one group, -0.0 and
 * 0.0 are one. Immutable.
 */
public final class GroupedData {

    private final DataFrame frame;
    private final List<UnresolvedExpr> groupings;
    private final @Nullable List<List<Integer>> groupingSets;
    private final @Nullable Pivot pivot;

    GroupedData(DataFrame frame, List<UnresolvedExpr> groupings, @Nullable List<List<Integer>> groupingSets) {
        this(frame, groupings, groupingSets, null);
    }

    private GroupedData(DataFrame frame, List<UnresolvedExpr> groupings, @Nullable List<List<Integer>> groupingSets,
            @Nullable Pivot pivot) {
        this.frame = frame;
        this.groupings = groupings;
        this.groupingSets = groupingSets;
        this.pivot = pivot;
    }

    /**
     * One row a group.
     *
     * @throws EngineException UNRESOLVED_COLUMN, MISSING_GROUP_BY for a column that is neither grouped by nor aggregated
     */
    public DataFrame agg(Column first, Column... more) {
        List<UnresolvedExpr> aggregates = new ArrayList<>();
        aggregates.add(first.expr());
        aggregates.addAll(ColumnLists.exprs(more));
        return aggregate(aggregates);
    }

    /** As {@link #agg(Column, Column...)}, by column and function name in the map's order: {@code agg(Map.of("fare", "max"))}. */
    public DataFrame agg(Map<String, String> functions) {
        List<UnresolvedExpr> aggregates = new ArrayList<>();
        for (Map.Entry<String, String> entry : functions.entrySet()) {
            aggregates.add(Functions.call_function(entry.getValue(), Functions.col(entry.getKey())).expr());
        }
        return aggregate(aggregates);
    }

    /** Number of rows in each group, as a column {@code count}. */
    public DataFrame count() {
        return agg(Functions.count("*").as("count"));
    }

    /** Sums of columns; of all numeric ones that are not grouped by when none is named. */
    public DataFrame sum(String... columns) {
        return ofEach("sum", columns);
    }

    /** Means, as {@link #sum}. */
    public DataFrame avg(String... columns) {
        return ofEach("avg", columns);
    }

    /** {@link #avg}. */
    public DataFrame mean(String... columns) {
        return avg(columns);
    }

    /** Least values, as {@link #sum}. */
    public DataFrame min(String... columns) {
        return ofEach("min", columns);
    }

    /** Greatest values, as {@link #sum}. */
    public DataFrame max(String... columns) {
        return ofEach("max", columns);
    }

    private DataFrame ofEach(String function, String... columns) {
        List<UnresolvedExpr> aggregates = new ArrayList<>();
        for (String column : columns.length == 0 ? ungroupedNumbers() : List.of(columns)) {
            aggregates.add(UnresolvedCall.of(function, Functions.col(column).expr()));
        }
        return aggregate(aggregates);
    }

    private List<String> ungroupedNumbers() {
        List<String> numbers = new ArrayList<>();
        for (Field field : frame.schema().fields()) {
            if (field.type().isNumeric() && !isGrouped(field.name())) {
                numbers.add(ColumnNames.quote(field.name()));
            }
        }
        return numbers;
    }

    private boolean isGrouped(String name) {
        for (UnresolvedExpr grouping : groupings) {
            if (ColumnNames.nameOf(grouping).orElse("").equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private DataFrame aggregate(List<UnresolvedExpr> aggregates) {
        if (pivot != null) {
            return pivot.aggregate(frame, groupings, aggregates);
        }
        List<UnresolvedExpr> outputs = new ArrayList<>(groupings);
        outputs.addAll(aggregates);
        return frame.with(new UnresolvedPlan.Aggregate(frame.input(), groupings, groupingSets, outputs, Optional.empty()));
    }

    /**
     * Turns values of a column into columns: {@code sales.groupBy("year").pivot("quarter", List.of(1, 2, 3, 4)).sum("amount")} has the
     * columns {@code year, 1, 2, 3, 4}. A group without a value has null there.
     *
     * @throws EngineException UNSUPPORTED_FEATURE after rollup, cube, grouping sets or another pivot
     */
    public GroupedData pivot(Column column, List<?> values) {
        if (groupingSets != null || pivot != null) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A pivot after rollup, cube, grouping sets or another pivot", "advice",
                    "Use groupBy, and one pivot.");
        }
        return new GroupedData(frame, groupings, null, new Pivot(column.expr(), values));
    }

    /** As {@link #pivot(Column, List)}. */
    public GroupedData pivot(String column, List<?> values) {
        return pivot(Functions.col(column), values);
    }

    /**
     * As {@link #pivot(Column, List)}, for all values of the column in their order: runs a query at once to find them.
     *
     * @throws EngineException PIVOT_VALUE_LIMIT for more than 10000 values
     */
    public GroupedData pivot(Column column) {
        DataFrame found = frame.select(column).distinct().limit(Pivot.MOST_VALUES + 1);
        List<@Nullable Object> values = new ArrayList<>();
        for (Row row : found.orderBy(found.firstColumn()).collect()) {
            values.add(row.get(0));
        }
        if (values.size() > Pivot.MOST_VALUES) {
            throw ErrorCondition.PIVOT_VALUE_LIMIT.with("column", column, "limit", Pivot.MOST_VALUES);
        }
        return pivot(column, values);
    }

    /** As {@link #pivot(Column)}. */
    public GroupedData pivot(String column) {
        return pivot(Functions.col(column));
    }
}
