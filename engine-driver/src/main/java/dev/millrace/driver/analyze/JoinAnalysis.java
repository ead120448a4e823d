package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.Conjuncts;
import dev.millrace.driver.expression.References;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.And;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Call;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.JoinType;
import dev.millrace.plan.logical.DependentJoin;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.types.Widening;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Analysis of joins: ON, USING, and both sides from one DataFrame. */
final class JoinAnalysis {

    private final AnalysisContext context;

    JoinAnalysis(AnalysisContext context) {
        this.context = context;
    }

    LogicalPlan join(LogicalPlan left, LogicalPlan given, JoinType asked, List<String> using, Optional<UnresolvedExpr> on) {
        LogicalPlan right = Renumbering.apart(left, given, context.ids());
        if (!using.isEmpty()) {
            return using(left, right, asked, using);
        }
        if (on.isEmpty()) {
            return new Join(left, right, asked == JoinType.INNER ? JoinType.CROSS : asked, Literal.TRUE);
        }
        UnresolvedExpr written = right == given ? on.get() : ofSelfJoin(on.get(), left, given, right);
        UsingKeys leftKeys = UsingKeys.named(left, List.of(written));
        UsingKeys rightKeys = UsingKeys.named(right, List.of(written));
        LogicalPlan joined = conditional(leftKeys.plan(), rightKeys.plan(), asked, written);
        return HiddenColumns.Resolved.restore(joined, new Join(left, right, asked, Literal.TRUE));
    }

    private LogicalPlan conditional(LogicalPlan left, LogicalPlan right, JoinType asked, UnresolvedExpr written) {
        JoinType type = asked == JoinType.CROSS ? JoinType.INNER : asked;
        ExpressionResolver resolver = new ExpressionResolver(context, both(left, right), new Clause.Plain("a join condition"));
        boolean subquery = new UnresolvedTree(context.functions()).hasSubquery(written);
        if (type == JoinType.INNER && subquery) {
            return new Conditions(written, resolver).over(Join.cross(left, right), expr -> expr);
        }
        Expr condition = resolver.condition(written);
        return subquery ? withSubqueries(left, right, type, condition, resolver.subqueries()) : new Join(left, right, type, condition);
    }

    /** Joined where the columns that both sides have are equal. */
    LogicalPlan natural(LogicalPlan left, LogicalPlan given, JoinType type) {
        LogicalPlan right = Renumbering.apart(left, given, context.ids());
        Scope other = new Scope(right.output());
        List<String> common = new ArrayList<>();
        for (Attribute attribute : left.output()) {
            if (other.find(List.of(attribute.name())) != null) {
                common.add(attribute.name());
            }
        }
        return join(left, right, type, common, Optional.empty());
    }

    /** The right side may use columns of the left one. */
    LogicalPlan lateral(LogicalPlan left, LogicalPlan right, JoinType asked, Optional<UnresolvedExpr> on) {
        ExpressionResolver resolver = new ExpressionResolver(context, both(left, right), new Clause.Plain("a join condition"));
        Expr condition = on.isPresent() ? resolver.condition(on.get()) : Literal.TRUE;
        if (!resolver.subqueries().isEmpty()) {
            return new PairwiseJoin(left, right, condition, resolver.subqueries()).of(asked, context.ids());
        }
        JoinType type = Conjuncts.isTrue(condition) && asked == JoinType.INNER ? JoinType.CROSS
                : !Conjuncts.isTrue(condition) && asked == JoinType.CROSS ? JoinType.INNER : asked;
        Set<Long> used = Correlation.of(right);
        used.retainAll(References.ids(left.output()));
        return used.isEmpty() ? new Join(left, right, type, condition) : new DependentJoin(left, right, type, condition);
    }

    /** The subqueries are computed on the side whose columns they use, or for each pair of rows. */
    private LogicalPlan withSubqueries(LogicalPlan left, LogicalPlan right, JoinType type, Expr condition, Subqueries subqueries) {
        Set<Long> used = subqueries.references();
        used.removeAll(References.ids(left.output()));
        boolean usesLeft = !subqueries.references().equals(used);
        boolean usesRight = used.removeAll(References.ids(right.output()));
        if (usesLeft && usesRight) {
            return new PairwiseJoin(left, right, condition, subqueries).of(type, context.ids());
        }
        Join join = usesLeft
                ? new Join(subqueries.over(left), right, type, condition)
                : new Join(left, subqueries.over(right), type, condition);
        return HiddenColumns.Resolved.restore(join, new Join(left, right, type, Literal.TRUE));
    }

    private static Scope both(LogicalPlan left, LogicalPlan right) {
        List<Attribute> all = new ArrayList<>(left.output());
        all.addAll(right.output());
        return new Scope(all);
    }

    /** {@code df.col("a") = df.col("a")} of a self-join compares the left with the right side. */
    private static UnresolvedExpr ofSelfJoin(UnresolvedExpr expr, LogicalPlan left, LogicalPlan given, LogicalPlan right) {
        if (!(expr instanceof UnresolvedCall call)) {
            return expr;
        }
        Scope leftScope = new Scope(left.output());
        boolean compares = call.name().equals("=") || call.name().equals("<=>");
        if (compares && call.arguments().get(0) instanceof ResolvedColumn(var one, var _)
                && call.arguments().get(1) instanceof ResolvedColumn(var other, var _)) {
            int ordinal = ordinal(given, other.id());
            if (one.id() == other.id() && ordinal >= 0 && leftScope.contains(one.id())) {
                return UnresolvedCall.of(call.name(), new ResolvedColumn(one), new ResolvedColumn(right.output().get(ordinal)));
            }
        }
        List<UnresolvedExpr> arguments = new ArrayList<>();
        for (UnresolvedExpr argument : call.arguments()) {
            arguments.add(ofSelfJoin(argument, left, given, right));
        }
        return new UnresolvedCall(call.name(), arguments, call.distinct(), call.filter(), call.order(), call.origin());
    }

    private static int ordinal(LogicalPlan plan, long id) {
        List<Attribute> output = plan.output();
        for (int i = 0; i < output.size(); i++) {
            if (output.get(i).id() == id) {
                return i;
            }
        }
        return -1;
    }

    private LogicalPlan using(LogicalPlan left, LogicalPlan right, JoinType type, List<String> using) {
        Scope leftScope = new Scope(left.output());
        Scope rightScope = new Scope(right.output());
        List<Attribute> leftKeys = new ArrayList<>();
        List<Attribute> rightKeys = new ArrayList<>();
        Expr condition = null;
        for (String name : using) {
            Attribute one = key(leftScope, name);
            Attribute other = key(rightScope, name);
            leftKeys.add(one);
            rightKeys.add(other);
            Expr equal = Operators.compare(Compare.Op.EQ, one.ref(), other.ref(), name);
            condition = condition == null ? equal : new And(condition, equal);
        }
        Join join = new Join(left, right, type == JoinType.CROSS ? JoinType.INNER : type, condition == null ? Literal.TRUE : condition);
        Set<Long> merged = new HashSet<>();
        List<NamedExpr> columns = new ArrayList<>();
        Scope joined = new Scope(join.output());
        for (int i = 0; i < using.size(); i++) {
            merged.add(leftKeys.get(i).id());
            merged.add(rightKeys.get(i).id());
            columns.add(key(joined, leftKeys.get(i), rightKeys.get(i), type));
        }
        for (Attribute attribute : join.output()) {
            if (!merged.contains(attribute.id())) {
                columns.add(NamedExpr.of(attribute));
            }
        }
        return new Project(join, columns);
    }

    private static Attribute key(Scope scope, String name) {
        Scope.Found found = scope.find(List.of(name));
        if (found == null) {
            throw scope.unresolved(List.of(name));
        }
        return found.attribute();
    }

    /** The one column that stands for both sides: the side that is never padded, or whichever is there. */
    private NamedExpr key(Scope joined, Attribute left, Attribute right, JoinType type) {
        return switch (type) {
            case INNER, CROSS, LEFT, SEMI, ANTI, NULL_AWARE_ANTI -> passed(joined, left);
            case RIGHT -> passed(joined, right);
            case FULL -> {
                var common = Widening.of(left.type(), right.type()).orElseThrow();
                Expr one = Casts.to(left.withNullable(true).ref(), common);
                Expr other = Casts.to(right.withNullable(true).ref(), common);
                Expr value = new Call("coalesce", List.of(one, other), common, true);
                yield new NamedExpr(context.ids().attribute(left.name(), common, true), value);
            }
        };
    }

    private static NamedExpr passed(Scope joined, Attribute attribute) {
        Attribute found = joined.byId(attribute.id());
        return NamedExpr.of(found == null ? attribute : found);
    }
}
