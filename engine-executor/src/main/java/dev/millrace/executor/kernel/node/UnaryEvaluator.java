package dev.millrace.executor.kernel.node;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.Evaluator;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.Operand;
import dev.millrace.executor.kernel.vector.UnaryKernel;
import dev.millrace.types.DataType;
import org.jspecify.annotations.Nullable;

/** A strict operation on one expression. */
public final class UnaryEvaluator implements Evaluator {

    private final Evaluator input;
    private final UnaryKernel kernel;
    private final DataType type;
    private final Operand operand = new Operand();

    public UnaryEvaluator(Evaluator input, UnaryKernel kernel, DataType type) {
        this.input = input;
        this.kernel = kernel;
        this.type = type;
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        int length = batch.length();
        Vector values = input.evaluate(batch, rows);
        if (Constants.isNull(values) || length == 0 || rows != null && rows.count() == 0) {
            return Constants.ofNull(type, length);
        }
        if (values instanceof ConstantVector(var value, var _)) {
            return new ConstantVector(kernel.apply(value, 1, null), length);
        }
        return kernel.apply(operand.withoutDictionary(values), length, rows);
    }
}
