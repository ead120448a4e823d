package dev.millrace.function;

import java.util.List;

/** The functions that Millrace has: {@code BuiltinFunctions.registry().find("substring")}. */
public final class BuiltinFunctions {

    private BuiltinFunctions() {}

    /** A registry of all built-in functions. Making one is cheap: its groups are filled when they are needed. */
    public static FunctionRegistry registry() {
        return FunctionRegistry
                .ofGroups(List.of(AggregateFunctions::all, DistributionFunctions::all, ConditionalFunctions::all, DateTimeFunctions::all,
                        HashFunctions::all,
                        JsonFunctions::all,
                        MathFunctions::all, StringFunctions::all, CollectionFunctions::all, TableFunctions::all, TimestampFunctions::all,
                        RandomFunctions::all, CsvFunctions::all, SecurityFunctions::all, SketchFunctions::all, TimeWindowFunctions::all,
                        SessionFunctions::all));
    }
}
