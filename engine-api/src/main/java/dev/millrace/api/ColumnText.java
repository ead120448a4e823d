package dev.millrace.api;

import dev.millrace.expr.OnError;
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
import java.util.Locale;

/** SQL-like text of an expression, for messages and debuggers. */
final class ColumnText {

    private ColumnText() {}

    static String of(UnresolvedExpr expr) {
        return switch (expr) {
            case UnresolvedColumn(var parts, var _) -> String.join(".", parts);
            case ResolvedColumn(var attribute, var _) -> attribute.name();
            case UnresolvedStar(var qualifier, var except) -> star(qualifier, except);
            case UnresolvedText(var sql) -> sql;
            case UnresolvedAll() -> "ALL";
            case UnresolvedNamedArgument(var name, var value) -> name + " => " + of(value);
            case UnresolvedSubquery subquery -> of(subquery);
            case UnresolvedLiteral(var literal) -> literal.toString();
            case UnresolvedAlias(var input, var names) ->
                    of(input) + " AS " + (names.size() == 1 ? names.getFirst() : "(" + String.join(", ", names) + ")");
            case UnresolvedCast(var input, var type, var onError) ->
                    (onError == OnError.NULL ? "TRY_CAST(" : "CAST(") + of(input) + " AS " + type.sql() + ")";
            case UnresolvedSortKey(var input, var ascending, var nullsFirst) ->
                    of(input) + (ascending ? " ASC" : " DESC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
            case UnresolvedLambda(var parameters, var body) -> "(" + String.join(", ", parameters) + ") -> " + of(body);
            case UnresolvedCase cases -> of(cases);
            case UnresolvedWindow window -> of(window);
            case UnresolvedCall call -> of(call);
        };
    }

    private static String star(String qualifier, List<List<String>> except) {
        String text = qualifier.isEmpty() ? "*" : qualifier + ".*";
        if (except.isEmpty()) {
            return text;
        }
        List<String> names = new ArrayList<>();
        except.forEach(parts -> names.add(String.join(".", parts)));
        return text + " EXCEPT (" + String.join(", ", names) + ")";
    }

    private static String of(UnresolvedSubquery subquery) {
        return switch (subquery.kind()) {
            case SCALAR -> "scalarsubquery()";
            case EXISTS -> "exists()";
            case IN -> "(" + list(subquery.values()) + " IN (listquery()))";
        };
    }

    private static String of(UnresolvedCase cases) {
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i < cases.conditions().size(); i++) {
            text.append(" WHEN ").append(of(cases.conditions().get(i))).append(" THEN ").append(of(cases.values().get(i)));
        }
        if (cases.otherwise().isPresent()) {
            text.append(" ELSE ").append(of(cases.otherwise().get()));
        }
        return text.append(" END").toString();
    }

    private static String of(UnresolvedWindow window) {
        List<String> parts = new ArrayList<>();
        if (!window.partitionBy().isEmpty()) {
            parts.add("PARTITION BY " + list(window.partitionBy()));
        }
        if (!window.orderBy().isEmpty()) {
            parts.add("ORDER BY " + list(window.orderBy()));
        }
        if (window.frame().isPresent()) {
            UnresolvedWindow.Frame frame = window.frame().get();
            parts.add(frame.unit() + " BETWEEN " + bound(frame.from()) + " AND " + bound(frame.to()));
        }
        return of(window.function()) + " OVER (" + String.join(" ", parts) + ")";
    }

    private static String bound(UnresolvedWindow.Bound bound) {
        String kind = bound.kind().name().replace('_', ' ');
        return bound.offset().isPresent() ? of(bound.offset().get()) + " " + kind : kind;
    }

    private static String of(UnresolvedCall call) {
        List<UnresolvedExpr> arguments = call.arguments();
        String name = call.name();
        String text = switch (name) {
            case "isnull" -> "(" + list(arguments) + " IS NULL)";
            case "isnotnull" -> "(" + list(arguments) + " IS NOT NULL)";
            case "not" -> "(NOT " + list(arguments) + ")";
            case "in" -> "(" + of(arguments.getFirst()) + " IN (" + list(arguments.subList(1, arguments.size())) + "))";
            case "between" -> "(" + of(arguments.getFirst()) + " BETWEEN " + of(arguments.get(1)) + " AND " + of(arguments.get(2)) + ")";
            case "getfield" -> of(arguments.getFirst()) + "." + field(arguments.get(1));
            case "getitem" -> of(arguments.getFirst()) + "[" + of(arguments.get(1)) + "]";
            case "and", "or", "like", "ilike", "rlike" -> infix(name.toUpperCase(Locale.ROOT), arguments);
            default -> Character.isLetter(name.charAt(0)) && !"div".equals(name)
                    ? name + "(" + (call.distinct() ? "DISTINCT " : "") + list(arguments) + order(call) + ")"
                    : infix(name, arguments);
        };
        return call.filter().isPresent() ? text + " FILTER (WHERE " + of(call.filter().get()) + ")" : text;
    }

    private static String field(UnresolvedExpr name) {
        return name instanceof UnresolvedLiteral(var literal) && literal.value() instanceof String text ? text : of(name);
    }

    private static String order(UnresolvedCall call) {
        return call.order().isEmpty() ? "" : " ORDER BY " + list(call.order());
    }

    private static String infix(String operator, List<UnresolvedExpr> operands) {
        return operands.size() == 1
                ? "(" + operator + " " + of(operands.getFirst()) + ")"
                : "(" + of(operands.getFirst()) + " " + operator + " " + of(operands.get(1)) + ")";
    }

    private static String list(List<? extends UnresolvedExpr> items) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(of(items.get(i)));
        }
        return text.toString();
    }
}
