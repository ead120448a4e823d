package dev.millrace.function;

import java.util.ArrayList;
import java.util.List;

/** The functions that Millrace has: {@code BuiltinFunctions.registry().find("substring")}. */
public final class BuiltinFunctions {

    private BuiltinFunctions() {}

    /** A registry of all built-in functions. Building one is cheap: definitions are plain records. */
    public static FunctionRegistry registry() {
        List<FunctionDefinition> all = new ArrayList<>();
        all.addAll(AggregateFunctions.all());
        all.addAll(MathFunctions.all());
        all.addAll(DateTimeFunctions.all());
        all.addAll(StringFunctions.all());
        all.addAll(HashFunctions.all());
        all.addAll(ConditionalFunctions.all());
        all.addAll(CollectionFunctions.all());
        all.addAll(TableFunctions.all());
        return FunctionRegistry.of(all);
    }
}
