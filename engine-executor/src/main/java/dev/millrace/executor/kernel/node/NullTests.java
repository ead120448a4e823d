package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.BooleanVector;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Validity;
import dev.millrace.columnar.Vector;
import dev.millrace.columnar.VectorBuilder;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.compare.Comparison;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.ResultArrays;
import dev.millrace.expr.Compare;
import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** Conditions about nulls, never null themselves: {@code IS NULL} and {@code <=>}. */
public final class NullTests {

    private NullTests() {}

    static Vector constant(boolean value, int length) {
        return new ConstantVector(VectorBuilder.single(value, DataType.BOOLEAN), length);
    }

    /** {@code input IS NULL}. */
    public record IsNullEvaluator(Evaluator input, ResultArrays results) implements Evaluator {

        @Override
        public Vector evaluate(Batch batch, @Nullable Selection rows) {
            int length = batch.length();
            Vector values = input.evaluate(batch, rows);
            long[] validity = values.validity();
            if (Constants.isNull(values) || validity == null) {
                return constant(validity != null, length);
            }
            byte[] out = results.bytes(length);
            for (int i = 0; i < length; i++) {
                out[i] = (byte) ((validity[i >> 6] >>> i & 1) ^ 1);
            }
            return new BooleanVector(DataType.BOOLEAN, out, length, null);
        }
    }

    /** {@code left <=> right}. */
    public static final class NullSafeEqual implements Evaluator {

        private final Evaluator left;
        private final Evaluator right;
        private final Comparison equal = new Comparison(Compare.Op.EQ);
        private final ResultArrays results = new ResultArrays();
        private final Operand leftOperand = new Operand();
        private final Operand rightOperand = new Operand();

        public NullSafeEqual(Evaluator left, Evaluator right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public Vector evaluate(Batch batch, @Nullable Selection rows) {
            int length = batch.length();
            Vector one = left.evaluate(batch, rows);
            Vector other = right.evaluate(batch, rows);
            long[] valid = one.validity();
            long[] otherValid = other.validity();
            byte[] out = results.bytes(length);
            if (Constants.isNull(one) || Constants.isNull(other)) {
                for (int i = 0; i < length; i++) {
                    out[i] = (byte) (Validity.isValid(valid, i) || Validity.isValid(otherValid, i) ? 0 : 1);
                }
                return new BooleanVector(DataType.BOOLEAN, out, length, null);
            }
            Vector a = leftOperand.flat(one);
            BooleanVector same = (BooleanVector) equal.apply(a, rightOperand.withoutDictionary(other), length, rows);
            if (valid == null && otherValid == null) {
                return same;
            }
            for (int i = 0; i < length; i++) {
                boolean known = Validity.isValid(valid, i);
                boolean otherKnown = Validity.isValid(otherValid, i);
                out[i] = known && otherKnown ? same.values()[i] : (byte) (known == otherKnown ? 1 : 0);
            }
            return new BooleanVector(DataType.BOOLEAN, out, length, null);
        }
    }
}
