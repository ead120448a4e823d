package dev.millrace.driver.physical;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
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
import dev.millrace.spi.TableStatistics.ColumnStatistics;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Estimates rows and bytes of plans from what tables know of themselves. Good enough to choose a join's side, no better. */
public final class Statistics {

    private static final double UNKNOWN_ROWS = 1_000_000;
    private static final double GENERATED_PER_ROW = 5;
    private static final double ROWS_PER_UNKNOWN_VALUE = 10;

    private final IdentityHashMap<LogicalPlan, Estimate> known = new IdentityHashMap<>();
    private final Map<Long, ColumnStatistics> columns = new HashMap<>();
    private final Map<Long, Double> tableRows = new HashMap<>();

    public Estimate of(LogicalPlan plan) {
        Estimate estimate = known.get(plan);
        if (estimate == null) {
            estimate = Estimate.of(rows(plan), width(plan.output()));
            known.put(plan, estimate);
        }
        return estimate;
    }

    private double rows(LogicalPlan plan) {
        return switch (plan) {
            case Scan scan -> scanned(scan);
            case LocalTable(var rows, var _) -> rows.rowCount();
            case Range(var start, var end, var step, var _, var _) -> Math.max(0, Math.ceil(((double) end - start) / step));
            case Project(var input, var named) -> projected(input, named);
            case Filter(var input, var condition) -> of(input).rows() * selectivity(condition);
            case Aggregate(var input, var groupings, var _) -> groups(of(input).rows(), groupings);
            case Join join -> joined(join);
            case DependentJoin(var left, var right, var type, var condition) -> joined(new Join(left, right, type, condition));
            case MarkJoin mark -> of(mark.left()).rows();
            case Limit(var input, var limit, var _) -> limit < 0 ? of(input).rows() : Math.min((double) limit, of(input).rows());
            case Union(var inputs, var _) -> {
                double rows = 0;
                for (LogicalPlan input : inputs) {
                    rows += of(input).rows();
                }
                yield rows;
            }
            case SetOperation operation -> of(operation.left()).rows();
            case Distinct(var input) -> distinctRows(of(input).rows(), input.output());
            case Sample sample -> of(sample.input()).rows() * Math.max(0, sample.upper() - sample.lower());
            case Generate generate -> of(generate.input()).rows() * GENERATED_PER_ROW;
            case Expand expand -> expanded(expand);
            case Sort(var input, var _, var _) -> of(input).rows();
            case SubqueryAlias(var input, var _) -> of(input).rows();
            case Repartition repartition -> of(repartition.input()).rows();
            case Window window -> of(window.input()).rows();
            case Hint(var input, var _) -> of(input).rows();
            case Write(var input, var _) -> of(input).rows();
        };
    }

    private double scanned(Scan scan) {
        TableStatistics statistics = scan.table().statistics();
        double rows = tableRows(scan, statistics);
        for (int i = 0; i < scan.output().size(); i++) {
            long id = scan.output().get(i).id();
            tableRows.put(id, rows);
            if (!statistics.columns().isEmpty()) {
                columns.put(id, statistics.columns().get(scan.columns().get(i)));
            }
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

    private double projected(LogicalPlan input, List<NamedExpr> named) {
        double rows = of(input).rows();
        for (NamedExpr column : named) {
            if (column.expr() instanceof ColumnRef(var attribute) && attribute.id() != column.output().id()
                    && columns.containsKey(attribute.id())) {
                columns.put(column.output().id(), columns.get(attribute.id()));
                tableRows.put(column.output().id(), tableRows.getOrDefault(attribute.id(), rows));
            }
        }
        return rows;
    }

    /** A column of an Expand has the values of the column that some projection passes on, or one a projection. */
    private double expanded(Expand expand) {
        double rows = of(expand.input()).rows();
        int projections = expand.projections().size();
        for (int i = 0; i < expand.output().size(); i++) {
            ColumnStatistics statistics =
                    new ColumnStatistics(Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.of(projections));
            for (List<Expr> projection : expand.projections()) {
                if (projection.get(i) instanceof ColumnRef(var attribute)) {
                    statistics = columns.getOrDefault(attribute.id(), ColumnStatistics.UNKNOWN);
                }
            }
            columns.put(expand.output().get(i).id(), statistics);
            tableRows.put(expand.output().get(i).id(), rows);
        }
        return rows * projections;
    }

    private double selectivity(Expr condition) {
        return new Selectivity(columns, tableRows).of(condition);
    }

    private double groups(double rows, List<NamedExpr> groupings) {
        double groups = 1;
        for (NamedExpr grouping : groupings) {
            groups *= distinct(grouping.expr(), rows);
        }
        return Math.min(groups, Math.max(rows, groupings.isEmpty() ? 1 : 0));
    }

    private double distinctRows(double rows, List<Attribute> attributes) {
        double combinations = 1;
        for (Attribute attribute : attributes) {
            combinations *= distinct(attribute.ref(), rows);
        }
        return Math.min(rows, combinations);
    }

    /** Distinct values of an expression among so many rows. */
    private double distinct(Expr expr, double rows) {
        double unknown = Math.max(Math.min(rows, 10), rows / ROWS_PER_UNKNOWN_VALUE);
        if (expr.type() instanceof DataType.BooleanType) {
            return Math.min(3, rows);
        }
        if (expr instanceof ColumnRef(var attribute)) {
            double distinct = Selectivity.distinct(columns.get(attribute.id()), attribute.type());
            return Math.min(rows, distinct > 0 ? distinct : unknown);
        }
        return unknown;
    }

    private double joined(Join join) {
        double left = of(join.left()).rows();
        double right = of(join.right()).rows();
        double matches = left * right;
        boolean keyed = false;
        for (Expr conjunct : Conjuncts.of(join.condition())) {
            if (conjunct instanceof Compare(var op, var one, var other) && (op == Compare.Op.EQ || op == Compare.Op.NULL_SAFE_EQ)) {
                double values = keyed ? 3 : Math.max(keyValues(one, Math.max(left, right)), keyValues(other, Math.max(left, right)));
                matches /= Math.max(1, values);
                keyed = true;
            } else {
                matches *= selectivity(conjunct);
            }
        }
        return switch (join.type()) {
            case INNER, CROSS -> matches;
            case LEFT -> Math.max(left, matches);
            case RIGHT -> Math.max(right, matches);
            case FULL -> Math.max(left + right, matches);
            case SEMI -> Math.min(left, keyed ? Math.max(matches, left / 10) : left / 2);
            case ANTI, NULL_AWARE_ANTI -> left / 2;
        };
    }

    /** Distinct values of a join key; what is unknown is taken for a key of the larger side. */
    private double keyValues(Expr key, double most) {
        if (key instanceof ColumnRef(var attribute)) {
            double distinct = Selectivity.distinct(columns.get(attribute.id()), attribute.type());
            if (distinct > 0) {
                return Math.min(distinct, tableRows.getOrDefault(attribute.id(), most));
            }
        }
        return Math.min(most, UNKNOWN_ROWS * UNKNOWN_ROWS);
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
