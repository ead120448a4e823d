package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.expr.Literal;
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
import dev.millrace.types.DataType;
import java.util.List;
import java.util.Locale;

/**
 * Names of columns that have no alias, as Spark prints them: {@code sum(total_amount)}, {@code (a + b)}, {@code CAST(a AS INT)}, {@code
 * count(1)}.
 */
final class ColumnNames {

    private final Scope scope;

    ColumnNames(Scope scope) {
        this.scope = scope;
    }

    /** Name of a result column: a bare column or struct field goes by its last part. */
    String ofColumn(UnresolvedExpr expr) {
        if (expr instanceof UnresolvedColumn(var parts, var _)) {
            return parts.getLast();
        }
        if (expr instanceof UnresolvedAlias(var _, var aliases)) {
            return aliases.getFirst();
        }
        return expr instanceof UnresolvedCall call && call.name().equals("getfield") ? literalText(call.arguments().getLast()) : text(expr);
    }

    String text(UnresolvedExpr expr) {
        return switch (expr) {
            case UnresolvedColumn(var parts, var _) -> column(parts);
            case ResolvedColumn(var attribute, var _) -> attribute.name();
            case UnresolvedStar(var qualifier, var _) -> qualifier.isEmpty() ? "*" : qualifier + ".*";
            case UnresolvedText(var sql) -> sql;
            case UnresolvedAll() -> "ALL";
            case UnresolvedNamedArgument(var name, var value) -> name + " => " + text(value);
            case UnresolvedSubquery subquery -> switch (subquery.kind()) {
                case SCALAR -> "scalarsubquery()";
                case EXISTS -> "exists()";
                case IN -> "(" + list(subquery.values()) + " IN (listquery()))";
            };
            case UnresolvedLiteral(var literal) -> literal(literal);
            case UnresolvedAlias(var input, var _) -> text(input);
            case UnresolvedCast(var input, var type, var onError) ->
                    (onError == OnError.NULL ? "TRY_CAST(" : "CAST(") + text(input) + " AS " + type.sql() + ")";
            case UnresolvedCase cases -> caseText(cases);
            case UnresolvedSortKey(var input, var ascending, var nullsFirst) ->
                    text(input) + (ascending ? " ASC" : " DESC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
            case UnresolvedLambda(var parameters, var body) -> "lambdafunction(" + text(body) + ", " + String.join(", ", parameters) + ")";
            case UnresolvedWindow window -> windowText(window);
            case UnresolvedCall call -> callText(call);
        };
    }

    private String column(List<String> parts) {
        Scope.Found found;
        try {
            found = scope.find(parts);
        } catch (EngineException _) {
            return String.join(".", parts);
        }
        if (found == null || parts.size() == 1) {
            return String.join(".", parts);
        }
        return found.fields().isEmpty() ? found.writtenName() : found.writtenName() + "." + String.join(".", found.fields());
    }

    private String callText(UnresolvedCall call) {
        List<UnresolvedExpr> arguments = call.arguments();
        String name = call.name();
        return switch (name) {
            case "+", "-" -> arguments.size() == 1 ? "(" + name + " " + text(arguments.getFirst()) + ")" : infix(name, arguments);
            case "*", "/", "%", "div", "=", "<", "<=", ">", ">=", "<=>", "&", "|", "^" -> infix(name, arguments);
            case "!=" -> "(NOT " + infix("=", arguments) + ")";
            case "and", "or" -> infix(name.toUpperCase(Locale.ROOT), arguments);
            case "not" -> "(NOT " + text(arguments.getFirst()) + ")";
            case "~" -> "~" + text(arguments.getFirst());
            case "isnull", "isnotnull" -> "(" + text(arguments.getFirst()) + (name.equals("isnull") ? " IS NULL)" : " IS NOT NULL)");
            case "in" -> "(" + text(arguments.getFirst()) + " IN (" + list(arguments.subList(1, arguments.size())) + "))";
            case "like" -> text(arguments.get(0)) + " LIKE " + text(arguments.get(1));
            case "rlike" -> "RLIKE(" + list(arguments) + ")";
            case "||" -> "concat(" + list(arguments) + ")";
            case "getfield" -> text(arguments.get(0)) + "." + literalText(arguments.get(1));
            case "getitem" -> text(arguments.get(0)) + "[" + text(arguments.get(1)) + "]";
            case "if" -> "(IF(" + list(arguments) + "))";
            default -> functionText(call);
        };
    }

    private String functionText(UnresolvedCall call) {
        boolean countsRows =
                call.name().equals("count") && call.arguments().size() == 1 && call.arguments().getFirst() instanceof UnresolvedStar;
        StringBuilder text =
                new StringBuilder(shownName(call.name(), call.arguments().size())).append('(').append(call.distinct() ? "DISTINCT " : "");
        text.append(countsRows && !call.distinct() ? "1" : list(shownArguments(call))).append(')');
        if (!call.order().isEmpty()) {
            text.append(" WITHIN GROUP (ORDER BY ").append(list(call.order())).append(')');
        }
        if (call.filter().isPresent()) {
            text.append(" FILTER (WHERE ").append(text(call.filter().get())).append(')');
        }
        return text.toString();
    }

    /** Functions of the calculus are written in capitals, except under another name. */
    private static String shownName(String name, int arguments) {
        return switch (name) {
            case "ceil", "floor" -> arguments == 1 ? name.toUpperCase(Locale.ROOT) : name;
            case "acos", "acosh", "asin", "asinh", "atan", "atanh", "atan2", "cbrt", "cos" -> name.toUpperCase(Locale.ROOT);
            case "cosh", "cot", "csc", "degrees", "exp", "expm1", "hypot", "log10", "log1p" -> name.toUpperCase(Locale.ROOT);
            case "log2", "power", "radians", "sec", "signum", "sin", "sinh", "sqrt", "tan", "tanh" -> name.toUpperCase(Locale.ROOT);
            default -> name;
        };
    }

    /** Schemas, options and flags are not shown. */
    private static List<UnresolvedExpr> shownArguments(UnresolvedCall call) {
        boolean firstOnly = switch (call.name()) {
            case "from_json", "from_csv", "to_csv", "schema_of_json", "schema_of_csv", "any_value", "first", "first_value" -> true;
            case "last", "last_value" -> true;
            default -> false;
        };
        return firstOnly && call.arguments().size() > 1 ? call.arguments().subList(0, 1) : call.arguments();
    }

    private String caseText(UnresolvedCase cases) {
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i < cases.conditions().size(); i++) {
            text.append(" WHEN ").append(text(cases.conditions().get(i))).append(" THEN ").append(text(cases.values().get(i)));
        }
        if (cases.otherwise().isPresent()) {
            text.append(" ELSE ").append(text(cases.otherwise().get()));
        }
        return text.append(" END").toString();
    }

    private String windowText(UnresolvedWindow window) {
        StringBuilder text = new StringBuilder(text(window.function())).append(window.ignoreNulls() ? " IGNORE NULLS" : "")
                .append(" OVER (");
        if (!window.partitionBy().isEmpty()) {
            text.append("PARTITION BY ").append(list(window.partitionBy())).append(' ');
        }
        if (!window.orderBy().isEmpty()) {
            text.append("ORDER BY ").append(list(window.orderBy())).append(' ');
        }
        UnresolvedWindow.Frame frame = WindowFrames.written(window);
        return text.append(frame.unit()).append(" BETWEEN ").append(bound(frame.from())).append(" AND ").append(bound(frame.to()))
                .append(')').toString();
    }

    private String bound(UnresolvedWindow.Bound bound) {
        String kind = bound.kind().name().replace('_', ' ');
        return bound.offset().map(offset -> text(offset) + " " + kind).orElse(kind);
    }

    private String infix(String operator, List<UnresolvedExpr> arguments) {
        return "(" + text(arguments.get(0)) + " " + operator + " " + text(arguments.get(1)) + ")";
    }

    private String list(List<? extends UnresolvedExpr> expressions) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < expressions.size(); i++) {
            UnresolvedExpr expr = expressions.get(i);
            if (expr instanceof UnresolvedStar star) {
                text.append(text.isEmpty() ? "" : ", ").append(star(star));
            } else {
                text.append(text.isEmpty() ? "" : ", ").append(text(expr));
            }
        }
        return text.toString();
    }

    private String star(UnresolvedStar star) {
        StringBuilder text = new StringBuilder();
        try {
            for (UnresolvedExpr column : Stars.expand(star, scope, null)) {
                text.append(text.isEmpty() ? "" : ", ").append(ofColumn(column));
            }
        } catch (EngineException _) {
            return text(star);
        }
        return text.toString();
    }

    private static String literalText(UnresolvedExpr expr) {
        return expr instanceof UnresolvedLiteral(var literal) ? literal(literal) : "";
    }

    private static String literal(Literal literal) {
        Object value = literal.value();
        return value != null && literal.type() instanceof DataType.StringType ? (String) value : literal.toString();
    }
}
