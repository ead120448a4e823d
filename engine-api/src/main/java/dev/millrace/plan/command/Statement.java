package dev.millrace.plan.command;

import dev.millrace.api.StorageLevel;
import dev.millrace.expr.Literal;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.spi.ExplainMode;
import dev.millrace.types.DataType;
import dev.millrace.types.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One SQL statement as it was written. A {@link Query} gives rows when it is run; everything else is done at once and gives the rows of its
 * answer, often none. Names of tables and views are lists of parts, {@code [database,] name}.
 */
public sealed interface Statement {

    record Query(UnresolvedPlan plan) implements Statement {}

    /** {@code EXPLAIN [ANALYZE | VERBOSE | EXTENDED | FORMATTED | STAGES …] statement}. */
    record Explain(Statement statement, ExplainMode mode) implements Statement {}

    // Views and tables

    /**
     * @param columns   names that the view gives its columns; empty keeps those of the query
     * @param lifetime  where the view lives
     * @param text      the query as written, for views that outlive the session
     */
    record CreateView(List<String> name, List<String> columns, Lifetime lifetime, IfExists ifExists, UnresolvedPlan query, String text,
            Origin origin)
            implements
                Statement {}

    /** SESSION is {@code TEMPORARY}; SHARED is {@code GLOBAL TEMPORARY}; PERSISTENT is kept in the catalog. */
    enum Lifetime {
        SESSION, SHARED, PERSISTENT
    }

    /** What happens when the thing exists already: it is an error, it stays as it is ({@code IF NOT EXISTS}), it is replaced. */
    enum IfExists {
        ERROR, KEEP, REPLACE
    }

    /** {@code CREATE TEMPORARY VIEW name USING format OPTIONS (path '…')}. */
    record CreateViewUsing(List<String> name, IfExists ifExists, String format, Map<String, String> options, Optional<Schema> schema)
            implements
                Statement {}

    /**
     * @param schema           columns; empty with a query or when files already lie at the location
     * @param format           of {@code USING}; empty takes the session's default
     * @param options          by lower-case name
     * @param partitionColumns of {@code PARTITIONED BY}
     * @param location         folder given by the user; such a table's files stay when it is dropped
     * @param query            of {@code AS SELECT}
     */
    record CreateTable(List<String> name, Optional<Schema> schema, Optional<String> format, Map<String, String> options,
            List<String> partitionColumns, Optional<String> location, Optional<String> comment, IfExists ifExists,
            Optional<UnresolvedPlan> query, Origin origin)
            implements
                Statement {}

    record DropTable(List<String> name, boolean ifExists, Origin origin) implements Statement {}

    record DropView(List<String> name, boolean ifExists, Origin origin) implements Statement {}

    /**
     * @param columns    named columns, in the order of the query's; empty for all by position
     * @param partition  values of partition columns given in {@code PARTITION (year = 2020, month)}; no value for a dynamic one
     * @param byName     columns are matched by name
     */
    record Insert(List<String> table, List<String> columns, List<PartitionValue> partition, boolean overwrite, boolean byName,
            UnresolvedPlan query, Origin origin)
            implements
                Statement {}

    record PartitionValue(String column, Optional<UnresolvedExpr> value) {}

    /** {@code INSERT OVERWRITE DIRECTORY 'path' USING format query}. */
    record InsertDirectory(String path, String format, Map<String, String> options, UnresolvedPlan query) implements Statement {}

    /** {@code COPY (query | table) TO 'path' (FORMAT parquet, …)}; without a format the file's suffix decides. */
    record Copy(UnresolvedPlan query, String path, Map<String, String> options, Origin origin) implements Statement {}

    record Truncate(List<String> table, Origin origin) implements Statement {}

    /** {@code REFRESH TABLE}, {@code MSCK REPAIR TABLE}: looks again at the files. */
    record Refresh(List<String> table) implements Statement {}

    record CreateDatabase(String name, IfExists ifExists, Optional<String> location, Optional<String> comment) implements Statement {}

    record DropDatabase(String name, boolean ifExists, boolean cascade) implements Statement {}

    record Use(List<String> name) implements Statement {}

    // Questions

    /** {@code SUMMARIZE table | query}: a row of statistics for each column. */
    record Summarize(UnresolvedPlan plan) implements Statement {}

    record ShowTables(Optional<String> database, Optional<String> pattern) implements Statement {}

    record ShowViews(Optional<String> database, Optional<String> pattern) implements Statement {}

    record ShowDatabases(Optional<String> pattern) implements Statement {}

    record ShowColumns(List<String> table, Origin origin) implements Statement {}

    record ShowFunctions(Optional<String> pattern) implements Statement {}

    record ShowCreateTable(List<String> table, Origin origin) implements Statement {}

    record ShowPartitions(List<String> table, Origin origin) implements Statement {}

    record ShowTableProperties(List<String> table, Optional<String> key, Origin origin) implements Statement {}

    record DescribeTable(List<String> table, boolean extended, Optional<String> column, Origin origin) implements Statement {}

    record DescribeQuery(UnresolvedPlan plan) implements Statement {}

    record DescribeFunction(String name, boolean extended) implements Statement {}

    record DescribeDatabase(String name, boolean extended) implements Statement {}

    // Settings

    /** {@code SET}: without a key all settings, without a value the setting's value. */
    record Set(Optional<String> key, Optional<String> value) implements Statement {}

    /** {@code RESET [key]}. */
    record Reset(Optional<String> key) implements Statement {}

    /** {@code SET TIME ZONE LOCAL | 'zone' | interval}. */
    record SetTimeZone(UnresolvedExpr zone) implements Statement {}

    /** {@code DECLARE [OR REPLACE] VARIABLE name [type] [DEFAULT value]}. */
    record DeclareVariable(String name, Optional<DataType> type, Optional<UnresolvedExpr> value, boolean replace)
            implements
                Statement {}

    /** {@code SET VARIABLE (a, b) = (…)}; one value, or a query of one row for several. */
    record SetVariable(List<String> names, UnresolvedExpr value) implements Statement {}

    record DropVariable(String name, boolean ifExists) implements Statement {}

    // Caching

    /** @param query of {@code CACHE TABLE name AS query}, which makes a temporary view */
    record CacheTable(List<String> name, boolean lazy, StorageLevel level, Optional<UnresolvedPlan> query, Origin origin)
            implements
                Statement {}

    record UncacheTable(List<String> name, boolean ifExists, Origin origin) implements Statement {}

    record ClearCache() implements Statement {}

    /** Values for the markers {@code ?} and {@code :name} of a statement. */
    record Parameters(List<Literal> positional, Map<String, Literal> named) {

        public static final Parameters NONE = new Parameters(List.of(), Map.of());

        public Parameters {
            positional = List.copyOf(positional);
            named = Map.copyOf(named);
        }
    }
}
