package dev.millrace.executor.operator.join;

import dev.millrace.columnar.Batch;
import dev.millrace.executor.kernel.ExprCompiler;
import dev.millrace.executor.operator.Operator;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.memory.MemoryPool;
import dev.millrace.plan.physical.NestedLoopJoinExec;
import dev.millrace.spi.TaskContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins by any condition: holds one side, or as much of it as fits at a time, and compares every row of the other with every row of it.
 */
public final class NestedLoopJoinOperator extends PullOperator {

    private final JoinRounds rounds;
    private final MemoryPool memory;

    public NestedLoopJoinOperator(NestedLoopJoinExec plan, Operator probe, Operator build, ExprCompiler compiler, TaskContext context) {
        super(context, "NestedLoopJoinExec " + plan.type() + " " + plan.condition() + " build " + plan.build(), plan.schema(),
                List.of(probe, build));
        this.memory = context.memory().child(context.attempt() + " NestedLoopJoinExec", MemoryPool.UNLIMITED);
        JoinOutput output = new JoinOutput(plan.build(), probe.schema(), build.schema(), plan.condition(), noKeys(build), compiler);
        JoinWork work = new JoinWork(JoinShape.of(plan.type(), plan.build()), output, probe.schema(), build.schema(), List.of(), List.of(),
                List.of(), compiler, context, memory, stats(), new JoinFacts());
        this.rounds = new JoinRounds(work, () -> JoinRound.first(work, build::next, () -> closeEarly(build), _ -> {
        }, probe::next));
    }

    private static int[] noKeys(Operator build) {
        int[] none = new int[build.schema().size()];
        Arrays.fill(none, -1);
        return none;
    }

    @Override
    protected @Nullable Batch pull() {
        return rounds.next();
    }

    @Override
    protected void release() {
        try {
            rounds.close();
        } finally {
            memory.release(memory.used());
            memory.close();
        }
    }
}
