package dev.millrace.driver.analyze;

import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedAll;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedCase;
import dev.millrace.plan.unresolved.UnresolvedCast;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLambda;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedNamedArgument;
import dev.millrace.plan.unresolved.UnresolvedSortKey;
import dev.millrace.plan.unresolved.UnresolvedStar;
import dev.millrace.plan.unresolved.UnresolvedSubquery;
import dev.millrace.plan.unresolved.UnresolvedText;
import dev.millrace.plan.unresolved.UnresolvedWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Questions about expressions before analysis. */
final class UnresolvedTree {

    private final FunctionRegistry functions;

    UnresolvedTree(FunctionRegistry functions) {
        this.functions = functions;
    }

    /** True when the expression calls an aggregate function other than as a window function. */
    boolean aggregates(UnresolvedExpr expr) {
        if (expr instanceof UnresolvedCall call && kind(call) == FunctionDefinition.Kind.AGGREGATE) {
            return true;
        }
        boolean windowed = expr instanceof UnresolvedWindow;
        for (UnresolvedExpr child : expr.children()) {
            if (windowed && child instanceof UnresolvedCall call && child == ((UnresolvedWindow) expr).function()) {
                for (UnresolvedExpr argument : call.children()) {
                    if (aggregates(argument)) {
                        return true;
                    }
                }
            } else if (aggregates(child)) {
                return true;
            }
        }
        return false;
    }

    boolean hasSubquery(UnresolvedExpr expr) {
        if (expr instanceof UnresolvedSubquery) {
            return true;
        }
        for (UnresolvedExpr child : expr.children()) {
            if (hasSubquery(child)) {
                return true;
            }
        }
        return false;
    }

    boolean hasColumn(UnresolvedExpr expr) {
        boolean any = expr instanceof UnresolvedColumn || expr instanceof ResolvedColumn;
        for (UnresolvedExpr child : expr.children()) {
            any |= hasColumn(child);
        }
        return any;
    }

    /** True when some column is found in the scope. */
    boolean coversAny(UnresolvedExpr expr, Scope scope) {
        boolean any = expr instanceof UnresolvedColumn(var parts, var _) ? scope.find(parts) != null
                : expr instanceof ResolvedColumn(var attribute, var _) && scope.contains(attribute.id());
        for (UnresolvedExpr child : expr.children()) {
            any |= coversAny(child, scope);
        }
        return any;
    }

    boolean hasWindow(UnresolvedExpr expr) {
        if (expr instanceof UnresolvedWindow) {
            return true;
        }
        for (UnresolvedExpr child : expr.children()) {
            if (hasWindow(child)) {
                return true;
            }
        }
        return false;
    }

    boolean generates(UnresolvedExpr expr) {
        return expr instanceof UnresolvedCall call && kind(call) == FunctionDefinition.Kind.GENERATOR;
    }

    /** True when every column is found in the scope; parameters of lambdas count as found. */
    boolean covered(UnresolvedExpr expr, Scope scope, List<String> parameters) {
        return switch (expr) {
            case UnresolvedColumn(var parts, var _) -> parameters.contains(parts.getFirst()) || scope.find(parts) != null;
            case ResolvedColumn(var attribute, var _) -> scope.contains(attribute.id());
            case UnresolvedLambda(var names, var body) -> {
                List<String> visible = new ArrayList<>(parameters);
                visible.addAll(names);
                yield covered(body, scope, visible);
            }
            case UnresolvedStar _, UnresolvedLiteral _, UnresolvedText _, UnresolvedAll _ -> true;
            case UnresolvedCall _, UnresolvedAlias _, UnresolvedCast _, UnresolvedCase _, UnresolvedSortKey _,
                    UnresolvedWindow _, UnresolvedSubquery _, UnresolvedNamedArgument _ -> {
                boolean all = true;
                for (UnresolvedExpr child : expr.children()) {
                    all &= covered(child, scope, parameters);
                }
                yield all;
            }
        };
    }

    FunctionDefinition.Kind kind(UnresolvedCall call) {
        Optional<FunctionDefinition> definition = functions.find(call.name());
        return definition.isPresent() ? definition.get().kind() : FunctionDefinition.Kind.SCALAR;
    }
}
