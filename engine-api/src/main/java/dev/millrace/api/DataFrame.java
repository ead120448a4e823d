package dev.millrace.api;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.Values;
import dev.millrace.config.ConfigKeys;
import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.command.Statement;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.plan.unresolved.UnresolvedPlan.SetOperation.Kind;
import dev.millrace.plan.unresolved.UnresolvedText;
import dev.millrace.spi.ExplainMode;
import dev.millrace.spi.QueryResult;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.nio.channels.WritableByteChannel;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A table that is computed when it is needed: what a query says, its names and types checked.
 *
 * <pre>{@code
 * DataFrame byZone = trips.filter(col("fare").gt(0)).groupBy("zone").agg(sum("fare").as("revenue"));
 * byZone.orderBy(col("revenue").desc()).show(5);
 * }</pre>
 *
 * <p>Transformations ({@code select}, {@code join} …) give a new DataFrame at once and read nothing; a name that is not there fails on that
 * line. Actions ({@code show}, {@code collect}, {@code count}, {@code write} …) run the query, each time anew unless {@link #cache} was
 * called. Rows have no order but after {@link #orderBy}. Immutable; may be used by several threads.
 *
 * <p>Errors: transformations throw UNRESOLVED_COLUMN, AMBIGUOUS_REFERENCE, DATATYPE_MISMATCH and others of names and types; actions throw
 * what a value or file gives rise to (DIVIDE_BY_ZERO, CAST_INVALID_INPUT, CANNOT_READ_FILE …), and QUERY_CANCELLED when the calling thread
 * is interrupted; both SESSION_CLOSED.
 */
public final class DataFrame {

    private static final int SHOWN_ROWS = 20;
    private static final int SHOWN_CHARACTERS = 20;

    private final Session session;
    private final LogicalPlan plan;

    DataFrame(Session session, LogicalPlan plan) {
        this.session = session;
        this.plan = plan;
    }

    // ---- what it is

    /** The session it belongs to. */
    public Session session() {
        return session;
    }

    /** The analyzed plan, for tools. */
    public LogicalPlan plan() {
        return plan;
    }

    /** Names and types of the columns. */
    public Schema schema() {
        return plan.schema();
    }

    /** Names of the columns. */
    public String[] columns() {
        return schema().names().toArray(new String[0]);
    }

    /** Names and types of the columns: {@code [fare=double, zone=string]}. */
    public List<Map.Entry<String, String>> dtypes() {
        List<Map.Entry<String, String>> types = new ArrayList<>();
        for (Field field : schema().fields()) {
            types.add(Map.entry(field.name(), field.type().simpleName()));
        }
        return types;
    }

    /** Prints the columns as a tree on standard output. */
    public void printSchema() {
        System.out.println(schema().treeString());
    }

    /** Prints the physical plan on standard output. */
    public void explain() {
        explain(ExplainMode.SIMPLE);
    }

    /** Prints the physical plan, or all forms of the plan. */
    public void explain(boolean extended) {
        explain(extended ? ExplainMode.EXTENDED : ExplainMode.SIMPLE);
    }

    /**
     * Prints the plan: {@code simple}, {@code extended}, {@code verbose}, {@code stages} or {@code analyze} (which runs the query).
     *
     * @throws EngineException INVALID_PARAMETER_VALUE for another word
     */
    public void explain(String mode) {
        for (ExplainMode known : ExplainMode.values()) {
            if (known.name().equalsIgnoreCase(mode)) {
                explain(known);
                return;
            }
        }
        throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "mode", "function", "explain", "expected",
                "simple, extended, verbose, stages or analyze", "actual", mode);
    }

    /** Prints the plan in one form. */
    public void explain(ExplainMode mode) {
        System.out.println(explainString(mode));
    }

    /** What {@link #explain(ExplainMode)} prints. */
    public String explainString(ExplainMode mode) {
        return session.engine().explain(plan, mode);
    }

    /**
     * One column of this DataFrame, bound to it: it means this one also in a join with a DataFrame that has a column of the same name. A
     * field of a STRUCT is {@code col("address.city")}.
     *
     * @throws EngineException UNRESOLVED_COLUMN, AMBIGUOUS_REFERENCE
     */
    public Column col(String name) {
        return new Column(ColumnResolution.resolve(this, name));
    }

    /** {@link #col}. */
    public Column apply(String name) {
        return col(name);
    }

    /** The first column. */
    Column firstColumn() {
        return new Column(new ResolvedColumn(plan.output().getFirst()));
    }

    // ---- columns

    /** Computes columns: {@code select(col("zone"), col("fare").multiply(1.19).as("gross"))}; aggregates alone give one row. */
    public DataFrame select(Column... columns) {
        return project(ColumnLists.exprs(columns));
    }

    /** Computes columns from SQL texts: {@code selectExpr("zone", "fare * 1.19 AS gross")}; aggregates alone give one row. */
    public DataFrame selectExpr(String... columns) {
        List<UnresolvedExpr> exprs = new ArrayList<>(columns.length);
        for (String column : columns) {
            exprs.add(new UnresolvedText(column));
        }
        return project(exprs);
    }

    /** Chooses columns: {@code select("zone", "fare")}, {@code select("*")}, {@code select("t.*")}. */
    public DataFrame select(String first, String... more) {
        return select(ColumnLists.columns(first, more));
    }

    /** Adds a column at the end, or replaces the one of this name (ignoring case). */
    public DataFrame withColumn(String name, Column column) {
        return withColumns(Map.of(name, column));
    }

    /** As {@link #withColumn}, several at once in the map's order; none sees another. */
    public DataFrame withColumns(Map<String, Column> columns) {
        Map<String, Column> added = new LinkedHashMap<>(columns);
        List<UnresolvedExpr> outputs = new ArrayList<>();
        for (Attribute attribute : plan.output()) {
            UnresolvedExpr output = new ResolvedColumn(attribute);
            for (Map.Entry<String, Column> column : columns.entrySet()) {
                if (column.getKey().equalsIgnoreCase(attribute.name())) {
                    output = column.getValue().as(column.getKey()).expr();
                    added.remove(column.getKey());
                }
            }
            outputs.add(output);
        }
        for (Map.Entry<String, Column> column : added.entrySet()) {
            outputs.add(column.getValue().as(column.getKey()).expr());
        }
        return project(outputs);
    }

    /** Renames a column; the same DataFrame when there is none of this name. */
    public DataFrame withColumnRenamed(String name, String newName) {
        return withColumnsRenamed(Map.of(name, newName));
    }

    /** As {@link #withColumnRenamed}, several at once. */
    public DataFrame withColumnsRenamed(Map<String, String> newNames) {
        List<UnresolvedExpr> outputs = new ArrayList<>();
        for (Attribute attribute : plan.output()) {
            UnresolvedExpr output = new ResolvedColumn(attribute);
            for (Map.Entry<String, String> rename : newNames.entrySet()) {
                if (rename.getKey().equalsIgnoreCase(attribute.name())) {
                    output = new UnresolvedAlias(new ResolvedColumn(attribute), List.of(rename.getValue()));
                }
            }
            outputs.add(output);
        }
        return project(outputs);
    }

    /**
     * Renames all columns in order; without names, the same DataFrame.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE when the number differs
     */
    public DataFrame toDF(String... names) {
        List<Attribute> attributes = plan.output();
        if (names.length == 0) {
            return this;
        }
        if (names.length != attributes.size()) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "names", "function", "toDF", "expected",
                    attributes.size() + " names", "actual",
                    names.length);
        }
        List<UnresolvedExpr> outputs = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            outputs.add(new UnresolvedAlias(new ResolvedColumn(attributes.get(i)), List.of(names[i])));
        }
        return project(outputs);
    }

    /** Without the columns of these names; a name that is not there is passed over. */
    public DataFrame drop(String... names) {
        List<UnresolvedExpr> outputs = new ArrayList<>();
        for (Attribute attribute : plan.output()) {
            if (!containsIgnoreCase(names, attribute.name())) {
                outputs.add(new ResolvedColumn(attribute));
            }
        }
        return outputs.size() == plan.output().size() ? this : project(outputs);
    }

    /**
     * Without one column, which tells two of the same name apart: {@code joined.drop(zones.col("id"))}. One that is not there is passed
     * over.
     */
    public DataFrame drop(Column column) {
        if (!(column.expr() instanceof ResolvedColumn(var dropped, var _))) {
            return ColumnNames.nameOf(column.expr()).map(this::drop).orElse(this);
        }
        List<UnresolvedExpr> outputs = new ArrayList<>();
        for (Attribute attribute : plan.output()) {
            if (attribute.id() != dropped.id()) {
                outputs.add(new ResolvedColumn(attribute));
            }
        }
        return outputs.size() == plan.output().size() ? this : project(outputs);
    }

    /**
     * Gives the DataFrame a name that its columns can be reached by: {@code trips.as("t").join(zones.as("z"),
     * col("t.zone").equalTo(col("z.id")))}.
     */
    public DataFrame as(String name) {
        return with(new UnresolvedPlan.Alias(input(), name, List.of()));
    }

    /** {@link #as}. */
    public DataFrame alias(String name) {
        return as(name);
    }

    // ---- rows

    /** Rows for which the condition is true (not false, not null). */
    public DataFrame filter(Column condition) {
        return with(new UnresolvedPlan.Filter(input(), condition.expr()));
    }

    /** As {@link #filter(Column)}, the condition as SQL text: {@code filter("fare > 10 AND zone IS NOT NULL")}. */
    public DataFrame filter(String condition) {
        return filter(new Column(new UnresolvedText(condition)));
    }

    /** {@link #filter(String)}. */
    public DataFrame where(String condition) {
        return filter(condition);
    }

    /** {@link #filter}. */
    public DataFrame where(Column condition) {
        return filter(condition);
    }

    /** Every different row once. Nulls are equal to each other here. */
    public DataFrame distinct() {
        return dropDuplicates();
    }

    /** One row, no matter which, of each combination of these columns; of all columns when none is named. */
    public DataFrame dropDuplicates(String... columns) {
        return with(new UnresolvedPlan.Distinct(input(), List.of(columns)));
    }

    /** At most {@code count} rows. */
    public DataFrame limit(long count) {
        requireNatural("limit", count);
        return with(new UnresolvedPlan.Limit(input(), count, 0));
    }

    /** Without the first {@code count} rows. */
    public DataFrame offset(long count) {
        requireNatural("offset", count);
        return with(new UnresolvedPlan.Limit(input(), -1, count));
    }

    /** Orders all rows: {@code orderBy(col("fare").desc(), col("zone"))}; upwards with nulls first unless said otherwise. */
    public DataFrame orderBy(Column... columns) {
        return with(new UnresolvedPlan.Sort(input(), List.copyOf(ColumnLists.sortKeys(columns)), true));
    }

    /** As {@link #orderBy(Column...)}, upwards by names. */
    public DataFrame orderBy(String first, String... more) {
        return orderBy(ColumnLists.columns(first, more));
    }

    /** {@link #orderBy(Column...)}. */
    public DataFrame sort(Column... columns) {
        return orderBy(columns);
    }

    /** {@link #orderBy(String, String...)}. */
    public DataFrame sort(String first, String... more) {
        return orderBy(first, more);
    }

    /** Orders the rows of each partition for itself. */
    public DataFrame sortWithinPartitions(Column... columns) {
        return with(new UnresolvedPlan.Sort(input(), List.copyOf(ColumnLists.sortKeys(columns)), false));
    }

    /** As {@link #sortWithinPartitions(Column...)}, upwards by names. */
    public DataFrame sortWithinPartitions(String first, String... more) {
        return sortWithinPartitions(ColumnLists.columns(first, more));
    }

    /** Each row with this probability, another choice each time this is called. */
    public DataFrame sample(double fraction) {
        return sample(false, fraction);
    }

    /** As {@link #sample(double)}; the same choice for the same seed over the same input. */
    public DataFrame sample(double fraction, long seed) {
        return sample(false, fraction, seed);
    }

    /** As {@link #sample(double)}; with replacement each row comes a random number of times, {@code fraction} on average. */
    public DataFrame sample(boolean withReplacement, double fraction) {
        return sample(withReplacement, fraction, ThreadLocalRandom.current().nextLong());
    }

    /**
     * As {@link #sample(boolean, double)}, from a seed.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE for a negative fraction, or one above 1 without replacement
     */
    public DataFrame sample(boolean withReplacement, double fraction, long seed) {
        if (!(fraction >= 0) || !withReplacement && fraction > 1) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "fraction", "function", "sample", "expected",
                    withReplacement ? "0 or more" : "a number from 0 to 1", "actual", fraction);
        }
        return with(new UnresolvedPlan.Sample(input(), 0, fraction, withReplacement, seed));
    }

    /** Cuts the rows at random into parts of these relative sizes: {@code randomSplit(new double[] {0.8, 0.2})}. */
    public DataFrame[] randomSplit(double[] weights) {
        return randomSplit(weights, ThreadLocalRandom.current().nextLong());
    }

    /**
     * As {@link #randomSplit(double[])}, from a seed. Every row is in one part: each partition is sorted first, so that the parts see the
     * same order.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE for a negative weight or when all are 0
     */
    public DataFrame[] randomSplit(double[] weights, long seed) {
        double total = 0;
        for (double weight : weights) {
            total += weight >= 0 ? weight : Double.NaN;
        }
        if (!(total > 0)) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "weights", "function", "randomSplit", "expected",
                    "numbers that are not negative, one of them above 0", "actual", java.util.Arrays.toString(weights));
        }
        List<Column> keys = new ArrayList<>();
        for (Attribute attribute : plan.output()) {
            if (attribute.type().isOrderable()) {
                keys.add(new Column(new ResolvedColumn(attribute)));
            }
        }
        DataFrame sorted = keys.isEmpty() ? this : sortWithinPartitions(keys.toArray(new Column[0]));
        DataFrame[] parts = new DataFrame[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double lower = sum / total;
            sum += weights[i];
            double upper = i == weights.length - 1 ? 1 : sum / total;
            parts[i] = with(new UnresolvedPlan.Sample(sorted.input(), lower, upper, false, seed));
        }
        return parts;
    }

    /** Nulls and NaN: drop rows with them, fill or replace them. */
    public DataFrameNaFunctions na() {
        return new DataFrameNaFunctions(this);
    }

    /** Correlations, quantiles and the like. */
    public DataFrameStatFunctions stat() {
        return new DataFrameStatFunctions(this);
    }

    // ---- groups

    /** Groups by columns; without any, all rows are one group. */
    public GroupedData groupBy(Column... columns) {
        return new GroupedData(this, ColumnLists.exprs(columns), null);
    }

    /** As {@link #groupBy(Column...)}, by names. */
    public GroupedData groupBy(String first, String... more) {
        return groupBy(ColumnLists.columns(first, more));
    }

    /** Groups by all columns, by all but the last, and so on down to one group of all rows; a column that is summed over is null. */
    public GroupedData rollup(Column... columns) {
        List<List<Integer>> sets = new ArrayList<>();
        for (int size = columns.length; size >= 0; size--) {
            List<Integer> set = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                set.add(i);
            }
            sets.add(set);
        }
        return new GroupedData(this, ColumnLists.exprs(columns), sets);
    }

    /** As {@link #rollup(Column...)}, by names. */
    public GroupedData rollup(String first, String... more) {
        return rollup(ColumnLists.columns(first, more));
    }

    /** Groups by every subset of the columns; a column that is summed over is null. */
    public GroupedData cube(Column... columns) {
        List<List<Integer>> sets = new ArrayList<>();
        for (int absent = 0; absent < 1 << columns.length; absent++) {
            List<Integer> set = new ArrayList<>();
            for (int i = 0; i < columns.length; i++) {
                if ((absent >> columns.length - 1 - i & 1) == 0) {
                    set.add(i);
                }
            }
            sets.add(set);
        }
        return new GroupedData(this, ColumnLists.exprs(columns), sets);
    }

    /** As {@link #cube(Column...)}, by names. */
    public GroupedData cube(String first, String... more) {
        return cube(ColumnLists.columns(first, more));
    }

    /**
     * Groups by each of several sets of {@code columns}: {@code groupingSets(List.of(List.of(zone), List.of()), zone)}.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE when a set has a column that is not one of {@code columns}
     */
    public GroupedData groupingSets(List<List<Column>> sets, Column... columns) {
        List<UnresolvedExpr> groupings = ColumnLists.exprs(columns);
        List<List<Integer>> indexes = new ArrayList<>();
        for (List<Column> set : sets) {
            List<Integer> chosen = new ArrayList<>();
            for (Column column : set) {
                int index = groupings.indexOf(column.expr());
                if (index < 0) {
                    throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "sets", "function", "groupingSets", "expected",
                            "columns that are among the grouping columns", "actual", column);
                }
                chosen.add(index);
            }
            indexes.add(chosen);
        }
        return new GroupedData(this, groupings, indexes);
    }

    /** Aggregates over all rows: one row, also when there is none to aggregate. */
    public DataFrame agg(Column first, Column... more) {
        return groupBy().agg(first, more);
    }

    /** As {@link #agg(Column, Column...)}, by column and function name: {@code agg(Map.of("fare", "max"))}. */
    public DataFrame agg(Map<String, String> functions) {
        return groupBy().agg(functions);
    }

    // ---- several DataFrames

    /** Every row with every row of {@code right}; {@link #crossJoin}. */
    public DataFrame join(DataFrame right) {
        return crossJoin(right);
    }

    /** Rows that are equal in a column that both have; the result has it once. A null is equal to nothing. */
    public DataFrame join(DataFrame right, String using) {
        return join(right, List.of(using));
    }

    /** As {@link #join(DataFrame, String)}, by several columns. */
    public DataFrame join(DataFrame right, List<String> using) {
        return join(right, using, JoinType.INNER);
    }

    /** As {@link #join(DataFrame, String)}, by several columns. */
    public DataFrame join(DataFrame right, String[] using) {
        return join(right, List.of(using));
    }

    /** As {@link #join(DataFrame, List, String)}, by one column. */
    public DataFrame join(DataFrame right, String using, String type) {
        return join(right, List.of(using), type);
    }

    /** As {@link #join(DataFrame, List, String)}. */
    public DataFrame join(DataFrame right, String[] using, String type) {
        return join(right, List.of(using), type);
    }

    /**
     * Join by columns that both have.
     *
     * @param type {@code inner}, {@code left} ({@code leftouter}, {@code left_outer}), {@code right}, {@code full} ({@code outer}), {@code
     * semi} ({@code leftsemi}: rows of the left that have a partner), {@code anti} (those that have none), {@code cross}
     * @throws EngineException INVALID_PARAMETER_VALUE for another type
     */
    public DataFrame join(DataFrame right, List<String> using, String type) {
        return join(right, using, JoinNames.parse(type));
    }

    /** As {@link #join(DataFrame, List, String)}. */
    public DataFrame join(DataFrame right, List<String> using, JoinType type) {
        return with(new UnresolvedPlan.Join(input(), right.input(), using.isEmpty() || type != JoinType.CROSS ? type : JoinType.INNER,
                using, Optional.empty()));
    }

    /** Pairs of rows for which the condition is true: {@code trips.join(zones, trips.col("zone").equalTo(zones.col("id")))}. */
    public DataFrame join(DataFrame right, Column condition) {
        return join(right, condition, JoinType.INNER);
    }

    /** As {@link #join(DataFrame, Column)}, the type as in {@link #join(DataFrame, List, String)}. */
    public DataFrame join(DataFrame right, Column condition, String type) {
        return join(right, condition, JoinNames.parse(type));
    }

    /** As {@link #join(DataFrame, Column)}. */
    public DataFrame join(DataFrame right, Column condition, JoinType type) {
        return with(new UnresolvedPlan.Join(input(), right.input(), type == JoinType.CROSS ? JoinType.INNER : type, List.of(),
                Optional.of(condition.expr())));
    }

    /** Every row with every row of {@code right}. */
    public DataFrame crossJoin(DataFrame right) {
        return with(new UnresolvedPlan.Join(input(), right.input(), JoinType.CROSS, List.of(), Optional.empty()));
    }

    /** Rows of both, repeated ones too; columns by position, brought to a common type. */
    public DataFrame union(DataFrame other) {
        return setOperation(Kind.UNION, true, other);
    }

    /** {@link #union}. */
    public DataFrame unionAll(DataFrame other) {
        return union(other);
    }

    /** As {@link #union}, columns by name. */
    public DataFrame unionByName(DataFrame other) {
        return unionByName(other, false);
    }

    /** As {@link #unionByName(DataFrame)}; a column that one side lacks is null there when {@code allowMissingColumns}. */
    public DataFrame unionByName(DataFrame other, boolean allowMissingColumns) {
        return with(new UnresolvedPlan.SetOperation(Kind.UNION, true, input(), other.input(), true, allowMissingColumns));
    }

    /** Different rows that are in both. Nulls are equal to each other here. */
    public DataFrame intersect(DataFrame other) {
        return setOperation(Kind.INTERSECT, false, other);
    }

    /** Rows that are in both, as often as in the side that has fewer. */
    public DataFrame intersectAll(DataFrame other) {
        return setOperation(Kind.INTERSECT, true, other);
    }

    /** Different rows that are not in {@code other}. */
    public DataFrame except(DataFrame other) {
        return setOperation(Kind.EXCEPT, false, other);
    }

    /** Rows as often as they are here more than in {@code other}. */
    public DataFrame exceptAll(DataFrame other) {
        return setOperation(Kind.EXCEPT, true, other);
    }

    private DataFrame setOperation(Kind kind, boolean all, DataFrame other) {
        return with(new UnresolvedPlan.SetOperation(kind, all, input(), other.input(), false, false));
    }

    /** {@code frame.transform(Report::clean)} is {@code Report.clean(frame)}, in reading order. */
    public DataFrame transform(UnaryOperator<DataFrame> step) {
        return step.apply(this);
    }

    // ---- partitions

    /** Spreads the rows evenly over so many partitions. */
    public DataFrame repartition(int partitions) {
        return repartition(partitions, new Column[0]);
    }

    /** Brings rows that are equal in these columns into one partition. */
    public DataFrame repartition(Column... columns) {
        return with(new UnresolvedPlan.Repartition(input(), 0, ColumnLists.exprs(columns), false, true));
    }

    /** As {@link #repartition(Column...)}, into so many partitions. */
    public DataFrame repartition(int partitions, Column... columns) {
        requirePartitions("repartition", partitions);
        return with(new UnresolvedPlan.Repartition(input(), partitions, ColumnLists.exprs(columns), false, true));
    }

    /** Brings rows of neighbouring values into one partition, the partitions in their order. */
    public DataFrame repartitionByRange(Column... columns) {
        return with(new UnresolvedPlan.Repartition(input(), 0, List.copyOf(ColumnLists.sortKeys(columns)), true, true));
    }

    /** As {@link #repartitionByRange(Column...)}, into so many partitions. */
    public DataFrame repartitionByRange(int partitions, Column... columns) {
        requirePartitions("repartitionByRange", partitions);
        return with(new UnresolvedPlan.Repartition(input(), partitions, List.copyOf(ColumnLists.sortKeys(columns)), true, true));
    }

    /** Puts partitions together until there are at most so many, without moving rows between the others. */
    public DataFrame coalesce(int partitions) {
        requirePartitions("coalesce", partitions);
        return with(new UnresolvedPlan.Repartition(input(), partitions, List.of(), false, false));
    }

    /**
     * A hint for the planner: {@code broadcast} sends this DataFrame to every task of a join. One that the planner does not know is passed
     * over.
     */
    public DataFrame hint(String name) {
        return with(new UnresolvedPlan.Hint(input(), name.toLowerCase(Locale.ROOT), List.of()));
    }

    /**
     * Keeps the rows on the executors from the next run on, in memory and on disk what does not fit, for every query that contains this
     * one. Gives this DataFrame.
     *
     * <p>{@code DataFrame trips = session.read().parquet("trips").filter(col("fare").gt(lit(0))).cache();}
     */
    public DataFrame cache() {
        return persist(StorageLevel.MEMORY_AND_DISK);
    }

    /** {@link #cache}. */
    public DataFrame persist() {
        return cache();
    }

    /** {@link #cache} with a choice of where; does nothing when the rows are kept already. Gives this DataFrame. */
    public DataFrame persist(StorageLevel level) {
        session.engine().cache(plan, level);
        return this;
    }

    /** Frees what {@link #cache} keeps, soon: queries that read it end first. Gives this DataFrame. */
    public DataFrame unpersist() {
        return unpersist(false);
    }

    /** {@link #unpersist()}; {@code blocking} waits until the rows are gone, or only held by queries that read them. */
    public DataFrame unpersist(boolean blocking) {
        session.engine().uncache(plan, blocking);
        return this;
    }

    /** True between {@link #cache} and {@link #unpersist}. */
    public boolean isCached() {
        return storageLevel() != StorageLevel.NONE;
    }

    /** Where the rows are kept, {@code NONE} when they are not. */
    public StorageLevel storageLevel() {
        return session.engine().storageLevel(plan);
    }

    // ---- summaries

    /**
     * {@code count, mean, stddev, min, max} of columns, as text; of all numeric and STRING columns when none is named. Runs a query at
     * once.
     */
    public DataFrame describe(String... columns) {
        return new Summary(this, List.of(columns)).of(List.of("count", "mean", "stddev", "min", "max"));
    }

    /**
     * As {@link #describe}, of all columns: any of {@code count, mean, stddev, min, max, count_distinct, approx_count_distinct} and
     * percentiles such as {@code 75%}; without any, {@code count, mean, stddev, min, 25%, 50%, 75%, max}.
     *
     * @throws EngineException INVALID_PARAMETER_VALUE for another statistic
     */
    public DataFrame summary(String... statistics) {
        return new Summary(this, List.of())
                .of(statistics.length > 0 ? List.of(statistics) : List.of("count", "mean", "stddev", "min", "25%", "50%", "75%", "max"));
    }

    // ---- views and files

    /**
     * Gives it a name for {@link Session#table} and SQL.
     *
     * @throws EngineException TEMP_TABLE_OR_VIEW_ALREADY_EXISTS
     */
    public void createTempView(String name) {
        createView(name, Statement.Lifetime.SESSION, Statement.IfExists.ERROR);
    }

    /** As {@link #createTempView}; a view of this name is replaced. */
    public void createOrReplaceTempView(String name) {
        createView(name, Statement.Lifetime.SESSION, Statement.IfExists.REPLACE);
    }

    /**
     * As {@link #createTempView}, by the name {@code global_temp.name}.
     *
     * @throws EngineException TEMP_TABLE_OR_VIEW_ALREADY_EXISTS
     */
    public void createGlobalTempView(String name) {
        createView(name, Statement.Lifetime.SHARED, Statement.IfExists.ERROR);
    }

    /** As {@link #createGlobalTempView}; a view of this name is replaced. */
    public void createOrReplaceGlobalTempView(String name) {
        createView(name, Statement.Lifetime.SHARED, Statement.IfExists.REPLACE);
    }

    private void createView(String name, Statement.Lifetime lifetime, Statement.IfExists ifExists) {
        session.engine().run(new Statement.CreateView(ColumnNames.parts(name), List.of(), lifetime, ifExists, input(), "", Origin.NONE));
    }

    /** Writes files: {@code write().mode("overwrite").parquet("out")}. */
    public DataFrameWriter write() {
        return new DataFrameWriter(this);
    }

    // ---- actions

    /** Prints the first 20 rows on standard output, values cut to 20 characters. */
    public void show() {
        show(SHOWN_ROWS);
    }

    /** Prints the first {@code rows} rows. */
    public void show(int rows) {
        show(rows, SHOWN_CHARACTERS);
    }

    /** Prints the first 20 rows, values in full when not {@code truncate}. */
    public void show(boolean truncate) {
        show(SHOWN_ROWS, truncate);
    }

    /** Prints the first {@code rows} rows, values in full when not {@code truncate}. */
    public void show(int rows, boolean truncate) {
        show(rows, truncate ? SHOWN_CHARACTERS : 0);
    }

    /** Prints the first {@code rows} rows, values cut to {@code truncate} characters; 0 does not cut. */
    public void show(int rows, int truncate) {
        show(rows, truncate, false);
    }

    /** As {@link #show(int, int)}; a line for each value when {@code vertical}. */
    public void show(int rows, int truncate, boolean vertical) {
        System.out.println(showString(rows, truncate, vertical));
    }

    /** What {@link #show(int, int, boolean)} prints. */
    public String showString(int rows, int truncate, boolean vertical) {
        int wanted = Math.clamp(rows, 0, Integer.MAX_VALUE - 1);
        TextTable table = new TextTable(schema(), zone(), truncate);
        try (QueryResult result = limit(wanted + 1L).execute()) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                table.add(batch);
            }
        }
        return vertical ? table.vertical(wanted) : table.grid(wanted);
    }

    /** All rows, in memory. */
    public List<Row> collect() {
        Schema schema = schema();
        List<Row> rows = new ArrayList<>();
        try (QueryResult result = execute()) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                for (int row = 0; row < batch.length(); row++) {
                    rows.add(RowValues.row(schema, batch, row));
                }
            }
        }
        return rows;
    }

    /** {@link #collect}. */
    public List<Row> collectAsList() {
        return collect();
    }

    /** Number of rows. */
    public long count() {
        try (QueryResult result = groupBy().count().execute()) {
            Batch batch = result.next();
            return batch != null && Values.get(batch.column(0), 0) instanceof Long count ? count : 0;
        }
    }

    /** The first {@code rows} rows. */
    public List<Row> take(int rows) {
        return limit(rows).collect();
    }

    /** {@link #take}. */
    public List<Row> takeAsList(int rows) {
        return take(rows);
    }

    /** The first {@code rows} rows. */
    public List<Row> head(int rows) {
        return take(rows);
    }

    /** The first row; NoSuchElementException when there is none. */
    public Row head() {
        List<Row> rows = take(1);
        if (rows.isEmpty()) {
            throw new NoSuchElementException("the DataFrame has no row");
        }
        return rows.getFirst();
    }

    /** {@link #head()}. */
    public Row first() {
        return head();
    }

    /** The last {@code rows} rows; reads all of them. */
    public List<Row> tail(int rows) {
        requireNatural("tail", rows);
        ArrayDeque<Row> last = new ArrayDeque<>();
        try (RowIterator all = toLocalIterator()) {
            while (all.hasNext()) {
                last.add(all.next());
                if (last.size() > rows) {
                    last.removeFirst();
                }
            }
        }
        return List.copyOf(last);
    }

    /** True when there is no row; reads no more than it takes to know. */
    public boolean isEmpty() {
        return take(1).isEmpty();
    }

    /** Calls {@code action} for every row, in the calling thread and in order, while the query runs. */
    public void foreach(Consumer<Row> action) {
        try (RowIterator rows = toLocalIterator()) {
            while (rows.hasNext()) {
                action.accept(rows.next());
            }
        }
    }

    /** The rows one after the other while the query runs; closing it early ends the query. */
    public RowIterator toLocalIterator() {
        return new RowIterator(schema(), execute());
    }

    /**
     * Writes all rows as an Arrow IPC stream while the query runs; the channel stays open. With Arrow's own library see
     * {@link dev.millrace.columnar.ArrowInterchange}.
     *
     * @throws EngineException CANNOT_WRITE_FILE when the channel fails, and what the query ends in
     */
    public void toArrow(WritableByteChannel stream) {
        try (QueryResult result = execute()) {
            ArrowEdge.write(result, stream);
        }
    }

    // ---- for the rest of this package

    ZoneId zone() {
        return session.engine().config().get(ConfigKeys.TIME_ZONE);
    }

    UnresolvedPlan input() {
        return new UnresolvedPlan.Analyzed(plan);
    }

    DataFrame with(UnresolvedPlan next) {
        return session.frame(next);
    }

    DataFrame project(List<UnresolvedExpr> columns) {
        return with(new UnresolvedPlan.Project(input(), columns));
    }

    QueryResult execute() {
        return session.engine().execute(plan);
    }

    /** Runs a plan whose rows nobody wants. */
    void run() {
        try (QueryResult result = execute()) {
            while (result.next() != null) {
                continue;
            }
        }
    }

    /** A function of columns by name, all in one row. */
    Row aggregateRow(List<UnresolvedExpr> aggregates) {
        return with(new UnresolvedPlan.Aggregate(input(), List.of(), null, aggregates, Optional.empty())).head();
    }

    private static void requireNatural(String function, long count) {
        if (count < 0) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "count", "function", function, "expected", "0 or more", "actual",
                    count);
        }
    }

    private static void requirePartitions(String function, int partitions) {
        if (partitions < 1) {
            throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "partitions", "function", function, "expected", "1 or more",
                    "actual",
                    partitions);
        }
    }

    private static boolean containsIgnoreCase(String[] names, String name) {
        for (String candidate : names) {
            if (candidate.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
