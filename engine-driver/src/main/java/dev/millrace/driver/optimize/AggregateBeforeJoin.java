package dev.millrace.driver.optimize;

import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.statistics.Statistics;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Case;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code Aggregate(a JOIN b) → Aggregate(a JOIN Aggregate(b by its join keys))}, when all aggregates are of b's columns, the join drops
 * few rows of b and there are many for each key: then the join handles a row for each key only (Yan and Larson: Eager Aggregation and Lazy
 * Aggregation, 1995).
 */
final class AggregateBeforeJoin implements Rule {

    private static final Set<String> MERGED_BY_THEMSELVES = Set.of("sum", "min", "max", "bool_and", "every", "bool_or", "some", "any");
    private static final double LEAST_REDUCTION = 4;
    private static final double LEAST_PART_KEPT = 0.7;

    private final AttributeIds ids;

    AggregateBeforeJoin(AttributeIds ids) {
        this.ids = ids;
    }

    @Override
    public String name() {
        return "aggregate_before_join";
    }

    @Override
    public LogicalPlan rewrite(LogicalPlan plan) {
        Statistics statistics = new Statistics();
        return plan.rewrite(node -> node instanceof Aggregate aggregate ? apply(aggregate, statistics) : node);
    }

    private LogicalPlan apply(Aggregate aggregate, Statistics statistics) {
        Join join = join(aggregate.input());
        if (join == null || aggregate.groupings().isEmpty() || aggregate.aggregates().isEmpty()) {
            return aggregate;
        }
        LogicalPlan rewritten = over(aggregate, join, join.left(), join.right(), statistics);
        return rewritten == null && join.type() == JoinType.INNER ? orSame(aggregate, over(aggregate, join, join.right(), join.left(),
                statistics)) : orSame(aggregate, rewritten);
    }

    private static LogicalPlan orSame(Aggregate aggregate, @Nullable LogicalPlan rewritten) {
        return rewritten == null ? aggregate : rewritten;
    }

    private static @Nullable Join join(LogicalPlan plan) {
        return switch (plan) {
            case Join join when join.type() == JoinType.INNER || join.type() == JoinType.LEFT -> join;
            case Project(var input, var columns) when columns.stream().allMatch(NamedExpr::isPassThrough) -> join(input);
            default -> null;
        };
    }

    private @Nullable LogicalPlan over(Aggregate aggregate, Join join, LogicalPlan kept, LogicalPlan many, Statistics statistics) {
        Set<Long> keptIds = References.ids(kept.output());
        Set<Long> manyIds = References.ids(many.output());
        Set<ColumnRef> keys = keys(join, keptIds, manyIds);
        if (keys.isEmpty() || !areMerged(aggregate, manyIds)) {
            return null;
        }
        for (NamedExpr grouping : aggregate.groupings()) {
            if (grouping.expr() instanceof ColumnRef column && manyIds.contains(column.id())) {
                keys.add(column);
            } else if (!References.within(grouping.expr(), keptIds)) {
                return null;
            }
        }
        double rows = statistics.of(many).rows();
        boolean pays = LEAST_REDUCTION * statistics.groups(List.copyOf(keys), rows) <= rows
                && statistics.of(join).rows() >= LEAST_PART_KEPT * rows;
        return pays ? rewritten(aggregate, join, many, keys) : null;
    }

    /** Columns of {@code many} that the join compares for equality; none when it compares anything else. */
    private static Set<ColumnRef> keys(Join join, Set<Long> keptIds, Set<Long> manyIds) {
        Set<ColumnRef> keys = new LinkedHashSet<>();
        for (Expr conjunct : Conjuncts.of(join.condition())) {
            if (!(conjunct instanceof Compare(var op, ColumnRef one, ColumnRef other)) || op != Compare.Op.EQ) {
                return Set.of();
            }
            boolean straight = keptIds.contains(one.id()) && manyIds.contains(other.id());
            boolean crossed = keptIds.contains(other.id()) && manyIds.contains(one.id());
            if (!straight && !crossed) {
                return Set.of();
            }
            keys.add(straight ? other : one);
        }
        return keys;
    }

    private static boolean areMerged(Aggregate aggregate, Set<Long> manyIds) {
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            AggregateCall call = measure.call();
            boolean known = MERGED_BY_THEMSELVES.contains(call.function()) || call.function().equals("count");
            boolean plain = !call.distinct() && call.filter() == null && call.order().isEmpty() && call.arguments().size() == 1;
            // a whole sum may overflow for a key that has no partner
            boolean overflows = call.function().equals("sum") && call.type() instanceof DataType.LongType;
            if (!known || !plain || overflows || !(call.arguments().getFirst() instanceof ColumnRef(var column))
                    || !manyIds.contains(column.id())) {
                return false;
            }
        }
        return true;
    }

    private LogicalPlan rewritten(Aggregate aggregate, Join join, LogicalPlan many, Set<ColumnRef> keys) {
        List<NamedExpr> groupings = new ArrayList<>();
        for (ColumnRef key : keys) {
            groupings.add(NamedExpr.of(key.attribute()));
        }
        List<Aggregate.Measure> parts = new ArrayList<>();
        List<Aggregate.Measure> merged = new ArrayList<>();
        Map<Attribute, Expr> results = new LinkedHashMap<>();
        for (NamedExpr grouping : aggregate.groupings()) {
            results.put(grouping.output(), grouping.output().ref());
        }
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            AggregateCall call = measure.call();
            boolean count = call.function().equals("count");
            Attribute part = ids.attribute(measure.output().name(), call.type(), call.nullable());
            parts.add(new Aggregate.Measure(part, call));
            Attribute whole = count ? ids.attribute(measure.output().name(), call.type(), true) : measure.output();
            merged.add(new Aggregate.Measure(whole,
                    new AggregateCall(count ? "sum" : call.function(), List.of(part.ref()), false, null, List.of(), call.type(), true)));
            results.put(measure.output(), count ? orZero(whole) : whole.ref());
        }
        LogicalPlan fewer = new Aggregate(many, groupings, parts);
        boolean right = join.right() == many;
        Join joined = join.withChildren(right ? List.of(join.left(), fewer) : List.of(fewer, join.right()));
        List<NamedExpr> columns = new ArrayList<>();
        results.forEach((output, expr) -> columns.add(new NamedExpr(output, expr)));
        return new Project(new Aggregate(joined, aggregate.groupings(), merged), columns);
    }

    /** Groups whose rows were all padded have no count. */
    private static Expr orZero(Attribute sum) {
        return new Case(List.of(new IsNull(sum.ref())), List.of(Literal.of(0L)), sum.ref(), DataType.BIGINT);
    }
}
