package dev.millrace.driver.unnest;

import dev.millrace.driver.analyze.Renumbering;
import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.And;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Case;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.Or;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Distinct;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.Limit;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.MarkJoin;
import dev.millrace.plan.logical.Project;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a {@link MarkJoin} as left joins with distinct right rows.
 *
 * <p>Three-valued IN needs to know, for the rows that no right row equals, whether there are right rows and whether one is null.
 */
final class MarkJoins {

    private static final Literal UNKNOWN = Literal.ofNull(DataType.BOOLEAN);

    private final Domain domain;
    private final Lifting lifting;

    MarkJoins(Domain domain, EmptyGroups emptyGroups) {
        this.domain = domain;
        this.lifting = new Lifting(domain, emptyGroups);
    }

    /** A join and what the mark is above it. */
    private record Marked(LogicalPlan plan, Expr mark) {}

    LogicalPlan plain(MarkJoin join) {
        Lifted lifted = lifting.lift(DependentJoins.forMatching(join.right(), Conjuncts.isTrue(join.condition())));
        Marked marked = marked(join, lifted);
        List<NamedExpr> columns = new ArrayList<>();
        join.left().output().forEach(attribute -> columns.add(NamedExpr.of(attribute)));
        columns.add(new NamedExpr(join.mark(), marked.mark()));
        return new Project(marked.plan(), columns);
    }

    private Marked marked(MarkJoin join, Lifted lifted) {
        if (lifted.absent() != null) {
            return ofOneRow(join, lifted, lifted.absent());
        }
        Expr condition = References.substitute(join.condition(), lifted.definitions());
        boolean usesRight = !Collections.disjoint(References.of(condition), lifted.inside());
        if (!usesRight && lifted.conditions().isEmpty() && DependentJoins.isOneRow(lifted.plan())) {
            return new Marked(join.left(), condition);
        }
        if (!condition.nullable()) {
            List<Expr> all = new ArrayList<>(lifted.conditions());
            all.addAll(Conjuncts.of(condition));
            return twoValued(join.left(), lifted.plan(), Split.of(all, domain, lifted.inside()));
        }
        Optional<Key> equality = Key.of(condition, domain, lifted.inside()).filter(key -> key.op() == Compare.Op.EQ);
        boolean keyed = lifted.conditions().stream().allMatch(expr -> takesWholeGroups(expr, lifted.inside()));
        return equality.isPresent() && keyed ? in(join.left(), lifted, equality.get()) : threeValued(join.left(), lifted, condition);
    }

    private boolean takesWholeGroups(Expr condition, Set<Long> inside) {
        return Key.of(condition, domain, inside).isPresent() || Collections.disjoint(References.of(condition), inside);
    }

    private Marked ofOneRow(MarkJoin join, Lifted lifted, Lifted.Absent absent) {
        Padding padding = Padding.of(lifted.plan(), domain.ids());
        LogicalPlan joined = new Join(join.left(), padding.plan(), JoinType.LEFT, Conjuncts.join(lifted.conditions()));
        Expr condition = References.substitute(join.condition(), References.definitions(Lifting.rows(lifted, padding)));
        Expr kept = DependentJoins.kept(absent, padding);
        Expr mark = Conjuncts.isTrue(kept) ? condition
                : new Case(List.of(kept), List.of(condition), Literal.FALSE, DataType.BOOLEAN);
        return new Marked(joined, mark);
    }

    /** True or false: whether some right row meets the conditions. */
    private Marked twoValued(LogicalPlan left, LogicalPlan plan, Split split) {
        LogicalPlan right = split.local().isEmpty() ? plan : new Filter(plan, Conjuncts.join(split.local()));
        Set<Long> inside = References.ids(right.output());
        List<Expr> conditions = split.conditions();
        boolean keyed = conditions.stream().allMatch(expr -> takesWholeGroups(expr, inside));
        if (!keyed) {
            Domain.Values values = domain.values(domain.in(conditions));
            Expr matches = References.substitute(Conjuncts.join(conditions), values.columns());
            return present(left, new Join(values.plan(), right, JoinType.SEMI, matches), values.conditions());
        }
        Lifting.Keyed keys = lifting.keyed(new Lifted(right, conditions, Map.of(), null), List.of());
        LogicalPlan distinct = keys.columns().isEmpty() ? new Limit(new Project(right, List.of()), 1, 0)
                : new Distinct(new Project(right, keys.columns()));
        return present(left, distinct, keys.conditions());
    }

    private Marked present(LogicalPlan left, LogicalPlan right, List<Expr> conditions) {
        Padding padding = Padding.of(right, domain.ids());
        return new Marked(new Join(left, padding.plan(), JoinType.LEFT, Conjuncts.join(conditions)), padding.isPresent());
    }

    /**
     * {@code x IN (y, …)} among the right rows of a left row: one join finds a row that is equal, another counts the rows and those that
     * are not null.
     */
    private Marked in(LogicalPlan left, Lifted lifted, Key equality) {
        List<Expr> withEquality = new ArrayList<>(lifted.conditions());
        withEquality.add(equality.condition());
        Lifting.Keyed equal = lifting.keyed(new Lifted(lifted.plan(), withEquality, Map.of(), null), List.of());
        Marked found = present(left, new Distinct(new Project(lifted.plan(), equal.columns())), equal.conditions());

        Expr x = equality.outer();
        Expr y = equality.inner();
        Lifting.Keyed groups = lifting.keyed(new Lifted(lifted.plan(), lifted.conditions(), Map.of(), null), List.of());
        List<Aggregate.Measure> measures = new ArrayList<>();
        measures.add(new Aggregate.Measure(domain.ids().attribute("rows", DataType.BIGINT, true), count(List.of())));
        measures.add(new Aggregate.Measure(domain.ids().attribute("known", DataType.BIGINT, true), count(List.of(y))));
        LogicalPlan original = new Aggregate(lifted.plan(), groups.columns(), y.nullable() ? measures : measures.subList(0, 1));
        LogicalPlan counted = Renumbering.fresh(original, domain.ids());
        Map<Long, Expr> names = new HashMap<>();
        for (int i = 0; i < original.output().size(); i++) {
            names.put(original.output().get(i).id(), counted.output().get(i).ref());
        }
        Expr rows = counted.output().get(groups.columns().size()).ref();
        List<Expr> unknown = new ArrayList<>();
        if (x.nullable()) {
            unknown.add(new And(new IsNull(x), new Compare(Compare.Op.GT, rows, Literal.of(0L))));
        }
        if (y.nullable()) {
            unknown.add(new Compare(Compare.Op.GT, rows, counted.output().getLast().ref()));
        }
        JoinType type = groups.conditions().isEmpty() ? JoinType.CROSS : JoinType.LEFT;
        Expr tied = References.substitute(Conjuncts.join(groups.conditions()), names);
        LogicalPlan joined = new Join(found.plan(), counted, type, tied);
        Expr mark = new Case(List.of(found.mark(), unknown.stream().reduce(Or::new).orElse(Literal.FALSE)),
                List.of(Literal.TRUE, UNKNOWN), Literal.FALSE, DataType.BOOLEAN);
        return new Marked(joined, mark);
    }

    private static AggregateCall count(List<Expr> arguments) {
        return new AggregateCall("count", arguments, false, null, List.of(), DataType.BIGINT, false);
    }

    /** Any condition: for each combination of left values, the truest value that it takes. */
    private Marked threeValued(LogicalPlan left, Lifted lifted, Expr condition) {
        List<Expr> all = new ArrayList<>(lifted.conditions());
        all.add(condition);
        Domain.Values values = domain.values(domain.in(all));
        LogicalPlan pairs = lifted.plan();
        List<NamedExpr> groupings = new ArrayList<>();
        if (!values.columns().isEmpty()) {
            Expr matches = References.substitute(Conjuncts.join(lifted.conditions()), values.columns());
            JoinType type = Conjuncts.isTrue(matches) ? JoinType.CROSS : JoinType.INNER;
            pairs = new Join(values.plan(), pairs, type, matches);
            values.plan().output().forEach(attribute -> groupings.add(NamedExpr.of(attribute)));
        }
        Expr value = References.substitute(condition, values.columns());
        Expr degree = new Case(List.of(value, new IsNull(value)), List.of(Literal.of(2), Literal.of(1)), Literal.of(0), DataType.INT);
        Attribute truth = domain.ids().attribute("truth", DataType.INT, true);
        AggregateCall most = new AggregateCall("max", List.of(degree), false, null, List.of(), DataType.INT, true);
        LogicalPlan grouped = new Aggregate(pairs, groupings, List.of(new Aggregate.Measure(truth, most)));
        JoinType type = values.conditions().isEmpty() ? JoinType.CROSS : JoinType.LEFT;
        LogicalPlan joined = new Join(left, grouped, type, Conjuncts.join(values.conditions()));
        Expr mark = new Case(List.of(is(truth, 2), is(truth, 1)), List.of(Literal.TRUE, UNKNOWN), Literal.FALSE, DataType.BOOLEAN);
        return new Marked(joined, mark);
    }

    private static Expr is(Attribute truth, int degree) {
        return new Compare(Compare.Op.EQ, truth.ref(), Literal.of(degree));
    }
}
