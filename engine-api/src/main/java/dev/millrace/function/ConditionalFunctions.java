package dev.millrace.function;

import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.List;

/** Definitions of functions that choose between values, or say something about them. */
final class ConditionalFunctions {

    private ConditionalFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("conditional");
        scalars.add("coalesce", List.of("nvl", "ifnull"), 1, FunctionDefinition.ANY, Typings.common("coalesce"), Nulls.ALL, true,
                "coalesce(a, b, …)",
                "The first value that is not null.");
        scalars.add("greatest", List.of(), 2, FunctionDefinition.ANY, Typings.common("greatest"), Nulls.ALL, true, "greatest(a, b, …)",
                "The greatest value; nulls are skipped.");
        scalars.add("least", List.of(), 2, FunctionDefinition.ANY, Typings.common("least"), Nulls.ALL, true, "least(a, b, …)",
                "The least value; nulls are skipped.");
        scalars.add("equal_null", List.of(), 2, 2, Typings.common("equal_null", _ -> DataType.BOOLEAN), Nulls.NEVER, true,
                "equal_null(a, b)",
                "True when both are equal or both are null.");
        Typing number = Typings.oneOf("nullifzero", "a number", Typings::number, type -> type);
        Typing orZero = Typings.oneOf("zeroifnull", "a number", Typings::number, type -> type);
        scalars.add("zeroifnull", List.of(), 1, 1, orZero, Nulls.NEVER, true, "zeroifnull(expr)", "The value, or 0 when it is null.");
        scalars.partial("nullifzero", 1, 1, number, "nullifzero(expr)", "The value, or null when it is 0.");
        scalars.add("typeof", List.of(), 1, 1, Typings.asIs(DataType.STRING), Nulls.NEVER, true, "typeof(expr)", "The type of the value.");
        scalars.add("raise_error", List.of(), 1, 1, Typings.fixed(DataType.NULL, DataType.STRING), Nulls.OWN, false, "raise_error(message)",
                "Fails the query with USER_RAISED_EXCEPTION.");
        scalars.add("assert_true", List.of(), 1, 2, Typings.fixed(DataType.NULL, DataType.BOOLEAN, DataType.STRING), Nulls.OWN, false,
                "assert_true(condition[, message])", "Null when the condition is true; else fails the query with USER_RAISED_EXCEPTION.");
        return scalars.all();
    }
}
