package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.vector.BinaryKernel;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** A strict operation on two expressions. */
public final class BinaryEvaluator implements Evaluator {

    private final Evaluator left;
    private final Evaluator right;
    private final BinaryKernel kernel;
    private final DataType type;
    private final Operand leftOperand = new Operand();
    private final Operand rightOperand = new Operand();

    public BinaryEvaluator(Evaluator left, Evaluator right, BinaryKernel kernel, DataType type) {
        this.left = left;
        this.right = right;
        this.kernel = kernel;
        this.type = type;
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        int length = batch.length();
        Vector a = left.evaluate(batch, rows);
        Vector b = right.evaluate(batch, rows);
        if (Constants.isNull(a) || Constants.isNull(b) || length == 0 || rows != null && rows.count() == 0) {
            return Constants.ofNull(type, length);
        }
        if (a instanceof ConstantVector(var one, var _) && b instanceof ConstantVector(var other, var _)) {
            return new ConstantVector(kernel.apply(one, other, 1, null), length);
        }
        return kernel.apply(leftOperand.withoutDictionary(a), rightOperand.withoutDictionary(b), length, rows);
    }
}
