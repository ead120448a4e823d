package dev.millrace.executor.kernel.function;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.config.Config;
import dev.millrace.error.EngineException;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.expr.Call;
import dev.millrace.expr.Compare;
import dev.millrace.expr.Expr;
import dev.millrace.expr.InputRef;
import dev.millrace.expr.Lambda;
import dev.millrace.expr.LambdaVariable;
import dev.millrace.expr.Literal;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.Typing;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is defined can be computed: every scalar function of the registry compiles for some arguments that its definition takes. */
class EveryFunctionTest {

    private static final List<Expr> ARGUMENTS = arguments();

    static Stream<String> scalars() {
        return BuiltinFunctions.registry().definitions().values().stream()
                .filter(function -> function.kind() == FunctionDefinition.Kind.SCALAR)
                .map(FunctionDefinition::name).distinct().sorted();
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void hasAKernelOrASpecialForm(String name) {
        FunctionDefinition function = BuiltinFunctions.registry().find(name).orElseThrow();
        int least = Math.max(function.minArguments(), Math.min(1, function.maxArguments()));
        Call fewest = call(function, new ArrayList<>(), least);
        Call call = fewest == null ? call(function, new ArrayList<>(), least + 1) : fewest;
        assertTrue(call != null, name + " takes no combination of the arguments that are tried");
        assertDoesNotThrow(() -> new ExprCompiler(Config.EMPTY).compile(call), call.toString());
    }

    /** The first call that the definition accepts; after three arguments the last one is repeated. */
    private static @Nullable Call call(FunctionDefinition function, List<Expr> chosen, int count) {
        if (chosen.size() == count) {
            try {
                Typing.Choice choice = function.typing().choose(chosen);
                return new Call(function.name(), chosen, choice.result(), true);
            } catch (EngineException e) {
                return null;
            }
        }
        List<Expr> candidates = chosen.size() < 3 ? ARGUMENTS : List.of(chosen.getLast());
        for (Expr candidate : candidates) {
            List<Expr> more = new ArrayList<>(chosen);
            more.add(candidate);
            Call call = call(function, more, count);
            if (call != null) {
                return call;
            }
        }
        return null;
    }

    private static List<Expr> arguments() {
        DataType pair = DataType.struct(Field.of("a", DataType.INT), Field.of("b", DataType.INT));
        List<Expr> arguments = new ArrayList<>();
        for (DataType type : List.of(DataType.INT, DataType.STRING, DataType.array(DataType.INT),
                DataType.map(DataType.STRING, DataType.INT), pair,
                DataType.array(DataType.array(DataType.INT)), DataType.array(pair), DataType.BOOLEAN, DataType.TIMESTAMP, DataType.DATE)) {
            arguments.add(new InputRef(arguments.size(), type, true, "c" + arguments.size()));
        }
        DataType window = DataType.struct(Field.of("start", DataType.TIMESTAMP), Field.of("end", DataType.TIMESTAMP));
        for (DataType type : List.of(DataType.BINARY, DataType.INTERVAL_DAY_TIME, window)) {
            arguments.add(new InputRef(arguments.size(), type, true, "c" + arguments.size()));
        }
        arguments.add(new Literal(1, DataType.INT));
        arguments.add(new Literal("a", DataType.STRING));
        arguments.add(new Literal("YEAR", DataType.STRING));
        arguments.add(new Literal("a INT", DataType.STRING));
        arguments.add(new Literal("999", DataType.STRING));
        LambdaVariable x = new LambdaVariable(1, "x", DataType.INT, true);
        arguments.add(new Lambda(List.of(x), new Compare(Compare.Op.GT, x, new Literal(0, DataType.INT))));
        arguments.add(new Lambda(List.of(x), x));
        return arguments;
    }
}
