package dev.millrace.executor.kernel.cast;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.expr.Cast;
import dev.millrace.types.DataType;
import java.time.ZoneId;

/** Chooses the kernel of a {@link Cast}. */
public final class CastKernels {

    private CastKernels() {
    }

    /** @param zone in which a TIMESTAMP is read and written */
    public static UnaryKernel of(Cast cast, ZoneId zone) {
        DataType from = cast.input().type();
        DataType to = cast.type();
        if (isNumber(from) && isNumber(to)) {
            return new NumberCast(cast);
        }
        throw ErrorCondition.DATATYPE_MISMATCH.with("expression", cast, "detail", "cannot cast " + from.sql() + " to " + to.sql() + ".");
    }

    private static boolean isNumber(DataType type) {
        return type instanceof DataType.BooleanType || type.isIntegral() || type instanceof DataType.FloatType || type instanceof DataType.DoubleType;
    }
}
