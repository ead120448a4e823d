package dev.millrace.driver.optimize;

import dev.millrace.driver.analyze.AttributeIds;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Case;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.function.AggregateStates;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Aggregates with several different DISTINCT arguments, as Spark plans them: each row once for every set of arguments, with the others
 * null, and once for the plain aggregates. Grouped by keys, arguments and the number of the set, duplicates are gone and plain aggregates
 * are complete; then each call reads the rows of its own set.
 */
final class ExpandDistinctAggregates {

    private final AttributeIds ids;
    private final Aggregate aggregate;
    private final List<List<Expr>> sets = new ArrayList<>();
    private final List<Expr> distinct = new ArrayList<>();
    private final List<Expr> plain = new ArrayList<>();
    private final List<Attribute> distinctColumns = new ArrayList<>();
    private final List<Attribute> plainColumns = new ArrayList<>();
    private final Attribute set;

    ExpandDistinctAggregates(AttributeIds ids, Aggregate aggregate) {
        this.ids = ids;
        this.aggregate = aggregate;
        this.set = ids.attribute("distinct_set", DataType.INT, false);
    }

    LogicalPlan rewritten() {
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            collect(measure.call());
        }
        List<NamedExpr> keys = new ArrayList<>();
        for (NamedExpr grouping : aggregate.groupings()) {
            keys.add(NamedExpr.of(grouping.output()));
        }
        Expand expand = expand(keys);
        List<NamedExpr> innerKeys = new ArrayList<>(keys);
        for (Attribute column : distinctColumns) {
            innerKeys.add(NamedExpr.of(column));
        }
        innerKeys.add(NamedExpr.of(set));
        List<Aggregate.Measure> inner = new ArrayList<>();
        List<Aggregate.Measure> outer = new ArrayList<>();
        List<NamedExpr> result = new ArrayList<>(keys);
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            AggregateCall call = measure.call();
            if (AggregateStates.countsDistinctOnly(call)) {
                outer.add(new Aggregate.Measure(measure.output(), ofSet(call)));
                result.add(NamedExpr.of(measure.output()));
            } else {
                Attribute part = ids.attribute(measure.output().name(), call.type(), true);
                inner.add(new Aggregate.Measure(part, overPlainColumns(call)));
                Attribute taken = ids.attribute(measure.output().name(), call.type(), true);
                outer.add(new Aggregate.Measure(taken,
                        new AggregateCall("first", List.of(part.ref()), false, isSet(0), List.of(), call.type(), true)));
                result.add(new NamedExpr(measure.output(), call.nullable() ? taken.ref() : orNothing(taken)));
            }
        }
        return new Project(new Aggregate(new Aggregate(expand, innerKeys, inner), keys, outer), result);
    }

    private void collect(AggregateCall call) {
        if (AggregateStates.countsDistinctOnly(call)) {
            List<Expr> arguments = filtered(call);
            if (indexOf(arguments) < 0) {
                sets.add(arguments);
            }
            for (Expr argument : arguments) {
                add(argument, distinct, distinctColumns);
            }
            return;
        }
        for (Expr argument : call.arguments()) {
            add(argument, plain, plainColumns);
        }
        Expr filter = call.filter();
        if (filter != null) {
            add(filter, plain, plainColumns);
        }
    }

    private void add(Expr expr, List<Expr> expressions, List<Attribute> columns) {
        if (!(expr instanceof Literal) && !Sameness.contains(expressions, expr)) {
            expressions.add(expr);
            columns.add(ids.attribute(expr.toString(), expr.type(), true));
        }
    }

    /** The arguments of a DISTINCT call; rows that its FILTER leaves out have null there, which no such function counts. */
    private static List<Expr> filtered(AggregateCall call) {
        Expr filter = call.filter();
        if (filter == null) {
            return call.arguments();
        }
        List<Expr> arguments = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            arguments.add(new Case(List.of(filter), List.of(argument), Literal.ofNull(argument.type()), argument.type()));
        }
        return arguments;
    }

    private Expand expand(List<NamedExpr> keys) {
        List<Attribute> output = new ArrayList<>();
        for (NamedExpr key : keys) {
            output.add(key.output());
        }
        output.addAll(distinctColumns);
        output.addAll(plainColumns);
        output.add(set);
        List<List<Expr>> projections = new ArrayList<>();
        boolean onlyDistinct = true;
        for (Aggregate.Measure measure : aggregate.aggregates()) {
            onlyDistinct &= AggregateStates.countsDistinctOnly(measure.call());
        }
        for (int number = onlyDistinct ? 1 : 0; number <= sets.size(); number++) {
            List<Expr> wanted = number == 0 ? List.of() : sets.get(number - 1);
            List<Expr> projection = new ArrayList<>();
            for (NamedExpr grouping : aggregate.groupings()) {
                projection.add(grouping.expr());
            }
            for (Expr expr : distinct) {
                projection.add(Sameness.contains(wanted, expr) ? expr : Literal.ofNull(expr.type()));
            }
            for (Expr expr : plain) {
                projection.add(number == 0 ? expr : Literal.ofNull(expr.type()));
            }
            projection.add(Literal.of(number));
            projections.add(projection);
        }
        return new Expand(aggregate.input(), projections, output);
    }

    private AggregateCall ofSet(AggregateCall call) {
        List<Expr> arguments = filtered(call);
        List<Expr> columns = new ArrayList<>();
        for (Expr argument : arguments) {
            columns.add(column(argument, distinct, distinctColumns));
        }
        return new AggregateCall(call.function(), columns, false, isSet(indexOf(arguments) + 1), List.of(), call.type(), call.nullable());
    }

    private AggregateCall overPlainColumns(AggregateCall call) {
        List<Expr> columns = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            columns.add(column(argument, plain, plainColumns));
        }
        Expr filter = call.filter();
        return new AggregateCall(call.function(), columns, false, filter == null ? null : column(filter, plain, plainColumns), List.of(),
                call.type(),
                call.nullable());
    }

    private static Expr column(Expr expr, List<Expr> expressions, List<Attribute> columns) {
        for (int i = 0; i < expressions.size(); i++) {
            if (Sameness.of(expressions.get(i), expr)) {
                return columns.get(i).ref();
            }
        }
        return expr;
    }

    private int indexOf(List<Expr> arguments) {
        for (int i = 0; i < sets.size(); i++) {
            if (Sameness.of(sets.get(i), arguments)) {
                return i;
            }
        }
        return -1;
    }

    private Expr isSet(int number) {
        return new Compare(Compare.Op.EQ, set.ref(), Literal.of(number));
    }

    /** What a function that is never null gives for no rows: without groups, the set of plain rows may be missing. */
    private static Expr orNothing(Attribute taken) {
        Object nothing = taken.type() instanceof DataType.ArrayType ? List.of() : (Object) 0L;
        return new Case(List.of(new IsNull(taken.ref())), List.of(new Literal(nothing, taken.type())), taken.ref(), taken.type());
    }
}
