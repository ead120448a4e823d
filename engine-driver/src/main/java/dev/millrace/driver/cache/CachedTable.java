package dev.millrace.driver.cache;

import dev.millrace.expr.Expr;
import dev.millrace.plan.SourceSpec;
import dev.millrace.plan.logical.LogicalPlan;
import dev.millrace.spi.Split;
import dev.millrace.spi.Table;
import dev.millrace.spi.TableStatistics;
import dev.millrace.transport.JobId;
import dev.millrace.types.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rows that a job keeps on executors, as a table that can be scanned.
 *
 * @param job        whose result the rows are
 * @param plan       what they were computed by; its columns are those of the table
 * @param partitions of the job's result
 * @param rows       all together
 * @param bytes      all together
 */
public record CachedTable(JobId job, LogicalPlan plan, int partitions, long rows, long bytes) implements Table {

    @Override
    public SourceSpec source() {
        return new SourceSpec("cache", List.of(job.toString()), Map.of(), Optional.empty());
    }

    @Override
    public Schema schema() {
        return plan.schema();
    }

    @Override
    public TableStatistics statistics() {
        return new TableStatistics(OptionalLong.of(rows), OptionalLong.of(bytes), List.of());
    }

    /** None: partitions are read as they are. */
    @Override
    public List<Split> splits(List<Expr> filters, long targetBytes) {
        return List.of();
    }

    @Override
    public String describe() {
        return "cached rows";
    }
}
