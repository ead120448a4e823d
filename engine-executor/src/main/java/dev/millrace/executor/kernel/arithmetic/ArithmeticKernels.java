package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.error.ErrorCondition;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.expr.Arithmetic;
import dev.millrace.types.DataType;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Storage;
import java.time.ZoneId;

/** Chooses the kernel of an {@link Arithmetic} by the types of its sides. */
public final class ArithmeticKernels {

    private ArithmeticKernels() {}

    /** @param zone in which a TIMESTAMP is moved by months and days */
    public static BinaryKernel of(Arithmetic expr, ZoneId zone) {
        DataType left = expr.left().type();
        DataType right = expr.right().type();
        if (left instanceof DecimalType a && right instanceof DecimalType b) {
            return decimal(expr, a, b);
        }
        if (left.isIntegral() && left.equals(right) || isInterval(left) && left.equals(right)) {
            return new IntegerArithmetic(expr);
        }
        if (left.storage() == Storage.DOUBLE && right.storage() == Storage.DOUBLE) {
            return new DoubleArithmetic(expr);
        }
        if (left instanceof DataType.DateType && right.isIntegral() && right.storage() == Storage.INT
                || right instanceof DataType.DateType && left.isIntegral() && left.storage() == Storage.INT
                        && expr.op() == Arithmetic.Op.ADD) {
            return new IntegerArithmetic(expr);
        }
        if (isTime(left) && (isTime(right) || right.isNumeric()) || left.isNumeric() && isTime(right)) {
            boolean swapped = (isInterval(left) || left.isNumeric()) && (isMoment(right) || left.isNumeric());
            return new TimeArithmetic(expr, swapped, zone);
        }
        throw ErrorCondition.DATATYPE_MISMATCH.with("expression", expr, "detail",
                "no arithmetic on " + left.sql() + " and " + right.sql() + ".");
    }

    private static boolean isInterval(DataType type) {
        return type instanceof DataType.YearMonthIntervalType || type instanceof DataType.DayTimeIntervalType;
    }

    private static boolean isMoment(DataType type) {
        return type instanceof DataType.DateType || type instanceof DataType.TimestampType || type instanceof DataType.TimestampNtzType;
    }

    private static boolean isTime(DataType type) {
        return isMoment(type) || isInterval(type);
    }

    private static BinaryKernel decimal(Arithmetic expr, DecimalType left, DecimalType right) {
        if (expr.type() instanceof DecimalType result) {
            return switch (expr.op()) {
                case ADD, SUBTRACT -> new DecimalSum(expr, left, right, result);
                case MULTIPLY -> new DecimalProduct(expr, left, right, result);
                case DIVIDE, INTEGRAL_DIVIDE, REMAINDER -> new DecimalQuotient(expr, left, right);
            };
        }
        return new DecimalQuotient(expr, left, right);
    }
}
