package dev.millrace.driver.unnest;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.driver.expression.Sameness;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Case;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.SetOperation;
import dev.millrace.plan.logical.Union;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@link Lifting} of the nodes with several inputs. */
final class LiftedJoins {

    private final Domain domain;
    private final Lifting lifting;

    LiftedJoins(Domain domain, Lifting lifting) {
        this.domain = domain;
        this.lifting = lifting;
    }

    Lifted join(Join join) {
        return switch (join.type()) {
            case INNER, CROSS -> inner(lifting.oneByOne(lifting.lift(join.left())), lifting.oneByOne(lifting.lift(join.right())),
                    join.condition());
            case LEFT -> left(join.left(), join.right(), join.condition());
            case RIGHT -> left(join.right(), join.left(), join.condition());
            case SEMI, ANTI -> filtering(join, join.type(), join.condition());
            case NULL_AWARE_ANTI -> {
                boolean plain = !domain.isUsedBy(join.condition()) && !domain.isUsedBy(join.right());
                yield plain ? filtering(join, join.type(), join.condition())
                        : filtering(join, JoinType.ANTI, NullAwareness.mayHold(join.condition()));
            }
            case FULL -> full(join);
        };
    }

    private Lifted inner(Lifted left, Lifted right, Expr condition) {
        Map<Long, NamedExpr> deferred = new LinkedHashMap<>(left.deferred());
        deferred.putAll(right.deferred());
        List<Expr> conjuncts = new ArrayList<>(left.conditions());
        conjuncts.addAll(right.conditions());
        conjuncts.addAll(Conjuncts.of(References.substitute(condition, Lifted.definitions(deferred))));
        Set<Long> inside = left.inside();
        inside.addAll(right.inside());
        Split split = Split.of(conjuncts, domain, inside);
        JoinType type = split.local().isEmpty() ? JoinType.CROSS : JoinType.INNER;
        return new Lifted(new Join(left.plan(), right.plan(), type, Conjuncts.join(split.local())), split.conditions(), deferred, null);
    }

    /** Conditions of the kept side stay conditions; those of the other side become the join's own, over what the kept side has. */
    private Lifted left(LogicalPlan kept, LogicalPlan other, Expr condition) {
        Lifted left = lifting.oneByOne(lifting.lift(kept));
        Lifted right = lifting.lift(other);
        if (right.absent() != null && Conjuncts.isTrue(condition) && right.absent().present().isEmpty()) {
            return inner(left, lifting.bind(right, Set.of()), condition);
        }
        boolean complete = right.absent() == null && right.deferred().isEmpty();
        return on(left, complete ? right : lifting.bind(right, Set.of()), JoinType.LEFT, condition);
    }

    private Lifted filtering(Join join, JoinType type, Expr condition) {
        Lifted left = lifting.oneByOne(lifting.lift(join.left()));
        return on(left, lifting.oneByOne(lifting.lift(join.right())), type, condition);
    }

    private Lifted on(Lifted left, Lifted right, JoinType type, Expr condition) {
        List<Expr> conjuncts = new ArrayList<>(Conjuncts.of(condition));
        conjuncts.addAll(right.conditions());
        Expr whole = References.substitute(Conjuncts.join(conjuncts), right.definitions());
        Lifted ready = lifting.computing(left, List.of(whole));
        Expr local = Split.localize(References.substitute(whole, ready.definitions()), ready.conditions(), domain, ready.inside());
        return ready.withPlan(new Join(ready.plan(), right.plan(), type, local));
    }

    /** Both sides get the left values, which are then equal in joined rows; a row of one side alone has its own. */
    private Lifted full(Join join) {
        Lifted left = lifting.lift(join.left());
        Lifted right = lifting.lift(join.right());
        Set<Long> needed = new TreeSet<>(domain.in(left.expressions()));
        needed.addAll(domain.in(right.expressions()));
        needed.addAll(domain.in(join.condition()));
        Lifted boundLeft = lifting.bindTo(left, needed);
        Lifted boundRight = lifting.bindTo(right, needed);
        List<Key> ones = lifting.keys(boundLeft);
        List<Key> others = lifting.keys(boundRight);
        List<Expr> conjuncts = new ArrayList<>();
        for (int i = 0; i < ones.size(); i++) {
            conjuncts.add(new Compare(ones.get(i).op(), ones.get(i).inner(), others.get(i).inner()));
        }
        conjuncts.addAll(Conjuncts.of(lifting.localize(join.condition(), boundLeft)));
        LogicalPlan joined = new Join(boundLeft.plan(), boundRight.plan(), JoinType.FULL, Conjuncts.join(conjuncts));
        List<NamedExpr> columns = new ArrayList<>();
        join.output().forEach(attribute -> columns.add(NamedExpr.of(attribute)));
        List<Expr> conditions = new ArrayList<>();
        for (int i = 0; i < ones.size(); i++) {
            Key key = ones.get(i);
            Expr one = padded(key.inner());
            Expr either = new Case(List.of(new IsNull(one)), List.of(padded(others.get(i).inner())), one, one.type());
            Attribute column = domain.ids().attribute("key", either.type(), true);
            columns.add(new NamedExpr(column, either));
            conditions.add(new Key(Compare.Op.NULL_SAFE_EQ, column.ref(), key.outer()).condition());
        }
        return new Lifted(new Project(joined, columns), conditions, Map.of(), null);
    }

    private static Expr padded(Expr column) {
        return column.rewrite(node -> node instanceof ColumnRef(var attribute) ? attribute.withNullable(true).ref() : node);
    }

    /** Inputs with the same outer keys, in one order. */
    private record Aligned(List<Lifted> inputs, List<List<Key>> keys) {}

    Lifted union(List<LogicalPlan> inputs, List<Attribute> output) {
        Aligned aligned = aligned(inputs);
        List<Attribute> keys = keyColumns(aligned);
        List<LogicalPlan> plans = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            plans.add(positional(aligned.inputs().get(i), inputs.get(i).output(), aligned.keys().get(i)));
        }
        return new Lifted(new Union(plans, concat(output, keys)), conditions(aligned, keys), Map.of(), null);
    }

    Lifted setOperation(SetOperation operation) {
        Aligned aligned = aligned(operation.children());
        List<Attribute> keys = keyColumns(aligned);
        LogicalPlan left = positional(aligned.inputs().get(0), operation.left().output(), aligned.keys().get(0));
        LogicalPlan right = positional(aligned.inputs().get(1), operation.right().output(), aligned.keys().get(1));
        LogicalPlan plan = new SetOperation(operation.kind(), operation.all(), left, right, concat(operation.output(), keys));
        return new Lifted(plan, conditions(aligned, keys), Map.of(), null);
    }

    private Aligned aligned(List<LogicalPlan> plans) {
        List<Lifted> inputs = plans.stream().map(lifting::lift).toList();
        List<Key> first = lifting.keys(inputs.getFirst());
        List<List<Key>> keys = new ArrayList<>();
        for (Lifted input : inputs) {
            boolean plain = input.absent() == null && input.deferred().isEmpty();
            Optional<List<Key>> ordered = plain ? inOrder(lifting.keys(input), first) : Optional.empty();
            if (ordered.isEmpty() || ordered.get().size() != input.conditions().size()) {
                return bound(inputs);
            }
            keys.add(ordered.get());
        }
        return new Aligned(inputs, keys);
    }

    private Aligned bound(List<Lifted> inputs) {
        Set<Long> needed = new TreeSet<>();
        inputs.forEach(input -> needed.addAll(domain.in(input.expressions())));
        List<Lifted> bound = inputs.stream().map(input -> lifting.bindTo(input, needed)).toList();
        return new Aligned(bound, bound.stream().map(lifting::keys).toList());
    }

    private static Optional<List<Key>> inOrder(List<Key> keys, List<Key> order) {
        List<Key> ordered = new ArrayList<>();
        for (Key wanted : order) {
            keys.stream().filter(key -> key.op() == wanted.op() && Sameness.of(key.outer(), wanted.outer())).findFirst()
                    .ifPresent(ordered::add);
        }
        return ordered.size() == order.size() && keys.size() == order.size() ? Optional.of(ordered) : Optional.empty();
    }

    private List<Attribute> keyColumns(Aligned aligned) {
        List<Attribute> columns = new ArrayList<>();
        for (Key key : aligned.keys().getFirst()) {
            columns.add(domain.ids().attribute("key", key.inner().type(), true));
        }
        return columns;
    }

    private static List<Expr> conditions(Aligned aligned, List<Attribute> columns) {
        List<Expr> conditions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            conditions.add(aligned.keys().getFirst().get(i).withInner(columns.get(i).ref()).condition());
        }
        return conditions;
    }

    /** The columns in their order, then the keys; a key that is a column already comes again under a new id. */
    private LogicalPlan positional(Lifted lifted, List<Attribute> output, List<Key> keys) {
        List<NamedExpr> columns = new ArrayList<>();
        output.forEach(attribute -> columns.add(NamedExpr.of(attribute)));
        for (Key key : keys) {
            columns.add(new NamedExpr(domain.ids().attribute("key", key.inner().type(), key.inner().nullable()), key.inner()));
        }
        return new Project(lifted.plan(), columns);
    }

    private static List<Attribute> concat(List<Attribute> one, List<Attribute> other) {
        List<Attribute> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
