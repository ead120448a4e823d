package dev.millrace.driver.statistics;

import dev.millrace.driver.cache.CachedTable;
import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Call;
import dev.millrace.expr.Cast;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.Hint;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LocalTable;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Range;
import dev.millrace.plan.logical.RecursiveTable;
import dev.millrace.plan.logical.Repartition;
import dev.millrace.plan.logical.Sample;
import dev.millrace.plan.logical.Scan;
import dev.millrace.plan.logical.SetOperation;
import dev.millrace.plan.logical.Sort;
import dev.millrace.plan.logical.SubqueryAlias;
import dev.millrace.plan.logical.Union;
import dev.millrace.plan.logical.Window;
import dev.millrace.plan.logical.Write;
import dev.millrace.spi.TableStatistics;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Estimates rows and bytes of plans from what tables know of themselves. Good enough to choose an order of joins and a join's side, no
 * better. Columns are known by their ids, so one object serves all the forms of a plan while it is rewritten; not for several threads.
 *
 * <p>{@code double rows = new Statistics().of(plan).rows();}
 */
public final class Statistics {

    private static final double UNKNOWN_ROWS = 1_000_000;
    private static final double GENERATED_PER_ROW = 5;
    private static final double ROWS_PER_UNKNOWN_VALUE = 10;
    private static final double MOST_UNKNOWN_MATCHES = 0.9;
    private static final double LEAST_ANTI = 0.05;
    private static final double UNKEYED_SEMI = 0.5;

    private final IdentityHashMap<LogicalPlan, Estimate> known = new IdentityHashMap<>();
    private final Map<Long, ColumnEstimate> columns = new HashMap<>();
    private int lastOrigin;

    public Estimate of(LogicalPlan plan) {
        Estimate estimate = known.get(plan);
        if (estimate == null) {
            estimate = Estimate.of(rows(plan), width(plan.output()));
            known.put(plan, estimate);
        }
        return estimate;
    }

    /** The part of rows that pass a condition over columns of plans that have been estimated. */
    public double selectivity(Expr condition) {
        return new Selectivity(columns).of(condition);
    }

    /** The part of all pairs of rows that pass a join's conjuncts. */
    public double selectivity(List<Expr> conjuncts, Set<Long> leftIds) {
        return joins().of(conjuncts, leftIds);
    }

    /** Different values of a column in the rows that its table has; as many as the rows when unknown. */
    public double keyValues(Expr key) {
        return column(key).keyValues();
    }

    /** True when the values of {@code key} seem to be keys that those of {@code from} refer to. */
    public boolean refersTo(Expr from, Expr key) {
        ColumnEstimate one = column(from);
        ColumnEstimate other = column(key);
        return other.isKey() && other.covers(one) && other.rows() <= one.rows();
    }

    /** Rows that a join of this type gives for each row of its left side; {@code right} is the number of rows of its right side. */
    public double partKept(JoinType type, List<Expr> conjuncts, Set<Long> leftIds, double right) {
        return switch (type) {
            case INNER, CROSS, RIGHT, FULL -> right * selectivity(conjuncts, leftIds);
            case LEFT -> Math.max(1, right * selectivity(conjuncts, leftIds));
            case SEMI -> matched(conjuncts, leftIds, right);
            case ANTI, NULL_AWARE_ANTI -> Math.max(LEAST_ANTI, 1 - matched(conjuncts, leftIds, right));
        };
    }

    /** Different combinations of these expressions among so many rows. */
    public double groups(List<Expr> keys, double rows) {
        Map<Integer, Double> byOrigin = new HashMap<>();
        Map<Integer, Double> most = new HashMap<>();
        for (Expr key : keys) {
            ColumnEstimate column = column(key);
            byOrigin.merge(column.origin(), distinct(key, rows), (one, other) -> one * other);
            most.put(column.origin(), Math.max(1, column.rows()));
        }
        double groups = 1;
        for (Map.Entry<Integer, Double> origin : byOrigin.entrySet()) {
            groups *= Math.min(origin.getValue(), most.get(origin.getKey()));
        }
        return Math.min(groups, Math.max(rows, keys.isEmpty() ? 1 : 0));
    }

    private JoinSelectivity joins() {
        return new JoinSelectivity(this::column, this::selectivity);
    }

    private double rows(LogicalPlan plan) {
        return switch (plan) {
            case Scan scan -> scanned(scan);
            case LocalTable(var rows, var output) -> made(output, rows.rowCount());
            case RecursiveTable(var anchor, var _, var _, var output) -> made(output, of(anchor).rows());
            case Range range -> ranged(range);
            case Project(var input, var named) -> projected(input, named);
            case Filter(var input, var condition) -> of(input).rows() * selectivity(condition);
            case Aggregate aggregate -> aggregated(aggregate);
            case Join join -> joined(join);
            case DependentJoin(var left, var right, var type, var condition) -> joined(new Join(left, right, type, condition));
            case MarkJoin(var left, var _, var _, var _) -> of(left).rows();
            case Limit(var input, var limit, var _) -> limit < 0 ? of(input).rows() : Math.min((double) limit, of(input).rows());
            case Union(var inputs, var output) -> united(inputs, output);
            case SetOperation operation -> made(operation.output(), of(operation.left()).rows());
            case Distinct(var input) -> groups(references(input.output()), of(input).rows());
            case Sample sample -> of(sample.input()).rows() * Math.max(0, sample.upper() - sample.lower());
            case Generate generate -> made(generate.generated(), of(generate.input()).rows() * GENERATED_PER_ROW);
            case Expand expand -> expanded(expand);
            case Window window -> windowed(window);
            case Sort(var input, var _, var _) -> of(input).rows();
            case SubqueryAlias(var input, var _) -> of(input).rows();
            case Repartition repartition -> of(repartition.input()).rows();
            case Hint(var input, var _) -> of(input).rows();
            case Write(var input, var _) -> of(input).rows();
        };
    }

    private double scanned(Scan scan) {
        TableStatistics statistics = scan.table().statistics();
        double rows = tableRows(scan, statistics);
        int origin = nextOrigin();
        if (scan.table() instanceof CachedTable cached) {
            of(cached.plan());
        }
        for (int i = 0; i < scan.output().size(); i++) {
            Attribute attribute = scan.output().get(i);
            if (scan.table() instanceof CachedTable cached) {
                ColumnEstimate computed = columns.get(cached.plan().output().get(scan.columns().get(i)).id());
                columns.put(attribute.id(), computed == null ? ColumnEstimate.unknown(origin, rows) : computed.among(origin, rows));
                continue;
            }
            ColumnEstimate column = statistics.columns().isEmpty()
                    ? ColumnEstimate.unknown(origin, rows)
                    : ColumnEstimate.of(statistics.columns().get(scan.columns().get(i)), attribute.type(), origin, rows);
            columns.put(attribute.id(), column);
        }
        double passed = rows * selectivity(Conjuncts.join(scan.filters()));
        return scan.limit() < 0 ? passed : Math.min(passed, (double) scan.limit());
    }

    private static double tableRows(Scan scan, TableStatistics statistics) {
        if (statistics.rows().isPresent()) {
            return statistics.rows().getAsLong();
        }
        if (statistics.bytes().isEmpty()) {
            return UNKNOWN_ROWS;
        }
        double rowBytes = 0;
        for (Field field : scan.table().schema().fields()) {
            rowBytes += width(field.type());
        }
        return statistics.bytes().getAsLong() / Math.max(1, rowBytes);
    }

    /** Columns of an operation that says nothing of their values. */
    private double made(List<Attribute> output, double rows) {
        int origin = nextOrigin();
        for (Attribute attribute : output) {
            columns.put(attribute.id(), ColumnEstimate.unknown(origin, rows));
        }
        return rows;
    }

    private double ranged(Range range) {
        double rows = Math.max(0, Math.ceil(((double) range.end() - range.start()) / range.step()));
        double first = range.start();
        double last = first + (rows - 1) * range.step();
        columns.put(range.output().getFirst().id(),
                new ColumnEstimate(nextOrigin(), rows, rows, Math.min(first, last), Math.max(first, last), 0));
        return rows;
    }

    private double projected(LogicalPlan input, List<NamedExpr> named) {
        double rows = of(input).rows();
        computed(named, rows);
        return rows;
    }

    private void computed(List<NamedExpr> named, double rows) {
        for (NamedExpr column : named) {
            if (!column.isPassThrough()) {
                ColumnEstimate source = column(column.expr());
                boolean same = column.expr() instanceof ColumnRef || column.expr() instanceof Cast;
                columns.put(column.output().id(), same
                        ? source
                        : ColumnEstimate.unknown(source.origin(), source.rows()).withDistinct(distinct(column.expr(), rows)));
            }
        }
    }

    private double aggregated(Aggregate aggregate) {
        double rows = of(aggregate.input()).rows();
        computed(aggregate.groupings(), rows);
        List<Expr> keys = new ArrayList<>();
        for (NamedExpr grouping : aggregate.groupings()) {
            keys.add(grouping.expr());
        }
        double groups = groups(keys, rows);
        int origin = nextOrigin();
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            columns.put(measure.output().id(), measured(measure.call(), origin, rows, groups));
        }
        return groups;
    }

    /** The range of an aggregate's results: nearly all sums of many values lie within three standard deviations of their mean. */
    private ColumnEstimate measured(AggregateCall call, int origin, double rows, double groups) {
        double perGroup = Math.max(1, rows / Math.max(1, groups));
        ColumnEstimate input = call.arguments().size() == 1 ? column(call.arguments().getFirst()) : ColumnEstimate.unknown(origin, rows);
        double mean = (input.min() + input.max()) / 2;
        double variance = (input.max() - input.min()) * (input.max() - input.min()) / 12;
        return switch (call.function()) {
            case "sum" -> around(origin, groups, perGroup * mean, Math.sqrt(perGroup * (variance + mean * mean)));
            case "count" -> around(origin, groups, perGroup, Math.sqrt(perGroup));
            case "avg" -> around(origin, groups, mean, Math.sqrt(variance / perGroup));
            case "min", "max", "first", "any_value" -> new ColumnEstimate(origin, groups, 0, input.min(), input.max(), Double.NaN);
            default -> ColumnEstimate.unknown(origin, groups);
        };
    }

    private static ColumnEstimate around(int origin, double rows, double mean, double deviation) {
        return new ColumnEstimate(origin, rows, 0, mean - 3 * deviation, mean + 3 * deviation, Double.NaN);
    }

    private double united(List<LogicalPlan> inputs, List<Attribute> output) {
        double rows = 0;
        for (LogicalPlan input : inputs) {
            rows += of(input).rows();
        }
        int origin = nextOrigin();
        for (int i = 0; i < output.size(); i++) {
            double distinct = 0;
            for (LogicalPlan input : inputs) {
                Attribute attribute = input.output().get(i);
                distinct = Math.max(distinct, distinct(attribute.ref(), of(input).rows()));
            }
            columns.put(output.get(i).id(), ColumnEstimate.unknown(origin, rows).withDistinct(distinct));
        }
        return rows;
    }

    /** A column of an Expand has the values of the column that some projection passes on, or one a projection. */
    private double expanded(Expand expand) {
        double rows = of(expand.input()).rows();
        int projections = expand.projections().size();
        int origin = nextOrigin();
        for (int i = 0; i < expand.output().size(); i++) {
            ColumnEstimate column = ColumnEstimate.unknown(origin, rows * projections).withDistinct(projections);
            for (List<Expr> projection : expand.projections()) {
                if (projection.get(i) instanceof ColumnRef ref) {
                    column = column(ref);
                }
            }
            columns.put(expand.output().get(i).id(), column);
        }
        return rows * projections;
    }

    private double windowed(Window window) {
        double rows = of(window.input()).rows();
        List<Attribute> made = new ArrayList<>();
        for (Window.Function function : window.functions()) {
            made.add(function.output());
        }
        return made(made, rows);
    }

    private ColumnEstimate column(Expr expr) {
        return switch (expr) {
            case ColumnRef(var attribute) -> columns.getOrDefault(attribute.id(), ColumnEstimate.unknown(0, UNKNOWN_ROWS));
            case Cast(var input, var _, var _) -> column(input);
            default -> {
                ColumnEstimate some = ColumnEstimate.unknown(0, UNKNOWN_ROWS);
                for (Expr child : expr.children()) {
                    ColumnEstimate column = column(child);
                    some = column.origin() == 0 ? some : column;
                }
                yield ColumnEstimate.unknown(some.origin(), some.rows());
            }
        };
    }

    /** Distinct values of an expression among so many rows. */
    private double distinct(Expr expr, double rows) {
        if (expr.type() instanceof DataType.BooleanType) {
            return Math.min(3, rows);
        }
        if (expr.children().isEmpty() && !(expr instanceof ColumnRef)) {
            return Math.min(1, rows);
        }
        double unknown = Math.max(Math.min(rows, 10), rows / ROWS_PER_UNKNOWN_VALUE);
        if (expr instanceof ColumnRef || expr instanceof Cast) {
            ColumnEstimate column = column(expr);
            return column.distinct() > 0 ? column.distinctIn(rows) : unknown;
        }
        return expr instanceof Call(var function, var arguments, var _, var _) && function.equals("year")
                ? Math.min(rows, years(arguments.getFirst()))
                : unknown;
    }

    private double years(Expr date) {
        ColumnEstimate column = column(date);
        boolean days = date.type() instanceof DataType.DateType && !Double.isNaN(column.max() - column.min());
        return days ? Math.ceil((column.max() - column.min()) / 365) + 1 : ROWS_PER_UNKNOWN_VALUE;
    }

    private double joined(Join join) {
        double left = of(join.left()).rows();
        double right = of(join.right()).rows();
        List<Expr> conjuncts = Conjuncts.of(join.condition());
        Set<Long> leftIds = References.ids(join.left().output());
        double given = left * partKept(join.type(), conjuncts, leftIds, right);
        return switch (join.type()) {
            case INNER, CROSS, LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> given;
            case RIGHT -> Math.max(right, given);
            case FULL -> Math.max(left + right, given);
        };
    }

    /** The part of left rows that have a partner: of all values of the keys, those that some right row has. */
    private double matched(List<Expr> conjuncts, Set<Long> leftIds, double right) {
        List<List<JoinSelectivity.Key>> keys = joins().keys(conjuncts, leftIds);
        if (keys.isEmpty()) {
            return UNKEYED_SEMI;
        }
        double part = 1;
        for (List<JoinSelectivity.Key> together : keys) {
            double there = 1;
            for (JoinSelectivity.Key key : together) {
                there *= key.right().distinct() > 0 ? key.right().distinctIn(right) : right;
            }
            part *= Math.min(1, Math.min(there, right) / JoinSelectivity.values(together));
        }
        return Math.min(part, MOST_UNKNOWN_MATCHES);
    }

    private int nextOrigin() {
        lastOrigin++;
        return lastOrigin;
    }

    private static List<Expr> references(List<Attribute> attributes) {
        List<Expr> references = new ArrayList<>(attributes.size());
        for (Attribute attribute : attributes) {
            references.add(attribute.ref());
        }
        return references;
    }

    private static double width(List<Attribute> attributes) {
        double width = 0;
        for (Attribute attribute : attributes) {
            width += width(attribute.type());
        }
        return Math.max(1, width);
    }

    private static double width(DataType type) {
        return switch (type.storage()) {
            case BOOLEAN, NULL -> 1;
            case INT -> 4;
            case LONG, DOUBLE -> 8;
            case DECIMAL128 -> 16;
            case BYTES -> 24;
            case LIST, MAP, STRUCT -> 64;
        };
    }
}
