package dev.millrace.executor.kernel.arithmetic;

import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Decimal128Vector;
import dev.millrace.columnar.LongVector;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import org.jspecify.annotations.Nullable;

/** A decimal operand as 128-bit words at another scale, which the caller has proved to fit. A constant is converted once. */
public final class WideOperand {

    private static final int DIGITS_OF_LONG = 18;

    private final int digits;
    private final Operand operand = new Operand();
    private final ResultArrays arrays = new ResultArrays();
    private @Nullable Vector constant;
    private long @Nullable [] constantWords;

    /** @param digits how many digits the scale grows by, not negative */
    public WideOperand(int digits) {
        this.digits = digits;
    }

    public long[] words(Vector vector, int length) {
        if (vector instanceof ConstantVector(var value, var _)) {
            if (constant != value || constantWords == null || constantWords.length < 2 * length) {
                constantWords = convert(operand.flat(vector), length).clone();
                constant = value;
            }
            return constantWords;
        }
        return convert(vector, length);
    }

    private long[] convert(Vector flat, int length) {
        if (flat instanceof Decimal128Vector wide && digits == 0) {
            return wide.words();
        }
        long[] out = arrays.longs(2 * length);
        int first = Math.min(digits, DIGITS_OF_LONG);
        if (flat instanceof LongVector narrow) {
            DecimalLoops.product(narrow.values(), power(first), out, length);
        } else {
            DecimalLoops.scale(((Decimal128Vector) flat).words(), power(first), out, length);
        }
        for (int left = digits - first; left > 0; left -= DIGITS_OF_LONG) {
            DecimalLoops.scale(out, power(Math.min(left, DIGITS_OF_LONG)), out, length);
        }
        return out;
    }

    /** Ten to the power of at most 18. */
    public static long power(int digits) {
        long power = 1;
        for (int i = 0; i < digits; i++) {
            power *= 10;
        }
        return power;
    }
}
