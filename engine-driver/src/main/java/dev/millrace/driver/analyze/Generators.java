package dev.millrace.driver.analyze;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Attribute;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.expr.NamedExpr;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.plan.logical.Generate;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.plan.logical.Project;
import dev.millrace.plan.logical.Range;
import dev.millrace.plan.unresolved.UnresolvedCall;
import dev.millrace.plan.unresolved.UnresolvedExpr;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;

/** Functions that give rows: generators in SELECT, LATERAL VIEW and FROM, and {@code range} in FROM. */
final class Generators {

    private static final String OUTER = "_outer";

    private final AnalysisContext context;

    Generators(AnalysisContext context) {
        this.context = context;
    }

    /** @param names of the generated columns; empty for those of the function */
    Generate over(LogicalPlan input, UnresolvedCall call, List<String> names, boolean outer) {
        ExpressionResolver resolver = new ExpressionResolver(context, new Scope(input.output()), new Clause.Plain("a generator"));
        String text = resolver.names().text(call);
        FunctionCalls calls = new FunctionCalls(context, resolver, new Clause.Plain("a generator"));
        FunctionDefinition function = context.functions().find(call.name()).orElseThrow(() -> calls.unknown(call.name()));
        if (function.kind() != FunctionDefinition.Kind.GENERATOR) {
            throw ErrorCondition.UNSUPPORTED_GENERATOR.with("expression", "\"" + text + "\"", "detail",
                    call.name() + " gives one value and not rows");
        }
        Call generator = calls.generator(function, call, text);
        boolean padded = outer;
        if (generator.function().endsWith(OUTER)) {
            String inner = generator.function().substring(0, generator.function().length() - OUTER.length());
            generator = new Call(inner, generator.arguments(), generator.type(), generator.nullable());
            padded = true;
        }
        List<Field> fields = generator.type() instanceof DataType.StructType(var several)
                ? several
                : List.of(Field.of("col", generator.type()));
        if (!names.isEmpty() && names.size() != fields.size()) {
            throw ErrorCondition.NUM_COLUMNS_MISMATCH.with("operator", text, "first", fields.size() + " generated", "second",
                    names.size() + " names");
        }
        List<Attribute> generated = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            generated.add(context.ids().attribute(names.isEmpty() ? field.name() : names.get(i), field.type(), field.nullable() || padded));
        }
        return new Generate(resolver.subqueries().over(input), generator, padded, generated);
    }

    /** LATERAL VIEW: the input's columns and the generated ones under their own qualifier. */
    LogicalPlan view(LogicalPlan input, UnresolvedCall call, boolean outer, String alias, List<String> names) {
        Generate generate = over(input, call, names, outer);
        List<Attribute> generated = new ArrayList<>();
        for (Attribute attribute : generate.generated()) {
            generated.add(attribute.withQualifier(alias));
        }
        Generate qualified = new Generate(generate.input(), generate.generator(), generate.outer(), generated);
        if (generate.input() == input) {
            return qualified;
        }
        List<NamedExpr> columns = new ArrayList<>();
        input.output().forEach(attribute -> columns.add(NamedExpr.of(attribute)));
        generated.forEach(attribute -> columns.add(NamedExpr.of(attribute)));
        return new Project(qualified, columns);
    }

    boolean generates(UnresolvedCall call) {
        return new UnresolvedTree(context.functions()).generates(call);
    }

    /** A function in FROM. */
    LogicalPlan table(UnresolvedCall call) {
        if (call.name().equals("range")) {
            return range(call);
        }
        if (!generates(call)) {
            throw ErrorCondition.UNRESOLVABLE_TABLE_VALUED_FUNCTION.with("name", "\"" + call.name() + "\"");
        }
        Generate generate = over(new Relations(context).values(List.of(List.of())), call, List.of(), false);
        List<NamedExpr> columns = new ArrayList<>();
        generate.generated().forEach(attribute -> columns.add(NamedExpr.of(attribute)));
        return new Project(generate, columns);
    }

    private LogicalPlan range(UnresolvedCall written) {
        UnresolvedCall call = NamedArguments.inOrder(written, List.of("start", "end", "step", "numSlices"));
        List<UnresolvedExpr> arguments = call.arguments();
        if (arguments.isEmpty() || arguments.size() > 4) {
            throw ErrorCondition.WRONG_NUM_ARGS.with("function", "range([start, ]end[, step[, numSlices]])", "expected", "1 to 4", "actual",
                    arguments.size());
        }
        long first = number(call, 0);
        long start = arguments.size() == 1 ? 0 : first;
        long end = arguments.size() == 1 ? first : number(call, 1);
        long step = arguments.size() > 2 ? number(call, 2) : 1;
        if (step == 0) {
            throw wrong(call, 2, "a number other than 0", "0");
        }
        int partitions = arguments.size() > 3 ? (int) number(call, 3) : 0;
        return new Range(start, end, step, partitions, List.of(context.ids().attribute("id", DataType.BIGINT, false)));
    }

    private long number(UnresolvedCall call, int argument) {
        ExpressionResolver resolver = new ExpressionResolver(context, Scope.EMPTY, new Clause.Plain("the arguments of range"));
        Expr expr = resolver.resolve(call.arguments().get(argument));
        boolean numeric = expr.type().isNumeric() || expr.type() instanceof DataType.StringType;
        Expr whole = numeric ? Casts.to(expr, DataType.BIGINT) : expr;
        Literal literal = whole instanceof Literal known ? known : context.constants().evaluate(whole);
        if (numeric && literal.value() instanceof Number number) {
            return number.longValue();
        }
        throw wrong(call, argument, "a whole number", literal.toString());
    }

    private static EngineException wrong(UnresolvedCall call, int argument, String expected, String actual) {
        return ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "argument " + (argument + 1), "function", call.name(), "expected",
                expected, "actual", actual);
    }
}
