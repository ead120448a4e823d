package dev.millrace.driver.analyze;

import dev.millrace.driver.expression.Sameness;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.expr.OnError;
import dev.millrace.plan.logical.Aggregate;
import dev.millrace.plan.logical.Expand;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedCase;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes {@code grouping(c)} and {@code grouping_id(…)} as questions about the grouping id. */
final class GroupingCalls {

    private final GroupingSets sets;
    private final List<NamedExpr> groupings;
    private final ExpressionResolver resolver;

    GroupingCalls(GroupingSets sets, List<NamedExpr> groupings, ExpressionResolver resolver) {
        this.sets = sets;
        this.groupings = groupings;
        this.resolver = resolver;
    }

    /** Over the result of a grouped query. */
    static GroupingCalls over(Aggregate aggregate, ExpressionResolver resolver) {
        LogicalPlan input = aggregate.input();
        while (!(input instanceof Expand) && !input.children().isEmpty()) {
            input = input.children().getFirst();
        }
        List<NamedExpr> keys = new ArrayList<>();
        for (NamedExpr key : aggregate.groupings()) {
            int position = input instanceof Expand expand ? expand.output().indexOf(key.output()) : -1;
            if (key.output().name().equals(GroupingSets.ID) && position >= 0) {
                List<Long> ids = new ArrayList<>();
                for (List<Expr> projection : ((Expand) input).projections()) {
                    ids.add((Long) ((Literal) projection.get(position)).value());
                }
                return new GroupingCalls(new GroupingSets(input, keys, keys, key.output(), ids), keys, resolver);
            }
            keys.add(key);
        }
        return new GroupingCalls(new GroupingSets(aggregate.input(), keys, keys, null, List.of()), keys, resolver);
    }

    UnresolvedExpr replace(UnresolvedExpr expr) {
        return switch (expr) {
            case UnresolvedCall call when isGrouping(call) -> grouping(call);
            case UnresolvedColumn(var parts, var _) when sets.id() != null && isId(parts) -> grouping(UnresolvedCall.of("grouping_id"));
            default -> expr.mapChildren(this::replace);
        };
    }

    /** Hive's name of what {@code grouping_id()} gives. */
    private static boolean isId(List<String> parts) {
        return parts.size() == 1 && parts.getFirst().equalsIgnoreCase("grouping__id");
    }

    /** True when the expression asks for a grouping. */
    static boolean in(UnresolvedExpr expr) {
        boolean here = expr instanceof UnresolvedCall call && isGrouping(call)
                || expr instanceof UnresolvedColumn(var parts, var _) && isId(parts);
        if (here) {
            return true;
        }
        for (UnresolvedExpr child : expr.children()) {
            if (in(child)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGrouping(UnresolvedCall call) {
        return call.name().equals("grouping") || call.name().equals("grouping_id");
    }

    private UnresolvedExpr grouping(UnresolvedCall call) {
        Attribute id = sets.id();
        if (id == null) {
            throw ErrorCondition.UNSUPPORTED_GROUPING_EXPRESSION.with("function", call.name());
        }
        ResolvedColumn column = new ResolvedColumn(id);
        if (call.name().equals("grouping_id") && call.arguments().isEmpty()) {
            return column;
        }
        UnresolvedExpr result = null;
        for (UnresolvedExpr argument : call.arguments()) {
            UnresolvedExpr bit = bit(column, position(argument));
            result = result == null
                    ? bit
                    : UnresolvedCall.of("+", UnresolvedCall.of("*", result, new UnresolvedLiteral(Literal.of(2L))), bit);
        }
        if (result == null) {
            throw ErrorCondition.WRONG_NUM_ARGS.with("function", "grouping(col)", "expected", 1, "actual", 0);
        }
        return call.name().equals("grouping") ? new UnresolvedCast(result, DataType.TINYINT, OnError.THROW) : result;
    }

    private int position(UnresolvedExpr argument) {
        Expr wanted = resolver.resolve(argument);
        for (int i = 0; i < groupings.size(); i++) {
            if (Sameness.of(groupings.get(i).expr(), wanted)) {
                return i;
            }
        }
        throw ErrorCondition.GROUPING_COLUMN_MISMATCH.with("column", "\"" + resolver.names().text(argument) + "\"");
    }

    /** 1 where the grouping id is that of a set without the grouping at {@code position}. */
    private UnresolvedExpr bit(ResolvedColumn id, int position) {
        List<UnresolvedExpr> in = new ArrayList<>();
        in.add(id);
        for (long set : sets.ids()) {
            if (((set >> (groupings.size() - 1 - position)) & 1) == 1) {
                in.add(new UnresolvedLiteral(Literal.of(set)));
            }
        }
        return new UnresolvedCase(List.of(UnresolvedCall.of("in", in.toArray(new UnresolvedExpr[0]))),
                List.of(new UnresolvedLiteral(Literal.of(1L))), Optional.of(new UnresolvedLiteral(Literal.of(0L))));
    }
}
