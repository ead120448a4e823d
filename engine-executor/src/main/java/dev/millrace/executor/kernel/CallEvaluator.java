package dev.millrace.executor.kernel;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.ConstantVector;
import dev.millrace.columnar.Flatten;
import dev.millrace.columnar.NullVector;
import dev.millrace.columnar.Selection;
import dev.millrace.columnar.Vector;
import dev.millrace.executor.kernel.vector.Constants;
import dev.millrace.executor.kernel.vector.Operand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a function that is computed by a {@link FunctionKernel}. */
final class CallEvaluator implements Evaluator {

    private final KernelCall call;
    private final FunctionKernel kernel;
    private final List<@Nullable Evaluator> arguments;
    private final List<BodyEvaluator> lambdas;
    private final List<Operand> operands = new ArrayList<>();
    private final boolean foldable;

    /**
     * @param arguments null in the place of a lambda
     * @param foldable  whether equal arguments give equal results
     */
    CallEvaluator(KernelCall call, FunctionKernel kernel, List<@Nullable Evaluator> arguments, List<BodyEvaluator> lambdas,
            boolean foldable) {
        this.call = call;
        this.kernel = kernel;
        this.arguments = arguments;
        this.lambdas = lambdas;
        this.foldable = foldable && lambdas.isEmpty();
        arguments.forEach(_ -> operands.add(new Operand()));
    }

    @Override
    public Vector evaluate(Batch batch, @Nullable Selection rows) {
        int length = batch.length();
        if (length == 0 || rows != null && rows.count() == 0) {
            return Constants.ofNull(call.type(), length);
        }
        lambdas.forEach(lambda -> lambda.bind(batch));
        List<Vector> values = new ArrayList<>(arguments.size());
        boolean constant = foldable;
        for (int i = 0; i < arguments.size(); i++) {
            Evaluator argument = arguments.get(i);
            Vector value = argument == null ? new NullVector(length) : operands.get(i).withoutDictionary(argument.evaluate(batch, rows));
            constant &= value instanceof ConstantVector;
            values.add(value);
        }
        if (!constant) {
            return kernel.apply(call, values, length, rows);
        }
        values.replaceAll(value -> new ConstantVector(((ConstantVector) value).value(), 1));
        return new ConstantVector(Flatten.flat(kernel.apply(call, values, 1, null)), length);
    }
}
