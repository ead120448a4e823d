package dev.millrace.executor.kernel.cast;

import dev.millrace.error.EngineException;
import dev.millrace.error.ErrorCondition;
import dev.millrace.expr.Cast;
import dev.millrace.expr.Literal;
import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** What a cast throws. */
final class CastErrors {

    private CastErrors() {}

    /** CAST_OVERFLOW; for decimals NUMERIC_VALUE_OUT_OF_RANGE, as in Spark. */
    static EngineException overflow(Cast cast, @Nullable Object value) {
        String text = new Literal(value, cast.input().type()).toString();
        return cast.type() instanceof DataType.DecimalType
                ? ErrorCondition.NUMERIC_VALUE_OUT_OF_RANGE.with("value", text, "to", cast.type().sql(),
                        "expression", cast)
                : ErrorCondition.CAST_OVERFLOW.with("value", text, "from", cast.input().type().sql(), "to", cast.type().sql(), "expression",
                        cast);
    }

    /** CAST_INVALID_INPUT. */
    static EngineException invalid(Cast cast, @Nullable Object value) {
        String text = new Literal(value, cast.input().type()).toString();
        return ErrorCondition.CAST_INVALID_INPUT.with("value", text, "from", cast.input().type().sql(), "to", cast.type().sql(),
                "expression", cast);
    }
}
