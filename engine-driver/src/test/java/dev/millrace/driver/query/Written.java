package dev.millrace.driver.query;

import dev.millrace.expr.Literal;
import dev.millrace.expr.OnError;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.unresolved.Origin;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedCase;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLambda;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedPlan;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.plan.unresolved.UnresolvedStar;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import dev.millrace.types.DataType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Writes queries down in tests: {@code from("t").where(op(">", col("a"), lit(1))).select(col("b"))}. */
public record Written(UnresolvedPlan plan) {

    public static Written from(String table) {
        return new Written(new UnresolvedPlan.Table(List.of(table), Origin.NONE));
    }

    public Written select(UnresolvedExpr... columns) {
        return new Written(new UnresolvedPlan.Project(plan, List.of(columns)));
    }

    public Written where(UnresolvedExpr condition) {
        return new Written(new UnresolvedPlan.Filter(plan, condition));
    }

    public Written as(String name) {
        return new Written(new UnresolvedPlan.Alias(plan, name, List.of()));
    }

    /** Groups by these; the result has them first, then what {@link Grouped#agg} says. */
    public Grouped groupBy(UnresolvedExpr... groupings) {
        return new Grouped(plan, List.of(groupings));
    }

    public record Grouped(UnresolvedPlan input, List<UnresolvedExpr> groupings) {
        public Written agg(UnresolvedExpr... measures) {
            List<UnresolvedExpr> outputs = new java.util.ArrayList<>(groupings);
            outputs.addAll(List.of(measures));
            return select(outputs.toArray(new UnresolvedExpr[0]));
        }

        public Written select(UnresolvedExpr... outputs) {
            return new Written(new UnresolvedPlan.Aggregate(input, groupings, null, List.of(outputs), Optional.empty()));
        }

        public Written having(UnresolvedExpr condition, UnresolvedExpr... outputs) {
            return new Written(new UnresolvedPlan.Aggregate(input, groupings, null, List.of(outputs), Optional.of(condition)));
        }

        public Written sets(List<List<Integer>> sets, UnresolvedExpr... outputs) {
            return new Written(new UnresolvedPlan.Aggregate(input, groupings, sets, List.of(outputs), Optional.empty()));
        }
    }

    public Written join(Written right, JoinType type, UnresolvedExpr on) {
        return new Written(new UnresolvedPlan.Join(plan, right.plan, type, List.of(), Optional.of(on)));
    }

    public Written join(Written right, UnresolvedExpr on) {
        return join(right, JoinType.INNER, on);
    }

    public Written using(Written right, JoinType type, String... columns) {
        return new Written(new UnresolvedPlan.Join(plan, right.plan, type, List.of(columns), Optional.empty()));
    }

    public Written cross(Written right) {
        return new Written(new UnresolvedPlan.Join(plan, right.plan, JoinType.CROSS, List.of(), Optional.empty()));
    }

    public Written orderBy(UnresolvedExpr... keys) {
        return new Written(new UnresolvedPlan.Sort(plan, List.of(keys), true));
    }

    public Written limit(long count) {
        return new Written(new UnresolvedPlan.Limit(plan, count, 0));
    }

    public Written limit(long count, long offset) {
        return new Written(new UnresolvedPlan.Limit(plan, count, offset));
    }

    public Written distinct(String... columns) {
        return new Written(new UnresolvedPlan.Distinct(plan, List.of(columns)));
    }

    public Written set(UnresolvedPlan.SetOperation.Kind kind, boolean all, Written right) {
        return new Written(new UnresolvedPlan.SetOperation(kind, all, plan, right.plan, false, false));
    }

    public Written unionByName(Written right, boolean allowMissing) {
        return new Written(
                new UnresolvedPlan.SetOperation(UnresolvedPlan.SetOperation.Kind.UNION, true, plan, right.plan, true, allowMissing));
    }

    public Written union(Written right) {
        return set(UnresolvedPlan.SetOperation.Kind.UNION, true, right);
    }

    public Written hint(String name) {
        return new Written(new UnresolvedPlan.Hint(plan, name, List.of()));
    }

    public Written repartition(int partitions, UnresolvedExpr... keys) {
        return new Written(new UnresolvedPlan.Repartition(plan, partitions, List.of(keys), false, true));
    }

    public static UnresolvedExpr col(String name) {
        return new UnresolvedColumn(List.of(name.split("\\.")), Origin.NONE);
    }

    public static UnresolvedExpr star() {
        return new UnresolvedStar("");
    }

    public static UnresolvedExpr star(String qualifier) {
        return new UnresolvedStar(qualifier);
    }

    public static UnresolvedExpr lit(Object value) {
        return new UnresolvedLiteral(switch (value) {
            case Boolean flag -> Literal.of((boolean) flag);
            case Integer number -> Literal.of((int) number);
            case Long number -> Literal.of((long) number);
            case Double number -> Literal.of((double) number);
            case String text -> Literal.of(text);
            case LocalDate date -> new Literal((int) date.toEpochDay(), DataType.DATE);
            case BigDecimal decimal -> new Literal(decimal.unscaledValue().longValueExact(),
                    DataType.decimal(Math.max(decimal.precision(), decimal.scale()), decimal.scale()));
            case Literal literal -> literal;
            default -> throw new IllegalArgumentException(value.toString());
        });
    }

    public static UnresolvedExpr date(String text) {
        return lit(LocalDate.parse(text));
    }

    public static UnresolvedExpr decimal(String text) {
        return lit(new BigDecimal(text));
    }

    public static UnresolvedExpr nothing() {
        return lit(Literal.ofNull(DataType.NULL));
    }

    public static UnresolvedExpr op(String name, UnresolvedExpr... arguments) {
        return UnresolvedCall.of(name, arguments);
    }

    public static UnresolvedExpr call(String name, UnresolvedExpr... arguments) {
        return UnresolvedCall.of(name, arguments);
    }

    public static UnresolvedExpr distinctCall(String name, UnresolvedExpr... arguments) {
        return new UnresolvedCall(name, List.of(arguments), true, Optional.empty(), List.of(), Origin.NONE);
    }

    public static UnresolvedExpr and(UnresolvedExpr... conditions) {
        UnresolvedExpr all = conditions[0];
        for (UnresolvedExpr condition : Arrays.asList(conditions).subList(1, conditions.length)) {
            all = op("and", all, condition);
        }
        return all;
    }

    public static UnresolvedExpr eq(String left, String right) {
        return op("=", col(left), col(right));
    }

    public static UnresolvedExpr as(UnresolvedExpr expr, String... names) {
        return new UnresolvedAlias(expr, List.of(names));
    }

    public static UnresolvedExpr cast(UnresolvedExpr expr, DataType type) {
        return new UnresolvedCast(expr, type, OnError.THROW);
    }

    public static UnresolvedExpr when(UnresolvedExpr condition, UnresolvedExpr value, UnresolvedExpr otherwise) {
        return new UnresolvedCase(List.of(condition), List.of(value), Optional.of(otherwise));
    }

    public static UnresolvedSortKey asc(UnresolvedExpr expr) {
        return new UnresolvedSortKey(expr, true, true);
    }

    public static UnresolvedSortKey desc(UnresolvedExpr expr) {
        return new UnresolvedSortKey(expr, false, false);
    }

    public static UnresolvedExpr lambda(UnresolvedExpr body, String... parameters) {
        return new UnresolvedLambda(List.of(parameters), body);
    }

    public static UnresolvedExpr over(UnresolvedExpr function, List<UnresolvedExpr> partitionBy, UnresolvedSortKey... orderBy) {
        return new UnresolvedWindow(function, partitionBy, List.of(orderBy), Optional.empty(), false);
    }
}
