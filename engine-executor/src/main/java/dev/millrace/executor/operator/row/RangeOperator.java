package dev.millrace.executor.operator.row;

import dev.millrace.columnar.Batch;
import dev.millrace.columnar.LongVector;
import dev.millrace.executor.operator.PullOperator;
import dev.millrace.plan.physical.RangeExec;
import dev.millrace.spi.TaskContext;
import dev.millrace.types.DataType;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts. The partition's share is computed beyond 64 bits, the values themselves never leave them. */
public final class RangeOperator extends PullOperator {

    private final long step;
    private long value;
    private BigInteger left;
    private final long[] values = new long[Batch.ROWS];

    public RangeOperator(RangeExec plan, int partition, TaskContext context) {
        super(context, "RangeExec " + plan.start() + " to " + plan.end() + " by " + plan.step(), plan.schema(), List.of());
        this.step = plan.step();
        BigInteger total = total(plan);
        BigInteger first = share(total, partition, plan.partitions());
        this.left = share(total, partition + 1, plan.partitions()).subtract(first);
        this.value = BigInteger.valueOf(plan.start()).add(first.multiply(BigInteger.valueOf(step))).longValue();
    }

    private static BigInteger total(RangeExec plan) {
        BigInteger distance = BigInteger.valueOf(plan.end()).subtract(BigInteger.valueOf(plan.start()));
        BigInteger[] steps = distance.divideAndRemainder(BigInteger.valueOf(plan.step()));
        BigInteger whole = steps[1].signum() == 0 ? steps[0] : steps[0].add(BigInteger.ONE);
        return distance.signum() == Long.signum(plan.step()) ? whole : BigInteger.ZERO;
    }

    private static BigInteger share(BigInteger total, int partition, int partitions) {
        return total.multiply(BigInteger.valueOf(partition)).divide(BigInteger.valueOf(partitions));
    }

    @Override
    protected @Nullable Batch pull() {
        int count = left.min(BigInteger.valueOf(Batch.ROWS)).intValue();
        if (count == 0) {
            return null;
        }
        left = left.subtract(BigInteger.valueOf(count));
        for (int i = 0; i < count; i++) {
            values[i] = value;
            value += step;
        }
        return Batch.of(count, new LongVector(DataType.BIGINT, values, count, null));
    }
}
