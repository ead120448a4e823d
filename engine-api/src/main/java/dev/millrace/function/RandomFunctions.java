package dev.millrace.function;

import dev.millrace.expr.Expr;
import dev.millrace.expr.Literal;
import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.ArrayList;
import java.util.List;

/** Definitions of functions that draw random values. One seed gives the values that Spark gives. */
final class RandomFunctions {

    private RandomFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("random");
        scalars.add("rand", List.of("random"), 0, 1, arguments -> seeded("rand", arguments), Nulls.NEVER, false, "rand([seed])",
                "A random number from 0 (included) to 1 (not included).");
        scalars.add("randn", List.of(), 0, 1, arguments -> seeded("randn", arguments), Nulls.NEVER, false, "randn([seed])",
                "A random number of the standard normal distribution.");
        scalars.add("uniform", List.of(), 2, 3, RandomFunctions::uniform, Nulls.STRICT, false, "uniform(min, max[, seed])",
                "A random number between two constants, of their common type.");
        scalars.add("randstr", List.of(), 1, 2, RandomFunctions::text, Nulls.STRICT, false, "randstr(length[, seed])",
                "A text of so many random digits and letters.");
        return scalars.all();
    }

    private static Typing.Choice seeded(String function, List<Expr> arguments) {
        if (arguments.isEmpty()) {
            return new Typing.Choice(List.of(), DataType.DOUBLE);
        }
        DataType given = arguments.getFirst().type();
        constant(function, arguments, 0);
        if (!(given instanceof DataType.NullType) && !given.isIntegral()) {
            throw Typings.mismatch(function, arguments, 0, "an INT or a BIGINT");
        }
        return new Typing.Choice(List.of(DataType.BIGINT), DataType.DOUBLE);
    }

    private static Typing.Choice uniform(List<Expr> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            constant("uniform", arguments, i);
            DataType type = arguments.get(i).type();
            if (!type.isNumeric() && !(type instanceof DataType.NullType)) {
                throw Typings.mismatch("uniform", arguments, i, "a number");
            }
        }
        List<DataType> types = new ArrayList<>(List.of(arguments.get(0).type(), arguments.get(1).type()));
        if (arguments.size() > 2) {
            types.add(seed("uniform", arguments, 2));
        }
        return new Typing.Choice(types, drawn(types.get(0), types.get(1)));
    }

    /** DOUBLE goes before FLOAT, that before the decimal with more digits, and any of them before the wider integer. */
    private static DataType drawn(DataType min, DataType max) {
        if (min instanceof DataType.NullType || max instanceof DataType.NullType) {
            return DataType.NULL;
        }
        for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
            if (min.equals(type) || max.equals(type)) {
                return type;
            }
        }
        if (min instanceof DataType.DecimalType left && max instanceof DataType.DecimalType right) {
            return left.precision() > right.precision() ? left : right;
        }
        if (min instanceof DataType.DecimalType || max instanceof DataType.DecimalType) {
            return min instanceof DataType.DecimalType ? min : max;
        }
        for (DataType type : List.of(DataType.BIGINT, DataType.INT, DataType.SMALLINT)) {
            if (min.equals(type) || max.equals(type)) {
                return type;
            }
        }
        return DataType.TINYINT;
    }

    private static Typing.Choice text(List<Expr> arguments) {
        constant("randstr", arguments, 0);
        DataType length = arguments.getFirst().type();
        if (!length.isIntegral() || length instanceof DataType.LongType) {
            throw Typings.mismatch("randstr", arguments, 0, "an INT or a SMALLINT");
        }
        if (arguments.getFirst() instanceof Literal(Integer characters, var _) && characters < 0) {
            throw Typings.mismatch("randstr", arguments, 0, "0 or more");
        }
        return new Typing.Choice(arguments.size() == 1 ? List.of(DataType.INT) : List.of(DataType.INT, seed("randstr", arguments, 1)),
                DataType.STRING);
    }

    private static DataType seed(String function, List<Expr> arguments, int position) {
        constant(function, arguments, position);
        DataType type = arguments.get(position).type();
        if (!(type instanceof DataType.IntType || type instanceof DataType.LongType || type instanceof DataType.NullType)) {
            throw Typings.mismatch(function, arguments, position, "an INT or a BIGINT");
        }
        return DataType.BIGINT;
    }

    private static void constant(String function, List<Expr> arguments, int position) {
        if (!(arguments.get(position) instanceof Literal)) {
            throw Typings.mismatch(function, arguments, position, "a constant (NON_FOLDABLE_INPUT)");
        }
    }
}
