package dev.millrace.driver.query;

import dev.millrace.expr.Expr;
import dev.millrace.function.BuiltinFunctions;
import dev.millrace.function.FunctionDefinition;
import dev.millrace.function.FunctionDefinition.Kind;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.function.FunctionRegistry;
import dev.millrace.function.Typing;
import dev.millrace.types.DataType;
import dev.millrace.types.Field;
import dev.millrace.types.Widening;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** The built-in aggregates and a handful of functions of each other kind. */
public final class TestFunctions {

    private TestFunctions() {}

    public static FunctionRegistry registry() {
        List<FunctionDefinition> all = new ArrayList<>();
        for (FunctionDefinition definition : BuiltinFunctions.registry().definitions().values()) {
            if (definition.kind() == Kind.AGGREGATE && !all.contains(definition)) {
                all.add(definition);
            }
        }
        all.add(scalar("upper", 1, 1, fixed(DataType.STRING, DataType.STRING), true));
        all.add(scalar("length", 1, 1, fixed(DataType.INT, DataType.STRING), true));
        all.add(scalar("year", 1, 1, fixed(DataType.INT, DataType.DATE), true));
        all.add(scalar("substring", 2, 3, arguments -> new Typing.Choice(
                List.<DataType>of(DataType.STRING, DataType.INT, DataType.INT).subList(0, arguments.size()), DataType.STRING), true));
        all.add(scalar("like", 2, 2, fixed(DataType.BOOLEAN, DataType.STRING), true));
        all.add(scalar("concat", 0, FunctionDefinition.ANY, fixed(DataType.STRING, DataType.STRING), true));
        all.add(scalar("abs", 1, 1, first(Function.identity()), true));
        all.add(scalar("rand", 0, 1, fixed(DataType.DOUBLE, DataType.BIGINT), false));
        all.add(scalar("array", 0, FunctionDefinition.ANY, first(DataType::array), true));
        all.add(scalar("coalesce", 1, FunctionDefinition.ANY, TestFunctions::common, true));
        all.add(scalar("transform", 2, 2, arguments -> new Typing.Choice(types(arguments), DataType.array(arguments.get(1).type())), true));
        all.add(scalar("filter", 2, 2, arguments -> new Typing.Choice(types(arguments), arguments.getFirst().type()), true));
        all.add(scalar("aggregate", 3, 4, arguments -> new Typing.Choice(types(arguments), arguments.get(1).type()), true));
        all.add(scalar("named_struct", 2, FunctionDefinition.ANY, TestFunctions::namedStruct, true));
        all.add(generator("explode", TestFunctions::exploded));
        all.add(generator("explode_outer", TestFunctions::exploded));
        all.add(generator("posexplode", type -> new DataType.StructType(prepend(Field.of("pos", DataType.INT), exploded(type)))));
        for (String name : List.of("row_number", "rank", "dense_rank")) {
            all.add(new FunctionDefinition(name, List.of(), Kind.WINDOW, "window", 0, 0, fixed(DataType.INT), Nulls.NEVER, true,
                    name + "()", "."));
        }
        all.add(new FunctionDefinition("lag", List.of(), Kind.WINDOW, "window", 1, 3, first(Function.identity()), Nulls.OWN, true,
                "lag(x[, n])", "."));
        return FunctionRegistry.of(all);
    }

    private static FunctionDefinition scalar(String name, int min, int max, Typing typing, boolean deterministic) {
        return new FunctionDefinition(name, List.of(), Kind.SCALAR, "test", min, max, typing, deterministic ? Nulls.STRICT : Nulls.NEVER,
                deterministic,
                name + "(…)", "For tests.");
    }

    private static FunctionDefinition generator(String name, Function<DataType, DataType> result) {
        return new FunctionDefinition(name, List.of(), Kind.GENERATOR, "test", 1, 1, first(result), Nulls.OWN, true, name + "(x)",
                "For tests.");
    }

    private static DataType exploded(DataType type) {
        return switch (type) {
            case DataType.ArrayType(var element, var _) -> DataType.struct(Field.of("col", element));
            case DataType.MapType(var key, var value, var _) -> DataType.struct(Field.of("key", key), Field.of("value", value));
            default -> throw new IllegalArgumentException(type.sql());
        };
    }

    private static List<Field> prepend(Field first, DataType rest) {
        List<Field> all = new ArrayList<>(List.of(first));
        all.addAll(((DataType.StructType) rest).fields());
        return all;
    }

    private static Typing fixed(DataType result, DataType... parameter) {
        return arguments -> new Typing.Choice(
                arguments.isEmpty() ? List.of() : Collections.nCopies(arguments.size(), parameter[0]), result);
    }

    private static Typing first(Function<DataType, DataType> result) {
        return arguments -> new Typing.Choice(types(arguments), result.apply(arguments.getFirst().type()));
    }

    private static Typing.Choice common(List<Expr> arguments) {
        DataType type = Widening.of(types(arguments)).orElseThrow();
        return new Typing.Choice(Collections.nCopies(arguments.size(), type), type);
    }

    private static Typing.Choice namedStruct(List<Expr> arguments) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = (String) ((dev.millrace.expr.Literal) arguments.get(i)).value();
            fields.add(new Field(name == null ? "" : name, arguments.get(i + 1).type(), true));
        }
        return new Typing.Choice(types(arguments), new DataType.StructType(fields));
    }

    private static List<DataType> types(List<Expr> arguments) {
        return arguments.stream().map(Expr::type).toList();
    }
}
