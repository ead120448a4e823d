package dev.millrace.driver.optimize;

import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Case;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.function.AggregateStates;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code count(DISTINCT x) GROUP BY k → count(x) GROUP BY k of a GROUP BY k, x}: duplicates are removed by a hash table that spills, not by
 * sets inside groups. Aggregates beside it are computed in two steps where they can be, else {@link ExpandDistinctAggregates} puts them
 * apart.
 */
final class RewriteDistinctAggregates implements Rule.OfNode {

    private static final Set<String> MERGED_BY_THEMSELVES =
            Set.of("sum", "min", "max", "bool_and", "every", "bool_or", "some", "any", "bit_and", "bit_or",
                    "bit_xor");

    private final AttributeIds ids;

    RewriteDistinctAggregates(AttributeIds ids) {
        this.ids = ids;
    }

    @Override
    public String name() {
        return "rewrite_distinct_aggregates";
    }

    @Override
    public LogicalPlan apply(LogicalPlan node) {
        if (!(node instanceof Aggregate aggregate)) {
            return node;
        }
        boolean anyDistinct = false;
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            AggregateCall call = measure.call();
            boolean distinct = AggregateStates.countsDistinctOnly(call);
            anyDistinct |= distinct;
            boolean constants = AggregateStates.valueArguments(call).size() < call.arguments().size();
            boolean known = call.order().isEmpty() && (!distinct || !constants) && (call.nullable() || hasKnownEmptyResult(call.type()));
            if (!known) {
                return node;
            }
        }
        if (!anyDistinct) {
            return node;
        }
        List<Expr> arguments = distinctArguments(aggregate.aggregates());
        return arguments == null ? new ExpandDistinctAggregates(ids, aggregate).rewritten() : twoSteps(aggregate, arguments);
    }

    private static boolean hasKnownEmptyResult(DataType type) {
        return type instanceof DataType.LongType || type instanceof DataType.ArrayType;
    }

    /** The arguments that all DISTINCT calls have in common; null when they differ, or other calls cannot be merged. */
    private static @Nullable List<Expr> distinctArguments(List<Aggregate.Measure> measures) {
        List<Expr> found = null;
        for (Aggregate.Measure measure : measures) {
            AggregateCall call = measure.call();
            if (AggregateStates.countsDistinctOnly(call)) {
                if (call.filter() != null || (found != null && !Sameness.of(found, call.arguments()))) {
                    return null;
                }
                found = call.arguments();
            } else if (!MERGED_BY_THEMSELVES.contains(call.function()) && !call.function().equals("count")) {
                return null;
            }
        }
        return found;
    }

    private LogicalPlan twoSteps(Aggregate aggregate, List<Expr> distinct) {
        List<NamedExpr> innerKeys = new ArrayList<>(aggregate.groupings());
        List<Expr> arguments = new ArrayList<>();
        for (Expr argument : distinct) {
            Attribute key = ids.attribute(argument.toString(), argument.type(), argument.nullable());
            innerKeys.add(new NamedExpr(key, argument));
            arguments.add(key.ref());
        }
        List<Aggregate.Measure> inner = new ArrayList<>();
        List<Aggregate.Measure> outer = new ArrayList<>();
        List<NamedExpr> result = new ArrayList<>();
        List<NamedExpr> outerKeys = new ArrayList<>();
        for (NamedExpr grouping : aggregate.groupings()) {
            outerKeys.add(NamedExpr.of(grouping.output()));
            result.add(NamedExpr.of(grouping.output()));
        }
        boolean counts = false;
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            AggregateCall call = measure.call();
            if (AggregateStates.countsDistinctOnly(call)) {
                outer.add(new Aggregate.Measure(measure.output(),
                        new AggregateCall(call.function(), arguments, false, null, List.of(), call.type(), call.nullable())));
                result.add(NamedExpr.of(measure.output()));
                continue;
            }
            Attribute part = ids.attribute(measure.output().name(), call.type(), call.nullable());
            inner.add(new Aggregate.Measure(part,
                    new AggregateCall(call.function(), call.arguments(), false, call.filter(), call.order(), call.type(),
                            call.nullable())));
            boolean count = call.function().equals("count");
            boolean mayBeMissing = count && aggregate.groupings().isEmpty();
            counts |= mayBeMissing;
            String merge = count ? "sum" : call.function();
            Attribute merged = mayBeMissing ? ids.attribute(measure.output().name(), call.type(), true) : measure.output();
            outer.add(new Aggregate.Measure(merged,
                    new AggregateCall(merge, List.of(part.ref()), false, null, List.of(), call.type(), true)));
            result.add(mayBeMissing ? new NamedExpr(measure.output(), orZero(merged)) : NamedExpr.of(merged));
        }
        LogicalPlan twice = new Aggregate(new Aggregate(aggregate.input(), innerKeys, inner), outerKeys, outer);
        return counts ? new Project(twice, result) : twice;
    }

    /** Without groups the sum of no counts is a count of zero. */
    private static Expr orZero(Attribute sum) {
        return new Case(List.of(new IsNull(sum.ref())), List.of(Literal.of(0L)), sum.ref(), DataType.BIGINT);
    }
}
