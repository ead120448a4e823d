package dev.millrace.function;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Expr;
import dev.millrace.types.DataType;
import dev.millrace.types.Widening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The usual ways in which a function's types follow from its arguments. */
final class Typings {

    private Typings() {}

    /** Arguments are cast to these types (the last one stands for all that follow); the result has a fixed type. */
    static Typing fixed(DataType result, DataType... parameters) {
        return arguments -> new Typing.Choice(cast(arguments, parameters), result);
    }

    /** Arguments stay as they are. */
    static Typing asIs(DataType result) {
        return arguments -> new Typing.Choice(types(arguments), result);
    }

    /** Arguments stay as they are; the result has the type of the first. */
    static Typing firstAsIs() {
        return arguments -> new Typing.Choice(types(arguments), arguments.getFirst().type());
    }

    /** The first argument is cast to this type, which is also the result's; the others stay as they are. */
    static Typing firstCast(DataType type) {
        return arguments -> {
            List<DataType> types = new ArrayList<>(types(arguments));
            types.set(0, type);
            return new Typing.Choice(types, type);
        };
    }

    /** The first argument keeps its type, which is also the result's; the others are cast to these types. */
    static Typing firstThen(DataType... others) {
        return arguments -> {
            List<DataType> types = new ArrayList<>();
            types.add(arguments.getFirst().type());
            types.addAll(cast(arguments.subList(1, arguments.size()), others));
            return new Typing.Choice(types, arguments.getFirst().type());
        };
    }

    /** All arguments are cast to their common type, which is also the result's. */
    static Typing common(String function) {
        return common(function, UnaryOperator.identity());
    }

    /** All arguments are cast to their common type, from which the result's follows. */
    static Typing common(String function, UnaryOperator<DataType> result) {
        return arguments -> {
            DataType type = commonType(function, types(arguments));
            List<DataType> cast = new ArrayList<>();
            arguments.forEach(_ -> cast.add(type));
            return new Typing.Choice(cast, result.apply(type));
        };
    }

    /** One argument that must be of a kind; {@code result} gives null for a type it refuses. */
    static Typing oneOf(String function, String expected, UnaryOperator<DataType> cast, UnaryOperator<DataType> result) {
        return arguments -> {
            DataType given = arguments.getFirst().type();
            DataType wanted = cast.apply(given);
            if (wanted == DataType.NULL && given != DataType.NULL) {
                throw mismatch(function, arguments, 0, expected);
            }
            List<DataType> types = new ArrayList<>(types(arguments));
            types.set(0, wanted);
            return new Typing.Choice(types, result.apply(wanted));
        };
    }

    /** A number, which keeps its type; text is read as DOUBLE. NULL for what is no number. */
    static DataType number(DataType type) {
        return type.isNumeric() ? type
                : type instanceof DataType.StringType || type instanceof DataType.NullType ? DataType.DOUBLE : DataType.NULL;
    }

    static DataType commonType(String function, List<DataType> types) {
        DataType common = types.getFirst();
        for (DataType type : types) {
            Optional<DataType> wider = Widening.of(common, type);
            if (wider.isEmpty()) {
                throw ErrorCondition.DATATYPE_MISMATCH.with("expression", function, "detail",
                        "its arguments have the types " + sql(types) + ", which have no type in common.");
            }
            common = wider.get();
        }
        return common;
    }

    static List<DataType> types(List<Expr> arguments) {
        List<DataType> types = new ArrayList<>(arguments.size());
        for (Expr argument : arguments) {
            types.add(argument.type());
        }
        return types;
    }

    static EngineException mismatch(String function, List<Expr> arguments, int position, String expected) {
        return ErrorCondition.DATATYPE_MISMATCH.with("expression", function, "detail",
                "argument " + (position + 1) + " must be " + expected + ", but "
                        + arguments.get(position) + " is " + arguments.get(position).type().sql() + ".");
    }

    private static List<DataType> cast(List<Expr> arguments, DataType... parameters) {
        List<DataType> types = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            types.add(parameters[Math.min(i, parameters.length - 1)]);
        }
        return types;
    }

    private static String sql(List<DataType> types) {
        StringBuilder text = new StringBuilder();
        for (DataType type : types) {
            text.append(text.isEmpty() ? "" : ", ").append(type.sql());
        }
        return text.toString();
    }
}
