package dev.millrace.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.function.BuiltinFunctions;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.plan.unresolved.UnresolvedCall;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What {@link Functions} offers is what the registry has. */
class FunctionNamesTest {

    /** Written in plans as calls, but no functions: the analyzer turns them into something else. */
    private static final Set<String> FORMS =
            Set.of("-", "~", "not", "isnull", "isnotnull", "struct", "grouping", "grouping_id", "nullif", "nvl2", "try_add",
                    "try_subtract", "try_multiply", "try_divide", "rlike", "explode_outer", "posexplode_outer", "inline_outer");

    @Test
    void everyMethodCallsAFunctionThatIsThere() throws ReflectiveOperationException {
        FunctionRegistry registry = BuiltinFunctions.registry();
        List<String> wrong = new ArrayList<>();
        int calls = 0;
        for (Method method : Functions.class.getMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Column.class
                    && !method.getName().equals("call_function")
                    && ((Column) method.invoke(null, arguments(method))).expr() instanceof UnresolvedCall call
                    && !FORMS.contains(call.name())) {
                calls++;
                Optional<FunctionDefinition> definition = registry.find(call.name());
                int given = call.arguments().size();
                if (definition.isEmpty()) {
                    wrong.add(method.getName() + " calls " + call.name() + ", which is not there");
                } else if (given > definition.get().maxArguments() || given < definition.get().minArguments() && !method.isVarArgs()) {
                    wrong.add(method.getName() + " calls " + call.name() + " with " + given + " arguments: " + definition.get().usage());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(calls > 300, "only " + calls + " calls were seen");
    }

    private static Object[] arguments(Method method) {
        List<Object> arguments = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            arguments.add(switch (type.getSimpleName()) {
                case "Column", "Object" -> Functions.lit(1);
                case "Column[]" -> new Column[] {Functions.lit(1)};
                case "String" -> "x";
                case "String[]" -> new String[] {"x"};
                case "int" -> 1;
                case "long" -> 1L;
                case "double" -> 1.0;
                case "boolean" -> true;
                case "Function" -> (Function<Column, Column>) x -> x;
                case "BiFunction" -> (BiFunction<Column, Column, Column>) (x, _) -> x;
                case "TernaryOperator" -> (Functions.TernaryOperator) (x, _, _) -> x;
                default -> throw new IllegalStateException("a parameter of " + type);
            });
        }
        return arguments.toArray();
    }
}
