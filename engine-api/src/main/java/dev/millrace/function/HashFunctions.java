package dev.millrace.function;

import dev.millrace.function.FunctionDefinition.Nulls;
import dev.millrace.types.DataType;
import java.util.List;

/** Definitions of hash functions. */
final class HashFunctions {

    private HashFunctions() {}

    static List<FunctionDefinition> all() {
        Scalars scalars = new Scalars("hash");
        scalars.add("hash", List.of(), 1, FunctionDefinition.ANY, Typings.asIs(DataType.INT), Nulls.NEVER, true, "hash(expr[, …])",
                "The 32-bit Murmur3 hash of the values, seed 42; nulls are skipped.");
        scalars.add("xxhash64", List.of(), 1, FunctionDefinition.ANY, Typings.asIs(DataType.BIGINT), Nulls.NEVER, true,
                "xxhash64(expr[, …])",
                "The 64-bit xxHash of the values, seed 42; nulls are skipped.");
        return scalars.all();
    }
}
