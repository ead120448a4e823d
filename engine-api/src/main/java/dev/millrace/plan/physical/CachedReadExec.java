package dev.millrace.plan.physical;

import dev.millrace.expr.Expr;
import dev.millrace.transport.JobId;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * Reads rows that another job has left on executors: partition {@code p} is what its task {@code p} gave.
 *
 * @param job        whose result is read
 * @param input      number under which a task finds what it reads, negative, given when the plan is cut into stages; 0 before
 * @param columns    positions in the job's schema of the columns that are read
 * @param schema     the columns that are read
 * @param filters    conjuncts over {@code schema} that are applied exactly
 * @param limit      rows after which a partition may stop, or -1
 * @param partitions of the job's result
 */
public record CachedReadExec(JobId job, int input, List<Integer> columns, Schema schema, List<Expr> filters, long limit, int partitions)
        implements
            PhysicalPlan {

    public CachedReadExec {
        columns = List.copyOf(columns);
        filters = List.copyOf(filters);
    }

    /** The same with the number of its input. */
    public CachedReadExec as(int number) {
        return new CachedReadExec(job, number, columns, schema, filters, limit, partitions);
    }

    @Override
    public List<PhysicalPlan> children() {
        return List.of();
    }

    @Override
    public PhysicalPlan withChildren(List<PhysicalPlan> children) {
        return this;
    }
}
