package dev.millrace.driver.analyze;

import dev.millrace.expr.Attribute;
import dev.millrace.expr.Call;
import dev.millrace.expr.ColumnRef;
import dev.millrace.expr.Expr;
import dev.millrace.expr.NamedExpr;
import dev.millrace.plan.logical.Filter;
import dev.millrace.plan.logical.Join;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedStar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keys of {@code JOIN … USING (k)} that the one column {@code k} stands for: {@code a.k} and {@code b.k} can still be named by their
 * qualifier. They are led up through the projection of the join only where somebody names them.
 *
 * @param plan    with the columns that are named
 * @param columns those of {@code plan} that the given plan did not have
 */
record UsingKeys(LogicalPlan plan, List<Attribute> columns) {

    /** The plan with every merged key that the expressions name, and that is no column of the plan. */
    static UsingKeys named(LogicalPlan plan, List<UnresolvedExpr> expressions) {
        List<Attribute> merged = merged(plan);
        if (merged.isEmpty()) {
            return new UsingKeys(plan, List.of());
        }
        Scope visible = new Scope(plan.output());
        List<Attribute> named = new ArrayList<>();
        for (Attribute key : merged) {
            Scope alone = new Scope(List.of(key));
            for (UnresolvedExpr expr : expressions) {
                if (!named.contains(key) && names(expr, visible, alone)) {
                    named.add(key);
                }
            }
        }
        if (named.isEmpty()) {
            return new UsingKeys(plan, named);
        }
        Set<Long> wanted = ids(named);
        LogicalPlan exposed = exposed(plan, wanted);
        return new UsingKeys(exposed, exposed.output().stream().filter(attribute -> wanted.contains(attribute.id())).toList());
    }

    /** What a star stands for: all columns but the merged keys; {@code t.*} has the key of {@code t} too, before the other columns. */
    Scope scope(UnresolvedStar star) {
        List<Attribute> all = new ArrayList<>(star.qualifier().isEmpty() ? List.of() : columns);
        for (Attribute attribute : plan.output()) {
            if (!columns.contains(attribute)) {
                all.add(attribute);
            }
        }
        return new Scope(all);
    }

    private static boolean names(UnresolvedExpr expr, Scope visible, Scope key) {
        boolean names = switch (expr) {
            case UnresolvedColumn(var parts, var _) -> parts.size() > 1 && visible.find(parts) == null && key.find(parts) != null;
            case UnresolvedStar star -> !star.qualifier().isEmpty()
                    && key.attributes().getFirst().qualifier().equalsIgnoreCase(star.qualifier());
            default -> false;
        };
        for (UnresolvedExpr child : expr.children()) {
            names = names || names(child, visible, key);
        }
        return names;
    }

    private static List<Attribute> merged(LogicalPlan plan) {
        List<Attribute> merged = new ArrayList<>();
        collect(plan, merged);
        Set<Long> visible = ids(plan.output());
        merged.removeIf(key -> visible.contains(key.id()) || key.qualifier().isEmpty());
        return merged;
    }

    private static void collect(LogicalPlan plan, List<Attribute> into) {
        switch (plan) {
            case Project(var input, var columns) when mergesKeys(input, columns) -> {
                Set<Long> kept = ids(plan.output());
                for (Attribute attribute : input.output()) {
                    if (!kept.contains(attribute.id())) {
                        into.add(attribute);
                    }
                }
                collect(input, into);
            }
            case Filter(var input, var _) -> collect(input, into);
            case Join(var left, var right, var type, var _) -> {
                collect(left, into);
                if (type.givesRight()) {
                    collect(right, into);
                }
            }
            default -> {
            }
        }
    }

    /** True for a projection over a join that leaves out nothing but keys, for each of which a column of the same name stands. */
    private static boolean mergesKeys(LogicalPlan input, List<NamedExpr> columns) {
        if (!(input instanceof Join || input instanceof Filter)) {
            return false;
        }
        Set<String> names = new HashSet<>();
        Set<Long> kept = new HashSet<>();
        for (NamedExpr column : columns) {
            Expr expr = column.expr();
            boolean key =
                    expr instanceof ColumnRef || expr instanceof Call(var function, var _, var _, var _) && function.equals("coalesce");
            if (!key) {
                return false;
            }
            names.add(column.output().name().toLowerCase(Locale.ROOT));
            kept.add(column.output().id());
        }
        for (Attribute attribute : input.output()) {
            if (!kept.contains(attribute.id()) && !names.contains(attribute.name().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    private static LogicalPlan exposed(LogicalPlan plan, Set<Long> wanted) {
        return switch (plan) {
            case Project(var input, var columns) when mergesKeys(input, columns) -> {
                LogicalPlan below = exposed(input, wanted);
                Set<Long> given = ids(plan.output());
                List<NamedExpr> more = new ArrayList<>(columns);
                for (Attribute attribute : below.output()) {
                    if (wanted.contains(attribute.id()) && !given.contains(attribute.id())) {
                        more.add(NamedExpr.of(attribute));
                    }
                }
                yield new Project(below, more);
            }
            case Filter(var input, var condition) -> new Filter(exposed(input, wanted), condition);
            case Join join -> join.withChildren(List.of(exposed(join.left(), wanted), exposed(join.right(), wanted)));
            default -> plan;
        };
    }

    private static Set<Long> ids(List<Attribute> attributes) {
        Set<Long> ids = new HashSet<>();
        for (Attribute attribute : attributes) {
            ids.add(attribute.id());
        }
        return ids;
    }
}
