package dev.millrace.function;

import java.util.List;

/** Definitions of functions on numbers. */
final class MathFunctions {

    private MathFunctions() {}

    static List<FunctionDefinition> all() {
        return new Scalars("math").strict("pmod", 2, 2, Typings.common("pmod"), "pmod(dividend, divisor)",
                "The remainder that is not negative for a positive divisor; DIVIDE_BY_ZERO for 0.").all();
    }
}
