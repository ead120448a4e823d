package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.expr.Call;
import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a generator function for one input batch after the other. */
sealed interface Generator permits CollectionGenerator, StackGenerator {

    /** Takes the next input batch, which stays valid until {@link #next} has given null. */
    void start(Batch batch);

    /** Next rows of the batch, input columns first; null when there are no more. */
    @Nullable
    Batch next();

    static Generator of(Call call, boolean outer, ExprCompiler compiler) {
        String name = call.function();
        boolean padded = outer || name.endsWith("_outer");
        String function = name.endsWith("_outer") ? name.substring(0, name.length() - "_outer".length()) : name;
        return switch (function) {
            case "explode" ->
                    new CollectionGenerator(compiler.compile(call.arguments().getFirst()), CollectionGenerator.Form.VALUES, padded);
            case "posexplode" ->
                    new CollectionGenerator(compiler.compile(call.arguments().getFirst()), CollectionGenerator.Form.POSITIONS, padded);
            case "inline" ->
                    new CollectionGenerator(compiler.compile(call.arguments().getFirst()), CollectionGenerator.Form.FIELDS, padded);
            case "json_tuple" -> {
                Expr json = call.arguments().getFirst();
                List<Call> members = call.arguments().subList(1, call.arguments().size()).stream()
                        .map(member -> new Call("json_member", List.of(json, member), DataType.STRING, true)).toList();
                yield new StackGenerator(1, members.stream().map(compiler::compile).toList(), members);
            }
            case "stack" -> {
                List<Evaluator> values = call.arguments().subList(1, call.arguments().size()).stream().map(compiler::compile).toList();
                yield new StackGenerator(stackRows(call), values, call.arguments().subList(1, call.arguments().size()));
            }
            default -> throw ErrorCondition.UNSUPPORTED_FEATURE.with("feature", "The generator function " + name, "advice", "");
        };
    }

    private static int stackRows(Call call) {
        if (call.arguments().getFirst() instanceof Literal(Integer rows, var _) && rows > 0) {
            return rows;
        }
        throw ErrorCondition.INVALID_PARAMETER_VALUE.with("parameter", "the number of rows", "function", "stack", "expected",
                "a constant above 0",
                "actual", call.arguments().getFirst());
    }
}
