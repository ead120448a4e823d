package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.plan.physical.GenerateExec;
import dev.millrace.spi.TaskContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins each row with the rows that a generator function makes of it. */
public final class GenerateOperator extends PullOperator {

    private final Generator generator;

    public GenerateOperator(GenerateExec plan, Operator input, ExprCompiler compiler, TaskContext context) {
        super(context, "GenerateExec " + plan.generator() + (plan.outer() ? " outer" : ""), plan.schema(), List.of(input));
        this.generator = Generator.of(plan.generator(), plan.outer(), compiler);
    }

    @Override
    protected @Nullable Batch pull() {
        while (true) {
            Batch made = generator.next();
            if (made != null) {
                return made;
            }
            Batch batch = input().next();
            if (batch == null) {
                return null;
            }
            generator.start(batch);
        }
    }
}
