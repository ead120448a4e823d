package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.And;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Or;
import dev.millrace.expr.SortKey;
import dev.millrace.plan.unresolved.Origin;
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
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes typed expressions of unresolved ones: columns from a scope, functions from the registry, implicit casts where they are needed. */
final class ExpressionResolver {

    private final AnalysisContext context;
    private final Scope scope;
    private final Clause clause;
    private final ColumnNames names;
    private final Subqueries subqueries;
    private @Nullable Parameters parameters;

    ExpressionResolver(AnalysisContext context, Scope scope, Clause clause) {
        this(context, scope, clause, new Subqueries(context));
    }

    /** @param subqueries takes the subqueries of the expressions; whoever resolves them joins these to the input */
    ExpressionResolver(AnalysisContext context, Scope scope, Clause clause, Subqueries subqueries) {
        this.context = context;
        this.scope = scope;
        this.clause = clause;
        this.names = new ColumnNames(scope);
        this.subqueries = subqueries;
    }

    /** Parameters of the lambdas around an expression, innermost first. */
    private record Parameters(List<LambdaVariable> variables, @Nullable Parameters outer) {}

    ColumnNames names() {
        return names;
    }

    Scope scope() {
        return scope;
    }

    Subqueries subqueries() {
        return subqueries;
    }

    /** @throws EngineException with the place in the SQL text, when the expression comes from one */
    Expr resolve(UnresolvedExpr expr) {
        try {
            return typed(expr);
        } catch (EngineException e) {
            throw located(e, switch (expr) {
                case UnresolvedColumn(var _, var origin) -> origin;
                case UnresolvedCall call -> call.origin();
                case UnresolvedSubquery subquery -> subquery.origin();
                case UnresolvedStar _, UnresolvedLiteral _, UnresolvedAlias _, UnresolvedCast _, UnresolvedCase _,
                        UnresolvedSortKey _, UnresolvedLambda _, UnresolvedWindow _, UnresolvedText _, UnresolvedAll _,
                        UnresolvedNamedArgument _, ResolvedColumn _ ->
                        Origin.NONE;
            });
        }
    }

    static EngineException located(EngineException error, Origin origin) {
        return origin.line() == 0 ? error : error.at(origin.line(), origin.column(), origin.text());
    }

    private Expr typed(UnresolvedExpr expr) {
        return switch (expr) {
            case UnresolvedColumn(var parts, var _) -> column(parts);
            case ResolvedColumn(var attribute, var frame) -> ofDataFrame(attribute, frame);
            case UnresolvedLiteral(var literal) -> literal;
            case UnresolvedCall call -> call(call);
            case UnresolvedCast(var input, var type, var onError) -> Operators.cast(resolve(input), type, onError, names.text(expr));
            case UnresolvedCase cases -> cases(cases);
            case UnresolvedAlias(var input, var _) -> resolve(input);
            case UnresolvedSortKey(var input, var _, var _) -> resolve(input);
            case UnresolvedWindow window -> clause.window(window, names.text(window));
            case UnresolvedLambda _ -> throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + names.text(expr) + "\"", "detail",
                    "a lambda function can only be the argument of a higher-order function.");
            case UnresolvedSubquery subquery -> subquery(subquery);
            case UnresolvedText _, UnresolvedAll _, UnresolvedNamedArgument _ ->
                    throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", names.text(expr), "advice", "");
            case UnresolvedStar _ -> throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A star inside an expression", "advice",
                    "Name the columns.");
        };
    }

    /** A BOOLEAN expression. */
    Expr condition(UnresolvedExpr expr) {
        return Operators.condition(resolve(expr), names.text(expr));
    }

    List<Expr> resolveAll(List<? extends UnresolvedExpr> expressions) {
        List<Expr> resolved = new ArrayList<>(expressions.size());
        for (UnresolvedExpr expr : expressions) {
            if (expr instanceof UnresolvedStar star) {
                for (UnresolvedExpr column : Stars.expand(star, scope, context.enclosing())) {
                    resolved.add(resolve(column));
                }
            } else {
                resolved.add(resolve(expr));
            }
        }
        return resolved;
    }

    SortKey sortKey(UnresolvedExpr expr) {
        Expr key = resolve(expr);
        return sortKey(expr, key);
    }

    SortKey sortKey(UnresolvedExpr expr, Expr key) {
        if (!key.type().isOrderable()) {
            throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + names.text(expr) + "\"", "detail",
                    "values of type " + key.type().sql() + " cannot be ordered.");
        }
        return expr instanceof UnresolvedSortKey(var _, var ascending, var nullsFirst)
                ? new SortKey(key, ascending, nullsFirst)
                : SortKey.ascending(key);
    }

    List<SortKey> sortKeys(List<? extends UnresolvedExpr> expressions) {
        List<SortKey> keys = new ArrayList<>(expressions.size());
        for (UnresolvedExpr expr : expressions) {
            keys.add(sortKey(expr));
        }
        return keys;
    }

    /** Resolves a lambda's body with its parameters in sight. */
    Expr body(UnresolvedLambda lambda, List<LambdaVariable> variables) {
        Parameters before = parameters;
        parameters = new Parameters(variables, before);
        try {
            return resolve(lambda.body());
        } finally {
            parameters = before;
        }
    }

    private Expr column(List<String> parts) {
        for (Parameters level = parameters; level != null; level = level.outer()) {
            for (LambdaVariable variable : level.variables()) {
                if (variable.name().equalsIgnoreCase(parts.getFirst())) {
                    return fields(variable, parts.subList(1, parts.size()));
                }
            }
        }
        Scope.Found found = scope.find(parts);
        Expr alias = found == null || clause.hides(found.attribute()) ? clause.alias(parts.getFirst()) : null;
        if (found != null && alias == null) {
            return fields(found.attribute().ref(), found.fields());
        }
        if (alias != null) {
            return fields(alias, parts.subList(1, parts.size()));
        }
        for (Enclosing query = context.enclosing(); query != null; query = query.outer()) {
            Scope.Found outside = query.resolver().scope().find(parts);
            if (outside != null) {
                return fields(outside.attribute().ref(), outside.fields());
            }
        }
        Optional<Literal> variable = context.catalog().variable(parts);
        if (variable.isPresent()) {
            return variable.get();
        }
        throw scope.unresolved(parts);
    }

    /** True for a column of a query around this one. */
    boolean isOuter(Attribute attribute) {
        for (Enclosing query = context.enclosing(); query != null; query = query.outer()) {
            if (query.resolver().scope().contains(attribute.id())) {
                return !scope.contains(attribute.id());
            }
        }
        return false;
    }

    /** An aggregate whose columns are all of a query around this one belongs to that query; null for any other. */
    @Nullable
    Expr outerAggregate(UnresolvedCall call) {
        UnresolvedTree tree = new UnresolvedTree(context.functions());
        if (!tree.hasColumn(call) || tree.coversAny(call, scope)) {
            return null;
        }
        for (Enclosing query = context.enclosing(); query != null; query = query.outer()) {
            if (tree.covered(call, query.resolver().scope(), List.of())) {
                return query.resolver().resolve(call);
            }
        }
        return null;
    }

    private Expr subquery(UnresolvedSubquery subquery) {
        if (parameters != null) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "A subquery inside a lambda function", "advice",
                    "Join its rows first.");
        }
        return subqueries.add(subquery, this);
    }

    private Expr ofDataFrame(Attribute attribute, List<Attribute> frame) {
        Attribute found = scope.byId(attribute, frame);
        for (Enclosing query = context.enclosing(); found == null && query != null; query = query.outer()) {
            found = query.resolver().scope().byId(attribute, frame);
        }
        if (found == null) {
            throw ErrorCondition.UNRESOLVED_COLUMN.with("name", "\"" + attribute.name() + "\"", "suggestion",
                    " It was taken from another DataFrame, whose columns are not part of this one. Here are: "
                            + String.join(", ", scope.names()) + ".");
        }
        return found.ref();
    }

    private Expr fields(Expr base, List<String> fieldNames) {
        Expr value = base;
        for (String name : fieldNames) {
            value = field(value, name);
        }
        return value;
    }

    /** A field of a struct, the field of every struct of an array, or the value of a key of a map. */
    private static Expr field(Expr value, String name) {
        return switch (value.type()) {
            case DataType.StructType(var fields) -> {
                Field field = find(fields, name);
                yield new Call("getfield", List.of(value, Literal.of(field.name())), field.type(), value.nullable() || field.nullable());
            }
            case DataType.ArrayType(DataType.StructType(var fields), var containsNull) -> {
                Field field = find(fields, name);
                DataType type = new DataType.ArrayType(field.type(), containsNull || field.nullable());
                yield new Call("getfield", List.of(value, Literal.of(field.name())), type, value.nullable());
            }
            case DataType.MapType(var key, var mapped, var _) when key instanceof DataType.StringType ->
                    new Call("getitem", List.of(value, Literal.of(name)), mapped, true);
            default -> throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + value + "." + name + "\"", "detail",
                    "a field can only be taken of a STRUCT, but \"" + value + "\" has the type " + value.type().sql() + ".");
        };
    }

    private static Field find(List<Field> fields, String name) {
        Field found = null;
        StringBuilder known = new StringBuilder();
        for (Field field : fields) {
            known.append(known.isEmpty() ? "\"" : ", \"").append(field.name()).append('"');
            if (field.name().equalsIgnoreCase(name)) {
                if (found != null) {
                    throw ErrorCondition.AMBIGUOUS_REFERENCE.with("name", "\"" + name + "\"", "candidates",
                            found.name() + ", " + field.name());
                }
                found = field;
            }
        }
        if (found == null) {
            throw ErrorCondition.FIELD_NOT_FOUND.with("field", "\"" + name + "\"", "fields", known);
        }
        return found;
    }

    private Expr item(Expr value, Expr key, String text) {
        return switch (value.type()) {
            case DataType.ArrayType(var element, var _) when key.type().isIntegral() || key.type() instanceof DataType.NullType ->
                    new Call("getitem", List.of(value, Casts.to(key, DataType.INT)), element, true);
            case DataType.MapType(var keyType, var mapped, var _) ->
                    new Call("getitem", List.of(value, Casts.to(key, keyType)), mapped, true);
            case DataType.StructType _ when key instanceof Literal(var name, var _) && name instanceof String fieldName ->
                    field(value, fieldName);
            default -> throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                    "an element cannot be taken of " + value.type().sql() + " by " + key.type().sql() + ".");
        };
    }

    private Expr call(UnresolvedCall call) {
        if (call.name().equals("and") || call.name().equals("or")) {
            return logical(call);
        }
        String text = names.text(call);
        return switch (call.name()) {
            case "getfield" -> field(resolve(call.arguments().get(0)), fieldName(call.arguments().get(1), text));
            case "getitem" -> item(resolve(call.arguments().get(0)), resolve(call.arguments().get(1)), text);
            default -> new FunctionCalls(context, this, clause).build(call, text);
        };
    }

    /** Long chains of conditions are common: the text of each part is only made when it is wrong. */
    private Expr logical(UnresolvedCall call) {
        List<Expr> sides = resolveAll(call.arguments());
        boolean typed = sides.size() == 2 && sides.get(0).type() == DataType.BOOLEAN && sides.get(1).type() == DataType.BOOLEAN;
        if (typed) {
            return call.name().equals("and") ? new And(sides.get(0), sides.get(1)) : new Or(sides.get(0), sides.get(1));
        }
        Expr built = Operators.build(call.name(), sides, names.text(call));
        if (built == null) {
            throw ErrorCondition.WRONG_NUM_ARGS.with("function", call.name(), "expected", 2, "actual", sides.size());
        }
        return built;
    }

    private static String fieldName(UnresolvedExpr expr, String text) {
        if (expr instanceof UnresolvedLiteral(var literal) && literal.value() instanceof String name) {
            return name;
        }
        throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail", "the name of a field must be a constant.");
    }

    private Expr cases(UnresolvedCase cases) {
        List<Expr> conditions = resolveAll(cases.conditions());
        List<Expr> values = resolveAll(cases.values());
        Expr otherwise = cases.otherwise().isPresent() ? resolve(cases.otherwise().get()) : null;
        return Operators.cases(conditions, values, otherwise, names.text(cases));
    }
}
