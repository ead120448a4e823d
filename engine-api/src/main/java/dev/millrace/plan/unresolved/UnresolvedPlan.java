package dev.millrace.plan.unresolved;

import dev.millrace.plan.JoinType;
import dev.millrace.plan.LocalRows;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.WriteSpec;
import dev.millrace.plan.logical.LogicalPlan;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A relation before analysis. Each record is one relational operation as the user asked for it. */
public sealed interface UnresolvedPlan {

    /** A relation that has been analyzed: a DataFrame's own plan. */
    record Analyzed(LogicalPlan plan) implements UnresolvedPlan {}

    /** Files of a data source. */
    record Read(SourceSpec source) implements UnresolvedPlan {}

    /** A view or table by name. */
    record Table(List<String> name, Origin origin) implements UnresolvedPlan {}

    /** Rows given by the program. */
    record Rows(LocalRows rows) implements UnresolvedPlan {}

    /** One BIGINT column {@code id}: start (inclusive) to end (exclusive) by step. */
    record Range(long start, long end, long step, int partitions) implements UnresolvedPlan {}

    /** SELECT; columns may hold stars, aliases, generators and window functions; aggregates make it a global aggregate. */
    record Project(UnresolvedPlan input, List<UnresolvedExpr> columns) implements UnresolvedPlan {}

    record Filter(UnresolvedPlan input, UnresolvedExpr condition) implements UnresolvedPlan {}

    /**
     * GROUP BY. The result has the grouping columns, then the aggregates, as {@code outputs} says.
     *
     * @param groupings    grouping expressions, may be aliased; none is one group of all rows
     * @param groupingSets each a list of indexes into {@code groupings}; null for a plain GROUP BY
     * @param outputs      result columns; may mix aggregates, groupings and expressions of both
     * @param having       condition on groups
     */
    record Aggregate(UnresolvedPlan input, List<UnresolvedExpr> groupings, @Nullable List<List<Integer>> groupingSets,
            List<UnresolvedExpr> outputs,
            Optional<UnresolvedExpr> having) implements UnresolvedPlan {}

    /**
     * @param using     columns of both sides that must be equal and appear once; empty for none
     * @param condition ON; none for a cross join or with {@code using}
     */
    record Join(UnresolvedPlan left, UnresolvedPlan right, JoinType type, List<String> using, Optional<UnresolvedExpr> condition)
            implements
                UnresolvedPlan {}

    record Sort(UnresolvedPlan input, List<UnresolvedExpr> keys, boolean global) implements UnresolvedPlan {}

    /** @param limit most rows, or -1 for all */
    record Limit(UnresolvedPlan input, long limit, long offset) implements UnresolvedPlan {}

    /**
     * UNION ALL, INTERSECT, EXCEPT. @param byName match columns by name; @param allowMissing with byName: a column that one side lacks
     * is null there
     */
    record SetOperation(Kind kind, boolean all, UnresolvedPlan left, UnresolvedPlan right, boolean byName, boolean allowMissing)
            implements
                UnresolvedPlan {
        public enum Kind {
            UNION, INTERSECT, EXCEPT
        }
    }

    /** One row of each combination of {@code columns}; of all columns when empty. */
    record Distinct(UnresolvedPlan input, List<String> columns) implements UnresolvedPlan {}

    /** {@code input AS name(columns)}; columns may be empty. */
    record Alias(UnresolvedPlan input, String name, List<String> columns) implements UnresolvedPlan {}

    /**
     * Each row with probability between the bounds: {@code lower <= random < upper}; with replacement, Poisson of mean {@code upper -
     * lower}.
     */
    record Sample(UnresolvedPlan input, double lower, double upper, boolean withReplacement, long seed) implements UnresolvedPlan {}

    /**
     * @param partitions 0 leaves the number to the planner; @param keys empty: round robin; @param byRange order the partitions by the
     * keys; @param shuffle false only merges partitions (coalesce)
     */
    record Repartition(UnresolvedPlan input, int partitions, List<UnresolvedExpr> keys, boolean byRange,
            boolean shuffle) implements UnresolvedPlan {}

    /** A hint for the planner: {@code broadcast}; parameters as in {@code BROADCAST(t)}, where they name relations of the input. */
    record Hint(UnresolvedPlan input, String name, List<UnresolvedExpr> parameters) implements UnresolvedPlan {}

    /** Writes the rows; gives no row. */
    record Write(UnresolvedPlan input, WriteSpec target) implements UnresolvedPlan {}

    /** A file, folder or glob in FROM: {@code FROM 'trips/*.csv'}; format, header and types are found by looking at it. */
    record File(String path, Origin origin) implements UnresolvedPlan {}

    /** VALUES; columns are {@code col1, col2 …}. One row without columns stands for a SELECT without FROM. */
    record Values(List<List<UnresolvedExpr>> rows) implements UnresolvedPlan {}

    /** A table-valued function in FROM: {@code range(10)}, {@code explode(array(1, 2))}. */
    record TableFunction(UnresolvedCall call) implements UnresolvedPlan {}

    /** WITH: a table is visible in the later tables and in the body, and in itself when {@code recursive}. */
    record With(List<CommonTable> tables, boolean recursive, UnresolvedPlan body) implements UnresolvedPlan {}

    /** {@code name(columns) AS (plan)}; columns may be empty. */
    record CommonTable(String name, List<String> columns, UnresolvedPlan plan, Origin origin) {}

    /** Joined where the columns that both sides have are equal; each of these appears once, first. */
    record NaturalJoin(UnresolvedPlan left, UnresolvedPlan right, JoinType type) implements UnresolvedPlan {}

    /** {@code LATERAL}: the right side may use columns of the left one. INNER, LEFT or CROSS. */
    record LateralJoin(UnresolvedPlan left, UnresolvedPlan right, JoinType type, Optional<UnresolvedExpr> condition)
            implements
                UnresolvedPlan {}

    /**
     * {@code LATERAL VIEW [OUTER] generator(…) alias AS columns}: each row with the rows that the generator makes of it; with {@code outer}
     * a row that makes none is kept. Columns may be empty.
     */
    record LateralView(UnresolvedPlan input, UnresolvedCall generator, boolean outer, String alias, List<String> columns)
            implements
                UnresolvedPlan {}

    /** QUALIFY: keeps result rows by a condition that may use window functions and columns of the SELECT list. */
    record Qualify(UnresolvedPlan input, UnresolvedExpr condition) implements UnresolvedPlan {}

    /** LIMIT and OFFSET by constant expressions. */
    record LimitBy(UnresolvedPlan input, Optional<UnresolvedExpr> limit, Optional<UnresolvedExpr> offset) implements UnresolvedPlan {}

    /** {@code PIVOT (aggregates FOR (columns) IN (values))}; columns that are used nowhere in it are grouped by. */
    record Pivot(UnresolvedPlan input, List<UnresolvedExpr> aggregates, List<UnresolvedExpr> columns, List<PivotValue> values)
            implements
                UnresolvedPlan {}

    /** One value for each pivot column, and the name that its result columns take. */
    record PivotValue(List<UnresolvedExpr> values, Optional<String> alias) {}

    /**
     * {@code UNPIVOT [INCLUDE NULLS] ((values) FOR name IN ((columns) AS alias, …))}.
     *
     * @param valueNames columns that take the values; @param nameColumn column that takes the group's name
     */
    record Unpivot(UnresolvedPlan input, boolean includeNulls, List<String> valueNames, String nameColumn, List<UnpivotGroup> groups)
            implements
                UnresolvedPlan {}

    /** Columns, one for each value name. */
    record UnpivotGroup(List<UnresolvedExpr> columns, Optional<String> alias) {}
}
