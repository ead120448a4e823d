package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.Arithmetic;
import dev.millrace.types.DataType.DecimalType;
import dev.millrace.types.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Product of decimals. Two factors of one word each need no check: their product is below 2^126, which is less than 10^38. Wider factors
 * are tried as one word too, because their values hardly ever need the second; only a batch where one does is computed row by row.
 */
final class DecimalProduct implements BinaryKernel {

    private final Arithmetic expr;
    private final boolean inWords;
    private final int surplus;
    private final boolean narrow;
    private final ExactDecimals exact;
    private final ResultArrays results = new ResultArrays();
    private final ResultArrays low = new ResultArrays();
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();

    DecimalProduct(Arithmetic expr, DecimalType left, DecimalType right, DecimalType result) {
        this.expr = expr;
        boolean proved = left.precision() + right.precision() <= result.precision();
        this.surplus = left.scale() + right.scale() - result.scale();
        boolean rescaled = surplus > 0 && surplus <= DecimalType.MAX_LONG_PRECISION && result.precision() == DecimalType.MAX_PRECISION;
        this.inWords = rescaled || surplus == 0 && (proved || result.precision() == DecimalType.MAX_PRECISION);
        this.narrow = inWords && result.precision() <= DecimalType.MAX_LONG_PRECISION;
        this.exact = new ExactDecimals(expr);
    }

    @Override
    public Vector apply(Vector left, Vector right, int length, @Nullable Selection rows) {
        long[] validity = Validity.and(left.validity(), right.validity(), length);
        if (narrow) {
            long[] out = results.longs(length);
            LongLoops.product(values(leftOperand.flat(left)), values(rightOperand.flat(right)), out, length);
            return new LongVector(expr.type(), out, length, validity);
        }
        if (inWords && words(left, right, length)) {
            if (surplus > 0) {
                dropDigits(results.longs(2 * length), WideOperand.power(surplus), length);
            }
            return new Decimal128Vector(expr.type(), results.longs(2 * length), length, validity);
        }
        return exact.apply(leftOperand.flat(left), rightOperand.flat(right), length, rows, results);
    }

    /** False when a factor needs two words. */
    private boolean words(Vector left, Vector right, int length) {
        boolean swap = left instanceof ConstantVector || !(right instanceof ConstantVector) && isNarrow(left) && !isNarrow(right);
        Vector a = swap ? right : left;
        Vector b = swap ? left : right;
        long[] out = results.longs(2 * length);
        if (b instanceof ConstantVector(var value, var _)) {
            if (value instanceof Decimal128Vector(var _, var words, var _, var _)) {
                return words[1] == words[0] >> 63 && product(a, words[0], out, length);
            }
            return product(a, values(value)[0], out, length);
        }
        if (a instanceof LongVector one && b instanceof LongVector other) {
            DecimalLoops.product(one.values(), other.values(), out, length);
            return true;
        }
        long[] factors = b instanceof LongVector one ? one.values() : low.longs(length);
        long wide = b instanceof Decimal128Vector two ? DecimalLoops.narrow(two.words(), factors, length) : 0;
        return (wide | DecimalLoops.narrowProduct(((Decimal128Vector) a).words(), factors, out, length)) == 0;
    }

    private static void dropDigits(long[] words, long divisor, int length) {
        for (int i = 0; i < length; i++) {
            WideDivision.halfUp(words[2 * i + 1], words[2 * i], divisor, words, i);
        }
    }

    private static boolean product(Vector values, long factor, long[] out, int length) {
        if (values instanceof LongVector one) {
            DecimalLoops.product(one.values(), factor, out, length);
            return true;
        }
        return DecimalLoops.narrowProduct(((Decimal128Vector) values).words(), factor, out, length) == 0;
    }

    private static boolean isNarrow(Vector vector) {
        return vector.type().storage() == Storage.LONG;
    }

    private static long[] values(Vector vector) {
        return ((LongVector) vector).values();
    }
}
