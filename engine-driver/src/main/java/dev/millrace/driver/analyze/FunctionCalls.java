package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.AggregateCall;
import dev.millrace.expr.Arithmetic;
import dev.millrace.expr.Call;
import dev.millrace.expr.Case;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.IsNull;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.expr.Not;
import dev.millrace.expr.OnError;
import dev.millrace.expr.SortKey;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.Typing;
import dev.millrace.plan.unresolved.ResolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedAlias;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedColumn;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.plan.unresolved.UnresolvedLambda;
import dev.millrace.plan.unresolved.UnresolvedLiteral;
import dev.millrace.plan.unresolved.UnresolvedStar;
import dev.millrace.types.DataType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls: operators, forms that the engine writes out, and functions of the registry. */
final class FunctionCalls {

    /** Functions whose type depends on the value of an argument, which may be written as an expression. */
    private static final Set<String> TAKES_CONSTANTS = Set.of("from_json", "schema_of_json", "to_json", "from_csv", "schema_of_csv",
            "to_csv", "uniform", "randstr", "rand", "randn");

    private final AnalysisContext context;
    private final ExpressionResolver resolver;
    private final Clause clause;

    FunctionCalls(AnalysisContext context, ExpressionResolver resolver, Clause clause) {
        this.context = context;
        this.resolver = resolver;
        this.clause = clause;
    }

    Expr build(UnresolvedCall call, String text) {
        if (call.arguments().size() == 1 && call.name().equals("-")) {
            return negative(resolver.resolve(call.arguments().getFirst()), text);
        }
        if (call.arguments().size() == 1 && call.name().equals("+")) {
            return resolver.resolve(call.arguments().getFirst());
        }
        FunctionDefinition function = context.functions().find(functionName(call)).orElse(null);
        if (NamedArguments.in(call)) {
            if (function == null) {
                throw unknown(call.name());
            }
            return build(NamedArguments.inOrder(call, NamedArguments.of(function)), text);
        }
        if (function != null && function.kind() == FunctionDefinition.Kind.AGGREGATE) {
            Expr ofOuter = resolver.outerAggregate(call);
            return ofOuter == null ? clause.aggregate(function, call, text) : ofOuter;
        }
        if (LambdaTypes.isHigherOrder(call)) {
            return higherOrder(call, function, text);
        }
        if (call.name().equals("struct")) {
            return struct(call, text);
        }
        if (call.name().equals("zeroifnull") && call.arguments().size() == 1) {
            return build(UnresolvedCall.of("coalesce", call.arguments().getFirst(), new UnresolvedLiteral(Literal.of(0))), text);
        }
        List<Expr> arguments = resolver.resolveAll(call.arguments());
        if (function != null && function.kind() == FunctionDefinition.Kind.GENERATOR) {
            throw ErrorCondition.UNSUPPORTED_GENERATOR.with("expression", "\"" + text + "\"", "detail",
                    "it can only be a column of the SELECT list by itself, or stand in LATERAL VIEW or FROM");
        }
        Expr operator = Operators.build(call.name(), arguments, text);
        if (operator == null) {
            operator = writtenOut(call.name(), arguments, text);
        }
        if (operator == null && arguments.isEmpty()) {
            operator = ofSession(call.name());
        }
        return operator == null ? scalar(function, call, arguments, text) : operator;
    }

    /** The call of an aggregate function over typed arguments. */
    AggregateCall aggregate(FunctionDefinition function, UnresolvedCall written, String text) {
        boolean ordered = OrderedSetCalls.is(written);
        UnresolvedCall call = ordered ? OrderedSetCalls.withValue(written, text) : written;
        boolean star = call.arguments().size() == 1 && call.arguments().getFirst() instanceof UnresolvedStar && !call.distinct();
        if (star && !((UnresolvedStar) call.arguments().getFirst()).qualifier().isEmpty()) {
            throw ErrorCondition.INVALID_USAGE_OF_STAR_OR_REGEX.with("element", "\"" + text + "\"");
        }
        if (call.arguments().isEmpty() && function.name().equals("count")) {
            throw ErrorCondition.WRONG_NUM_ARGS.with("function", function.usage(), "expected", "1 or more", "actual", 0);
        }
        List<Expr> arguments = star ? List.of() : resolver.resolveAll(call.arguments());
        if (function.name().equals("count") && arguments.size() == 1 && !call.distinct()
                && arguments.getFirst() instanceof Literal(var value, var _)
                && value != null) {
            arguments = List.of();
        }
        if (!function.name().equals("count") || !arguments.isEmpty()) {
            checkCount(function, ordered ? written.arguments().size() : arguments.size());
        }
        Typing.Choice choice = function.typing().choose(arguments);
        Expr filter = call.filter().isPresent() ? resolver.condition(call.filter().get()) : null;
        List<SortKey> order = resolver.sortKeys(call.order());
        List<Expr> cast = cast(arguments, choice);
        if (star && !function.name().equals("count")) {
            throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail", "a star can only be counted.");
        }
        String name = function.name().equals("regr_count") ? "count" : function.name();
        return new AggregateCall(name, cast, call.distinct(), filter, order, choice.result(), nullable(function, cast));
    }

    Call generator(FunctionDefinition function, UnresolvedCall call, String text) {
        UnresolvedCall ordered = NamedArguments.inOrder(call, NamedArguments.of(function));
        return (Call) scalar(function, ordered, resolver.resolveAll(ordered.arguments()), text);
    }

    private Expr scalar(@Nullable FunctionDefinition function, UnresolvedCall call, List<Expr> arguments, String text) {
        if (function == null) {
            throw unknown(call.name());
        }
        if (function.kind() == FunctionDefinition.Kind.WINDOW) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "The window function " + function.name() + " without OVER", "advice",
                    "Say over which window: " + text + " OVER (…).");
        }
        checkCount(function, arguments.size());
        if (call.distinct() || call.filter().isPresent()) {
            throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "DISTINCT or FILTER in " + text, "advice",
                    "They belong to aggregate functions, and " + function.name() + " is none.");
        }
        List<Expr> needed = withoutPattern(function.name(), arguments, text);
        List<Expr> known = TAKES_CONSTANTS.contains(function.name()) ? needed.stream().map(this::folded).toList() : needed;
        Typing.Choice choice = choose(function, known, text);
        List<Expr> cast = cast(known, choice);
        return new Call(function.name(), cast, choice.result(), nullable(function, cast));
    }

    /** A date or timestamp is not read by a pattern, so that one that is given does not count. */
    private static List<Expr> withoutPattern(String function, List<Expr> arguments, String text) {
        boolean reads = switch (function) {
            case "to_date", "try_to_date", "to_timestamp", "try_to_timestamp", "to_timestamp_ntz", "unix_timestamp" -> true;
            default -> false;
        };
        DataType first = reads && arguments.size() == 2 ? arguments.getFirst().type() : DataType.STRING;
        boolean moment = first instanceof DataType.DateType || first instanceof DataType.TimestampType
                || first instanceof DataType.TimestampNtzType;
        if (!moment) {
            return arguments;
        }
        DataType pattern = arguments.get(1).type();
        if (pattern.isNested()) {
            throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                    "the pattern requires a STRING, but it is " + pattern.sql() + ".");
        }
        return arguments.subList(0, 1);
    }

    /** An expression of constants as the literal that it gives; any other as it is. A map must be written as one. */
    private Expr folded(Expr expr) {
        boolean madeMap = expr.type() instanceof DataType.MapType && !(expr instanceof Call call && call.function().equals("map"));
        return !(expr instanceof Literal) && !madeMap && isConstant(expr) ? context.constants().evaluate(expr) : expr;
    }

    private boolean isConstant(Expr expr) {
        boolean deterministic = !(expr instanceof Call call)
                || context.functions().find(call.function()).map(FunctionDefinition::deterministic).orElse(false);
        boolean leaf = expr instanceof Literal || expr instanceof Call || expr instanceof Cast || expr instanceof Arithmetic;
        return leaf && deterministic && expr.children().stream().allMatch(this::isConstant);
    }

    AggregateCall windowFunction(FunctionDefinition function, UnresolvedCall call, String text) {
        if (function.kind() == FunctionDefinition.Kind.AGGREGATE) {
            return aggregate(function, call, text);
        }
        boolean counts = function.name().endsWith("rank");
        List<Expr> arguments = counts ? List.of() : resolver.resolveAll(call.arguments());
        checkCount(function, arguments.size());
        Typing.Choice choice = choose(function, arguments, text);
        List<Expr> cast = cast(arguments, choice);
        return new AggregateCall(function.name(), cast, false, null, List.of(), choice.result(), nullable(function, cast));
    }

    EngineException unknown(String name) {
        return ErrorCondition.UNRESOLVED_ROUTINE.with("name", "\"" + name + "\"", "suggestion",
                NearestNames.suggestion(name, context.functions().definitions().keySet()));
    }

    private static Typing.Choice choose(FunctionDefinition function, List<Expr> arguments, String text) {
        try {
            return function.typing().choose(arguments);
        } catch (EngineException e) {
            boolean named = e.parameters().getOrDefault("expression", "").isEmpty() && e.condition() == ErrorCondition.DATATYPE_MISMATCH;
            throw named ? e.condition().caused(e, "expression", "\"" + text + "\"", "detail", e.parameters().getOrDefault("detail", ""))
                    : e;
        }
    }

    private static void checkCount(FunctionDefinition function, int actual) {
        int min = function.minArguments();
        int max = function.maxArguments();
        if (actual < min || actual > max) {
            String expected = min == max ? String.valueOf(min) : max == FunctionDefinition.ANY ? min + " or more" : min + " to " + max;
            throw ErrorCondition.WRONG_NUM_ARGS.with("function", function.usage(), "expected", expected, "actual", actual);
        }
    }

    private static List<Expr> cast(List<Expr> arguments, Typing.Choice choice) {
        List<Expr> cast = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            cast.add(Casts.to(arguments.get(i), choice.arguments().get(i)));
        }
        return cast;
    }

    private static boolean nullable(FunctionDefinition function, List<Expr> arguments) {
        return switch (function.nulls()) {
            case NEVER -> false;
            case STRICT_OR_NULL, OWN -> true;
            case FIRST -> arguments.getFirst().nullable();
            case ALL -> arguments.stream().allMatch(Expr::nullable);
            case STRICT -> {
                boolean any = false;
                for (Expr argument : arguments) {
                    any |= argument.nullable();
                }
                yield any;
            }
        };
    }

    /** Operators that are functions of the registry under another name. */
    private static String functionName(UnresolvedCall call) {
        return call.name().equals("||") ? "concat" : call.name();
    }

    private Expr negative(Expr input, String text) {
        if (input instanceof Literal(var value, var type) && value != null && type.isNumeric()) {
            Object negated = switch (value) {
                case Integer number when number != Integer.MIN_VALUE -> -number;
                case Long number when number != Long.MIN_VALUE -> -number;
                case Double number -> -number;
                case BigInteger number -> number.negate();
                default -> null;
            };
            if (negated != null) {
                return new Literal(negated, type);
            }
        }
        return switch (input.type()) {
            case DataType.DecimalType type ->
                    new Arithmetic(Arithmetic.Op.MULTIPLY, input, new Literal(-1L, DataType.decimal(1, 0)), type, OnError.THROW);
            case DataType.YearMonthIntervalType _, DataType.DayTimeIntervalType _ ->
                    ArithmeticTyping.build(Arithmetic.Op.MULTIPLY, input, Literal.of(-1), OnError.THROW, text);
            case DataType.StringType _, DataType.NullType _ -> negative(Casts.to(input, DataType.DOUBLE), text);
            case DataType type when type.isNumeric() -> new Arithmetic(Arithmetic.Op.MULTIPLY, input, minusOne(type), type, OnError.THROW);
            default -> throw ErrorCondition.DATATYPE_MISMATCH.with("expression", "\"" + text + "\"", "detail",
                    "a number or an interval is needed, but the operand has the type " + input.type().sql() + ".");
        };
    }

    private static Literal minusOne(DataType type) {
        if (!type.isIntegral()) {
            return new Literal(-1.0, type);
        }
        return type instanceof DataType.LongType ? new Literal(-1L, type) : new Literal(-1, type);
    }

    /** What only the catalog knows. */
    private @Nullable Literal ofSession(String name) {
        return switch (name) {
            case "current_database", "current_schema" -> Literal.of(context.catalog().currentDatabase());
            case "current_path" -> Literal.of("system.builtin,system.session,spark_catalog." + context.catalog().currentDatabase());
            default -> null;
        };
    }

    /** {@code decode(value, search, result, …[, otherwise])}; nulls are equal to each other. */
    private static Expr decoded(List<Expr> arguments, String text) {
        List<Expr> conditions = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (int i = 1; i + 1 < arguments.size(); i += 2) {
            conditions.add(Operators.build("<=>", List.of(arguments.getFirst(), arguments.get(i)), text));
            values.add(arguments.get(i + 1));
        }
        return Operators.cases(conditions, values, arguments.size() % 2 == 0 ? arguments.getLast() : null, text);
    }

    /** Forms that are conditions in disguise: a value that is not taken is not evaluated either. */
    private static @Nullable Expr writtenOut(String name, List<Expr> arguments, String text) {
        int count = arguments.size();
        return switch (name) {
            case "if", "iff" ->
                    count == 3 ? Operators.cases(arguments.subList(0, 1), arguments.subList(1, 2), arguments.get(2), text) : null;
            case "nullif" -> {
                if (count != 2) {
                    yield null;
                }
                Expr equal = Operators.compare(Compare.Op.EQ, arguments.get(0), arguments.get(1), text);
                DataType type = arguments.get(0).type();
                yield new Case(List.of(equal), List.of(Literal.ofNull(type)), arguments.get(0), type);
            }
            case "decode" -> count > 2 ? decoded(arguments, text) : null;
            case "nvl2" -> count == 3
                    ? Operators.cases(List.of(new Not(new IsNull(arguments.get(0)))), arguments.subList(1, 2), arguments.get(2), text)
                    : null;
            case "boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal", "string", "binary", "date",
                    "timestamp" ->
                    count == 1 ? Operators.cast(arguments.getFirst(), castTarget(name), OnError.THROW, text) : null;
            default -> null;
        };
    }

    private static DataType castTarget(String name) {
        return switch (name) {
            case "boolean" -> DataType.BOOLEAN;
            case "tinyint" -> DataType.TINYINT;
            case "smallint" -> DataType.SMALLINT;
            case "int" -> DataType.INT;
            case "bigint" -> DataType.BIGINT;
            case "float" -> DataType.FLOAT;
            case "double" -> DataType.DOUBLE;
            case "decimal" -> DataType.decimal(10, 0);
            case "binary" -> DataType.BINARY;
            case "date" -> DataType.DATE;
            case "timestamp" -> DataType.TIMESTAMP;
            default -> DataType.STRING;
        };
    }

    /** {@code struct(a, b + 1 AS c)} names its fields as a SELECT would, the unnamed ones {@code col1}, {@code col2} …. */
    private Expr struct(UnresolvedCall call, String text) {
        List<UnresolvedExpr> named = new ArrayList<>();
        for (UnresolvedExpr argument : call.arguments()) {
            if (argument instanceof UnresolvedStar star) {
                for (UnresolvedExpr column : Stars.expand(star, resolver.scope(), context.enclosing())) {
                    named.add(new UnresolvedLiteral(Literal.of(resolver.names().ofColumn(column))));
                    named.add(column);
                }
                continue;
            }
            String name = switch (argument) {
                case UnresolvedAlias(var _, var names) -> names.getFirst();
                case UnresolvedColumn(var parts, var _) -> parts.getLast();
                case ResolvedColumn(var attribute, var _) -> attribute.name();
                default -> "col" + (named.size() / 2 + 1);
            };
            named.add(new UnresolvedLiteral(Literal.of(name)));
            named.add(argument);
        }
        return build(UnresolvedCall.of("named_struct", named.toArray(new UnresolvedExpr[0])), text);
    }

    private Expr higherOrder(UnresolvedCall call, @Nullable FunctionDefinition function, String text) {
        if (function == null) {
            throw unknown(call.name());
        }
        checkCount(function, call.arguments().size());
        List<@Nullable Expr> arguments = new ArrayList<>();
        for (UnresolvedExpr argument : call.arguments()) {
            arguments.add(argument instanceof UnresolvedLambda ? null : resolver.resolve(argument));
        }
        List<Expr> resolved = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expr plain = arguments.get(i);
            if (plain == null) {
                resolved.add(lambda(call, function.name(), i, arguments, text));
            } else {
                resolved.add(plain);
            }
        }
        return scalar(function, call, resolved, text);
    }

    private Expr lambda(UnresolvedCall call, String function, int position, List<@Nullable Expr> arguments, String text) {
        UnresolvedLambda lambda = (UnresolvedLambda) call.arguments().get(position);
        List<DataType> types = LambdaTypes.of(function, position, arguments, text);
        if (lambda.parameters().size() > types.size()) {
            throw ErrorCondition.WRONG_NUM_ARGS.with("function", "The lambda function of " + function, "expected",
                    "at most " + types.size(),
                    "actual", lambda.parameters().size());
        }
        List<LambdaVariable> variables = new ArrayList<>();
        for (int i = 0; i < lambda.parameters().size(); i++) {
            variables.add(new LambdaVariable(context.ids().next(), lambda.parameters().get(i), types.get(i), true));
        }
        Expr body = resolver.body(lambda, variables);
        boolean accumulates = (function.equals("aggregate") || function.equals("reduce")) && position == 2;
        return new Lambda(variables, accumulates ? Casts.to(body, types.getFirst()) : body);
    }
}
